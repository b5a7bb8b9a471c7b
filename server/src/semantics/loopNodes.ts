/** Where the loops of a part of a module stand. */
import { Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";
import type { Rows } from "./rows.js";
import { isComprehension } from "./scopes.js";
import type { TreeIndex } from "./treeIndex.js";

/**
 * The `for` and `while` statements and the comprehensions of a part that stand in no other one, in text order.
 *
 * @param others nodes of the part that count as loops, too
 */
export function outermostLoops(tree: Tree, index: TreeIndex, { from, to }: Rows, others: readonly Node[] = []): Node[] {
  const loops: Node[] = [
    ...index.between(from, to, Kind.for_statement),
    ...index.between(from, to, Kind.while_statement),
    ...others,
  ];
  for (const clause of index.between(from, to, Kind.for_in_clause)) {
    // In broken code a clause may stand alone, and what is around it is not this part.
    if (isComprehension(tree.kind[tree.parent[clause]!]!)) loops.push(tree.parent[clause]!);
  }
  const outermost: Node[] = [];
  let end = 0;
  for (const loop of loops.sort((a, b) => a - b)) {
    if (tree.next[loop]! <= end) continue;
    end = tree.next[loop]!;
    outermost.push(loop);
  }
  return outermost;
}
