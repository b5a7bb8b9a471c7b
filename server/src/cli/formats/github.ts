/** `--format github`: workflow commands that GitHub Actions shows as annotations. */
import type { ReportedFinding } from "../report.js";
import type { Format } from "./format.js";

/** Writes one workflow command a finding. */
export const githubFormat: Format = {
  file: (report) => report.findings.map(command).join(""),
  end: () => "",
};

function command(finding: ReportedFinding): string {
  const { severity, location, end_location: end } = finding;
  const level = severity === "error" || severity === "warning" ? severity : "notice";
  const properties = {
    file: finding.filename,
    line: location.row,
    col: location.column,
    endLine: end.row,
    endColumn: end.column,
    title: `Python JIT Hints: ${finding.code}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${written.join(",")}::${escapeData(finding.message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
