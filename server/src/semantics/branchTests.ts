/** What single branches ask, and what they do: whether they only choose a value, and whether they leave the iteration. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import { lastStatement } from "./surroundings.js";
import { dependsOn } from "./varyingNames.js";

/** Conditions nested deeper than this say nothing: the call stack has an end. */
const DEEPEST_CONDITION = 50;

const CHOOSING: ReadonlySet<number> = new Set([
  Kind.expression_statement,
  Kind.return_statement,
  Kind.pass_statement,
  Kind.if_statement,
]);

/** `if x is None: x = load()`: whatever it takes, the branch gives the tested name a value. */
function setsSubject(tree: Tree, node: Node, subject: string): boolean {
  const block = tree.childByField(node, Field.consequence);
  const only = block === NONE ? NONE : tree.firstNamed(block);
  if (only === NONE || tree.nextNamed(only) !== NONE || tree.kind[only] !== Kind.expression_statement) return false;
  const assignment = tree.firstNamed(only);
  if (tree.kind[assignment] !== Kind.assignment || tree.childByField(node, Field.alternative) !== NONE) return false;
  return tree.textOf(tree.childByField(assignment, Field.left)) === subject;
}

/** The branches of an `if`, `elif` or conditional expression assign or return, and call builtins at most. */
export function onlyChoosesValue(module: ModuleFacts, node: Node, subject: string): boolean {
  const { tree, values } = module;
  if (setsSubject(tree, node, subject)) return true;
  for (let inner = node; inner < tree.next[node]!; inner++) {
    const kind = tree.kind[inner];
    if (kind === Kind.call) {
      const callee = values.of(tree.childByField(inner, Field.function));
      if (callee?.kind !== "external" || !callee.name.startsWith("builtins.")) return false;
    } else if (kind === Kind.await || kind === Kind.yield) {
      return false;
    } else if (tree.kind[tree.parent[inner]!] === Kind.block && tree.isNamed(inner) && inner > node) {
      if (kind !== Kind.comment && !CHOOSING.has(kind!)) return false;
    }
  }
  return true;
}

/** The block of a clause, or `NONE`. */
export function bodyOf(tree: Tree, clause: Node): Node {
  const body = tree.childByField(clause, Field.body);
  return body !== NONE ? body : tree.childOfKind(clause, Kind.block);
}

/** The branch of an `if` or `elif` ends with `return`. */
export function endsByReturning(tree: Tree, branch: Node): boolean {
  const block = tree.childByField(branch, Field.consequence);
  const last = block === NONE ? NONE : lastStatement(tree, block);
  return last !== NONE && tree.kind[last] === Kind.return_statement;
}

/** In a function that is called from the loop, `return` goes on in the loop; `raise` goes nowhere. */
export function leavesIteration(tree: Tree, block: Node, inCallee: boolean): boolean {
  const last = lastStatement(tree, block);
  if (last === NONE) return false;
  const kind = tree.kind[last];
  if (kind === Kind.raise_statement) return true;
  return (
    !inCallee && (kind === Kind.continue_statement || kind === Kind.break_statement || kind === Kind.return_statement)
  );
}

/** What a condition asks, and of what. Undefined for conditions whose outcome says nothing about data: most calls. */
export function readTest(
  module: ModuleFacts,
  condition: Node,
  varying: ReadonlySet<string>,
  depth = 0,
): { kind: "none" | "other"; subject: Node } | undefined {
  const { tree } = module;
  if (condition === NONE || depth > DEEPEST_CONDITION) return undefined;
  switch (tree.kind[condition]) {
    case Kind.parenthesized_expression:
      return readTest(module, tree.firstNamed(condition), varying, depth + 1);
    case Kind.not_operator:
      return readTest(module, tree.childByField(condition, Field.argument), varying, depth + 1);
    case Kind.identifier:
    case Kind.attribute:
    case Kind.subscript:
      return { kind: "other", subject: condition };
    case Kind.boolean_operator: {
      const left = readTest(module, tree.childByField(condition, Field.left), varying, depth + 1);
      if (left !== undefined && dependsOn(tree, left.subject, varying)) return left;
      return readTest(module, tree.childByField(condition, Field.right), varying, depth + 1);
    }
    case Kind.comparison_operator: {
      const operands = tree.namedChildren(condition).filter((child) => tree.field[child] !== Field.operators);
      const none = operands.find((operand) => tree.kind[operand] === Kind.none);
      const subject = operands.find((operand) => operand !== none && dependsOn(tree, operand, varying));
      return subject === undefined ? undefined : { kind: none === undefined ? "other" : "none", subject };
    }
    case Kind.call: {
      const callee = module.values.of(tree.childByField(condition, Field.function));
      const list = tree.childByField(condition, Field.arguments);
      if (callee?.kind !== "external" || callee.name !== "builtins.isinstance" || list === NONE) return undefined;
      const subject = tree.firstNamed(list);
      return subject === NONE ? undefined : { kind: "other", subject };
    }
    default:
      return undefined;
  }
}
