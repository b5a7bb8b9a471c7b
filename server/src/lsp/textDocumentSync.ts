/** `textDocument/didOpen`, `didChange`, `didSave` and `didClose`. */
import type { DidChangeTextDocumentParams, DidOpenTextDocumentParams } from "vscode-languageserver";
import { FileDocument } from "./fileDocument.js";
import type { Session } from "./session.js";
import { isSettingsFile, SettingsFile } from "./settingsFile.js";
import type { Updates } from "./updates.js";

/** Keeps the open files up to date. */
export function registerTextDocumentSync(session: Session, updates: Updates): void {
  const { connection, documents, settingsFiles } = session;
  const files = new Map<string, FileDocument>();

  connection.onDidOpenTextDocument(({ textDocument }: DidOpenTextDocumentParams) => {
    const { uri } = textDocument;
    const before = files.get(uri);
    if (before !== undefined) close(before);
    if (isSettingsFile(uri)) {
      settingsFiles.set(uri, new SettingsFile(textDocument, session.client.encoding));
      updates.settingsFileEdited();
      return;
    }
    if (!isPythonFile(textDocument)) return;
    const document = new FileDocument(textDocument, session.client.encoding);
    files.set(uri, document);
    documents.set(uri, document);
    updates.opened(document);
  });

  connection.onDidChangeTextDocument((params: DidChangeTextDocumentParams) => {
    const { uri, version } = params.textDocument;
    const document = files.get(uri);
    if (document !== undefined) {
      document.change(params.contentChanges, version);
      updates.edited(document);
      return;
    }
    const settingsFile = settingsFiles.get(uri);
    if (settingsFile === undefined) return;
    settingsFile.change(params.contentChanges, version);
    updates.settingsFileEdited();
  });

  // Not every client watches files for the server, so a save is also a moment to look at the settings files again.
  connection.onDidSaveTextDocument(() => updates.projectMayHaveChanged());

  connection.onDidCloseTextDocument(({ textDocument }) => {
    const document = files.get(textDocument.uri);
    if (document !== undefined) {
      close(document);
      updates.closed(document);
    } else if (settingsFiles.delete(textDocument.uri)) {
      updates.settingsFileEdited();
    }
  });

  function close(document: FileDocument): void {
    files.delete(document.uri);
    documents.delete(document.uri);
    document.close();
    session.forget(document);
  }
}

/** Cells of a notebook make sense only together: they come with their notebook. */
function isPythonFile(item: { readonly uri: string; readonly languageId: string }): boolean {
  return item.languageId === "python" && !item.uri.startsWith("vscode-notebook-cell:");
}
