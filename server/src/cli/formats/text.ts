/** `--format text`: for people. */
import { RUNTIME_IDS, RUNTIME_NAMES, type Severity } from "../../findings.js";
import type { FileReport, ReportedFinding, ReportedFix } from "../report.js";
import { cellWidth, printable, type Style } from "../style.js";
import type { Format } from "./format.js";

const SEVERITY_COLOURS = { error: "red", warning: "yellow", information: "blue", hint: "cyan" } as const;

/** Longer source lines are cut around the finding. */
const WIDEST_EXCERPT = 140;

/** Writes each finding with its source line, then a summary. */
export function textFormat(style: Style): Format {
  return {
    file: (report) => report.findings.map((finding) => describeFinding(finding, report, style)).join(""),
    end: (reports) => summary(reports, style),
  };
}

function describeFinding(finding: ReportedFinding, report: FileReport, style: Style): string {
  const { filename, location, severity, code, message } = finding;
  const place = style("bold", `${printable(filename)}:${location.row}:${location.column}:`);
  const heading = `${place} ${style(SEVERITY_COLOURS[severity], severity)} ${code} ${printable(message)}`;
  const gutter = " ".repeat(String(location.row).length);
  const note = (text: string) => `${gutter} = ${text}`;
  const notes = [
    ...placesOf(finding).map((related) => note(`${describePlace(related)}: ${printable(related.message)}`)),
    ...(finding.fix === null ? [] : [note(style("green", describeFix(finding.fix)))]),
  ];
  const excerpt = describeExcerpt(finding, report.lines[location.row] ?? "", style);
  return `${[heading, ...excerpt, ...notes].join("\n")}\n\n`;
}

/** Related places, and the hot loop where no related place names it. */
function placesOf(finding: ReportedFinding): ReportedFinding["related"] {
  const { loop, related, filename } = finding;
  const named = loop === null || [finding, ...related].some((place) => place.location.row === loop.row);
  return named ? related : [{ message: "The hot loop", filename, location: loop }, ...related];
}

function describeFix({ applicability, message }: ReportedFix): string {
  return `fix (${applicability}): ${printable(message)}`;
}

function describePlace({ filename, location }: ReportedFinding["related"][number]): string {
  return `${printable(filename)}:${location.row}:${location.column}`;
}

/** The source line with carets under the finding, as far as it is on that line. */
function describeExcerpt(finding: ReportedFinding, line: string, style: Style): string[] {
  const { location, end_location: end, severity } = finding;
  const characters = [...line];
  const from = location.column - 1;
  const to = Math.max(end.row === location.row ? end.column - 1 : characters.length, from + 1);
  const first = from > WIDEST_EXCERPT - 40 ? from - 40 : 0;
  const last = Math.min(characters.length, first + WIDEST_EXCERPT);
  const shown = printable(characters.slice(first, last).join(""));
  // Tabs are kept in the line below, so that the carets stand right for every width of a tab.
  const before = characters.slice(first, from).map((it) => (it === "\t" ? it : " ".repeat(cellWidth(it))));
  const carets = "^".repeat(Math.max(1, cellWidth(characters.slice(from, Math.min(to, last)).join(""))));
  const lead = first > 0 ? "..." : "";
  const gutter = " ".repeat(String(location.row).length);
  return [
    `${gutter} |`,
    `${style("dim", `${location.row} |`)} ${lead}${shown}${last < characters.length ? "..." : ""}`,
    `${gutter} | ${" ".repeat(lead.length)}${before.join("")}${style(SEVERITY_COLOURS[severity], carets)}`,
  ];
}

function summary(reports: readonly FileReport[], style: Style): string {
  const checked = reports.filter((report) => report.runtimes.length > 0);
  if (checked.length === 0) return "";
  const findings = checked.flatMap((report) => report.findings);
  const runtimes = RUNTIME_IDS.filter((id) => checked.some((report) => report.runtimes.includes(id)));
  const where = `${count(checked.length, "file")} for ${runtimes.map((id) => RUNTIME_NAMES[id]).join(" and ")}`;
  if (findings.length === 0) return `${style("green", "Nothing found")} in ${where}.\n`;
  const severities = (["error", "warning", "information", "hint"] satisfies Severity[])
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}`);
  const lines = [`${style("bold", count(findings.length, "finding"))} in ${where} (${severities.join(", ")}).`];
  const safe = checked.reduce((sum, report) => sum + report.fixable.safe, 0);
  const unsafe = checked.reduce((sum, report) => sum + report.fixable.unsafe, 0);
  if (safe > 0) lines.push(`${safe} can be fixed with --fix.`);
  if (unsafe > 0) lines.push(`${unsafe}${safe > 0 ? " more" : ""} can be fixed with --fix --unsafe-fixes.`);
  return `${lines.join("\n")}\n`;
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
