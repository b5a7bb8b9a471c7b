/** What was measured for a rewrite, in words, for the selected runtimes. */
import { RUNTIME_IDS, type RuntimeId } from "../../findings.js";
import type { FixEffect } from "../../rewrites/folding.js";
import { type PairEvidence, pairEvidence } from "../../runtimes/evidence.js";
import { times } from "./wording.js";

/** Between these ratios a rewrite neither helps nor harms: a difference of a tenth is noise on the machines that measured it. */
const NO_DIFFERENCE = [0.9, 1.1] as const;

/**
 * The effect of the rewrite that a pair of the lab measures, on every runtime where it was measured.
 *
 * @param subject what the figures are about, for example `Eight checks`
 */
export function effectOf(pairId: string, subject: string, selected: readonly RuntimeId[]): FixEffect {
  const sentences: string[] = [];
  const slowsDown: RuntimeId[] = [];
  for (const runtime of RUNTIME_IDS) {
    const evidence = pairEvidence(runtime, pairId, "worse");
    if (evidence === undefined) continue;
    const name = evidence.source.split(":")[0]!;
    if (evidence.ratio > NO_DIFFERENCE[1]) {
      const bridges =
        evidence.slowBridges !== null &&
        evidence.fastBridges !== null &&
        evidence.slowBridges > 10 * (evidence.fastBridges + 1);
      sentences.push(
        `${times(evidence.ratio)} faster on ${name}${period(evidence)}${bridges ? ` (${evidence.slowBridges} bridges become ${evidence.fastBridges})` : ""}${afterwards(evidence)}`,
      );
    } else if (evidence.ratio < NO_DIFFERENCE[0]) {
      sentences.push(`${times(1 / evidence.ratio)} slower on ${name}`);
      if (selected.includes(runtime)) slowsDown.push(runtime);
    } else {
      sentences.push(`no difference on ${name}`);
    }
  }
  return { text: sentences.length === 0 ? "" : `${subject}: ${sentences.join(", ")}.`, slowsDown };
}

/** The time that a figure is about, where it is the start of a run: most of what a chain costs is compiling its paths. */
export function period(evidence: PairEvidence): string {
  return evidence.judged === "cold" ? ` in the first ${evidence.iterations.toLocaleString("en-US")} rounds` : "";
}

/** What remains when every path has been compiled, where the figure is about the start of a run. */
function afterwards(evidence: PairEvidence): string {
  if (evidence.judged !== "cold") return "";
  if (evidence.warmRatio < NO_DIFFERENCE[0])
    return `, ${times(1 / evidence.warmRatio)} slower once all paths are compiled`;
  if (evidence.warmRatio > NO_DIFFERENCE[1]) return `, ${times(evidence.warmRatio)} faster once all paths are compiled`;
  return ", no difference once all paths are compiled";
}
