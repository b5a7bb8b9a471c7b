/** Functions that do next to nothing, so that what calling them costs is what they cost. */
import type { ModuleFacts } from "../../semantics/module.js";
import { Kind } from "../../syntax/kinds.generated.js";
import type { Node } from "../../syntax/tree.js";

/** Rows of a function of three or four short statements. */
const MOST_NODES = 80;

/** True for a `def` or lambda of few statements that calls nothing and has no loop. */
export function isTiny(module: ModuleFacts, definition: Node): boolean {
  const { tree, index } = module;
  module.tracker.readAt(definition);
  if (tree.next[definition]! - definition > MOST_NODES) return false;
  return [Kind.call, Kind.for_statement, Kind.while_statement, Kind.for_in_clause, Kind.yield].every(
    (kind) => index.within(definition, kind).length === 0,
  );
}
