/** Whether anything says that a loop of unknown length is long: most of them are short (docs/false-positives.md). */
import type { Heat } from "../../semantics/hotness.js";
import type { ModuleFacts } from "../../semantics/module.js";
import { isCounting, isLongByName } from "../../semantics/shortByName.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";
import { doesLittleElse } from "./rounds.js";

/** Each of its arguments makes these longer. */
const COMBINATIONS = /^itertools\.(?:product|permutations|combinations|combinations_with_replacement)$/;

/**
 * True where the rounds are known or declared; else one of the loops must go over things that come in large numbers, or over
 * combinations, or count inside another one.
 *
 * @param inside a node in the loops
 * @param more loops that are not written around it
 */
export function looksLong(module: ModuleFacts, inside: Node, heat: Heat, more: readonly Node[] = []): boolean {
  if (heat.declared || Number.isFinite(heat.rounds)) return true;
  const { tree, index } = module;
  const open = openLoops(module, inside, heat, more);
  if (open.length > 1 && open.some((loop) => isCounting(tree, loop))) return true;
  return open.some((loop) => isLongByName(tree, index, loop) || goesOverCombinations(module, loop));
}

/**
 * The same, and true for a loop that counts and does next to nothing in a round besides what a finding is about: that is how programs look that
 * compute, while libraries that count to a number from a header do more.
 *
 * @param isLeftOut what the finding is about
 */
export function looksLongOrComputes(
  module: ModuleFacts,
  inside: Node,
  heat: Heat,
  isLeftOut: (call: Node) => boolean,
): boolean {
  if (looksLong(module, inside, heat)) return true;
  return (
    openLoops(module, inside, heat).some((loop) => isCounting(module.tree, loop)) &&
    doesLittleElse(module, inside, isLeftOut)
  );
}

/** The loops around a node whose length is not known. */
function openLoops(module: ModuleFacts, inside: Node, heat: Heat, more: readonly Node[] = []): Node[] {
  const loops = new Set([...module.surroundings.around(inside).loops.map(({ node }) => node), ...more]);
  if (heat.loop !== null) loops.add(heat.loop.node);
  return [...loops].filter((loop) => {
    const { rounds } = module.surroundings.loopAt(loop);
    return rounds === null || rounds === Number.POSITIVE_INFINITY;
  });
}

function goesOverCombinations(module: ModuleFacts, loop: Node): boolean {
  const { tree, values } = module;
  const iterable = tree.childByField(loop, Field.right);
  if (iterable === NONE || tree.kind[iterable] !== Kind.call) return false;
  const callee = values.of(tree.childByField(iterable, Field.function));
  return callee?.kind === "external" && COMBINATIONS.test(callee.name);
}
