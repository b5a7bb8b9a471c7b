/** `notebookDocument/didOpen`, `didChange`, `didSave` and `didClose`. */
import type {
  DidChangeNotebookDocumentParams,
  DidCloseNotebookDocumentParams,
  DidOpenNotebookDocumentParams,
} from "vscode-languageserver";
import { Notebook } from "./notebook.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Keeps the open notebooks up to date. */
export function registerNotebookSync(session: Session, updates: Updates): void {
  const { connection, documents, notebooks } = session;
  const sync = connection.notebooks.synchronization;

  sync.onDidOpenNotebookDocument(({ notebookDocument, cellTextDocuments }: DidOpenNotebookDocumentParams) => {
    const before = notebooks.get(notebookDocument.uri);
    if (before !== undefined) close(before);
    const notebook = new Notebook(notebookDocument.uri, session.client.encoding);
    notebooks.set(notebook.uri, notebook);
    notebook.restructure({ start: 0, deleteCount: 0, cells: notebookDocument.cells }, cellTextDocuments, []);
    listCells(notebook, []);
  });

  sync.onDidChangeNotebookDocument(({ notebookDocument, change }: DidChangeNotebookDocumentParams) => {
    const notebook = notebooks.get(notebookDocument.uri);
    const { structure, data, textContent } = change.cells ?? {};
    if (notebook === undefined) return;
    const before = notebook.cells;
    if (structure !== undefined) {
      const closed = (structure.didClose ?? []).map(({ uri }) => uri);
      notebook.restructure(structure.array, structure.didOpen ?? [], closed);
    }
    if (data !== undefined) notebook.update(data);
    for (const { document, changes } of textContent ?? []) {
      notebook.changeCell(document.uri, changes, document.version);
    }
    listCells(notebook, before);
    updates.notebookEdited(notebook);
  });

  // The library has no handler that does nothing for it, and a save is also a moment to look at the settings files again.
  sync.onDidSaveNotebookDocument(() => updates.projectMayHaveChanged());

  sync.onDidCloseNotebookDocument(({ notebookDocument }: DidCloseNotebookDocumentParams) => {
    const notebook = notebooks.get(notebookDocument.uri);
    if (notebook !== undefined) close(notebook);
  });

  /** Makes the session's list of documents follow the notebook's list of cells. */
  function listCells(notebook: Notebook, before: Notebook["cells"]): void {
    const gone = before.filter((cell) => !notebook.cells.includes(cell));
    for (const cell of gone) documents.delete(cell.uri);
    for (const cell of notebook.cells) documents.set(cell.uri, cell);
    // A cell that was closed and opened again under its URI is another one.
    for (const cell of gone) if (!documents.has(cell.uri)) updates.closed(cell);
    for (const cell of notebook.cells) if (!before.includes(cell)) updates.opened(cell);
  }

  function close(notebook: Notebook): void {
    notebooks.delete(notebook.uri);
    const { cells } = notebook;
    for (const cell of cells) documents.delete(cell.uri);
    notebook.close();
    session.forget(notebook);
    for (const cell of cells) updates.closed(cell);
  }
}
