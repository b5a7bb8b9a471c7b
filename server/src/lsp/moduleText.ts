/** The text of one Python module as the engine sees it, through edits: its parsed form and the findings that are shown for it. */

import type { AnalysedModule, Engine, ProjectFile } from "../engine.js";
import type { Finding, Span } from "../findings.js";
import type { ModuleSummary } from "../modules/summary.js";
import type { AnalysisSettings } from "../settings.js";
import { HeldDiagnostics } from "./heldDiagnostics.js";
import { type PositionEncoding, TextPositions } from "./textPositions.js";

/** How a text is opened in the engine: as a file or as the cells of a notebook. */
export type OpenModule = (engine: Engine, text: string, file: ProjectFile | undefined) => AnalysedModule;

/** A module's text. Offsets are UTF-16 code units of it. */
export class ModuleText {
  readonly positions: TextPositions;
  #module: AnalysedModule | null = null;
  #held = new HeldDiagnostics();
  #settings: AnalysisSettings | null = null;
  #findings: readonly Finding[] | null = null;
  #shown: readonly Finding[] | null = null;
  #closed = false;
  #file: ProjectFile | undefined;
  /** The summary of the last text without syntax errors. */
  #whole: ModuleSummary | null = null;

  constructor(
    text: string,
    encoding: PositionEncoding,
    private readonly open: OpenModule,
  ) {
    this.positions = new TextPositions(text, encoding);
  }

  get text(): string {
    return this.positions.text;
  }

  /** True after `close`: whatever was still under way for the text has no purpose any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** The text of a line without its line break. */
  lineText(line: number): string {
    const { start, end } = this.positions.lineSpan(line);
    return this.text.slice(start, end);
  }

  /** The parsed module, for questions that the findings do not answer. */
  module(engine: Engine): AnalysedModule {
    this.#module ??= this.open(engine, this.text, this.#file);
    return this.#module;
  }

  /** Where the module stands in its project. */
  placeIn(file: ProjectFile | undefined): void {
    if (this.#file?.modules === file?.modules && this.#file?.path === file?.path) return;
    this.#file = file;
    this.#module?.dispose();
    this.#module = null;
    this.#whole = null;
    this.#forget();
  }

  /**
   * What other modules need to know. While the text is broken, that of before: what somebody types here is not to take hints away there.
   */
  summary(engine: Engine): ModuleSummary | null {
    const module = this.module(engine);
    if (this.#whole === null || module.syntaxErrors().length === 0) this.#whole = module.summary();
    return this.#whole;
  }

  /** Other modules call this one from other loops than before. */
  callersChanged(): void {
    this.#module?.callersChanged();
    this.#forget();
  }

  /** The paths of the modules that the findings depend on. */
  importedFiles(): readonly string[] {
    return this.#module?.importedFiles() ?? [];
  }

  /** Another module has changed. @returns true when something depended on it */
  otherModuleChanged(file: string | null): boolean {
    if (this.#module?.otherModuleChanged(file) !== true) return false;
    this.#forget();
    return true;
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

  /** Replaces a range by a new text. */
  edit(span: Span, newText: string): void {
    const { start, end } = span;
    if (start === end && newText === "") return;
    this.#held.edit({ start, oldEnd: end, newText }, this.text);
    this.#module?.edit(start, end, newText);
    this.positions.edit(start, end, newText, this.#module?.text);
    this.#forget();
  }

  /** Replaces a range by a new text of which only what differs counts as edited. */
  replace(span: Span, newText: string): void {
    const before = this.text.slice(span.start, span.end);
    const limit = Math.min(before.length, newText.length);
    let head = 0;
    while (head < limit && before.charCodeAt(head) === newText.charCodeAt(head)) head++;
    let tail = 0;
    while (
      tail < limit - head &&
      before.charCodeAt(before.length - 1 - tail) === newText.charCodeAt(newText.length - 1 - tail)
    ) {
      tail++;
    }
    this.edit({ start: span.start + head, end: span.end - tail }, newText.slice(head, newText.length - tail));
  }

  /** Frees the parser's memory. */
  close(): void {
    this.#closed = true;
    this.#module?.dispose();
    this.#module = null;
  }

  #forget(): void {
    this.#findings = null;
    this.#shown = null;
  }
}
