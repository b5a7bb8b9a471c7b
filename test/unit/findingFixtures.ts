/** Findings made by hand, for tests of what is done with findings. */
import type { Finding, Fix } from "../../server/src/findings.js";

/** A finding at `[start, end)` with the given differences from an ordinary one. */
export function findingAt(start: number, end: number, differences: Partial<Finding> = {}): Finding {
  return {
    rule: "opaque-call-in-loop",
    span: { start, end },
    what: "json.dumps is opaque.",
    why: "The loop is hot.",
    advice: "Move it out.",
    severity: "warning",
    confidence: "high",
    runtimes: ["pypy"],
    loop: null,
    evidence: [],
    related: [],
    fixes: [],
    refusals: [],
    ...differences,
  };
}

/** A safe quick fix that replaces `[start, end)`, with the given differences. */
export function fixOf(start: number, end: number, newText: string, differences: Partial<Fix> = {}): Fix {
  return {
    title: "Rewrite it",
    applicability: "safe",
    kind: "quickfix",
    preconditions: [],
    effect: "",
    slowsDown: [],
    edits: [{ span: { start, end }, newText }],
    ...differences,
  };
}
