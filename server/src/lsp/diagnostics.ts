/** Findings as diagnostics. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location, MarkupKind } from "vscode-languageserver";
import { type Finding, messageOf, type Related, type Severity } from "../findings.js";
import { UNUSED_IGNORE } from "../rules/unused-ignore.js";
import type { ClientFeatures } from "./capabilities.js";
import { pageOf } from "./documentation.js";
import { prose } from "./markup.js";
import type { OpenDocument } from "./openDocument.js";
import type { Session } from "./session.js";

/** The `source` of every diagnostic. */
export const SOURCE = "jit-hints";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding in the form that the client can take. */
export function diagnosticOf(
  finding: Finding,
  document: OpenDocument,
  session: Pick<Session, "client" | "host" | "options" | "otherModules">,
): Diagnostic {
  const { client } = session;
  const related = locationsOf(finding.related, document, session);
  const message = [
    messageOf(finding),
    ...(client.relatedInformation ? [] : related.map((one) => flattened(one, document))),
  ];
  return {
    range: document.rangeOf(finding.span),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: messageFor(client, message),
    ...(client.unnecessaryTag && finding.rule === UNUSED_IGNORE.name ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(client.codeDescription ? { codeDescription: { href: pageOf(finding.rule, session) } } : {}),
    ...(client.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    ...(client.diagnosticData ? { data: { confidence: finding.confidence, runtimes: finding.runtimes } } : {}),
  };
}

/** Names in backticks are shown as code by clients that take Markdown. */
function messageFor(client: ClientFeatures, lines: readonly string[]): Diagnostic["message"] {
  if (!client.markdownMessages) return lines.join("\n");
  return { kind: MarkupKind.Markdown, value: lines.map(prose).join("\n") };
}

interface RelatedLocation {
  readonly message: string;
  readonly location: Location;
}

function locationsOf(
  related: readonly Related[],
  document: OpenDocument,
  { otherModules }: Pick<Session, "otherModules">,
): RelatedLocation[] {
  return related.flatMap(({ message, place }) => {
    if (place.file !== undefined) {
      const location = otherModules?.locate(place) ?? null;
      return location === null ? [] : [{ message, location }];
    }
    const { document: where, range } = document.locate(place.span);
    return [{ message, location: { uri: where.uri, range } }];
  });
}

function flattened({ message, location }: RelatedLocation, document: OpenDocument): string {
  const line = `${location.range.start.line + 1}`;
  if (location.uri === document.uri) return `- Line ${line}: ${message}`;
  const where = location.uri.startsWith("vscode-notebook-cell:") ? "another cell" : fileNameOf(location.uri);
  return `- Line ${line} of ${where}: ${message}`;
}

function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
