/** An open Python file: one text, one module. */
import type { Position, Range, TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import type { AnalysedModule, Engine, ProjectFile } from "../engine.js";
import type { Finding, Span } from "../findings.js";
import type { ModuleSummary } from "../modules/summary.js";
import type { AnalysisSettings } from "../settings.js";
import { ModuleText } from "./moduleText.js";
import type { Location, OpenDocument } from "./openDocument.js";
import type { ProjectModule } from "./otherModules.js";
import type { PositionEncoding } from "./textPositions.js";

/** An open file. */
export class FileDocument implements OpenDocument, ProjectModule {
  readonly uri: string;
  readonly #content: ModuleText;
  #version: number;

  constructor(item: Pick<TextDocumentItem, "uri" | "version" | "text">, encoding: PositionEncoding) {
    this.uri = item.uri;
    this.#version = item.version;
    this.#content = new ModuleText(item.text, encoding, (engine, text, file) =>
      engine.open(text, { ...(file === undefined ? {} : { file }) }),
    );
  }

  get owner(): ProjectModule {
    return this;
  }

  get version(): number {
    return this.#version;
  }

  get edition(): number {
    return this.#version;
  }

  get text(): string {
    return this.#content.text;
  }

  get isClosed(): boolean {
    return this.#content.isClosed;
  }

  get lineEnding(): string {
    return /\r\n|\r|\n/.exec(this.text)?.[0] ?? "\n";
  }

  get firstLine(): string {
    return this.lineText(0);
  }

  get lineCount(): number {
    return this.#content.positions.lineCount;
  }

  get span(): Span {
    return { start: 0, end: this.text.length };
  }

  lineText(line: number): string {
    return this.#content.lineText(line);
  }

  lineSpan(line: number): Span {
    return this.#content.positions.lineSpan(line);
  }

  lineAt(offset: number): number {
    return this.#content.positions.lineAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#content.positions.offsetAt(position);
  }

  spanOf(range: Range): Span {
    return this.#content.positions.spanOf(range);
  }

  rangeOf(span: Span): Range {
    return this.#content.positions.rangeOf(span);
  }

  locate(span: Span): Location {
    return { document: this, range: this.rangeOf(span) };
  }

  withOwnLines(sentence: string): string {
    return sentence;
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.#version = version;
    for (const change of changes) {
      if ("range" in change) this.#content.edit(this.spanOf(change.range), change.text);
      // A client without incremental sync sends the whole text.
      else this.#content.replace(this.span, change.text);
    }
  }

  module(engine: Engine): AnalysedModule {
    return this.#content.module(engine);
  }

  placeIn(file: ProjectFile | undefined): void {
    this.#content.placeIn(file);
  }

  isBroken(engine: Engine): boolean {
    return this.module(engine).syntaxErrors().length > 0;
  }

  summary(engine: Engine): ModuleSummary | null {
    return this.#content.summary(engine);
  }

  callersChanged(): void {
    this.#content.callersChanged();
  }

  /** The paths of the modules that the findings depend on. */
  importedFiles(): readonly string[] {
    return this.#content.importedFiles();
  }

  otherModuleChanged(file: string | null): boolean {
    return this.#content.otherModuleChanged(file);
  }

  findings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.#content.findings(engine, settings);
  }

  moduleFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.findings(engine, settings);
  }

  shownFindings(engine: Engine, settings: AnalysisSettings): readonly Finding[] {
    return this.#content.shownFindings(engine, settings);
  }

  /** Frees the parser's memory. */
  close(): void {
    this.#content.close();
  }
}
