/** How loud a finding is, from what was measured. */
import type { Severity } from "../findings.js";

/** What a runtime's JIT does with a call, as the lab classified it. */
export type CallVerdict = "traced" | "pure" | "leaf" | "inner-loop" | "blocker" | "never-compiled" | "crash";

/** Below this ratio of slow to fast form, nothing is said. */
export const LEAST_RATIO = 1.2;

const WARNING_RATIO = 2;
const WEIGHTY_NS = 10;
const WARNING_CALL_NS = 300;
const INFORMATION_CALL_NS = 50;
const HINT_CALL_NS = 15;

/**
 * The severity of a construct, or null for silence.
 *
 * @param ratio slow form divided by fast form
 * @param savedNs what the fast form saves per iteration
 * @param talksOwnFamily whether the rule is one of the four families that are at least information wherever they hold
 */
export function constructSeverity(ratio: number, savedNs: number, talksOwnFamily: boolean): Severity | null {
  if (ratio < LEAST_RATIO) {
    return null;
  }
  if (savedNs >= WEIGHTY_NS) {
    return ratio >= WARNING_RATIO ? "warning" : "information";
  }
  return talksOwnFamily ? "information" : "hint";
}

/**
 * The severity of a call in a hot loop, or null for silence.
 *
 * @param ns what one call costs; null if the interpreter crashed
 */
export function callableSeverity(verdict: CallVerdict, ns: number | null): Severity | null {
  if (verdict === "crash") {
    return "warning";
  }
  if (ns === null || (verdict !== "blocker" && verdict !== "never-compiled") || ns < HINT_CALL_NS) {
    return null;
  }
  if (ns >= WARNING_CALL_NS) {
    return "warning";
  }
  return ns >= INFORMATION_CALL_NS ? "information" : "hint";
}
