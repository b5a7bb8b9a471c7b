/** `--format sarif`: SARIF 2.1.0, for code scanning services. Columns are in code points, as in the other formats. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArtifactLocation, Fix, Location, Log, Notification, Region, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../../findings.js";
import type { RuleMeta } from "../../rules/rule.js";
import { pageUrl, readPage } from "../../workspace/pages.js";
import type { Position } from "../../workspace/positions.js";
import { VERSION } from "../../workspace/version.js";
import type { FileReport, ReportedFinding, ReportedFix } from "../report.js";
import type { Format } from "./format.js";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** Writes one SARIF log at the end. */
export function sarifFormat(rules: ReadonlyMap<string, RuleMeta>): Format {
  return {
    file: () => "",
    end: (reports) => `${JSON.stringify(sarifLog(reports, rules), null, 2)}\n`,
  };
}

/** The log for the reports of one run. */
export function sarifLog(reports: readonly FileReport[], rules: ReadonlyMap<string, RuleMeta>): Log {
  const names = [...rules.keys()];
  const notifications = reports.flatMap(notificationsOf);
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Python JIT Hints", version: VERSION, rules: [...rules.values()].map(descriptor) } },
        columnKind: "unicodeCodePoints",
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
          },
        ],
        results: reports.flatMap((report) => report.findings.map((finding) => result(finding, names))),
      },
    ],
  };
}

function descriptor(meta: RuleMeta): ReportingDescriptor {
  const page = readPage(meta.name);
  return {
    id: meta.name,
    shortDescription: { text: `${meta.summary}.` },
    helpUri: pageUrl(meta.name),
    ...(page !== null && { help: { text: page, markdown: page } }),
    // A finding has its own level, from what was measured; this is for services that show the rule alone.
    defaultConfiguration: { level: "warning" },
    properties: { tags: ["performance", "jit"], problem: meta.problem, stability: meta.stability, since: meta.since },
  };
}

function result(finding: ReportedFinding, names: readonly string[]): Result {
  const fixes = finding.fixes.filter((fix) => fix.edits.length > 0);
  return {
    ruleId: finding.code,
    ruleIndex: names.indexOf(finding.code),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.filename, region(finding.location, finding.end_location))],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((related, id) => ({
        id,
        ...location(related.filename, region(related.location)),
        message: { text: related.message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => sarifFix(fix, finding.filename)) }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      runtimes: finding.runtimes,
      evidence: finding.evidence,
    },
  };
}

function sarifFix(fix: ReportedFix, filename: string): Fix {
  return {
    description: { text: fix.message },
    artifactChanges: [
      {
        artifactLocation: artifact(filename),
        replacements: fix.edits.map((edit) => ({
          deletedRegion: region(edit.location, edit.end_location),
          insertedContent: { text: edit.content },
        })),
      },
    ],
    properties: { applicability: fix.applicability },
  };
}

function notificationsOf({ filename, error }: FileReport): Notification[] {
  return error === null ? [] : [{ level: "error", message: { text: error }, locations: [location(filename)] }];
}

function location(filename: string, where?: Region): Location {
  return { physicalLocation: { artifactLocation: artifact(filename), ...(where && { region: where }) } };
}

/** Paths in the working directory stay relative, so that services find them in the repository. */
function artifact(filename: string): ArtifactLocation {
  if (isAbsolute(filename)) return { uri: pathToFileURL(filename).href };
  const parts = filename.split(/[/\\]/).filter((part) => part !== ".");
  return { uri: parts.map((part) => encodeURIComponent(part)).join("/") };
}

function region(start: Position, end?: Position): Region {
  return {
    startLine: start.row,
    startColumn: start.column,
    ...(end && { endLine: end.row, endColumn: end.column }),
  };
}
