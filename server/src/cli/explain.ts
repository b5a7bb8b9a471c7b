/** `jit-hints explain`: the page of a rule, or all that is known about a line. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Engine } from "../engine.js";
import { CONFIDENCES, type Evidence, type Finding, RUNTIME_NAMES, type RuntimeId } from "../findings.js";
import { RULE_METAS } from "../rules/registry.js";
import { Lines } from "../semantics/lines.js";
import type { AnalysisSettings } from "../settings.js";
import { didYouMean } from "../spelling.js";
import { createParser } from "../workspace/grammar.js";
import { readPage } from "../workspace/pages.js";
import { positionAt } from "../workspace/positions.js";
import { Project } from "../workspace/project.js";
import { readPythonSource } from "../workspace/pythonSource.js";
import { linesOfFile, settingsOf } from "./checkFile.js";
import { NO_SELECTION } from "./checkOptions.js";
import { UsageError } from "./errors.js";
import { Planner } from "./plan.js";
import { reportFinding } from "./report.js";
import { printable } from "./style.js";

/**
 * The explanation of a rule or of `FILE:LINE`.
 *
 * @param runtimes instead of those that the settings say; null for those
 * @throws UsageError for what is neither, or cannot be read
 */
export function explain(subject: string, runtimes: readonly RuntimeId[] | null): string {
  if (RULE_METAS.has(subject)) return explainRule(subject);
  const place = /^(.+?):(\d+)(?::\d+)?$/s.exec(subject);
  if (place === null) {
    const hint = existsSync(subject)
      ? ` For a file, say the line as well: ${subject}:12`
      : didYouMean(subject, RULE_METAS.keys());
    throw new UsageError(`"${subject}" is neither a rule nor FILE:LINE.${hint}`);
  }
  return explainLine(place[1]!, Number(place[2]), runtimes);
}

function explainRule(name: string): string {
  const page = readPage(name);
  if (page === null) throw new UsageError(`the page of ${name} is missing from this installation`);
  return page;
}

function explainLine(filename: string, row: number, selected: readonly RuntimeId[] | null): string {
  const planner = new Planner(process.cwd());
  const task = planner.taskFor({ filename, path: resolve(filename) });
  if (task === null) throw new UsageError(planner.problems.join("\n"));
  const text = textOf(task.path, filename);
  const { settings, detected } = settingsOf(task, text, { ...NO_SELECTION, runtimes: selected });
  const lines = new Lines(text);
  const last = lines.count > 1 && lines.textOf(lines.count - 1) === "" ? lines.count - 1 : lines.count;
  if (row < 1 || row > last) throw new UsageError(`${filename} has no line ${row}: the last one is ${last}`);
  const engine = new Engine(createParser());
  const module = engine.open(text, { file: new Project(engine).fileOf(task.path, task.imports) });
  const findings = module
    .analyse({ ...settings, minimumConfidence: "low" })
    .findings.filter((finding) => concerns(finding, row, lines));
  const source = lines.textOf(row - 1);
  const indent = source.length - source.trimStart().length;
  const inspection = module.inspect(settings, lines.startOf(row - 1) + indent);
  module.dispose();
  const names = settings.runtimes.map((id) => RUNTIME_NAMES[id]).join(" and ");
  return [
    `${printable(filename)}:${row}, for ${selected === null && detected !== null ? detected.reason : `${names}.`}`,
    `  ${printable(source.trim())}`,
    ...(findings.length === 0 ? ["No finding on this line."] : []),
    ...findings.map((finding) => describeFinding(finding, filename, lines, settings)),
    ...(inspection === null ? [] : [inspection.markdown.trimEnd()]),
  ]
    .join("\n\n")
    .concat("\n");
}

function textOf(path: string, filename: string): string {
  try {
    return readPythonSource(path).text;
  } catch (error) {
    throw new UsageError(`${filename}: ${(error as Error).message}`);
  }
}

/** Whether a finding is on a line, or the line is one of its related places or its loop. */
function concerns(finding: Finding, row: number, lines: Lines): boolean {
  const line = row - 1;
  const here = [finding.loop, ...finding.related.map(({ place }) => place)].some(
    (place) => place !== null && place.file === undefined && lines.lineAt(place.span.start) === line,
  );
  return here || (lines.lineAt(finding.span.start) <= line && line <= lines.lineAt(finding.span.end));
}

function describeFinding(finding: Finding, filename: string, lines: Lines, settings: AnalysisSettings): string {
  const { row, column } = positionAt(lines, finding.span.start);
  const { related } = reportFinding(finding, filename, lines, linesOfFile);
  const hidden = CONFIDENCES.indexOf(finding.confidence) < CONFIDENCES.indexOf(settings.minimumConfidence);
  const text = [
    `${finding.severity} ${finding.rule} at ${row}:${column}, confidence ${finding.confidence}`,
    ...[finding.what, finding.why, finding.advice].filter((part) => part !== "").map((part) => `  ${part}`),
    ...(hidden ? [`  Not reported by check: the minimum confidence is ${settings.minimumConfidence}.`] : []),
    ...section("Measured", finding.evidence.map(describeEvidence)),
    ...section(
      "Related",
      related.map(({ message, filename: file, location }) => `${file}:${location.row}:${location.column}: ${message}`),
    ),
    ...section(
      "Fixes",
      finding.fixes.flatMap((fix) => [
        `${fix.applicability}: ${fix.title}`,
        ...(fix.effect === "" ? [] : [`  ${fix.effect}`]),
        ...fix.preconditions.map((precondition) => `  Only if: ${precondition}`),
      ]),
    ),
    ...section(
      "Not offered",
      finding.refusals.map(({ title, reason }) => `${title}: ${reason}`),
    ),
  ];
  return text.map(printable).join("\n");
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`  ${title}:`, ...items.map((item) => `    ${item}`)];
}

function describeEvidence({ source, ratio, ns }: Evidence): string {
  const figures = [
    ...(ratio === null ? [] : [`${Number(ratio.toPrecision(2))}x`]),
    ...(ns === null ? [] : [`${Number(ns.toPrecision(3))} ns`]),
  ];
  return figures.length === 0 ? source : `${source} (${figures.join(", ")})`;
}
