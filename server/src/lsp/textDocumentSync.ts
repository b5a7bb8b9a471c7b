/** `textDocument/didOpen`, `didChange`, `didSave` and `didClose`. */
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver";
import { OpenDocument } from "./openDocument.js";
import { hasDocument, isRange } from "./requests.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Keeps the open documents up to date. */
export function registerTextDocumentSync(session: Session, updates: Updates): void {
  const { connection, documents } = session;

  connection.onDidOpenTextDocument(({ textDocument }: DidOpenTextDocumentParams) => {
    const before = documents.get(textDocument.uri);
    if (before !== undefined) close(before);
    if (!isPythonDocument(textDocument)) return;
    const document = new OpenDocument(textDocument, session.client.encoding);
    documents.set(document.uri, document);
    updates.opened(document);
  });

  connection.onDidChangeTextDocument((params: DidChangeTextDocumentParams) => {
    if (!isValidChange(params)) throw new Error("the parameters are not valid");
    const document = documents.get(params.textDocument.uri);
    if (document === undefined) return;
    document.change(params.contentChanges, params.textDocument.version);
    updates.edited(document);
  });

  // Not every client watches files for the server, so a save is also a moment to look at the settings files again.
  connection.onDidSaveTextDocument(() => updates.projectMayHaveChanged());

  connection.onDidCloseTextDocument(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined) return;
    close(document);
    updates.closed(document);
  });

  function close(document: OpenDocument): void {
    documents.delete(document.uri);
    document.close();
    session.forget(document);
  }
}

/** Cells of a notebook make sense only together. */
function isPythonDocument(item: { readonly uri: string; readonly languageId: string }): boolean {
  return item.languageId === "python" && !item.uri.startsWith("vscode-notebook-cell:");
}

function isValidChange(params: DidChangeTextDocumentParams): boolean {
  return (
    hasDocument(params) &&
    Array.isArray(params.contentChanges) &&
    params.contentChanges.every(
      (change) => typeof change?.text === "string" && (!("range" in change) || isRange(change.range)),
    )
  );
}
