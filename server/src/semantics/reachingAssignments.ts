/** Which assignments of a name a read may get the value of. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { BindingSite } from "./scopes.js";

/**
 * The assignments whose value a read may get in the same round; none where it may be that of the round before.
 *
 * @param sites those of the name, which stand as statements
 * @param round what runs once in each round
 */
export function reaching(tree: Tree, sites: readonly BindingSite[], read: Node, round: Node): readonly BindingSite[] {
  const inRound = sites.filter(({ by }) => tree.contains(round, by) && leadsOn(tree, by, read));
  const before = inRound.filter(({ by }) => by < read);
  const assignments = new Set(sites.map(({ by }) => by));
  for (let block = read; block !== round && block !== NONE; block = tree.parent[block]!) {
    if (tree.kind[block] !== Kind.block) continue;
    const statements = tree.namedChildren(block).filter((statement) => tree.next[statement]! <= read);
    const last = statements.findLast((statement) => assigns(tree, statement, assignments));
    if (last !== undefined) return before.filter(({ by }) => by >= last);
  }
  return before.length === inRound.length ? before : [];
}

/** True for a statement that gives the name a value whichever way it runs. */
function assigns(tree: Tree, statement: Node, assignments: ReadonlySet<Node>): boolean {
  const inBlock = (block: Node): boolean =>
    block !== NONE &&
    (leaves(tree, block) || tree.namedChildren(block).some((inner) => assigns(tree, inner, assignments)));
  switch (tree.kind[statement]) {
    case Kind.expression_statement:
      return assignments.has(tree.firstNamed(statement));
    case Kind.with_statement:
      return inBlock(tree.childByField(statement, Field.body));
    case Kind.if_statement: {
      const others = tree.childrenByField(statement, Field.alternative);
      const last = others[others.length - 1];
      if (last === undefined || tree.kind[last] !== Kind.else_clause) return false;
      const blocks = others.map((clause) =>
        tree.childByField(clause, clause === last ? Field.body : Field.consequence),
      );
      return [tree.childByField(statement, Field.consequence), ...blocks].every(inBlock);
    }
    default:
      return false;
  }
}

/** One statement may run before the read: they are not in different branches or inside one another, and no jump lies between. */
function leadsOn(tree: Tree, statement: Node, read: Node): boolean {
  let outer = statement;
  for (; outer !== NONE && !tree.contains(outer, read); outer = tree.parent[outer]!)
    if (tree.kind[outer] === Kind.block && leaves(tree, outer)) return false;
  return outer !== NONE && tree.kind[outer] === Kind.block;
}

/** The block ends in a jump. */
function leaves(tree: Tree, block: Node): boolean {
  const statements = tree.namedChildren(block).filter((node) => tree.kind[node] !== Kind.comment);
  const last = statements[statements.length - 1];
  return last !== undefined && JUMPS.has(tree.kind[last]!);
}

const JUMPS: ReadonlySet<number> = new Set([
  Kind.continue_statement,
  Kind.break_statement,
  Kind.return_statement,
  Kind.raise_statement,
]);
