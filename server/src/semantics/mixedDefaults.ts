/** Float parameters and fields whose default is an int, where some calls of this module leave them out and others give a float. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { annotationType } from "./annotations.js";
import type { Parameter } from "./functions.js";
import type { Heat } from "./hotness.js";
import { isLiteral } from "./mixedNumbers.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { NamedPlaces } from "./namedPlaces.js";
import type { Rows } from "./rows.js";
import { keyOf } from "./scopes.js";
import { argumentsOf, dependsOn, type Passed, varyingInCallee, varyingInLoop } from "./varyingNames.js";

/** A read, in a hot loop, of a value that is an int or a float as the calls have it. */
export interface DefaultRead {
  readonly of: "parameter" | "field";
  /** The int that is the default. */
  readonly int: Node;
  /** The name, or the attribute of an object. */
  readonly read: Node;
  readonly heat: Heat;
  /** False when a type is known from an annotation only, beside that of the parameter or field. */
  readonly certain: boolean;
}

/** A default of which the calls show that the value is mixed. */
interface Mixed {
  readonly int: Node;
  readonly certain: boolean;
}

/**
 * The reads of each function and class that has such defaults in a part; never empty. Of a class whose fields stand in several parts each of
 * them gives all reads.
 */
export function mixedDefaultsIn(module: ModuleFacts, { from, to }: Rows): DefaultRead[][] {
  const { tree, index, definitions } = module;
  const places = new NamedPlaces(module);
  const found: DefaultRead[][] = [];
  for (const node of index.between(from, to, Kind.function_definition)) {
    const fn = definitions.functionAt(node);
    const parameters = definitions.parametersOf(fn).filter((parameter) => isIntForFloat(module, parameter));
    if (parameters.length === 0 || fn.decoration === "unknown") continue;
    found.push(
      fn.name === "__init__" && fn.owner !== null
        ? readsOfFields(module, places, fn.owner, storedBy(module, places, fn, fn.owner, parameters))
        : readsOfParameters(module, places, fn, parameters),
    );
  }
  const classes = new Set<Node>();
  for (let node = from; node < to; node++) {
    const outer = tree.kind[node] === Kind.assignment ? classAround(tree, node) : NONE;
    if (outer === NONE || classes.has(outer)) continue;
    const field = fieldOf(tree, node);
    if (field !== undefined && isIntForFloat(module, field)) classes.add(outer);
  }
  for (const node of classes) {
    const cls = definitions.classAt(node);
    found.push(readsOfFields(module, places, cls, dataclassFields(module, places, cls)));
  }
  return found.filter((reads) => reads.length > 0);
}

/** The class in whose body an assignment stands directly, or `NONE`. */
function classAround(tree: Tree, assignment: Node): Node {
  const statement = tree.parent[assignment]!;
  const block = tree.kind[statement] === Kind.expression_statement ? tree.parent[statement]! : NONE;
  const outer = block === NONE ? NONE : tree.parent[block]!;
  return outer !== NONE && tree.kind[outer] === Kind.class_definition ? outer : NONE;
}

/** The field of a dataclass that an assignment in its body declares, as a parameter of the `__init__` that it gets; or undefined. */
function fieldOf(tree: Tree, assignment: Node): Parameter | undefined {
  const left = tree.childByField(assignment, Field.left);
  const type = tree.childByField(assignment, Field.type);
  if (type === NONE || tree.kind[left] !== Kind.identifier) return undefined;
  return {
    node: assignment,
    name: tree.textOf(left),
    kind: "positional",
    default: tree.childByField(assignment, Field.right),
    annotation: tree.firstNamed(type),
  };
}

function isIntForFloat(module: ModuleFacts, { default: value, annotation }: Parameter): boolean {
  const { tree, values } = module;
  if (value === NONE || annotation === NONE || !isLiteral(tree, value, Kind.integer)) return false;
  return annotationType(tree, values, annotation)?.type === "float";
}

/**
 * What the calls of this module pass together: an int where one leaves the parameter out, a float where one gives it.
 *
 * @param calls what each call passes
 */
function mixedBy(module: ModuleFacts, calls: readonly (readonly Passed[])[], parameter: Parameter): Mixed | undefined {
  let isLeftOut = false;
  let isFloat = false;
  let certain = false;
  for (const passed of calls) {
    const argument = passed.find((it) => it.parameter === parameter.name);
    if (argument === undefined) isLeftOut = true;
    const type = argument?.whole ? module.values.typeOf(argument.value) : undefined;
    if (type?.type !== "float") continue;
    isFloat = true;
    certain ||= type.certain;
  }
  return isLeftOut && isFloat ? { int: parameter.default, certain } : undefined;
}

/** The reads in hot loops of the function itself: where it is inlined into another loop, each call has its own type. */
function readsOfParameters(
  module: ModuleFacts,
  places: NamedPlaces,
  fn: FunctionInfo,
  parameters: readonly Parameter[],
): DefaultRead[] {
  const { tree, values, hotness } = module;
  const isMethod = fn.owner !== null && fn.decoration !== "static";
  const isOf = (call: Node): boolean => {
    if (module.calls.calleeOf(call) !== fn) return false;
    const callee = values.of(tree.childByField(call, Field.function));
    // `C.method(object)` passes the object as an argument.
    return !isMethod || (callee?.kind === "function" && callee.bound);
  };
  const calls = places
    .callsOf(fn.name)
    .filter(isOf)
    .map((call) => argumentsOf(module, call, fn));
  return parameters.flatMap((parameter) => {
    const mixed = mixedBy(module, calls, parameter);
    const binding = fn.scope.find(parameter.name);
    if (mixed === undefined || binding === undefined || binding.rebound || binding.sites.length !== 1) return [];
    return values.referencesTo(binding).flatMap((read): DefaultRead[] => {
      const heat = hotness.of(read);
      if (module.definitions.functionAround(read) !== fn || heat.loop === null || heat.chain.length > 0) return [];
      return [{ of: "parameter", ...mixed, read, heat }];
    });
  });
}

/** A field, with the calls that make objects of its class. */
interface MixedField extends Mixed {
  readonly name: string;
}

/** The parameters that `__init__` stores as they are. */
function storedBy(
  module: ModuleFacts,
  places: NamedPlaces,
  init: FunctionInfo,
  cls: ClassInfo,
  parameters: readonly Parameter[],
): MixedField[] {
  const { tree, definitions } = module;
  const self = definitions.parametersOf(init)[0]?.name;
  const calls = callsMaking(module, places, cls).map((call) => argumentsOf(module, call, init));
  const fields: MixedField[] = [];
  for (const statement of tree.namedChildren(tree.childByField(init.node, Field.body))) {
    const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) continue;
    const [left, right] = [tree.childByField(assignment, Field.left), tree.childByField(assignment, Field.right)];
    if (right === NONE || tree.kind[left] !== Kind.attribute) continue;
    const stored = parameters.find(
      ({ name }) => tree.textOf(right) === name && init.scope.find(name)?.sites.length === 1,
    );
    const mixed = stored === undefined ? undefined : mixedBy(module, calls, stored);
    if (mixed === undefined || tree.textOf(tree.childByField(left, Field.object)) !== self) continue;
    const name = tree.textOf(tree.childByField(left, Field.attribute));
    if (isWrittenBesides(module, cls, name, assignment)) continue;
    fields.push({ ...mixed, name });
  }
  return fields;
}

/** The calls that make an object of the class and of no subclass. */
function callsMaking(module: ModuleFacts, places: NamedPlaces, cls: ClassInfo): Node[] {
  const { tree, values } = module;
  if (!values.makesInstances(cls)) return [];
  return places.callsOf(cls.name).filter((call) => {
    const value = values.of(tree.childByField(call, Field.function));
    return value?.kind === "class" && value.cls === cls && value.exact;
  });
}

/** Something else than `assignment` may give an object of the class another value. */
function isWrittenBesides(module: ModuleFacts, cls: ClassInfo, name: string, assignment: Node): boolean {
  const writes = module.values.writesTo(cls, keyOf(cls.scope, name));
  return writes.some((write) => write.assignment === NONE || write.assignment !== assignment);
}

/** What a dataclass with fields in a row and no more says of them. */
function dataclassFields(module: ModuleFacts, places: NamedPlaces, cls: ClassInfo): MixedField[] {
  const { tree, values } = module;
  module.readEverything();
  if (!isPlainDataclass(module, cls) || values.mro(cls).length !== 1) return [];
  const fields = tree.namedChildren(tree.childByField(cls.node, Field.body)).flatMap((statement) => {
    const inner = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    return inner !== NONE && tree.kind[inner] === Kind.assignment ? (fieldOf(tree, inner) ?? []) : [];
  });
  if (fields.some((field) => OTHER_FIELDS.test(tree.textOf(field.node)))) return [];
  const calls = callsMaking(module, places, cls).map((call) => given(tree, call, fields));
  return fields.flatMap((field) => {
    const mixed = isIntForFloat(module, field) ? mixedBy(module, calls, field) : undefined;
    if (mixed === undefined || isWrittenBesides(module, cls, field.name, NONE)) return [];
    return [{ ...mixed, name: field.name }];
  });
}

/** What is no parameter of the `__init__` that a dataclass gets, or not in its place. */
const OTHER_FIELDS = /\b(ClassVar|InitVar|KW_ONLY|init|kw_only)\b/;

/** Under `@dataclass` and no other decorator, with an `__init__` that it gets from there. */
function isPlainDataclass(module: ModuleFacts, cls: ClassInfo): boolean {
  const { tree, values } = module;
  const decorated = tree.parent[cls.node]!;
  if (tree.kind[decorated] !== Kind.decorated_definition || cls.scope.find("__init__") !== undefined) return false;
  const decorators = tree.namedChildren(decorated).filter((child) => tree.kind[child] === Kind.decorator);
  const [written, another] = decorators.map((decorator) => tree.firstNamed(decorator));
  if (written === undefined || written === NONE || another !== undefined || OTHER_FIELDS.test(tree.textOf(written)))
    return false;
  const value = values.of(tree.kind[written] === Kind.call ? tree.childByField(written, Field.function) : written);
  return value?.kind === "external" && value.name === "dataclasses.dataclass";
}

/** What a call passes for the fields of a dataclass; of spread arguments it is not known. */
function given(tree: Tree, call: Node, fields: readonly Parameter[]): Passed[] {
  const passed: Passed[] = [];
  let position = 0;
  for (const argument of tree.namedChildren(tree.childByField(call, Field.arguments))) {
    const kind = tree.kind[argument];
    if (kind === Kind.keyword_argument) {
      const parameter = tree.textOf(tree.childByField(argument, Field.name));
      passed.push({ parameter, value: tree.childByField(argument, Field.value), whole: true });
    } else if (kind === Kind.list_splat || kind === Kind.dictionary_splat) {
      for (const { name } of fields) passed.push({ parameter: name, value: argument, whole: false });
    } else if (kind !== Kind.comment) {
      const field = fields[position++];
      if (field !== undefined) passed.push({ parameter: field.name, value: argument, whole: true });
    }
  }
  return passed;
}

/** The reads of the fields in hot loops, of an object that is another one in each round. */
function readsOfFields(
  module: ModuleFacts,
  places: NamedPlaces,
  cls: ClassInfo,
  fields: readonly MixedField[],
): DefaultRead[] {
  const { tree, values, hotness } = module;
  return fields.flatMap(({ name, int, certain }) =>
    places.readsOf(name).flatMap((read): DefaultRead[] => {
      const object = tree.childByField(read, Field.object);
      const type = values.typeOf(object);
      if (type?.cls !== cls) return [];
      const heat = hotness.of(read);
      if (!isOtherEachRound(module, object, heat)) return [];
      return [{ of: "field", int, certain: certain && type.certain, read, heat }];
    }),
  );
}

/** The object comes from a name that the loop gives a new value in each round, through one call at most. */
function isOtherEachRound(module: ModuleFacts, object: Node, { loop, chain }: Heat): boolean {
  const { tree } = module;
  if (loop === null || chain.length > 1) return false;
  const varying =
    tree.kind[loop.node] === Kind.for_in_clause
      ? namesIn(tree, tree.childByField(loop.node, Field.left))
      : varyingInLoop(module, loop.node, tree.childByField(loop.node, Field.body));
  const [step] = chain;
  if (step === undefined) return dependsOn(tree, object, varying);
  if (step.outside !== undefined || tree.kind[step.call] !== Kind.call) return false;
  const passed = argumentsOf(module, step.call, step.callee);
  return dependsOn(tree, object, varyingInCallee(module, passed, step.callee, varying));
}

function namesIn(tree: Tree, pattern: Node): Set<string> {
  const names = new Set<string>();
  for (let node = pattern; node < tree.next[pattern]!; node++)
    if (tree.kind[node] === Kind.identifier) names.add(tree.textOf(node));
  return names;
}
