/** Everything that is known about one module's text. Rules get this and nothing else. */
import type { Place, Span } from "../findings.js";
import { NO_CALLERS, type OutsideHeats } from "../modules/callers.js";
import type { KnownModules } from "../modules/summary.js";
import { ModuleTree, type TreeChange } from "../syntax/moduleTree.js";
import type { Node, Tree } from "../syntax/tree.js";
import type { Edit } from "../syntax/units.js";
import { hotSegments, type Segment } from "./branches.js";
import { CallGraph } from "./calls.js";
import { Directives } from "./directives.js";
import { type FieldRead, fieldReadsIn } from "./fieldReads.js";
import { Definitions } from "./functions.js";
import { HashingClasses } from "./hashedKeys.js";
import { type Heat, Hotness } from "./hotness.js";
import { Imports, type ModuleName } from "./imports.js";
import { Lines } from "./lines.js";
import { LoopCalls } from "./loopCalls.js";
import { Mentions } from "./mentions.js";
import { MixedDefaults } from "./mixedDefaults.js";
import { PartMemo } from "./partMemo.js";
import { partsOf, type Rows } from "./rows.js";
import { ScopeTable } from "./scopeTable.js";
import { type Style, styleOf } from "./style.js";
import { SurroundingsFinder } from "./surroundings.js";
import { SymbolicNumbers } from "./symbolicNumbers.js";
import { Source, Tracker } from "./tracking.js";
import { TreeIndex } from "./treeIndex.js";
import { Values } from "./values.js";

/** Where a module stands among others. */
export interface ModulePlace {
  /** Null for a text that no file holds. */
  readonly name: ModuleName | null;
  /** Null where nothing is known of other modules. */
  readonly modules: KnownModules | null;
  /** What makes functions hot from other modules. */
  readonly callers?: OutsideHeats;
}

const NOWHERE: ModulePlace = { name: null, modules: null };

/** So many parts are exchanged one by one. When more go, and they are a good part of the module, all facts are made anew in less time. */
const MANY_PARTS = 50;

/**
 * The facts of one module. Those of a module that is edited follow its text: `forget` what changes, change the tree, `learn` it. Answers that
 * depend on what changed are found anew when they are next asked for, all others stay.
 */
export class ModuleFacts {
  readonly tracker: Tracker;
  readonly lines: Lines;
  readonly index: TreeIndex;
  readonly scopes: ScopeTable;
  readonly definitions: Definitions;
  readonly values: Values;
  readonly calls: CallGraph;
  readonly directives: Directives;
  readonly surroundings: SurroundingsFinder;
  readonly hotness: Hotness;
  readonly loopCalls: LoopCalls;
  readonly hashingClasses: HashingClasses;
  readonly symbolicNumbers: SymbolicNumbers;
  readonly mixedDefaults: MixedDefaults;
  private readonly segmentsByPart: PartMemo<Segment>;
  private readonly fieldReadsByPart: PartMemo<FieldRead>;
  private styleKnown: Style | undefined;
  private readonly styleReaders = new Source();
  /** By the slot of the part. */
  private readonly partSources: (Source | undefined)[] = [];
  private readonly kept = new Map<unknown, unknown>();
  /** For answers that look at the module as a whole. */
  private readonly everything = new Source();
  /** For answers that name the line of a node. */
  private readonly lineReaders = new Map<Node, { readonly source: Source; line: number }>();

  /** The names that stand anywhere in the text. */
  readonly mentions: Mentions;

  /** What the imports of this module lead to. */
  readonly imports: Imports;

  constructor(
    readonly tree: Tree,
    readonly place: ModulePlace = NOWHERE,
  ) {
    const tracker = new Tracker(tree instanceof ModuleTree ? (node) => this.sourceAt(tree, node) : null);
    this.tracker = tracker;
    this.imports = new Imports(tracker, place.modules);
    this.lines = new Lines(tree.source);
    this.mentions = new Mentions(tree.source, tracker);
    this.index = new TreeIndex(tree);
    this.scopes = new ScopeTable(tree, tracker);
    this.definitions = new Definitions(tree, this.scopes, this.index);
    this.values = new Values(tree, this.scopes, this.definitions, place.name, tracker);
    this.calls = new CallGraph(tree, this.values, this.definitions, this.index, tracker);
    this.directives = new Directives(tree, this.index, this.lines);
    this.surroundings = new SurroundingsFinder(tree, this.values, this.index, this.directives, tracker);
    this.hotness = new Hotness(
      tree,
      this.definitions,
      this.calls,
      this.surroundings,
      this.directives,
      this.index,
      tracker,
      place.callers ?? NO_CALLERS,
    );
    this.loopCalls = new LoopCalls(tree, this.index, this.directives, this.values, tracker);
    this.hashingClasses = new HashingClasses(tree, this.index, this.definitions, tracker);
    this.symbolicNumbers = new SymbolicNumbers(tree, this.index, tracker);
    this.mixedDefaults = new MixedDefaults(this);
    this.segmentsByPart = new PartMemo(tracker, this.parts, (rows) => hotSegments(this, rows));
    this.fieldReadsByPart = new PartMemo(tracker, this.parts, (rows) => fieldReadsIn(this, rows));
    for (const rows of this.parts) {
      this.index.append(rows);
      this.learnPart(rows);
    }
    this.directives.refresh();
  }

  /** The parts of the module, in text order. */
  get parts(): readonly Rows[] {
    return partsOf(this.tree);
  }

  /**
   * Forgets what a change of the tree will make void. To be called before the tree changes.
   *
   * @returns false when the facts cannot follow the change and have to be made anew
   */
  forget({ removed, parts }: TreeChange): boolean {
    if (!(this.tree instanceof ModuleTree) || removed.some((part) => this.scopes.isDecisive(part))) return false;
    if (removed.length > MANY_PARTS && removed.length > parts.length / 4) return false;
    // What a class holds goes before the class.
    for (const part of [...removed].reverse()) {
      const source = this.partSources[part.slot];
      if (source !== undefined) this.tracker.drop(source);
      this.values.forget(part);
      this.calls.forget(part);
      this.directives.forget(part);
      this.scopes.forget(part);
      this.hotness.forget(part);
      this.definitions.forget(part);
      this.index.remove(part);
    }
    this.tracker.drop(this.everything);
    return true;
  }

  /**
   * Takes in what changed. To be called after the tree has changed.
   *
   * @param edits what happened to the text since the last change
   * @returns false when the facts cannot follow the change and have to be made anew
   */
  learn(change: TreeChange, edits: readonly Edit[]): boolean {
    const { added } = change;
    this.lines.follow(this.tree.source, edits);
    this.mentions.follow(this.tree.source, edits);
    for (const part of added) {
      this.index.insert(part);
      this.learnPart(part);
    }
    if (added.some((part) => this.scopes.isDecisive(part))) return false;
    const declaredAnew = this.directives.refresh();
    for (const node of declaredAnew) this.dropPart(node);
    this.values.follow();
    this.hashingClasses.follow(change);
    this.symbolicNumbers.follow(change);
    this.hotness.follow(change, declaredAnew.length === 0);
    this.mixedDefaults.follow(change);
    this.segmentsByPart.follow(change);
    this.fieldReadsByPart.follow(change);
    this.refreshStyle();
    for (const [node, { source, line }] of this.lineReaders) {
      if (source.readers !== null && this.lines.lineAt(this.tree.startOf(node)) === line) continue;
      this.lineReaders.delete(node);
      this.tracker.drop(source);
    }
    return true;
  }

  /**
   * What a function makes for this module, made once. (A `WeakMap` by module would do as well, but V8 then frees the facts of modules that are
   * only opened much later: a young object that is a value of an old map stays until the whole heap is searched.)
   */
  once<T>(make: (module: ModuleFacts) => T): T {
    if (!this.kept.has(make)) this.kept.set(make, make(this));
    return this.kept.get(make) as T;
  }

  /** The data-driven checks of the hot loops, in text order. */
  get segments(): readonly Segment[] {
    this.readEverything();
    return this.segmentsByPart.all();
  }

  /** The reads of one field of a binary record, in text order. */
  get fieldReads(): readonly FieldRead[] {
    this.readEverything();
    return this.fieldReadsByPart.all();
  }

  /** How the module is written. */
  get style(): Style {
    this.tracker.read(this.styleReaders);
    this.styleKnown ??= styleOf(this.tree, this.lines);
    return this.styleKnown;
  }

  /** Notes that what is being found depends on any part of the module: to be called before looking at all of it. */
  readEverything(): void {
    this.tracker.read(this.everything);
  }

  /** The text range of a node. */
  spanOf(node: Node): Span {
    return { start: this.tree.startOf(node), end: this.tree.endOf(node) };
  }

  /** The place of a node in this module. */
  placeOf(node: Node): Place {
    return { span: this.spanOf(node) };
  }

  /** The 1-based line of a node, as people count. */
  lineNumber(node: Node): number {
    const line = this.lines.lineAt(this.tree.startOf(node));
    if (this.tracker.isTracking) {
      let reader = this.lineReaders.get(node);
      if (reader === undefined) {
        reader = { source: new Source(), line };
        this.lineReaders.set(node, reader);
      }
      this.tracker.read(reader.source);
    }
    return line + 1;
  }

  /** The header of the loop that makes something hot, or null. */
  loopPlace(heat: Heat): Place | null {
    const outside = heat.chain[0]?.outside;
    if (outside !== undefined) return outside.loop?.place ?? null;
    return heat.loop === null ? null : { span: this.surroundings.headerOf(heat.loop) };
  }

  private refreshStyle(): void {
    const before = this.styleKnown;
    if (before === undefined) return;
    this.styleKnown = styleOf(this.tree, this.lines);
    const { indentUnit, lineEnding } = this.styleKnown;
    if (before.indentUnit !== indentUnit || before.lineEnding !== lineEnding) this.tracker.drop(this.styleReaders);
  }

  private learnPart(rows: Rows): void {
    this.scopes.learn(rows);
    this.definitions.learn(rows);
    this.values.learn(rows);
    this.calls.learn(rows);
    this.directives.learn(rows);
  }

  private sourceAt(tree: ModuleTree, node: Node): Source | null {
    const part = tree.partAt(node);
    if (part === undefined) return null;
    let source = this.partSources[part.slot];
    if (source === undefined) {
      source = new Source();
      this.partSources[part.slot] = source;
    }
    return source;
  }

  private dropPart(node: Node): void {
    const source = this.tree instanceof ModuleTree ? this.sourceAt(this.tree, node) : null;
    if (source !== null) this.tracker.drop(source);
  }
}
