/** `jit-hints rules`: what there is. */
import { RUNTIME_IDS } from "../findings.js";
import type { RuleMeta } from "../rules/rule.js";

/** All rules as JSON: one object a rule, with everything that is declared about it. */
export function rulesAsJson(rules: Iterable<RuleMeta>): string {
  return `${JSON.stringify([...rules], null, 2)}\n`;
}

/** All rules as a table for people. */
export function rulesAsTable(rules: Iterable<RuleMeta>): string {
  const header = ["rule", "stability", ...RUNTIME_IDS, "fixes", "summary"];
  const rows = [...rules].map((meta) => [
    meta.name,
    meta.stability,
    ...RUNTIME_IDS.map((id) => (meta.verdicts[id].speaks ? "yes" : "-")),
    [...new Set(meta.fixes.map((fix) => fix.applicability))].join(", ") || "-",
    meta.summary,
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  return `${[header, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("\n")}\n`;
}
