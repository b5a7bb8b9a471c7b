/** One text that the editor has open: its positions, its parsed module, and the findings that are shown for it. */
import type { Position, Range, TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import type { AnalysedModule, Engine } from "../engine.js";
import type { Finding, Span } from "../findings.js";
import type { AnalysisSettings } from "../settings.js";
import { HeldDiagnostics } from "./heldDiagnostics.js";
import { type PositionEncoding, TextPositions } from "./textPositions.js";

/** An open document. Positions are the client's, offsets are the engine's. */
export class OpenDocument {
  readonly uri: string;
  #version: number;
  #positions: TextPositions;
  #module: AnalysedModule | null = null;
  #held = new HeldDiagnostics();
  #settings: AnalysisSettings | null = null;
  #findings: readonly Finding[] | null = null;
  #shown: readonly Finding[] | null = null;
  #closed = false;

  constructor(item: TextDocumentItem, encoding: PositionEncoding) {
    this.uri = item.uri;
    this.#version = item.version;
    this.#positions = new TextPositions(item.text, encoding);
  }

  get version(): number {
    return this.#version;
  }

  get text(): string {
    return this.#positions.text;
  }

  /** True after `close`: whatever was still under way for the document has no purpose any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** The line ending that the document uses, for lines that are added to it. */
  get lineEnding(): string {
    return /\r\n|\r|\n/.exec(this.text)?.[0] ?? "\n";
  }

  /** The first line, where a shebang may stand. */
  get firstLine(): string {
    return this.lineText(0);
  }

  get lineCount(): number {
    return this.#positions.lineCount;
  }

  /** The text of a line without its line break. */
  lineText(line: number): string {
    const { start, end } = this.lineSpan(line);
    return this.text.slice(start, end);
  }

  lineSpan(line: number): Span {
    return this.#positions.lineSpan(line);
  }

  lineAt(offset: number): number {
    return this.#positions.lineAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#positions.offsetAt(position);
  }

  spanOf(range: Range): Span {
    return this.#positions.spanOf(range);
  }

  rangeOf(span: Span): Range {
    return this.#positions.rangeOf(span);
  }

  /** Applies the changes of one notification, each to the text that the one before it left. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#version = version;
    for (const change of changes) {
      if ("range" in change) {
        const { start, end } = this.spanOf(change.range);
        this.#edit(start, end, change.text);
      } else {
        this.#replaceAll(change.text);
      }
    }
  }

  /** The parsed module, for questions that the findings do not answer. */
  module(engine: Engine): AnalysedModule {
    this.#module ??= engine.open(this.text);
    return this.#module;
  }

  /** What the engine finds in the present text. */
  findings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    if (this.#settings !== settings) {
      // Hints of other settings must not be held.
      if (this.#settings !== null) this.#held = new HeldDiagnostics();
      this.#settings = settings;
      this.#forget();
    }
    this.#findings ??= this.module(engine).analyse(settings).findings;
    return this.#findings;
  }

  /** What is shown for the present text: the findings, and hints that are held while the text is broken. */
  shownFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    const findings = this.findings(engine, settings);
    this.#shown ??= this.#held.present({
      findings,
      syntaxErrors: this.module(engine).syntaxErrors(),
      text: this.text,
    });
    return this.#shown;
  }

  /** Frees the parser's memory. */
  close(): void {
    this.#closed = true;
    this.#module?.dispose();
    this.#module = null;
  }

  /** A client without incremental sync sends the whole text: only what differs counts as edited. */
  #replaceAll(text: string): void {
    const before = this.text;
    const limit = Math.min(before.length, text.length);
    let start = 0;
    while (start < limit && before.charCodeAt(start) === text.charCodeAt(start)) start++;
    let tail = 0;
    while (
      tail < limit - start &&
      before.charCodeAt(before.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
    ) {
      tail++;
    }
    this.#edit(start, before.length - tail, text.slice(start, text.length - tail));
  }

  #edit(start: number, oldEnd: number, newText: string): void {
    if (start === oldEnd && newText === "") return;
    this.#held.edit({ start, oldEnd, newText }, this.text);
    this.#positions.edit(start, oldEnd, newText);
    this.#module?.edit(start, oldEnd, newText);
    this.#forget();
  }

  #forget(): void {
    this.#findings = null;
    this.#shown = null;
  }
}
