/** Float parameters and fields whose default is an int. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { annotationType } from "./annotations.js";
import type { Parameter } from "./functions.js";
import type { Heat } from "./hotness.js";
import { isCalculatedWith } from "./mixedNumbers.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import type { Rows } from "./rows.js";

/** A read in a hot loop. */
export interface HotRead {
  /** The name, or the attribute of an object. */
  readonly read: Node;
  readonly heat: Heat;
}

/** One such default. */
export interface IntDefault {
  /** The function that has the parameter, or the class whose objects have the field. */
  readonly target: FunctionInfo | ClassInfo;
  readonly parameter: Parameter;
  /** What a call passes, without `self`; null for a dataclass, whose fields stand in several parts. */
  readonly parameters: readonly Parameter[] | null;
  /** The attribute that has the value; null for a parameter that stays one. */
  readonly field: string | null;
  /** The assignment in `__init__` that stores it, else `NONE`. */
  readonly stored: Node;
  /** Of a parameter: its reads in the hot loops of its function. */
  readonly reads: readonly HotRead[];
}

/** The defaults that are written in a part. */
export function intDefaultsIn(module: ModuleFacts, { from, to }: Rows): IntDefault[] {
  const { tree, index, definitions } = module;
  const found: IntDefault[] = [];
  for (const node of index.between(from, to, Kind.function_definition)) {
    if (!hasIntDefault(tree, node)) continue;
    const fn = definitions.functionAt(node);
    if (fn.decoration === "unknown") continue;
    const ints = definitions.parametersOf(fn).filter((parameter) => isIntForFloat(module, parameter));
    if (fn.name === "__init__" && fn.owner !== null) found.push(...storedBy(module, fn, fn.owner, ints));
    // `if factor == 0: return`: the loop may never see the defaults.
    else if (!ints.some((parameter) => isTested(module, fn, parameter)))
      found.push(...ints.map((parameter) => ofParameter(module, fn, parameter)));
  }
  for (let node = from; node < to; node++) {
    if (tree.kind[node] !== Kind.assignment || !isPlainInt(tree, tree.childByField(node, Field.right))) continue;
    const outer = classAround(tree, node);
    const parameter = outer === NONE ? undefined : fieldOf(tree, node);
    if (parameter === undefined || !isIntForFloat(module, parameter)) continue;
    const target = definitions.classAt(outer);
    found.push({ target, parameter, parameters: null, field: parameter.name, stored: NONE, reads: [] });
  }
  return found;
}

/** Nearly all functions have none, which their text tells. */
function hasIntDefault(tree: Tree, fn: Node): boolean {
  const list = tree.childByField(fn, Field.parameters);
  for (let node = list === NONE ? NONE : tree.firstNamed(list); node !== NONE; node = tree.nextNamed(node)) {
    if (tree.kind[node] !== Kind.typed_default_parameter) continue;
    if (isPlainInt(tree, tree.childByField(node, Field.value))) return true;
  }
  return false;
}

/** An int that becomes the equal float by `.0`: no `0x10`, and no `-0`, which is 0. */
export function isPlainInt(tree: Tree, value: Node): boolean {
  if (value === NONE || (tree.kind[value] !== Kind.integer && tree.kind[value] !== Kind.unary_operator)) return false;
  return /^(\+?\s*\d[\d_]*|-\s*\d*[1-9][\d_]*)$/.test(tree.textOf(value));
}

function isIntForFloat(module: ModuleFacts, { default: value, annotation }: Parameter): boolean {
  const { tree, values } = module;
  if (annotation === NONE || !isPlainInt(tree, value)) return false;
  return annotationType(tree, values, annotation)?.type === "float";
}

/** The class in whose body an assignment stands directly, or `NONE`. */
function classAround(tree: Tree, assignment: Node): Node {
  const statement = tree.parent[assignment]!;
  const block = tree.kind[statement] === Kind.expression_statement ? tree.parent[statement]! : NONE;
  const outer = block === NONE ? NONE : tree.parent[block]!;
  return outer !== NONE && tree.kind[outer] === Kind.class_definition ? outer : NONE;
}

/** The field of a dataclass that an assignment in its body declares, as a parameter of the `__init__` that it gets; or undefined. */
export function fieldOf(tree: Tree, assignment: Node): Parameter | undefined {
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

/** Reads in loops of the function itself: where it is inlined into another loop, each call has its own type. */
function ofParameter(module: ModuleFacts, fn: FunctionInfo, parameter: Parameter): IntDefault {
  const { values, definitions, hotness } = module;
  const binding = fn.scope.find(parameter.name);
  const isMethod = fn.owner !== null && fn.decoration !== "static";
  const reads: HotRead[] = [];
  const isOneValue = binding !== undefined && !binding.rebound && binding.sites.length === 1;
  for (const read of isOneValue ? values.referencesTo(binding) : []) {
    const heat = hotness.of(read);
    if (definitions.functionAround(read) !== fn || heat.loop === null || heat.chain.length > 0) continue;
    if (hotness.isHot(heat, "pypy") && isCalculatedWith(module, read)) reads.push({ read, heat });
  }
  const parameters = definitions.parametersOf(fn).slice(isMethod ? 1 : 0);
  return { target: fn, parameter, parameters, field: null, stored: NONE, reads };
}

/** An `if` outside of the loops asks for the parameter. */
function isTested({ tree, values, surroundings }: ModuleFacts, fn: FunctionInfo, { name }: Parameter): boolean {
  const binding = fn.scope.find(name);
  if (binding === undefined) return false;
  return values
    .referencesTo(binding)
    .some((node) => isInCondition(tree, node) && surroundings.around(node).loops.length === 0);
}

function isInCondition(tree: Tree, node: Node): boolean {
  for (let inner = node; inner !== NONE && tree.kind[inner] !== Kind.block; inner = tree.parent[inner]!)
    if (tree.field[inner] === Field.condition) return true;
  return false;
}

/** The parameters that `__init__` stores as they are. */
function storedBy(module: ModuleFacts, init: FunctionInfo, cls: ClassInfo, ints: readonly Parameter[]): IntDefault[] {
  const { tree, definitions } = module;
  const [self, ...parameters] = definitions.parametersOf(init);
  return tree.namedChildren(tree.childByField(init.node, Field.body)).flatMap((statement): IntDefault[] => {
    const stored = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (stored === NONE || tree.kind[stored] !== Kind.assignment) return [];
    const [left, right] = [tree.childByField(stored, Field.left), tree.childByField(stored, Field.right)];
    if (right === NONE || tree.kind[left] !== Kind.attribute) return [];
    if (tree.textOf(tree.childByField(left, Field.object)) !== self?.name) return [];
    const parameter = ints.find(({ name }) => tree.textOf(right) === name);
    if (parameter === undefined || init.scope.find(parameter.name)?.sites.length !== 1) return [];
    const field = tree.textOf(tree.childByField(left, Field.attribute));
    return [{ target: cls, parameter, parameters, field, stored, reads: [] }];
  });
}
