/** Statements that replace a value that is out of range: `if x < c: x = k`, and `x = k if x < c else x`. */
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";

export type Comparison = "<" | "<=" | ">" | ">=";

/** One such statement, with the tested name on the left. */
export interface Clamp {
  readonly statement: Node;
  readonly target: Node;
  readonly name: string;
  readonly operator: Comparison;
  readonly bound: Node;
  readonly value: Node;
  /** The type of the tested name as far as the code or an annotation says it, or undefined. */
  readonly type: string | undefined;
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** The comparison that holds when this one does not (for numbers other than nan). */
export const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

/** The clamp that a statement is, or undefined. */
export function readClamp(module: ModuleFacts, statement: Node): Clamp | undefined {
  const { tree } = module;
  if (tree.kind[statement] === Kind.if_statement) {
    if (tree.childByField(statement, Field.alternative) !== NONE) return undefined;
    const block = tree.childByField(statement, Field.consequence);
    const only = block === NONE ? NONE : tree.firstNamed(block);
    if (only === NONE || tree.nextNamed(only) !== NONE) return undefined;
    const assigned = simpleAssignment(module, only);
    if (assigned === undefined) return undefined;
    return clamp(module, statement, assigned.target, tree.childByField(statement, Field.condition), assigned.value);
  }
  const assigned = simpleAssignment(module, statement);
  if (assigned === undefined || tree.kind[assigned.value] !== Kind.conditional_expression) return undefined;
  const [value, condition, otherwise] = tree.namedChildren(assigned.value);
  if (value === undefined || condition === undefined || otherwise === undefined) return undefined;
  if (tree.kind[otherwise] !== Kind.identifier || tree.textOf(otherwise) !== tree.textOf(assigned.target))
    return undefined;
  return clamp(module, statement, assigned.target, condition, value);
}

function clamp(module: ModuleFacts, statement: Node, target: Node, condition: Node, value: Node): Clamp | undefined {
  const { tree } = module;
  let test = condition;
  while (test !== NONE && tree.kind[test] === Kind.parenthesized_expression) test = tree.firstNamed(test);
  if (test === NONE || tree.kind[test] !== Kind.comparison_operator) return undefined;
  const [left, right, more] = tree.namedChildren(test).filter((child) => tree.field[child] !== Field.operators);
  if (left === undefined || right === undefined || more !== undefined) return undefined;
  // In a class body the name may be read from outside, and only the original leaves it there.
  if (module.scopes.at(target).kind === "class") return undefined;
  const operator = tree.textOf(tree.childByField(test, Field.operators));
  if (operator !== "<" && operator !== "<=" && operator !== ">" && operator !== ">=") return undefined;
  const name = tree.textOf(target);
  const isName = (node: Node): boolean => tree.kind[node] === Kind.identifier && tree.textOf(node) === name;
  if (isName(left) === isName(right)) return undefined;
  return {
    statement,
    target,
    name,
    operator: isName(left) ? operator : MIRRORED[operator],
    bound: isName(left) ? right : left,
    value,
    type: module.values.typeOf(target)?.type,
  };
}

function simpleAssignment(module: ModuleFacts, statement: Node): { target: Node; value: Node } | undefined {
  const { tree } = module;
  const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
  if (
    assignment === NONE ||
    tree.kind[assignment] !== Kind.assignment ||
    tree.childByField(assignment, Field.type) !== NONE
  )
    return undefined;
  const target = tree.childByField(assignment, Field.left);
  const value = tree.childByField(assignment, Field.right);
  if (target === NONE || value === NONE || tree.kind[target] !== Kind.identifier) return undefined;
  const kind = tree.kind[value];
  return kind === Kind.assignment || kind === Kind.expression_list || kind === Kind.yield
    ? undefined
    : { target, value };
}

/** The number that a literal writes, with its sign, or undefined. Integers beyond 53 bits are undefined too. */
export function literalNumber(
  module: ModuleFacts,
  node: Node,
): { readonly value: number; readonly isInt: boolean } | undefined {
  const { tree } = module;
  const kind = tree.kind[node];
  if (kind === Kind.unary_operator) {
    const inner = literalNumber(module, tree.childByField(node, Field.argument));
    const operator = tree.textOf(tree.childByField(node, Field.operator));
    if (inner === undefined || operator === "~") return undefined;
    return operator === "-" ? { ...inner, value: -inner.value } : inner;
  }
  if (kind !== Kind.integer && kind !== Kind.float) return undefined;
  const value = Number(tree.textOf(node).replace(/_/g, ""));
  if (Number.isNaN(value) || (kind === Kind.integer && !Number.isSafeInteger(value))) return undefined;
  return { value, isInt: kind === Kind.integer };
}
