/** How rules say things: lines, calls, costs and runtimes in the same words everywhere. */
import { type Evidence, type Related, RUNTIME_NAMES, type RuntimeId } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";

/** A measured time in words: two significant digits, `ns` up to a microsecond, then `µs`. */
export function nanoseconds(ns: number): string {
  const rounded = Number(ns.toPrecision(2));
  return rounded >= 1000 ? `${Number((rounded / 1000).toPrecision(2))} µs` : `${rounded} ns`;
}

/** A measured ratio in words: one digit after the point below ten, none above. */
export function times(ratio: number): string {
  return `${ratio < 10 ? Number(ratio.toFixed(1)) : Math.round(ratio)}x`;
}

/** `PyPy`, `PyPy and CPython 3.15 with JIT`, … */
export function runtimeNames(runtimes: readonly RuntimeId[]): string {
  return listed(runtimes.map((runtime) => RUNTIME_NAMES[runtime]));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/**
 * Where something hot runs, to follow "in": `the loop at line 40`, `the loop at line 40, which calls scale(), which calls clamp()`, or `a
 * function that a comment marks as hot`.
 */
export function hotBecause(module: ModuleFacts, heat: Heat): string {
  const calls = heat.chain.map((step) => `which calls ${step.callee.name}()`).join(", ");
  if (heat.loop === null) return `a function that a comment marks as hot${calls === "" ? "" : `, ${calls}`}`;
  const loop = `the loop at line ${module.lineNumber(heat.loop.node)}`;
  return calls === "" ? loop : `${loop}, ${calls}`;
}

/** The deciding loop and the calls that lead from it to a finding. */
export function relatedToHeat(module: ModuleFacts, heat: Heat): Related[] {
  const related: Related[] = [];
  const loop = module.loopPlace(heat);
  if (loop !== null) related.push({ message: "The hot loop", place: loop });
  for (const step of heat.chain)
    related.push({ message: `Calls ${step.callee.name}()`, place: module.placeOf(step.call) });
  return related;
}

/** The versions that pieces of evidence were measured on: `PyPy 7.3.11 and CPython 3.15.2`. */
export function measuredOn(evidence: readonly Evidence[]): string {
  return listed([...new Set(evidence.map((entry) => entry.source.split(":")[0]!))]);
}
