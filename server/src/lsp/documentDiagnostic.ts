/** `textDocument/diagnostic`: the client asks for the diagnostics of a document. */
import {
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver";
import { diagnosticOf } from "./diagnostics.js";
import { guarded, hasDocument } from "./requests.js";
import type { Session } from "./session.js";

/** Answers the request. */
export function registerDocumentDiagnostic(session: Session): void {
  session.connection.onRequest(
    DocumentDiagnosticRequest.type,
    guarded(session, DocumentDiagnosticRequest.method, hasDocument, (params: DocumentDiagnosticParams) =>
      report(session, params),
    ),
  );
}

async function report(session: Session, params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
  const document = session.documents.get(params.textDocument.uri);
  const findings = document === undefined ? [] : await session.shownFindings(document);
  const items = document === undefined ? [] : findings.map((one) => diagnosticOf(one, document, session.client));
  const resultId = resultIdOf(items);
  if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** A hash of what is reported, so that edits that change no diagnostic are answered with `unchanged`. */
function resultIdOf(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  return [first, second, text.length].map((part) => (part >>> 0).toString(16)).join("-");
}
