/** The arguments of a generator's call as assignments, or as names that stand for its parameters. */
import { parametersOf } from "../semantics/functions.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isPossiblyUnset } from "./bound.js";
import { namesUsedIn } from "./generatorNames.js";
import { isPlainLocal } from "./purity.js";
import { hasComment } from "./statements.js";

/** A parameter with what the call gives for it. */
export interface Argument {
  readonly parameter: string;
  readonly value: Node;
  /** The value is a variable that nobody changes meanwhile, under a name that means nothing else in the generator. */
  readonly standsForItself: boolean;
}

/** What the call gives for every parameter, in the order in which it is evaluated, or why that is not known. */
export function argumentsOf(
  module: ModuleFacts,
  loop: Node,
  call: Node,
  generator: FunctionInfo,
): readonly Argument[] | string {
  const { tree } = module;
  const parameters = parametersOf(tree, generator.node).map((parameter) => ({
    ...parameter,
    name: parameter.name.normalize("NFKC"),
  }));
  if (parameters.some((parameter) => parameter.kind === "star" || parameter.kind === "double-star"))
    return "The generator takes any number of arguments.";
  const list = tree.childByField(call, Field.arguments);
  if (tree.kind[list] !== Kind.argument_list || hasComment(tree, module.spanOf(list)))
    return "The arguments of the call cannot be taken over as they are.";
  const given = new Map<string, Node>();
  const positional = parameters.filter((parameter) => parameter.kind === "positional").map(({ name }) => name);
  const receiver = receiverOf(module, call, generator);
  if (typeof receiver === "string") return receiver;
  const mismatch = "The call does not fit the generator's parameters.";
  const values = [
    ...(receiver === NONE ? [] : [{ name: NONE, value: receiver }]),
    ...tree
      .namedChildren(list)
      .map((argument) =>
        tree.kind[argument] === Kind.keyword_argument
          ? { name: tree.childByField(argument, Field.name), value: tree.childByField(argument, Field.value) }
          : { name: NONE, value: argument },
      ),
  ];
  for (const { name, value } of values) {
    const kind = tree.kind[value];
    if (kind === Kind.list_splat || kind === Kind.dictionary_splat)
      return "The call spreads its arguments with a star.";
    if (name !== NONE && hasPositionalOnly(module, generator)) return "The generator has positional-only parameters.";
    const parameter = name === NONE ? positional[given.size] : tree.textOf(name).normalize("NFKC");
    if (parameter === undefined || given.has(parameter)) return mismatch;
    given.set(parameter, value);
  }
  for (const parameter of parameters) {
    if (given.has(parameter.name)) continue;
    if (parameter.default === NONE) return mismatch;
    if (!isScalar(module, parameter.default))
      return `The default of ${parameter.name} was made when the generator was defined.`;
    given.set(parameter.name, parameter.default);
  }
  if (given.size !== parameters.length) return mismatch;
  return [...given].map(([parameter, value]) => ({
    parameter,
    value,
    standsForItself: standsForItself(module, loop, generator, parameter, value),
  }));
}

/** What a method is called on, `NONE` for a function, or why that is not known. */
function receiverOf(module: ModuleFacts, call: Node, generator: FunctionInfo): Node | string {
  const { tree, values } = module;
  const callee = tree.childByField(call, Field.function);
  if (generator.decoration === "class") return "The generator is a class method.";
  const value = values.of(callee);
  if (value?.kind !== "function" || tree.kind[callee] !== Kind.attribute || !value.bound) return NONE;
  return tree.childByField(callee, Field.object);
}

/** The class whose subclasses elsewhere may have another generator of this name, or null where the call is certain to run this one. */
export function overridableIn(module: ModuleFacts, call: Node, generator: FunctionInfo): string | null {
  const { tree, values } = module;
  const callee = tree.childByField(call, Field.function);
  if (generator.owner === null || tree.kind[callee] !== Kind.attribute) return null;
  const object = values.of(tree.childByField(callee, Field.object));
  if (object?.kind === "class" && object.exact) return null;
  if (object?.kind === "instance" && object.exact && object.certain) return null;
  return object?.kind === "instance" || object?.kind === "class" ? (object.cls?.name ?? null) : generator.owner.name;
}

function hasPositionalOnly(module: ModuleFacts, generator: FunctionInfo): boolean {
  const { tree } = module;
  return tree.childOfKind(tree.childByField(generator.node, Field.parameters), Kind.positional_separator) !== NONE;
}

/** A literal that is the same whenever it is evaluated. */
function isScalar(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  switch (tree.kind[node]) {
    case Kind.integer:
    case Kind.float:
    case Kind.none:
    case Kind.true:
    case Kind.false:
      return true;
    case Kind.string:
      return tree.childOfKind(node, Kind.interpolation) === NONE;
    case Kind.unary_operator: {
      const argument = tree.kind[tree.childByField(node, Field.argument)];
      return argument === Kind.integer || argument === Kind.float;
    }
    default:
      return false;
  }
}

function standsForItself(
  module: ModuleFacts,
  loop: Node,
  generator: FunctionInfo,
  parameter: string,
  value: Node,
): boolean {
  const { tree } = module;
  if (tree.kind[value] !== Kind.identifier || !isPlainLocal(module, value) || isPossiblyUnset(module, value))
    return false;
  const isSetInLoop = module.values.bindingOf(value)!.sites.some((site) => tree.contains(loop, site.name));
  const own = [...generator.scope.bindings.values()].find(({ name }) => name.normalize("NFKC") === parameter);
  if (isSetInLoop || own === undefined || own.rebound || own.sites.length !== 1) return false;
  const name = tree.textOf(value).normalize("NFKC");
  return name === parameter || !namesUsedIn(module, generator.node).has(name);
}
