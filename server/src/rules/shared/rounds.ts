/** How much a round of the loop around a node does besides what a finding is about. */
import type { ModuleFacts } from "../../semantics/module.js";
import { Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** More calls or code than this in a round, and tens of nanoseconds are a small part of it. */
const MOST_CALLS = 4;
const MOST_NODES = 250;

/**
 * True when the innermost loop around a node, or the function where no loop is written around it, does little besides: no loop of its own,
 * few calls, not much code.
 */
export function isSmallRound(module: ModuleFacts, node: Node): boolean {
  const { tree, index } = module;
  const { loops, owner } = module.surroundings.around(node);
  const innermost = loops[0];
  // A comprehension is its clause and all that stands beside it.
  const round =
    innermost === undefined
      ? owner
      : innermost.kind === "comprehension"
        ? tree.parent[innermost.node]!
        : innermost.node;
  if (round === NONE || tree.next[round]! - round > MOST_NODES) return false;
  const isOtherLoop = (kind: Kind): boolean => index.within(round, kind).some((loop) => loop !== innermost?.node);
  if (isOtherLoop(Kind.for_statement) || isOtherLoop(Kind.while_statement)) return false;
  return index.within(round, Kind.call).length <= MOST_CALLS;
}
