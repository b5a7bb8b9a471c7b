/** Findings as the command line reports them: the shape of the JSON output, which every other format is made from. */
import {
  type Applicability,
  type Confidence,
  type Evidence,
  type Finding,
  type Fix,
  messageOf,
  type Place,
  type RuntimeId,
  type Severity,
  type Span,
} from "../findings.js";
import type { Lines } from "../semantics/lines.js";
import { shortestPath } from "../workspace/configuration.js";
import { pageUrl } from "../workspace/pages.js";
import { type Position, positionAt } from "../workspace/positions.js";

/** One replacement of a fix. */
export interface ReportedEdit {
  readonly content: string;
  readonly location: Position;
  readonly end_location: Position;
}

/** A fix that can be applied. */
export interface ReportedFix {
  readonly applicability: Applicability;
  readonly message: string;
  readonly edits: readonly ReportedEdit[];
}

/** Another place that belongs to a finding. */
export interface ReportedPlace {
  readonly message: string;
  readonly filename: string;
  readonly location: Position;
}

/** One element of the JSON output. Others script against it: names and meaning stay. */
export interface ReportedFinding {
  readonly code: string;
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly runtimes: readonly RuntimeId[];
  readonly filename: string;
  readonly location: Position;
  readonly end_location: Position;
  readonly url: string;
  readonly loop: Position | null;
  readonly evidence: readonly Evidence[];
  /** The best quick fix. */
  readonly fix: ReportedFix | null;
  /** All fixes, also those that are offered as a refactoring only. */
  readonly fixes: readonly ReportedFix[];
  readonly related: readonly ReportedPlace[];
}

/** A fix that was applied, or would be. */
export interface AppliedFix {
  /** The row of the finding when the fix was applied. */
  readonly row: number;
  readonly rule: string;
  readonly title: string;
}

/** The result for one file. Plain data, so that it can come from a worker. */
export interface FileReport {
  readonly filename: string;
  /** The runtimes that the file was checked for; empty if it could not be checked. */
  readonly runtimes: readonly RuntimeId[];
  readonly findings: readonly ReportedFinding[];
  /** The source lines that findings start on, by row. */
  readonly lines: Readonly<Record<number, string>>;
  /** How many findings `--fix` could fix, and how many more with `--unsafe-fixes`. */
  readonly fixable: { readonly safe: number; readonly unsafe: number };
  readonly applied: readonly AppliedFix[];
  /** The new contents of the file after fixes; null when nothing changes. */
  readonly rewritten: Uint8Array | null;
  /** A unified diff, when one was asked for and something would change. */
  readonly diff: string | null;
  /** Why the file could not be checked or fixed. */
  readonly error: string | null;
}

/** A file that could not be checked. */
export function failedReport(filename: string, error: string): FileReport {
  return {
    filename,
    runtimes: [],
    findings: [],
    lines: {},
    fixable: { safe: 0, unsafe: 0 },
    applied: [],
    rewritten: null,
    diff: null,
    error,
  };
}

/**
 * A finding in the shape of the output.
 *
 * @param linesOf the lines of another file that a finding points to, or null if it cannot be read
 */
export function reportFinding(
  finding: Finding,
  filename: string,
  lines: Lines,
  linesOf: (file: string) => Lines | null,
): ReportedFinding {
  const position = (place: Place): Position | null => {
    const other = place.file === undefined ? lines : linesOf(place.file);
    return other && positionAt(other, place.span.start);
  };
  const fixes = finding.fixes.map((fix) => reportFix(fix, lines));
  const best = finding.fixes.findIndex((fix) => fix.kind === "quickfix");
  return {
    code: finding.rule,
    message: messageOf(finding),
    severity: finding.severity,
    confidence: finding.confidence,
    runtimes: finding.runtimes,
    filename,
    ...reportSpan(finding.span, lines),
    url: pageUrl(finding.rule),
    loop: finding.loop && position(finding.loop),
    evidence: finding.evidence.map((it) => ({ ...it, ratio: rounded(it.ratio), ns: rounded(it.ns) })),
    fix: fixes[best] ?? null,
    fixes,
    related: finding.related.flatMap(({ message, place }) => {
      const location = position(place);
      return location === null
        ? []
        : [{ message, filename: place.file === undefined ? filename : shortestPath(place.file), location }];
    }),
  };
}

/** No more digits than were measured: differences of figures have noise behind them. */
function rounded(figure: number | null): number | null {
  return figure === null ? null : Math.round(figure * 1000) / 1000;
}

function reportFix(fix: Fix, lines: Lines): ReportedFix {
  return {
    applicability: fix.applicability,
    message: fix.title,
    edits: fix.edits.map((edit) => ({ content: edit.newText, ...reportSpan(edit.span, lines) })),
  };
}

function reportSpan(span: Span, lines: Lines): { location: Position; end_location: Position } {
  return { location: positionAt(lines, span.start), end_location: positionAt(lines, span.end) };
}
