/** A notebook: its Python cells in their order are one module, so that imports, functions and loops of one cell count in the next. */
import type {
  NotebookCell as NotebookCellItem,
  Position,
  Range,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from "vscode-languageserver";
import { NotebookCellKind } from "vscode-languageserver";
import type { AnalysedModule, Engine } from "../engine.js";
import type { Finding, Span } from "../findings.js";
import type { AnalysisSettings } from "../settings.js";
import { scanCell } from "../syntax/notebookMasks.js";
import { ModuleText } from "./moduleText.js";
import type { DocumentOwner, Location, OpenDocument } from "./openDocument.js";
import { type PositionEncoding, TextPositions } from "./textPositions.js";

/** Cells are apart by a line break that belongs to none of them. */
const SEPARATOR = "\n";

/** An open notebook. */
export class Notebook implements DocumentOwner {
  readonly #content: ModuleText;
  /** Every cell whose text is known, by URI. */
  readonly #cells = new Map<string, NotebookCell>();
  /** The cells of the module, in order. */
  #order: readonly NotebookCell[] = [];
  #structure: readonly NotebookCellItem[] = [];
  #edition = 0;

  constructor(
    readonly uri: string,
    private readonly encoding: PositionEncoding,
  ) {
    this.#content = new ModuleText("", encoding, (engine, text) => engine.open(text, { notebook: true }));
  }

  /** The module. */
  get content(): ModuleText {
    return this.#content;
  }

  /** Counts the changes of any kind. */
  get edition(): number {
    return this.#edition;
  }

  get isClosed(): boolean {
    return this.#content.isClosed;
  }

  /** No shebang stands in a notebook. */
  get firstLine(): string {
    return "";
  }

  /** The cells that are checked, in order. */
  get cells(): readonly NotebookCell[] {
    return this.#order;
  }

  /** Replaces, adds and takes away cells, as the protocol's structure change says. Texts of new cells come with `opened`. */
  restructure(
    array: { readonly start: number; readonly deleteCount: number; readonly cells?: readonly NotebookCellItem[] },
    opened: readonly TextDocumentItem[],
    closed: readonly string[],
  ): void {
    for (const item of opened) this.#cells.set(item.uri, new NotebookCell(item, this, this.encoding));
    const structure = [...this.#structure];
    structure.splice(array.start, array.deleteCount, ...(array.cells ?? []));
    this.#structure = structure;
    for (const uri of closed) this.#cells.delete(uri);
    this.#rebuild();
  }

  /** Takes over what has changed about cells that stay where they are. */
  update(cells: readonly NotebookCellItem[]): void {
    const byUri = new Map(cells.map((cell) => [cell.document, cell]));
    this.#structure = this.#structure.map((cell) => byUri.get(cell.document) ?? cell);
    this.#rebuild();
  }

  /** Applies the changes of one cell's text. */
  changeCell(uri: string, changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    const cell = this.#cells.get(uri);
    if (cell === undefined) return;
    this.#edition++;
    const oldSpan = cell.span;
    cell.applyToOwnText(changes, version);
    if (!this.#order.includes(cell)) return;
    this.#content.replace(oldSpan, cell.moduleText);
    this.#place();
  }

  /** The cell that holds an offset of the module; the separator behind a cell belongs to it. */
  cellAt(offset: number): NotebookCell | undefined {
    return this.#order.find((cell) => offset <= cell.span.end) ?? this.#order.at(-1);
  }

  /** Frees the parser's memory. */
  close(): void {
    this.#content.close();
  }

  #rebuild(): void {
    this.#edition++;
    this.#order = this.#structure
      .filter(({ kind }) => kind === NotebookCellKind.Code)
      .map(({ document }) => this.#cells.get(document))
      .filter((cell) => cell?.isPython === true) as NotebookCell[];
    const text = this.#order.map((cell) => cell.moduleText).join(SEPARATOR);
    this.#content.replace({ start: 0, end: this.#content.text.length }, text);
    this.#place();
  }

  #place(): void {
    let start = 0;
    for (const cell of this.#order) {
      cell.start = start;
      start = cell.span.end + SEPARATOR.length;
    }
  }
}

/** One cell with a text. */
export class NotebookCell implements OpenDocument {
  readonly uri: string;
  readonly isPython: boolean;
  /** Where the cell begins in the module. */
  start = 0;
  #version: number;
  readonly #positions: TextPositions;
  #moduleText: string;

  constructor(
    item: TextDocumentItem,
    private readonly notebook: Notebook,
    encoding: PositionEncoding,
  ) {
    this.uri = item.uri;
    this.isPython = item.languageId === "python";
    this.#version = item.version;
    this.#positions = new TextPositions(item.text, encoding);
    this.#moduleText = withoutForeignText(item.text);
  }

  get owner(): Notebook {
    return this.notebook;
  }

  get version(): number {
    return this.#version;
  }

  get edition(): number {
    return this.notebook.edition;
  }

  get isClosed(): boolean {
    return this.notebook.isClosed || !this.notebook.cells.includes(this);
  }

  get text(): string {
    return this.notebook.content.text;
  }

  /** The cell's text in the module, as long as its own. */
  get moduleText(): string {
    return this.#moduleText;
  }

  get lineEnding(): string {
    return /\r\n|\r|\n/.exec(this.#positions.text)?.[0] ?? "\n";
  }

  get lineCount(): number {
    return this.notebook.content.positions.lineCount;
  }

  get span(): Span {
    return { start: this.start, end: this.start + this.#moduleText.length };
  }

  lineText(line: number): string {
    return this.notebook.content.lineText(line);
  }

  lineSpan(line: number): Span {
    return this.notebook.content.positions.lineSpan(line);
  }

  lineAt(offset: number): number {
    return this.notebook.content.positions.lineAt(offset);
  }

  offsetAt(position: Position): number {
    return this.start + this.#positions.offsetAt(position);
  }

  spanOf(range: Range): Span {
    const { start, end } = this.#positions.spanOf(range);
    return { start: this.start + start, end: this.start + end };
  }

  rangeOf(span: Span): Range {
    return this.#positions.rangeOf({ start: span.start - this.start, end: span.end - this.start });
  }

  locate(span: Span): Location {
    const document = this.notebook.cellAt(span.start) ?? this;
    return { document, range: document.rangeOf(span) };
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.notebook.changeCell(this.uri, changes, version);
  }

  /** Only the notebook calls this: the module has to follow. */
  applyToOwnText(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#version = version;
    for (const change of changes) {
      const { start, end } =
        "range" in change ? this.#positions.spanOf(change.range) : { start: 0, end: this.#positions.text.length };
      this.#positions.edit(start, end, change.text);
    }
    this.#moduleText = withoutForeignText(this.#positions.text);
  }

  module(engine: Engine): AnalysedModule {
    return this.notebook.content.module(engine);
  }

  findings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.#own(this.moduleFindings(engine, settings));
  }

  moduleFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.notebook.content.findings(engine, settings);
  }

  shownFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.#own(this.notebook.content.shownFindings(engine, settings));
  }

  withOwnLines(sentence: string): string {
    return sentence.replace(/\bat line (\d+)\b/g, (words, number: string) => {
      const line = Number(number) - 1;
      if (line >= this.lineCount) return words;
      const { start } = this.lineSpan(line);
      const { document, range } = this.locate({ start, end: start });
      return `at line ${range.start.line + 1}${document === this ? "" : " of another cell"}`;
    });
  }

  #own(findings: readonly Finding[]): readonly Finding[] {
    return findings
      .filter((finding) => this.#holds(finding))
      .map((finding) => ({
        ...finding,
        what: this.withOwnLines(finding.what),
        why: this.withOwnLines(finding.why),
        advice: this.withOwnLines(finding.advice),
        related: finding.related.map((one) => ({ ...one, message: this.withOwnLines(one.message) })),
        refusals: finding.refusals.map((one) => ({ ...one, reason: this.withOwnLines(one.reason) })),
      }));
  }

  #holds({ span }: Finding): boolean {
    return this.span.start <= span.start && span.start <= this.span.end;
  }
}

/** A cell in another language, as `%%bash` makes one, is blank in the module. What magics the parser masks, it leaves alone. */
function withoutForeignText(text: string): string {
  const magic = /^\s*(%%\w*)/.exec(text)?.[1];
  // The parser's own masks know which cell magics run Python: those leave the lines below them as they are.
  if (magic === undefined || scanCell(`${magic}\nx\n`).masks.length < 2) return text;
  return text.replace(/[^\r\n]/g, " ");
}
