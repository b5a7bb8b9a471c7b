/** Where control goes after a statement. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";

/** Context managers that are there to swallow exceptions. */
const SWALLOWING = /suppress|ignor|raises/i;

/** True when a body may be left over its end, as a function does that returns None without saying so. */
export function mayFallThrough(tree: Tree, block: Node): boolean {
  if (block === NONE) return true;
  let last: Node = NONE;
  for (let child = tree.firstNamed(block); child !== NONE; child = tree.nextNamed(child)) last = child;
  return last === NONE || mayPass(tree, last);
}

function mayPass(tree: Tree, statement: Node): boolean {
  switch (tree.kind[statement]) {
    case Kind.return_statement:
    case Kind.raise_statement:
      return false;
    case Kind.if_statement: {
      const alternatives = tree.childrenByField(statement, Field.alternative);
      const last = alternatives[alternatives.length - 1];
      if (last === undefined || tree.kind[last] !== Kind.else_clause) return true;
      if (mayFallThrough(tree, tree.childByField(statement, Field.consequence))) return true;
      return alternatives.some((alternative) => mayFallThrough(tree, blockOf(tree, alternative)));
    }
    case Kind.while_statement:
      return !isEndless(tree, statement);
    case Kind.with_statement: {
      const managers = tree.childOfKind(statement, Kind.with_clause);
      if (managers === NONE || SWALLOWING.test(tree.textOf(managers))) return true;
      return mayFallThrough(tree, tree.childByField(statement, Field.body));
    }
    case Kind.try_statement:
      return mayTryPass(tree, statement);
    default:
      return true;
  }
}

function mayTryPass(tree: Tree, statement: Node): boolean {
  const clauses = tree.namedChildren(statement);
  const end = clauses.find((clause) => tree.kind[clause] === Kind.finally_clause);
  if (end !== undefined && !mayFallThrough(tree, blockOf(tree, end))) return false;
  const otherwise = clauses.find((clause) => tree.kind[clause] === Kind.else_clause);
  const body = tree.childByField(statement, Field.body);
  if (mayFallThrough(tree, body) && (otherwise === undefined || mayFallThrough(tree, blockOf(tree, otherwise))))
    return true;
  return clauses.some(
    (clause) => tree.kind[clause] === Kind.except_clause && mayFallThrough(tree, blockOf(tree, clause)),
  );
}

function blockOf(tree: Tree, clause: Node): Node {
  for (const field of [Field.consequence, Field.body]) {
    const block = tree.childByField(clause, field);
    if (block !== NONE) return block;
  }
  return tree.childOfKind(clause, Kind.block);
}

/** `while True` without a `break` of its own. */
function isEndless(tree: Tree, loop: Node): boolean {
  let condition = tree.childByField(loop, Field.condition);
  while (condition !== NONE && tree.kind[condition] === Kind.parenthesized_expression)
    condition = tree.firstNamed(condition);
  if (condition === NONE) return false;
  const isTrue =
    tree.kind[condition] === Kind.true || (tree.kind[condition] === Kind.integer && tree.textOf(condition) === "1");
  if (!isTrue) return false;
  for (let node = loop + 1; node < tree.next[loop]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.break_statement) return false;
    if (kind === Kind.for_statement || kind === Kind.while_statement || kind === Kind.function_definition)
      node = tree.next[node]! - 1;
  }
  return true;
}
