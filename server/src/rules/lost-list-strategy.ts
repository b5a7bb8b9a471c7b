/** A list of numbers that starts as `[None] * n`: PyPy keeps its items as objects, not as numbers. */
import { CONFIDENCES, type Confidence } from "../findings.js";
import { zeroList } from "../rewrites/zeroList.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import { type NoneList, noneListAt } from "../semantics/noneLists.js";
import type { Rows } from "../semantics/rows.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "lost-list-strategy-none";
const MIXED = "lost-list-strategy-mixed";
const ON_CPYTHON = "A list keeps objects whatever they are.";

export const lostListStrategy: Rule = {
  meta: {
    name: "lost-list-strategy",
    summary: "A list of numbers that starts as a list of None",
    problem: "allocations",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because:
          "A list of ints alone, or of floats alone, holds plain numbers; one that has held None makes an object of each.",
        evidence: [PAIR, MIXED],
      },
      cpython: { speaks: false, because: ON_CPYTHON, evidence: [PAIR, MIXED] },
    }),
    options: [],
    fixes: [
      { title: "Start the list with zeros", applicability: "safe" },
      { title: "Start the list with zeros, under stated preconditions", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    for (const operation of context.module.index.between(from, to, Kind.binary_operator)) {
      const found = noneListAt(context.module, operation);
      if (found !== undefined) report(context, operation, found);
    }
  },
};

function report(context: RuleContext, operation: Node, found: NoneList): void {
  const { module } = context;
  const hot = found.writes
    .map((write) => ({ write, heat: module.hotness.of(write) }))
    .find(({ heat }) => module.hotness.isHot(heat, "pypy"));
  const cost = hot === undefined ? null : costOfConstruct(context, hot.heat, () => PAIR);
  if (hot === undefined || cost === null) return;
  const { name } = found.binding;
  const kind = found.type === "int" ? "ints" : "floats";
  const zero = found.type === "int" ? "0" : "0.0";
  const offered = zeroList(module, found, effectOf(PAIR, "A list of 1,000 ints", context.selectedRuntimes));
  reportConstruct(context, hot.heat, cost, {
    span: module.spanOf(operation),
    what: `${name} starts as a list of None and is filled with ${kind}: PyPy keeps an object for each of them.`,
    why: `They are written in ${hotBecause(module, hot.heat)}. Against a list that starts with 0, making, filling and reading one of 1,000 ints took ${cost.figures}.`,
    advice: `Start with [${zero}] * n, if no item is read before it is written, or append to an empty list.`,
    confidence: confidenceOf(module, found, hot.heat, offered.fixes.length > 0),
    related: [{ message: `A number is written to ${name}`, place: module.placeOf(hot.write) }],
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

/** A list that is full before anything looks at it holds no None that somebody could ask for. */
function confidenceOf(module: ModuleFacts, found: NoneList, heat: Heat, isFilled: boolean): Confidence {
  if (!found.certain) return "low";
  const hot = module.hotness.confidence(heat);
  return found.mayBeAsked && !isFilled ? CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(hot) - 1)]! : hot;
}
