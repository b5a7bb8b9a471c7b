/** Which fixes are applied together without asking, and what the text is afterwards. Pure: for `--fix` and for fix-all in editors. */
import type { Finding, Fix, TextEdit } from "../findings.js";
import { applyEdits } from "../rewrites/text.js";

/** A fix with the finding that it belongs to. */
export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What may be applied without asking. */
export interface FixPolicy {
  /** Also fixes that are equal only under their stated preconditions. */
  readonly unsafe: boolean;
}

/** The fix of a finding that may be applied without asking: the best one that the policy allows and that slows down nothing. */
export function applicableFix(finding: Finding, policy: FixPolicy): Fix | null {
  const allowed = (fix: Fix) => fix.applicability === "safe" || (policy.unsafe && fix.applicability === "unsafe");
  return (
    finding.fixes.find(
      (fix) => fix.kind === "quickfix" && fix.edits.length > 0 && fix.slowsDown.length === 0 && allowed(fix),
    ) ?? null
  );
}

/** The fixes to apply in one round, first come first served: no edit of one touches an edit of another. */
export function chooseFixes(findings: readonly Finding[], policy: FixPolicy): readonly ChosenFix[] {
  const chosen: ChosenFix[] = [];
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const fix = applicableFix(finding, policy);
    if (fix === null || fix.edits.some((edit) => taken.some((other) => touch(edit, other)))) continue;
    chosen.push({ finding, fix });
    taken.push(...fix.edits);
  }
  return chosen;
}

/** The text after edits that do not overlap. New lines get the line ending of the document. */
export function applyWithEnding(text: string, edits: readonly TextEdit[], lineEnding: string): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  return applyEdits(
    text,
    sorted.map(({ span, newText }) => ({ span, newText: newText.replace(/\r\n|\r|\n/g, lineEnding) })),
  );
}

/** Two insertions at one place touch as well: their order would be arbitrary. */
function touch(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
