/** Many independent None checks in one iteration: the talk's data-driven control flow. */
import { type Evidence, pathsInWords } from "../findings.js";
import type { FixEffect } from "../rewrites/folding.js";
import { foldNoneChecks } from "../rewrites/foldNoneChecks.js";
import { pairEvidence } from "../runtimes/evidence.js";
import { constructSeverity } from "../runtimes/severity.js";
import type { Check, Segment } from "../semantics/branches.js";
import type { Rule, RuleContext } from "./rule.js";
import { type Chain, chainConfidence, chainRelated, chainSpan, countChecks, findChains } from "./shared/chains.js";
import { effectOf, period } from "./shared/effects.js";
import { hotBecause, times } from "./shared/wording.js";

const MINIMUM = 6;

export const noneCheckChain: Rule = {
  meta: {
    name: "none-check-chain",
    summary: "Many independent None checks in one iteration of a hot loop",
    problem: "data-driven control flow",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because:
          "Traces never merge before a loop header, so each combination of Nones is compiled as a path of its own.",
        evidence: ["none-chain-6", "none-chain-8", "none-chain-8-int", "none-chain-8-mixed", "talk-data-driven"],
      },
      "cpython-3.14": {
        speaks: false,
        because: "The number of traces stays small, and folding the checks is slower.",
        evidence: ["none-chain-8"],
      },
      "cpython-3.15": {
        speaks: false,
        because: "The number of traces stays small, and folding the checks is slower.",
        evidence: ["none-chain-8"],
      },
    },
    options: [
      {
        name: "minimumChecks",
        type: "number",
        default: MINIMUM,
        minimum: 2,
        description: "The fewest checks in one iteration that are reported.",
      },
    ],
    fixes: [{ title: "Fold the None checks into one loop", applicability: "unsafe" }],
  },

  checkModule(context: RuleContext): void {
    const minimum = Number(context.options.minimumChecks);
    for (const chain of findChains(context.module, noneChecks, minimum))
      context.reportFor(chain, () => report(context, chain, minimum));
  },
};

function noneChecks(segment: Segment): readonly Check[] {
  return segment.checks.filter((check) => check.kind === "none");
}

function report(context: RuleContext, chain: Chain, minimum: number): void {
  const { module } = context;
  const checks = countChecks(chain.checks);
  const measuredChain =
    checks.count < 8 ? { pair: "none-chain-6", subject: "Six" } : { pair: "none-chain-8", subject: "Eight" };
  const evidence = pairEvidence("pypy", measuredChain.pair);
  if (evidence === undefined) return;
  const severity = constructSeverity(evidence.ratio, evidence.savedNs, true);
  if (severity === null) return;
  const shown: Evidence = { runtime: "pypy", ratio: evidence.ratio, ns: evidence.savedNs, source: evidence.source };
  const because = hotBecause(module, chain.heat);
  const { fixes, refusals } = fold(
    context,
    chain,
    effectOf(measuredChain.pair, `${measuredChain.subject} checks`, context.selectedRuntimes),
  );
  const measured = `${measuredChain.subject} such checks took ${times(evidence.ratio)} the time of a folded form${period(evidence)} (${evidence.source.split(":")[0]}).`;
  context.report({
    span: chainSpan(module, chain.checks),
    what: `${checks.count} independent None checks in one iteration: ${pathsInWords(checks)} for PyPy's JIT to compile.`,
    why: `They run in ${because}. ${measured}`,
    advice:
      fixes.length > 0
        ? "Fill the defaults where the data enters, or fold the checks into one small loop."
        : "Fill the defaults once, where the data enters, outside the hot loop.",
    severity,
    confidence: chainConfidence(module, chain, minimum),
    runtimes: context.runtimes,
    loop: module.loopPlace(chain.heat),
    evidence: [shown],
    related: chainRelated(module, chain),
    fixes,
    refusals,
    checks,
  });
}

function fold(context: RuleContext, chain: Chain, effect: FixEffect): ReturnType<typeof foldNoneChecks> {
  const path = chain.checks[0]!.path.map((step) => step.call).join();
  const together = chain.checks
    .filter((check) => check.path.map((step) => step.call).join() === path)
    .map((check) => check.node);
  return foldNoneChecks(context.module, together, effect);
}
