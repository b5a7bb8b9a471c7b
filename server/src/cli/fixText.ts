/** Applies fixes until nothing is left to fix, so that a second run finds nothing to do. */
import type { Finding } from "../findings.js";
import { Lines } from "../semantics/lines.js";
import { applyWithEnding, chooseFixes, type FixPolicy } from "../workspace/fixing.js";
import type { AppliedFix } from "./report.js";

/** What fixing needs to know about a text. */
export interface FixHost {
  findings(text: string): readonly Finding[];
  hasSyntaxError(text: string): boolean;
  readonly policy: FixPolicy;
}

/** A text after its fixes. */
export interface FixedText {
  readonly text: string;
  /** What is found in that text. */
  readonly findings: readonly Finding[];
  readonly applied: readonly AppliedFix[];
  /** Why fixes were left out, or null. */
  readonly problem: string | null;
}

/** Each round applies what does not touch; more rounds than this mean that fixes undo each other. */
const MOST_ROUNDS = 50;

/** Fixes a text. A round that would break a text without syntax errors is not applied. */
export function fixText(original: string, lineEnding: string, host: FixHost): FixedText {
  const applied: AppliedFix[] = [];
  let text = original;
  let findings = host.findings(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const chosen = chooseFixes(findings, host.policy);
    if (chosen.length === 0) return { text, findings, applied, problem: null };
    const next = applyWithEnding(
      text,
      chosen.flatMap(({ fix }) => fix.edits),
      lineEnding,
    );
    if (host.hasSyntaxError(next) && !host.hasSyntaxError(text)) {
      const rules = [...new Set(chosen.map(({ finding }) => finding.rule))].join(", ");
      return { text, findings, applied, problem: `fixes of ${rules} were left out: they would break the syntax` };
    }
    const lines = new Lines(text);
    for (const { finding, fix } of chosen) {
      applied.push({ row: lines.lineAt(finding.span.start) + 1, rule: finding.rule, title: fix.title });
    }
    text = next;
    findings = host.findings(text);
  }
  return {
    text: original,
    findings: host.findings(original),
    applied: [],
    problem: "not fixed: the fixes undo each other",
  };
}
