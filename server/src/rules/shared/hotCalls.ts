/** The calls of certain functions that run in hot code, whether a loop is written around them or around a call of their function. */
import type { Heat } from "../../semantics/hotness.js";
import type { ModuleFacts } from "../../semantics/module.js";
import type { Rows } from "../../semantics/rows.js";
import { Memo } from "../../semantics/tracking.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import type { Node } from "../../syntax/tree.js";
import { LEAST_ROUNDS } from "./hotPlaces.js";

/** A call in hot code. */
export interface HotCall {
  readonly node: Node;
  /** The qualified name of what it calls. */
  readonly name: string;
  /** False when the name is known from an annotation only. */
  readonly certain: boolean;
  readonly heat: Heat;
  /**
   * It may not run each time: a branch stands between it and its loop, or between it and the head of the function that a hot loop
   * calls.
   */
  readonly conditional: boolean;
}

/**
 * The hot calls of the named functions in a part of the module, in text order.
 *
 * @param names qualified names, as `Values` gives them: `builtins.eval`, `_thread.lock.acquire`
 */
export function hotCalls(module: ModuleFacts, rows: Rows, names: Iterable<string>): HotCall[] {
  const inLoops = module.loopCalls.in(rows).byName;
  const inFunctions = callsInHotFunctions(module, rows);
  const found: HotCall[] = [];
  // Most parts call nothing of the kind.
  if (inLoops.size === 0 && inFunctions.size === 0) return found;
  for (const name of names) {
    const here = inLoops.get(name);
    const there = inFunctions.get(name);
    if (here === undefined && there === undefined) continue;
    for (const node of new Set([...(here ?? []), ...(there ?? [])])) {
      const callee = module.values.of(module.tree.childByField(node, Field.function));
      const heat = module.hotness.of(node);
      if (callee?.kind !== "external" || heat.rounds < LEAST_ROUNDS) continue;
      const { conditional } = module.surroundings.around(node);
      found.push({ node, name, certain: callee.certain, heat, conditional });
    }
  }
  return found.sort((a, b) => a.node - b.node);
}

/** What functions call that calls in hot loops make hot, by qualified name. */
function callsInHotFunctions(module: ModuleFacts, rows: Rows): ReadonlyMap<string, readonly Node[]> {
  return module.once(rememberHotFunctions).get(rows);
}

function rememberHotFunctions(module: ModuleFacts): Memo<Rows, ReadonlyMap<string, readonly Node[]>> {
  return new Memo(module.tracker, (part) => findInHotFunctions(module, part), { home: (part) => part.from });
}

function findInHotFunctions(module: ModuleFacts, { from, to }: Rows): Map<string, Node[]> {
  const { index, values, tree } = module;
  const byName = new Map<string, Node[]>();
  for (const fn of index.between(from, to, Kind.function_definition)) {
    const heat = module.hotness.ofFunction(module.definitions.functionAt(fn));
    if (heat.chain.length === 0 || heat.rounds < LEAST_ROUNDS) continue;
    for (const call of index.within(fn, Kind.call)) {
      const callee = values.of(tree.childByField(call, Field.function));
      if (callee?.kind !== "external") continue;
      const same = byName.get(callee.name);
      if (same === undefined) byName.set(callee.name, [call]);
      else same.push(call);
    }
  }
  return byName;
}
