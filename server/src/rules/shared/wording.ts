/** How rules say things: lines, calls, costs and runtimes in the same words everywhere. */
import type { Related } from "../../findings.js";
import type { Heat } from "../../semantics/hotness.js";
import type { FunctionInfo } from "../../semantics/model.js";
import type { ModuleFacts } from "../../semantics/module.js";

/** A measured time in words: two significant digits, `ns` up to a microsecond, then `µs`. */
export function nanoseconds(ns: number): string {
  const rounded = Number(ns.toPrecision(2));
  return rounded >= 1000 ? `${Number((rounded / 1000).toPrecision(2))} µs` : `${rounded} ns`;
}

/** A measured ratio in words: one digit after the point below ten, none above. */
export function times(ratio: number): string {
  return `${ratio < 10 ? Number(ratio.toFixed(1)) : Math.round(ratio)}x`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** A function as the code calls it: `scale()`, and the name of the class for its `__init__`. */
export function calledName(fn: FunctionInfo): string {
  return `${fn.name === "__init__" && fn.owner !== null ? fn.owner.name : fn.name}()`;
}

/**
 * Where something hot runs, to follow "in": `the loop at line 40`, `the loop at line 40, which calls scale(), which calls clamp()`, or `a
 * function that a comment marks as hot`.
 */
export function hotBecause(module: ModuleFacts, heat: Heat): string {
  const outside = heat.chain[0]?.outside;
  if (outside !== undefined) {
    const names = [
      ...outside.calls.map((step) => `${step.calledAs}()`),
      ...heat.chain.slice(1).map((step) => calledName(step.callee)),
    ];
    const way = names.map((name) => `which calls ${name}`).join(", ");
    if (outside.loop === null) return `a function elsewhere that a comment marks as hot, ${way}`;
    return `the loop at line ${outside.loop.line} of ${fileName(outside.loop.place.file!)}, ${way}`;
  }
  const calls = heat.chain.map((step) => `which calls ${calledName(step.callee)}`).join(", ");
  if (heat.loop === null) return `a function that a comment marks as hot${calls === "" ? "" : `, ${calls}`}`;
  const loop = `the loop at line ${module.lineNumber(heat.loop.node)}`;
  return calls === "" ? loop : `${loop}, ${calls}`;
}

/** The deciding loop and the calls that lead from it to a finding. */
export function relatedToHeat(module: ModuleFacts, heat: Heat): Related[] {
  const related: Related[] = [];
  const loop = module.loopPlace(heat);
  if (loop !== null) related.push({ message: "The hot loop", place: loop });
  for (const { calledAs, place } of heat.chain[0]?.outside?.calls ?? [])
    related.push({ message: `Calls ${calledAs}()`, place });
  for (const step of heat.chain.filter(({ outside }) => outside === undefined))
    related.push({ message: `Calls ${calledName(step.callee)}`, place: module.placeOf(step.call) });
  return related;
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}
