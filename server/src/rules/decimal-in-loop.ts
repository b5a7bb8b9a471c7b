/** Arithmetic with Decimals in a hot loop: library code for each operation, and a new object for each result. */
import { type Decimalness, decimalArithmetic, mayUseDecimals } from "../semantics/decimals.js";
import type { Heat } from "../semantics/hotness.js";
import type { Rows } from "../semantics/rows.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "decimal-in-loop";

export const decimalInLoop: Rule = {
  meta: {
    name: "decimal-in-loop",
    summary: "Arithmetic with Decimals in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Each operation calls into the C library for decimals, and each result is a new object.",
        evidence: [PAIR],
      },
      "cpython-3.14": {
        speaks: true,
        because: "Each operation is a call that the JIT does not see into, and each result is a new object.",
        evidence: [PAIR],
      },
      "cpython-3.15": {
        speaks: true,
        because: "Each operation is a call that the JIT does not see into, and each result is a new object.",
        evidence: [PAIR],
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { module } = context;
    if (!mayUseDecimals(module)) return;
    const { index, hotness, surroundings } = module;
    const byLoop = new Map<Node, Operation[]>();
    for (const kind of [Kind.binary_operator, Kind.augmented_assignment]) {
      for (const node of index.between(from, to, kind)) {
        const sure = decimalArithmetic(module, node);
        if (sure === undefined) continue;
        const { loops, owner } = surroundings.around(node);
        const around = loops[0]?.node ?? owner;
        const operations = byLoop.get(around) ?? [];
        byLoop.set(around, [...operations, { node, sure, heat: hotness.of(node) }]);
      }
    }
    for (const operations of byLoop.values()) report(context, operations);
  },
};

interface Operation {
  readonly node: Node;
  readonly sure: Decimalness;
  readonly heat: Heat;
}

/** Reports the operations of one loop, at the first of them that is hot. */
function report(context: RuleContext, operations: readonly Operation[]): void {
  const { module } = context;
  const hot = operations
    .filter(({ heat }) => context.runtimes.some((runtime) => module.hotness.isHot(heat, runtime)))
    .sort((a, b) => a.node - b.node);
  const [first, ...others] = hot;
  if (first === undefined) return;
  const cost = costOfConstruct(context, first.heat, () => PAIR);
  if (cost === null) return;
  context.report({
    span: module.spanOf(first.node),
    what: "This calculates with Decimals, by a call for each operation.",
    why: `It runs in ${hotBecause(module, first.heat)}. Against sums of cents as int, sums of Decimals took ${cost.figures}.`,
    advice: "Where the unit is fixed, calculate in ints of the smallest unit, which are exact, too.",
    severity: cost.severity,
    confidence: hot.some(({ sure }) => sure === "certain") ? module.hotness.confidence(first.heat) : "low",
    runtimes: cost.runtimes,
    loop: module.loopPlace(first.heat),
    evidence: cost.evidence,
    related: [
      ...others
        .filter(({ node }) => !module.tree.contains(first.node, node))
        .map(({ node }) => ({ message: "Another operation with Decimals", place: module.placeOf(node) })),
      ...relatedToHeat(module, first.heat),
    ],
    fixes: [],
    refusals: [],
  });
}
