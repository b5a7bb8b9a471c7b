/** What the editor has open, as the handlers of requests see it: a Python file, or a cell of a notebook. */
import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { AnalysedModule, Engine } from "../engine.js";
import type { Finding, Place, Span, TextEdit } from "../findings.js";
import type { AnalysisSettings } from "../settings.js";

/** A place in one of the texts that the editor shows. */
export interface Location {
  readonly document: OpenDocument;
  readonly range: Range;
}

/** The module that a document belongs to: a file is one, and the cells of a notebook are one together. Settings hold for all of it. */
export interface DocumentOwner {
  /** Of the file or the notebook. */
  readonly uri: string;
  /** Where a shebang may stand. */
  readonly firstLine: string;
  readonly isClosed: boolean;
}

/**
 * An open document. Positions are the client's, in this document. Offsets are the engine's, in the whole module, and lines with a
 * number and no position are lines of the module.
 */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly owner: DocumentOwner;
  /** Changes with every change of the module. */
  readonly edition: number;
  /** True after `close`: whatever was still under way for the document has no purpose any more. */
  readonly isClosed: boolean;
  /** Of the whole module. */
  readonly text: string;
  /** The line ending that the document uses, for lines that are added to it. */
  readonly lineEnding: string;
  readonly lineCount: number;
  /** The part of the module that this document holds. */
  readonly span: Span;
  /** The text of a line without its line break. */
  lineText(line: number): string;
  lineSpan(line: number): Span;
  lineAt(offset: number): number;
  offsetAt(position: Position): number;
  spanOf(range: Range): Span;
  /** A range of this document. What lies outside is moved to its ends. */
  rangeOf(span: Span): Range;
  /** The document of the module that holds the start of a span, and the span's range there. */
  locate(span: Span): Location;
  /** A sentence of the engine, whose line numbers are those of the module, with those of this document. */
  withOwnLines(sentence: string): string;
  /** Applies the changes of one notification, each to the text that the one before it left. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void;
  /** The parsed module, for questions that the findings do not answer. */
  module(engine: Engine): AnalysedModule;
  /** What the engine finds in this document. */
  findings(engine: Engine, settings: AnalysisSettings): readonly Finding[];
  /** What the engine finds in the whole module. */
  moduleFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[];
  /** What is shown for this document: the findings, and hints that are held while the text is broken. */
  shownFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[];
}

/** Whether a place is in this document, not in another file or another cell of its notebook. */
export function isHere({ file, span }: Place, document: OpenDocument): boolean {
  return file === undefined && document.locate(span).document === document;
}

/** Edits of a module sorted by the documents that they change; null where one of them crosses from one document into another. */
export function editsByDocument(
  document: OpenDocument,
  edits: readonly TextEdit[],
): ReadonlyMap<OpenDocument, readonly TextEdit[]> | null {
  const sorted = new Map<OpenDocument, TextEdit[]>();
  for (const edit of edits) {
    const target = document.locate(edit.span).document;
    if (edit.span.end > target.span.end) return null;
    sorted.set(target, [...(sorted.get(target) ?? []), edit]);
  }
  return sorted;
}
