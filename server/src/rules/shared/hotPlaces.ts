/** Where in a part of a module code can be hot at all. */
import { HOT_ROUNDS } from "../../semantics/hotness.js";
import { outermostLoops } from "../../semantics/loopNodes.js";
import type { ModuleFacts } from "../../semantics/module.js";
import type { Rows } from "../../semantics/rows.js";
import { Kind } from "../../syntax/kinds.generated.js";
import type { Node } from "../../syntax/tree.js";

/** Rounds from which on a node is hot on one of the runtimes. */
export const LEAST_ROUNDS = Math.min(...Object.values(HOT_ROUNDS));

/**
 * The loops of a part, and its functions that hot loops call, which stand in no other of them, in text order. Nothing else in the part is hot;
 * they themselves need not be.
 */
export function hotPlaces({ tree, index, definitions, hotness }: ModuleFacts, rows: Rows): Node[] {
  const called = index
    .between(rows.from, rows.to, Kind.function_definition)
    .filter((fn) => hotness.ofFunction(definitions.functionAt(fn)).rounds >= LEAST_ROUNDS);
  return outermostLoops(tree, index, rows, called);
}
