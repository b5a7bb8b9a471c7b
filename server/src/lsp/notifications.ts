/**
 * What the parameters of notifications must look like. Nobody answers a notification, so one that is not valid is dropped whole before it
 * reaches its handler: half of an edit would leave a text that the client does not have.
 */
import type { Message, NotebookCell, TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { areChanges, hasDocument } from "./requests.js";

/** An object of which nothing is known. */
type Raw = { readonly [key: string]: unknown };

const VALID: Readonly<Record<string, (params: Raw) => boolean>> = {
  "textDocument/didOpen": ({ textDocument }) => isItem(textDocument),
  "textDocument/didChange": (params) =>
    isVersioned(params.textDocument) && areChanges(changesIn(params.contentChanges)),
  "textDocument/didSave": hasDocument,
  "textDocument/didClose": hasDocument,
  "notebookDocument/didOpen": ({ notebookDocument, cellTextDocuments }) =>
    hasUri(notebookDocument) && isListOf(notebookDocument.cells, isCell) && isListOf(cellTextDocuments, isItem),
  "notebookDocument/didChange": ({ notebookDocument, change }) =>
    hasUri(notebookDocument) && isRaw(change) && (change.cells === undefined || isCellChange(change.cells)),
  "notebookDocument/didSave": ({ notebookDocument }) => hasUri(notebookDocument),
  "notebookDocument/didClose": ({ notebookDocument }) => hasUri(notebookDocument),
  "workspace/didChangeConfiguration": () => true,
  "workspace/didChangeWatchedFiles": ({ changes }) => isListOf(changes, hasUri),
  "workspace/didChangeWorkspaceFolders": ({ event }) =>
    isRaw(event) && isListOf(event.added, hasUri) && isListOf(event.removed, hasUri),
  "$/setTrace": ({ value }) => typeof value === "string",
  "window/workDoneProgress/cancel": ({ token }) => typeof token === "string" || typeof token === "number",
};

/** The method of a notification whose parameters are not valid; null for every other message. */
export function invalidNotification(message: Message): string | null {
  const { id, method, params } = message as {
    readonly id?: unknown;
    readonly method?: unknown;
    readonly params?: unknown;
  };
  if (id !== undefined || typeof method !== "string") return null;
  const isValid = Object.hasOwn(VALID, method) ? VALID[method] : undefined;
  return isValid === undefined || (isRaw(params) && isValid(params)) ? null : method;
}

function isCellChange(cells: unknown): boolean {
  if (!isRaw(cells)) return false;
  const { structure, data, textContent } = cells;
  return (
    (structure === undefined || isStructure(structure)) &&
    (data === undefined || isListOf(data, isCell)) &&
    (textContent === undefined ||
      isListOf(
        textContent,
        (entry) => isRaw(entry) && isVersioned(entry.document) && areChanges(changesIn(entry.changes)),
      ))
  );
}

function isStructure(structure: unknown): boolean {
  if (!isRaw(structure) || !isRaw(structure.array)) return false;
  const { start, deleteCount, cells } = structure.array;
  return (
    isCount(start) &&
    isCount(deleteCount) &&
    (cells === undefined || isListOf(cells, isCell)) &&
    (structure.didOpen === undefined || isListOf(structure.didOpen, isItem)) &&
    (structure.didClose === undefined || isListOf(structure.didClose, hasUri))
  );
}

function changesIn(value: unknown): readonly TextDocumentContentChangeEvent[] {
  return value as readonly TextDocumentContentChangeEvent[];
}

function isItem(value: unknown): value is TextDocumentItem {
  return isVersioned(value) && typeof value.languageId === "string" && typeof value.text === "string";
}

function isCell(value: unknown): value is NotebookCell {
  return isRaw(value) && typeof value.document === "string" && typeof value.kind === "number";
}

function isVersioned(value: unknown): value is Raw {
  return hasUri(value) && typeof value.version === "number";
}

function hasUri(value: unknown): value is Raw {
  return isRaw(value) && typeof value.uri === "string";
}

function isListOf(value: unknown, isIt: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isIt);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
