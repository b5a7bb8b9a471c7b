/** A hot loop whose rounds make so many calls that PyPy's JIT gives up inlining them. */
import type { Related } from "../findings.js";
import { type CountedCall, callCountsOf, densest, total } from "../semantics/callCounts.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { calledName, hotBecause, relatedToHeat } from "./shared/wording.js";

const PAIR = "too-many-calls-in-loop-150";
const RECORD_PAIR = "too-many-calls-in-loop-record";
const ELSEWHERE = "A call costs there what it costs, however many a round makes.";

/** Of the calls of a round, so many are shown as related places. */
const MOST_SHOWN = 5;

export const tooManyCallsInLoop: Rule = {
  meta: {
    name: "too-many-calls-in-loop",
    summary: "A hot loop with more calls in one round than PyPy's JIT can inline",
    problem: "trace blockers",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The trace gets too long and is given up; then functions are called one by one instead of inlined.",
        evidence: [PAIR, RECORD_PAIR],
      },
      cpython: { speaks: false, because: ELSEWHERE, evidence: [PAIR, RECORD_PAIR] },
    }),
    options: [
      {
        name: "minimumCalls",
        type: "number",
        default: 90,
        minimum: 10,
        description: "Fewest calls in one round, those made by called functions included, that are reported.",
      },
    ],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index } = context.module;
    for (const kind of [Kind.for_statement, Kind.while_statement])
      for (const loop of index.between(from, to, kind)) checkLoop(context, loop);
  },
};

function checkLoop(context: RuleContext, loop: Node): void {
  const { module } = context;
  const { tree } = module;
  const body = tree.childByField(loop, Field.body);
  const first = body === NONE ? NONE : tree.firstNamed(body);
  if (first === NONE) return;
  const heat = module.hotness.of(first);
  if (!module.hotness.isHot(heat, "pypy")) return;
  const calls = callCountsOf(module).inRound(loop);
  const count = total(calls);
  const minimum = Number(context.options.minimumCalls);
  if (count < minimum) return;
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: `Each round of this loop makes ${count} calls of functions of this module, more than fit into one trace.`,
    why: `${heat.loop?.node === loop ? "" : `It runs in ${hotBecause(module, heat)}. `}PyPy's JIT gives the trace up and stops inlining: against the same work in place, a round with 150 small calls took ${cost.figures}.`,
    advice: "Loop over what differs between the calls: the rounds of that loop are short traces of their own.",
    severity: cost.severity,
    confidence: densest(calls) < minimum ? "low" : module.hotness.confidence(heat),
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: [
      ...largest(module, calls),
      ...relatedToHeat(module, heat).filter((entry) => entry.message !== "The hot loop" || heat.loop?.node !== loop),
    ],
    fixes: [],
    refusals: [],
  });
}

/** The calls that lead to most calls. */
function largest(module: ModuleFacts, calls: readonly CountedCall[]): Related[] {
  return [...calls]
    .sort((a, b) => b.calls - a.calls || a.node - b.node)
    .slice(0, MOST_SHOWN)
    .map(({ node, callee, calls: count }) => ({
      message:
        count === 1 ? `A call of ${calledName(callee)}` : `${calledName(callee)} and what it calls: ${count} calls`,
      place: module.placeOf(node),
    }));
}
