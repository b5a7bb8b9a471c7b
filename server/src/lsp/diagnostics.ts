/** Findings as diagnostics. */
import { type Diagnostic, DiagnosticSeverity, type Location } from "vscode-languageserver";
import { type Finding, messageOf, type Related, type Severity } from "../findings.js";
import type { ClientFeatures } from "./capabilities.js";
import { rulePageUrl } from "./documentation.js";
import type { OpenDocument } from "./openDocument.js";

/** The `source` of every diagnostic. */
export const SOURCE = "jit-hints";

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding in the form that the client can take. */
export function diagnosticOf(finding: Finding, document: OpenDocument, client: ClientFeatures): Diagnostic {
  const related = locationsOf(finding.related, document);
  const message = messageOf(finding);
  return {
    range: document.rangeOf(finding.span),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: client.relatedInformation ? message : [message, ...related.map(flattened)].join("\n"),
    ...(client.codeDescription ? { codeDescription: { href: rulePageUrl(finding.rule) } } : {}),
    ...(client.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    ...(client.diagnosticData ? { data: { confidence: finding.confidence, runtimes: finding.runtimes } } : {}),
  };
}

interface RelatedLocation {
  readonly message: string;
  readonly location: Location;
}

/** Places in this document. Offsets in other files mean nothing without their texts. */
function locationsOf(related: readonly Related[], document: OpenDocument): RelatedLocation[] {
  return related
    .filter(({ place }) => place.file === undefined)
    .map(({ message, place }) => ({ message, location: { uri: document.uri, range: document.rangeOf(place.span) } }));
}

function flattened({ message, location }: RelatedLocation): string {
  return `- Line ${location.range.start.line + 1}: ${message}`;
}
