/** Arithmetic with Decimals in a hot loop: library code for each operation, and a new object for each result. */
import { type Decimalness, decimalArithmetic, mayUseDecimals } from "../semantics/decimals.js";
import type { Heat } from "../semantics/hotness.js";
import type { Rows } from "../semantics/rows.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { hotPlaces } from "./shared/hotPlaces.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "decimal-in-loop";

export const decimalInLoop: Rule = {
  meta: {
    name: "decimal-in-loop",
    summary: "Arithmetic with Decimals in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each operation calls into the C library for decimals, and each result is a new object.",
        evidence: [PAIR],
      },
      cpython: {
        speaks: true,
        because: "Each operation is a call that the JIT does not see into, and each result is a new object.",
        evidence: [PAIR],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    if (!mayUseDecimals(module)) return;
    const { index, hotness, surroundings } = module;
    const byLoop = new Map<Node, Operation[]>();
    const kinds = [Kind.binary_operator, Kind.augmented_assignment];
    for (const node of hotPlaces(module, rows).flatMap((place) => kinds.flatMap((kind) => index.within(place, kind)))) {
      const heat = hotness.of(node);
      if (!context.runtimes.some((runtime) => hotness.isHot(heat, runtime))) continue;
      const sure = decimalArithmetic(module, node);
      if (sure === undefined) continue;
      const { loops, owner } = surroundings.around(node);
      const around = loops[0]?.node ?? owner;
      byLoop.set(around, [...(byLoop.get(around) ?? []), { node, sure, heat }]);
    }
    for (const operations of byLoop.values()) report(context, operations);
  },
};

interface Operation {
  readonly node: Node;
  readonly sure: Decimalness;
  readonly heat: Heat;
}

/** Reports the hot operations of one loop, at the first of them. */
function report(context: RuleContext, operations: Operation[]): void {
  const { module } = context;
  const [first, ...others] = operations.sort((a, b) => a.node - b.node);
  if (first === undefined) return;
  const cost = costOfConstruct(context, first.heat, () => PAIR);
  if (cost === null) return;
  reportConstruct(context, first.heat, cost, {
    span: module.spanOf(first.node),
    what: "This calculates with Decimals, by a call for each operation.",
    why: `It runs in ${hotBecause(module, first.heat)}. Against sums of cents as int, sums of Decimals took ${cost.figures}.`,
    advice: "Where the unit is fixed, calculate in ints of the smallest unit, which are exact, too.",
    confidence: operations.some(({ sure }) => sure === "certain") ? module.hotness.confidence(first.heat) : "low",
    related: others
      .filter(({ node }) => !module.tree.contains(first.node, node))
      .map(({ node }) => ({ message: "Another operation with Decimals", place: module.placeOf(node) })),
  });
}
