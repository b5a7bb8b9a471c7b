/** What a construct in a hot loop costs on each runtime, from pairs of the lab, in data and in words. */
import { type Evidence, RUNTIME_NAMES, type RuntimeId, SEVERITIES, type Severity } from "../../findings.js";
import { pairEvidence } from "../../runtimes/evidence.js";
import { constructSeverity } from "../../runtimes/severity.js";
import type { Heat } from "../../semantics/hotness.js";
import type { FindingDraft, RuleContext } from "../rule.js";
import { period } from "./effects.js";
import { listed, relatedToHeat, times } from "./wording.js";

/** The runtimes on which a construct is worth a word, and what was measured there. */
export interface ConstructCost {
  /** Never empty. */
  readonly runtimes: readonly RuntimeId[];
  /** The highest of the runtimes. */
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  /** `2.4x on PyPy and 1.3x on CPython 3.15 with JIT`. */
  readonly figures: string;
}

/**
 * The cost of a construct, or null where it is hot on no runtime or pays on none.
 *
 * @param heat of the construct; null for what slows down whatever else runs
 * @param pairOf the pair of the lab that says what it costs on a runtime; undefined for silence there
 */
export function costOfConstruct(
  context: RuleContext,
  heat: Heat | null,
  pairOf: (runtime: RuntimeId) => string | undefined,
): ConstructCost | null {
  const runtimes: RuntimeId[] = [];
  const evidence: Evidence[] = [];
  const figures: string[] = [];
  let severity: Severity = "hint";
  for (const runtime of context.runtimes) {
    if (heat !== null && !context.module.hotness.isHot(heat, runtime)) continue;
    const id = pairOf(runtime);
    const pair = id === undefined ? undefined : pairEvidence(runtime, id);
    if (pair === undefined) continue;
    const own = constructSeverity(pair.ratio, pair.savedNs, false);
    if (own === null) continue;
    runtimes.push(runtime);
    evidence.push({ runtime, ratio: pair.ratio, ns: pair.savedNs, source: pair.source });
    figures.push(`${times(pair.ratio)} on ${RUNTIME_NAMES[runtime]}${period(pair)}`);
    if (SEVERITIES.indexOf(own) > SEVERITIES.indexOf(severity)) severity = own;
  }
  return runtimes.length === 0 ? null : { runtimes, severity, evidence, figures: listed(figures) };
}

/** What a rule says of a construct besides what follows from its cost; `related` stands before the hot loop and the calls from there. */
type Said = Pick<FindingDraft, "span" | "what" | "why" | "advice" | "confidence"> &
  Partial<Pick<FindingDraft, "severity" | "related" | "fixes" | "refusals">>;

/** Reports a construct with what it costs, and with the loop that makes it hot. */
export function reportConstruct(context: RuleContext, heat: Heat, cost: ConstructCost, said: Said): void {
  const { module } = context;
  context.report({
    severity: cost.severity,
    fixes: [],
    refusals: [],
    ...said,
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: [...(said.related ?? []), ...relatedToHeat(module, heat)],
  });
}
