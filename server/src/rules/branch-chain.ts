/** Many independent branches on data in one iteration, and the branchless forms of a single one. */
import { type Evidence, type Fix, pathsInWords, type Refusal, RUNTIME_NAMES, type Span } from "../findings.js";
import {
  asAbsArithmetic,
  asBitArithmetic,
  asComparisonArithmetic,
  type Branchless,
  conditionsInWords,
} from "../rewrites/branchless.js";
import { branchlessFixes } from "../rewrites/branchlessChain.js";
import { type Clamp, readClamp } from "../rewrites/clamps.js";
import type { FixEffect } from "../rewrites/folding.js";
import { standAlone, statementOf } from "../rewrites/statements.js";
import { pairEvidence } from "../runtimes/evidence.js";
import { constructSeverity } from "../runtimes/severity.js";
import type { Check, Segment } from "../semantics/branches.js";
import { NONE } from "../syntax/tree.js";
import type { RefactoringContext, Refactorings, Rule, RuleContext } from "./rule.js";
import { type Chain, chainConfidence, chainRelated, chainSpan, countChecks, findChains } from "./shared/chains.js";
import { effectOf, period } from "./shared/effects.js";
import { hotBecause, times } from "./shared/wording.js";

const MINIMUM = 6;

export const branchChain: Rule = {
  meta: {
    name: "branch-chain",
    summary: "Many independent branches on data in one iteration of a hot loop",
    problem: "data-driven control flow",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because:
          "Traces never merge before a loop header, so each combination of outcomes is compiled as a path of its own.",
        evidence: [
          "branch-chain-loop",
          "branch-chain-int-bits",
          "branch-chain-int-const",
          "branch-chain-float-abs",
          "branch-chain-helper",
          "branch-chain-arithmetic",
        ],
      },
      "cpython-3.14": {
        speaks: false,
        because: "The number of traces stays small, and branchless code is slower.",
        evidence: ["branch-chain-int-bits"],
      },
      "cpython-3.15": {
        speaks: false,
        because: "The number of traces stays small, and branchless code is slower.",
        evidence: ["branch-chain-int-bits"],
      },
    },
    options: [
      {
        name: "minimumChecks",
        type: "number",
        default: MINIMUM,
        minimum: 2,
        description: "The fewest branches in one iteration that are reported.",
      },
    ],
    fixes: [
      { title: "Rewrite the checks as bit arithmetic", applicability: "unsafe" },
      { title: "Rewrite the checks as float arithmetic", applicability: "unsafe" },
      { title: "Fold the checks into one loop", applicability: "unsafe" },
      { title: "Rewrite as arithmetic with comparisons (the talk's form)", applicability: "unsafe" },
    ],
  },

  checkModule(context: RuleContext): void {
    const minimum = Number(context.options.minimumChecks);
    for (const chain of findChains(context.module, pick, minimum))
      context.reportFor(chain, () => report(context, chain, minimum));
  },

  refactor(context, selection): Refactorings {
    return refactorSingle(context, selection);
  },
};

/** Branches alone; together with None checks where neither is a chain by itself. */
function pick(segment: Segment, minimum: number): readonly Check[] {
  const branches = segment.checks.filter((check) => check.kind === "other");
  if (branches.length >= minimum) return branches;
  return segment.checks.length - branches.length < minimum ? segment.checks : [];
}

function report(context: RuleContext, chain: Chain, minimum: number): void {
  const { module } = context;
  const checks = countChecks(chain.checks);
  const helper = chain.checks.some((check) => check.path.length > chain.heat.chain.length);
  const evidence = pairEvidence("pypy", helper ? "branch-chain-helper" : "branch-chain-loop");
  if (evidence === undefined) return;
  const severity = constructSeverity(evidence.ratio, evidence.savedNs, true);
  if (severity === null) return;
  const shown: Evidence = { runtime: "pypy", ratio: evidence.ratio, ns: evidence.savedNs, source: evidence.source };
  const path = chain.checks[0]!.path.map((step) => step.call).join();
  const together = chain.checks
    .filter((check) => check.path.map((step) => step.call).join() === path)
    .map((check) => check.node);
  const { fixes, refusals } = branchlessFixes(module, together, minimum, {
    bits: effectOf("branch-chain-int-bits", "Eight checks", context.selectedRuntimes),
    abs: effectOf("branch-chain-float-abs", "Eight checks", context.selectedRuntimes),
    loop: effectOf("branch-chain-loop", "Eight checks", context.selectedRuntimes),
  });
  context.report({
    span: chainSpan(module, chain.checks),
    what: `${checks.count} independent branches on data in one iteration: ${pathsInWords(checks)} for PyPy's JIT to compile.`,
    why: `They run in ${hotBecause(module, chain.heat)}. Eight such branches took ${times(evidence.ratio)} the time of a form whose paths merge${period(evidence)} (${evidence.source.split(":")[0]}).`,
    advice:
      fixes.length > 0
        ? "Rewrite them without branches, or fold them into one small loop."
        : "Decide once where the data enters, look the result up in a table, or do the tests in a small loop of their own.",
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

/** The rewrites of the one `if` whose head the selection starts in. */
function refactorSingle(context: RefactoringContext, selection: Span): Refactorings {
  const { module } = context;
  const { tree } = module;
  const at = tree.nodeAt(selection.start);
  const clamp = clampAround(context, at);
  const fixes: Fix[] = [];
  const refusals: Refusal[] = [];
  if (clamp === undefined || tree.hasError(clamp.statement)) return { fixes, refusals };
  const alone = standAlone(module, clamp.statement, clamp.statement);
  const offer = (title: string, form: Branchless, effect: FixEffect): void => {
    if ("reason" in form || !alone) {
      const reason =
        "reason" in form
          ? form.reason
          : "A comment or another statement stands on the same lines, and it would be lost.";
      refusals.push({ title, kind: "refactor", reason });
      return;
    }
    fixes.push({
      title,
      applicability: "unsafe",
      kind: "refactor",
      preconditions: conditionsInWords([{ name: clamp.name, ...form }]),
      effect: effect.text,
      slowsDown: effect.slowsDown,
      edits: [{ span: module.spanOf(clamp.statement), newText: form.text }],
    });
  };
  const effect = (pair: string) => effectOf(pair, "Eight checks", context.selectedRuntimes);
  offer("Rewrite as bit arithmetic (PyPy)", asBitArithmetic(module, clamp), effect("branch-chain-int-bits"));
  offer("Rewrite as float arithmetic (PyPy)", asAbsArithmetic(module, clamp), effect("branch-chain-float-abs"));
  offer(arithmeticTitle(), asComparisonArithmetic(module, clamp), effect("branch-chain-arithmetic"));
  return { fixes, refusals };
}

function clampAround(context: RefactoringContext, at: number): Clamp | undefined {
  const { module } = context;
  for (let node = at; node !== NONE && node !== 0; node = module.tree.parent[node]!) {
    const statement = statementOf(module.tree, node);
    const clamp = readClamp(module, statement);
    if (clamp !== undefined) return clamp;
    node = statement;
  }
  return undefined;
}

/** The truth about the talk's form goes into its title. */
function arithmeticTitle(): string {
  const evidence = pairEvidence("pypy", "branch-chain-arithmetic", "worse");
  const slower =
    evidence !== undefined && evidence.ratio < 1
      ? `measured ${times(1 / evidence.ratio)} slower on ${RUNTIME_NAMES.pypy}`
      : "no gain measured";
  return `Rewrite as arithmetic with comparisons (${slower})`;
}
