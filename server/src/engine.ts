/**
 * From text to findings. Pure: no I/O, never throws on any text. The same code runs in Node and in a web worker.
 */
import { CONFIDENCES, type Finding, type Span } from "./findings.js";
import { type HotLoop, hotLoops, inspect } from "./inspection.js";
import type { OutsideHeats } from "./modules/callers.js";
import type { KnownModules, ModuleSummary } from "./modules/summary.js";
import { contextOf, levelOf, named, Review } from "./review.js";
import { RULE_METAS, RULES } from "./rules/registry.js";
import type { Refactorings } from "./rules/rule.js";
import { UNUSED_IGNORE, unusedIgnoreDraft } from "./rules/unused-ignore.js";
import type { ModuleName } from "./semantics/imports.js";
import { ModuleFacts, type ModulePlace } from "./semantics/module.js";
import type { AnalysisSettings } from "./settings.js";
import { Summariser } from "./summaries.js";
import { suppress } from "./suppressions.js";
import { Kind } from "./syntax/kinds.generated.js";
import type { TreeChange } from "./syntax/moduleTree.js";
import type { PythonParser, SyntaxDocument, SyntaxOptions } from "./syntax/parser.js";
import { Flag } from "./syntax/tree.js";
import type { Edit } from "./syntax/units.js";

/** The result for one module under one set of settings. */
export interface Analysis {
  /** Sorted by start. Suppressed findings and those below the minimum confidence are not in it. */
  readonly findings: readonly Finding[];
}

/** What is known about the loop or the line under an offset, for hovers and `explain FILE:LINE`. */
export interface Inspection {
  readonly span: Span;
  /** Markdown. */
  readonly markdown: string;
}

/** One open module: keeps what it has parsed. */
export interface AnalysedModule {
  readonly text: string;
  /** Replaces a range (UTF-16 offsets of the current text) by new text. Analysis happens on the next question. */
  edit(start: number, oldEnd: number, newText: string): void;
  analyse(settings: AnalysisSettings): Analysis;
  /** Rewrites for the selected text, with or without a finding there. */
  refactorings(settings: AnalysisSettings, selection: Span): Refactorings;
  /** What is known at an offset: the loop whose header is there, and the line's calls. */
  inspect(settings: AnalysisSettings, offset: number): Inspection | null;
  /** The loops whose rounds are hot, and why. */
  hotLoops(settings: AnalysisSettings): readonly HotLoop[];
  /** Where the text could not be parsed. Empty for a text without syntax errors that the grammar sees. */
  syntaxErrors(): readonly Span[];
  /** What other modules of the project need to know about this one; null for a text without a name among them. */
  summary(): ModuleSummary | null;
  /** The paths of the other modules that what was said depends on. */
  importedFiles(): readonly string[];
  /**
   * Another module of the project has changed: forgets what depends on it.
   *
   * @param file its path as the workspace knows it; null when files have come or gone
   * @returns false when nothing depends on it
   */
  otherModuleChanged(file: string | null): boolean;
  /** Other modules call the functions of this one from other loops than before. */
  callersChanged(): void;
  /** Frees the parser's memory. The module must not be used afterwards. */
  dispose(): void;
}

/** How a text is read, and where it stands in a project. */
export interface OpenOptions extends SyntaxOptions {
  /** The file that holds it; left out for a text that belongs to no project. */
  readonly file?: ProjectFile;
}

/** A file of a project. */
export interface ProjectFile {
  /** As the workspace knows it. */
  readonly path: string;
  /** Its module's name. */
  readonly name: ModuleName;
  /** Where its imports lead. */
  readonly modules: KnownModules;
  /** What makes its functions hot from other modules, as far as it is known. Asked for whenever facts are made. */
  readonly callersNow?: () => OutsideHeats;
}

/** Opens modules with one parser. */
export class Engine {
  constructor(private readonly parser: PythonParser) {}

  /** Opens a text. It is parsed and analysed when it is first asked about. */
  open(text: string, options: OpenOptions = {}): AnalysedModule {
    return new OpenModule(this.parser.open(text, options), options.file ?? null);
  }
}

class OpenModule implements AnalysedModule {
  private facts: ModuleFacts | null = null;
  private review: Review | null = null;
  private last: { readonly settings: AnalysisSettings; readonly analysis: Analysis } | null = null;
  /** What happened to the text since the facts were right. */
  private edits: Edit[] = [];

  private summariser: Summariser | null = null;

  constructor(
    private readonly document: SyntaxDocument,
    private readonly file: ProjectFile | null,
  ) {}

  get text(): string {
    return this.document.text;
  }

  edit(start: number, oldEnd: number, newText: string): void {
    this.edits.push(this.document.edit(start, oldEnd, newText));
    this.last = null;
  }

  analyse(settings: AnalysisSettings): Analysis {
    if (this.last === null || this.last.settings !== settings) {
      this.last = { settings, analysis: { findings: this.findings(settings) } };
    }
    return this.last.analysis;
  }

  refactorings(settings: AnalysisSettings, selection: Span): Refactorings {
    const fixes: Refactorings["fixes"][number][] = [];
    const refusals: Refactorings["refusals"][number][] = [];
    for (const rule of RULES) {
      if (rule.refactor === undefined || levelOf(settings, rule.meta) === "off") continue;
      const offered = rule.refactor(contextOf(rule, this.module(), settings), selection);
      fixes.push(...offered.fixes);
      refusals.push(...offered.refusals);
    }
    return { fixes, refusals };
  }

  inspect(settings: AnalysisSettings, offset: number): Inspection | null {
    return inspect(this.module(), settings, offset);
  }

  hotLoops(settings: AnalysisSettings): readonly HotLoop[] {
    return hotLoops(this.module(), settings);
  }

  syntaxErrors(): readonly Span[] {
    const { tree, index } = this.module();
    const spans = index.all(Kind.ERROR).map((node) => this.module().spanOf(node));
    if (tree.hasError(0)) {
      for (let node = 0; node < tree.count; node++) {
        if ((tree.flags[node]! & Flag.missing) !== 0) spans.push(this.module().spanOf(node));
      }
    }
    return spans.sort((a, b) => a.start - b.start);
  }

  summary(): ModuleSummary | null {
    const { file } = this;
    if (file === null) return null;
    const module = this.module();
    this.summariser ??= new Summariser(module, file.name, file.path);
    return this.summariser.summary();
  }

  importedFiles(): readonly string[] {
    return this.facts?.imports.led ?? [];
  }

  otherModuleChanged(file: string | null): boolean {
    if (this.facts?.imports.changed(file) !== true) return false;
    // What depends on what is noted from the first edit on. Whoever edits a module that others import will go on with it.
    if (!this.facts.tracker.isTracking) this.edit(0, 0, "");
    this.last = null;
    return true;
  }

  callersChanged(): void {
    this.facts = null;
    this.review = null;
    this.summariser = null;
    this.last = null;
  }

  dispose(): void {
    this.document.dispose();
  }

  private findings(settings: AnalysisSettings): Finding[] {
    const module = this.module();
    if (this.review?.settings !== settings) {
      this.review?.dispose();
      this.review = new Review(module, settings);
    }
    const review = this.review;
    const { ignores } = module.directives;
    const isShown = (finding: Finding): boolean => isSureEnough(finding, settings);
    const { kept, unused } = suppress(
      // Only ignore comments have to do with the findings that are not shown.
      review.findings(ignores.length === 0 ? isShown : () => true),
      ignores,
      module.lines,
      (name) => review.isActive(name),
      (name) => RULE_METAS.has(name),
    );
    const shown = kept.filter(isShown);
    const level = levelOf(settings, UNUSED_IGNORE);
    if (level !== "off") {
      for (const ignore of unused) {
        shown.push(named(UNUSED_IGNORE, unusedIgnoreDraft(ignore, module.tree.text, settings.runtimes), level));
      }
    }
    return shown.sort(inTextOrder);
  }

  private place(): ModulePlace | undefined {
    if (this.file === null) return undefined;
    const { name, modules, callersNow } = this.file;
    return { name, modules, ...(callersNow === undefined ? {} : { callers: callersNow() }) };
  }

  /** The facts of the present text. Those of before follow the edits, where they can. */
  private module(): ModuleFacts {
    const { facts, edits } = this;
    if (facts !== null && edits.length === 0) return facts;
    this.edits = [];
    let change: TreeChange | null = null;
    const tree = this.document.tree((planned) => {
      if (facts?.forget(planned)) change = planned;
    });
    if (facts !== null && change !== null && tree === facts.tree && facts.learn(change, edits)) {
      this.review?.follow(change, edits);
      this.summariser?.follow(change);
      return facts;
    }
    this.review = null;
    this.summariser = null;
    this.facts = new ModuleFacts(tree, this.place());
    return this.facts;
  }
}

function inTextOrder(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : 1);
}

function isSureEnough(finding: Finding, settings: AnalysisSettings): boolean {
  return CONFIDENCES.indexOf(finding.confidence) >= CONFIDENCES.indexOf(settings.minimumConfidence);
}
