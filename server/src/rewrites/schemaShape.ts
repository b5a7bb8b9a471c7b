/** Classes that can be read as a whole: nothing but a docstring, constants, an `__init__` that keeps its arguments, and properties. */
import { parametersOf } from "../semantics/functions.js";
import type { ClassInfo, FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type Getter, getterOf, isDocstring } from "../semantics/schemaClasses.js";
import { onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isPossiblyUnset } from "./bound.js";
import { reads } from "./purity.js";
import { hasComment } from "./statements.js";

/** Such a class. */
export interface Shape {
  readonly cls: ClassInfo;
  readonly init: FunctionInfo;
  /** The name of the first parameter of `__init__`. */
  readonly self: string;
  /** The parameters of `__init__` without the first. */
  readonly parameters: readonly string[];
  /** From the name of an attribute to the parameter that it keeps. */
  readonly parameterOf: ReadonlyMap<string, string>;
  readonly getters: readonly Getter[];
  /** Docstring and constants, as they are. */
  readonly kept: readonly Node[];
}

/** The shape of a class, or the reason why it has none. */
export function shapeOf(module: ModuleFacts, cls: ClassInfo): Shape | string {
  const { tree, definitions } = module;
  const other = `${cls.name} has members other than __init__ and properties that return an expression.`;
  if (tree.childByField(cls.node, Field.superclasses) !== NONE) return `${cls.name} has base classes.`;
  if (tree.kind[tree.parent[cls.node]!] !== Kind.module)
    return `${cls.name} is decorated or does not stand at module level.`;
  if (hasComment(tree, module.spanOf(cls.node))) return `${cls.name} has comments, and they would be lost.`;
  if (definitions.allClasses().some((other) => other !== cls && module.values.mro(other).includes(cls)))
    return `${cls.name} has a subclass.`;
  const getters: Getter[] = [];
  const kept: Node[] = [];
  let init: FunctionInfo | undefined;
  for (const member of tree.namedChildren(tree.childByField(cls.node, Field.body))) {
    const isDecorated = tree.kind[member] === Kind.decorated_definition;
    const definition = isDecorated ? tree.childByField(member, Field.definition) : member;
    if (tree.kind[definition] === Kind.function_definition) {
      const fn = definitions.functionAt(definition);
      const getter = getterOf(module, fn);
      if (getter !== undefined) getters.push(getter);
      else if (fn.name === "__init__" && !isDecorated && init === undefined) init = fn;
      else return other;
    } else if (isDocstring(module, member) || isConstant(module, member)) {
      kept.push(member);
    } else {
      return other;
    }
  }
  if (init === undefined) return `${cls.name} has no __init__ of its own.`;
  const problem = memberProblem(module, cls, getters, kept);
  if (problem !== null) return problem;
  const parameters = parametersOf(tree, init.node).map((parameter) => parameter.name);
  const parameterOf = keptArguments(module, init, parameters);
  if (parameterOf === undefined) return `The __init__ of ${cls.name} does more than keep its arguments.`;
  const doubled = getters.find(({ fn }) => parameterOf.has(fn.name));
  if (doubled !== undefined) return `${cls.name} uses the name ${doubled.fn.name} for more than the property.`;
  return { cls, init, self: parameters[0]!, parameters: parameters.slice(1), parameterOf, getters, kept };
}

function isConstant(module: ModuleFacts, member: Node): boolean {
  const { tree } = module;
  const assignment = tree.kind[member] === Kind.expression_statement ? tree.firstNamed(member) : NONE;
  if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return false;
  const target = tree.childByField(assignment, Field.left);
  const value = tree.childByField(assignment, Field.right);
  if (value !== NONE && tree.kind[value] === Kind.assignment) return false;
  return tree.kind[target] === Kind.identifier && tree.textOf(target) !== "__slots__";
}

/** Why the properties cannot become attributes of the same names, or null. */
function memberProblem(
  module: ModuleFacts,
  cls: ClassInfo,
  getters: readonly Getter[],
  kept: readonly Node[],
): string | null {
  const { tree } = module;
  const isUsed = (member: Node): boolean =>
    ["__init__", ...getters.map(({ fn }) => fn.name)].some((name) => reads(module, member, name));
  if (kept.some(isUsed)) return `${cls.name} has constants that are made from its methods.`;
  for (const { fn } of getters) {
    const annotation = tree.childByField(fn.node, Field.return_type);
    if (annotation !== NONE && isUsed(annotation)) return `The annotation of ${fn.name} has the name of a property.`;
    const binding = [...cls.scope.bindings.values()].find(({ name }) => name === fn.name);
    if (binding?.sites.length !== 1) return `${cls.name} uses the name ${fn.name} for more than the property.`;
    const body = tree.childByField(fn.node, Field.body);
    if (isDocstring(module, tree.firstNamed(body)))
      return `The property ${fn.name} has a docstring, and it would be lost.`;
  }
  return null;
}

function keptArguments(
  module: ModuleFacts,
  init: FunctionInfo,
  parameters: readonly string[],
): Map<string, string> | undefined {
  const { tree } = module;
  const [self, ...names] = parameters;
  const kept = new Map<string, string>();
  for (const statement of tree.namedChildren(tree.childByField(init.node, Field.body))) {
    if (isDocstring(module, statement)) return undefined;
    const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
    if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return undefined;
    const left = tree.childByField(assignment, Field.left);
    const right = tree.childByField(assignment, Field.right);
    if (tree.kind[left] !== Kind.attribute || tree.textOf(tree.childByField(left, Field.object)) !== self)
      return undefined;
    if (right === NONE || tree.kind[right] !== Kind.identifier || !names.includes(tree.textOf(right))) return undefined;
    kept.set(tree.textOf(tree.childByField(left, Field.attribute)), tree.textOf(right));
  }
  return self === undefined ? undefined : kept;
}

/**
 * The text of a property's expression with the parameters of `__init__` in the place of the attributes that keep them. Undefined where
 * it reads anything else of the object, or something that may not be the same when the object is made.
 */
export function inInit(module: ModuleFacts, shape: Shape, getter: Getter, expression: Node): string | undefined {
  const { tree, values } = module;
  const [self] = parametersOf(tree, getter.fn.node);
  switch (tree.kind[expression]) {
    case Kind.integer:
      return tree.textOf(expression);
    case Kind.attribute: {
      const object = tree.childByField(expression, Field.object);
      const name = tree.textOf(tree.childByField(expression, Field.attribute));
      return tree.kind[object] === Kind.identifier && tree.textOf(object) === self?.name
        ? shape.parameterOf.get(name)
        : undefined;
    }
    case Kind.identifier: {
      // A constant of the module; `__init__` must not have a parameter of that name.
      const name = tree.textOf(expression);
      const binding = values.bindingOf(expression);
      const isConstant =
        binding?.scope.kind === "module" && onlySite(binding) !== undefined && !isPossiblyUnset(module, expression);
      return isConstant && name !== shape.self && !shape.parameters.includes(name) ? name : undefined;
    }
    case Kind.binary_operator: {
      const left = inInit(module, shape, getter, tree.childByField(expression, Field.left));
      const right = inInit(module, shape, getter, tree.childByField(expression, Field.right));
      const operator = tree.textOf(tree.childByField(expression, Field.operator));
      return left === undefined || right === undefined ? undefined : `${left} ${operator} ${right}`;
    }
    case Kind.parenthesized_expression: {
      const inner = inInit(module, shape, getter, tree.firstNamed(expression));
      return inner === undefined ? undefined : `(${inner})`;
    }
    default:
      return undefined;
  }
}
