/** `textDocument/diagnostic`: the client asks for the diagnostics of a document. */
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { guarded, hasDocument } from "./requests.js";
import { resultIdOf } from "./resultIds.js";
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
  const { uri } = params.textDocument;
  const document = session.documents.get(uri);
  if (document !== undefined && session.isOutdated(document)) {
    // Under a burst of edits only the last text is worth the work.
    throw new ResponseError(LSPErrorCodes.ServerCancelled, "The document has changed", { retriggerRequest: true });
  }
  const { items, resultId } =
    document === undefined ? { items: [], resultId: resultIdOf([]) } : await session.report(document);
  if (document?.isClosed === false) session.answered.set(uri, resultId);
  if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}
