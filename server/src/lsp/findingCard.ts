/** What a hover says about a finding, in Markdown: what, why, what was measured, what to do. */
import { type Evidence, type Finding, type Fix, RUNTIME_NAMES } from "../findings.js";
import { nanoseconds, times } from "../rules/shared/wording.js";
import { rulePageUrl } from "./documentation.js";
import { cell, prose } from "./markup.js";

/** A longer preview would make the card long; the editor shows the whole change before it makes it. */
const MOST_PREVIEW_LINES = 12;
const MOST_PREVIEW_COLUMNS = 160;

/**
 * The card of a finding.
 *
 * @param text the text of the module
 * @param besideMessage the client shows the diagnostic's message next to it: the card does not say the same again
 */
export function findingCard(finding: Finding, text: string, besideMessage: boolean): string {
  const { rule, severity, confidence } = finding;
  return [
    `**${rule}** (${severity}, ${confidence} confidence)`,
    ...(besideMessage ? [] : [prose(finding.what), prose(finding.why)]),
    evidenceTable(finding.evidence),
    besideMessage || finding.advice === "" ? "" : `**What to do:** ${prose(finding.advice)}`,
    rewrites(finding),
    preview(finding, text),
    `[About ${rule}](${rulePageUrl(rule)})`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What must hold for the fix, in one clause; empty for a safe one. */
export function preconditionsOf(fix: Fix): string {
  return fix.preconditions.map((condition) => condition.replace(/\.$/, "")).join("; ");
}

function evidenceTable(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return "";
  const rows = evidence.map(({ runtime, ratio, ns, source }) => [
    RUNTIME_NAMES[runtime],
    ratio === null ? "–" : times(ratio),
    ns === null ? "–" : nanoseconds(ns),
    source,
  ]);
  const table = [
    ["Runtime", "Slower by", "Cost each time", "Measured"],
    ["---", "---", "---", "---"],
  ];
  return [...table, ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function rewrites(finding: Finding): string {
  const offered = finding.fixes.map((fix) => {
    const conditions = preconditionsOf(fix);
    const safety = conditions === "" ? fix.applicability : `${fix.applicability}: ${conditions}`;
    return `- ${prose(fix.title)} (${prose(safety)}). ${prose(fix.effect)}`.trimEnd();
  });
  const refused = finding.refusals.map(({ title, reason }) => `- Not offered: ${prose(title)}. ${prose(reason)}`);
  const lines = [...offered, ...refused];
  return lines.length === 0 ? "" : ["**Rewrites**", "", ...lines].join("\n");
}

/** The lines that the best fix changes, as they are after it. */
function preview({ fixes: [best] }: Finding, text: string): string {
  if (best === undefined || best.edits.length === 0) return "";
  const before = text.slice(0, best.edits[0]!.span.start);
  const behind = text.slice(best.edits[best.edits.length - 1]!.span.end);
  let at = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  let after = "";
  for (const { span, newText } of best.edits) {
    after += text.slice(at, span.start) + newText;
    at = span.end;
  }
  after += /^[^\r\n]*/.exec(behind)![0];
  const lines = after.trimEnd().split(/\r\n|\r|\n/);
  const isLong = lines.length > MOST_PREVIEW_LINES || lines.some((line) => line.length > MOST_PREVIEW_COLUMNS);
  if (isLong || after.trim() === "" || after.includes("```")) return "";
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return ["The first one gives:", "", "```python", ...lines.map((line) => line.slice(indent)), "```"].join("\n");
}
