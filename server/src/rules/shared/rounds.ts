/** How much a round of the loop around a node does besides what a finding is about. */
import type { ModuleFacts } from "../../semantics/module.js";
import { isSameEachRound } from "../../semantics/sameEachRound.js";
import type { Loop } from "../../semantics/surroundings.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";
import { hasOnlyCheapCalls, isNamedLikeContainerMethod } from "./cheapCalls.js";

/** More calls or code than this in a round, and tens of nanoseconds are a small part of it. */
const MOST_CALLS = 4;
const MOST_NODES = 250;

/** What runs each time with a node: the innermost loop around it, or the function where no loop is written around it; `NONE` at module level. */
function roundOf(module: ModuleFacts, node: Node): { readonly round: Node; readonly loop: Loop | undefined } {
  const { loops, owner } = module.surroundings.around(node);
  const loop = loops[0];
  if (loop === undefined) return { round: owner, loop };
  // A comprehension is its clause and all that stands beside it.
  return { round: loop.kind === "comprehension" ? module.tree.parent[loop.node]! : loop.node, loop };
}

/**
 * True when the innermost loop around a node, or the function where no loop is written around it, does little besides: no loop of its own,
 * few calls, not much code.
 */
export function isSmallRound(module: ModuleFacts, node: Node): boolean {
  const { tree, index } = module;
  const { round, loop } = roundOf(module, node);
  if (round === NONE || tree.next[round]! - round > MOST_NODES) return false;
  const isOtherLoop = (kind: Kind): boolean => index.within(round, kind).some((other) => other !== loop?.node);
  if (isOtherLoop(Kind.for_statement) || isOtherLoop(Kind.while_statement)) return false;
  return index.within(round, Kind.call).length <= MOST_CALLS;
}

/** True when a round is not much code, and calls only what costs next to nothing besides what is left out. */
export function doesLittleElse(module: ModuleFacts, node: Node, isLeftOut: (call: Node) => boolean): boolean {
  const { tree } = module;
  const { round } = roundOf(module, node);
  if (round === NONE || tree.next[round]! - round > MOST_NODES) return false;
  return hasOnlyCheapCalls(module, round, (call) => isLeftOut(call) || isNamedLikeContainerMethod(module, call));
}

/** Methods and functions that read or write, whatever the object is. */
const INPUT_OUTPUT = /^(?:read\w*|write\w*|recv\w*|send\w*|flush|seek|print|open)$/;

/** The calls of a round that read or write: that mostly costs more than what is computed from it. */
export function inputOutputIn(module: ModuleFacts, node: Node): Node[] {
  const { tree, index } = module;
  const { round } = roundOf(module, node);
  if (round === NONE) return [];
  return index.within(round, Kind.call).filter((call) => {
    const callee = tree.childByField(call, Field.function);
    if (callee === NONE) return false;
    const name = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.attribute) : callee;
    return INPUT_OUTPUT.test(tree.textOf(name));
  });
}

/**
 * True for a `while` that reads a piece of one size in each round, and does little else but compute: records come in large numbers, while the
 * chunks of a file, which have sizes of their own, are few.
 */
export function readsRecords(module: ModuleFacts, node: Node, isLeftOut: (call: Node) => boolean): boolean {
  const { tree, values } = module;
  const { loop } = roundOf(module, node);
  const [reading, more] = inputOutputIn(module, node);
  if (loop?.kind !== "while" || reading === undefined || more !== undefined) return false;
  const size = tree.childByField(reading, Field.arguments);
  return (
    isSameEachRound(tree, values, size, loop.node) &&
    doesLittleElse(module, node, (call) => call === reading || isLeftOut(call))
  );
}
