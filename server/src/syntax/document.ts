/**
 * A text that is edited, with its tree and its statement units.
 *
 * The text lies twice: as JavaScript strings, and as UTF-16 in the memory of the parser, where an edit moves the rest
 * instead of copying the whole text again. Edits are collected; the first question after them parses once, reusing the
 * old tree, and frees that. What a question gives is copied out of the parser's memory and stays valid. If the parser
 * runs out of memory, its instance is given up and the text is parsed from scratch in a new one when it is next asked
 * about.
 */
import type { Binding, BindingSource, Pointer } from "./binding.js";
import { Kind } from "./kinds.generated.js";
import { applyMasks, type Scan, sameMasks, scanModule } from "./masking.js";
import { ModuleTree, type TreeChange } from "./moduleTree.js";
import { scanCell } from "./notebookMasks.js";
import { PieceText } from "./pieceText.js";
import { Flag, type SourceText, Tree } from "./tree.js";
import { type Edit, NO_UNITS, type UnitList, updateUnits } from "./units.js";

/**
 * Longer texts (UTF-16 code units) are not parsed: nobody edits them by hand, and one parse would take many seconds.
 */
export const MAX_TEXT_LENGTH = 16 * 1024 * 1024;

/** With more edits than this between two questions, looking for units that stayed costs more than it saves. */
const MAX_COLLECTED_EDITS = 100;

/** How a text is to be read. */
export interface SyntaxOptions {
  /** True for a cell of an IPython notebook, which may hold magics. */
  readonly notebook?: boolean;
}

/** So many characters are searched for a line end at a time: most lines are shorter. */
const STEP = 256;

/** The lines that a part of a text touches. */
function linesAround(text: SourceText, start: number, end: number): string {
  let from = start;
  while (from > 0) {
    const before = Math.max(0, from - STEP);
    const found = text.slice(before, from).lastIndexOf("\n");
    from = before + found + 1;
    if (found >= 0) break;
  }
  let to = end;
  while (to < text.length) {
    const after = Math.min(text.length, to + STEP);
    const found = text.slice(to, after).indexOf("\n");
    // With its line feed: a carriage return alone would be a line end that needs a mask.
    to = found < 0 ? after : to + found + 1;
    if (found >= 0) break;
  }
  return text.slice(from, to);
}

/** The tree of a text that could not be parsed: a root that is an error, and nothing in it. */
function unparsableTree(text: SourceText): Tree {
  return new Tree(text, {
    count: 1,
    kind: Uint16Array.of(Kind.ERROR),
    field: Uint8Array.of(0),
    flags: Uint8Array.of(Flag.named | Flag.hasError),
    start: Int32Array.of(0),
    end: Int32Array.of(text.length),
    parent: Int32Array.of(-1),
    next: Int32Array.of(1),
  });
}

/** Made by `PythonParser.open`. */
export class SyntaxDocument {
  readonly #source: BindingSource;
  readonly #notebook: boolean;
  /** In pieces since the first edit. */
  #text: string | PieceText;
  /** Where the text lies in the parser; null before the first question and after a loss. */
  #home: { readonly binding: Binding; readonly pointer: Pointer } | null = null;
  /** What the parser sees in place of parts of the text, while `#home` is not null. */
  #scan: Scan = { masks: [], candidates: false };
  #tree: Tree | null = null;
  #treeIsCurrent = false;
  /** The unit list before `#edits`. */
  #list: UnitList = NO_UNITS;
  #listIsCurrent = false;
  #listOfTree: UnitList | null = null;
  #wasEdited = false;
  #edits: Edit[] = [];

  constructor(source: BindingSource, text: string, options: SyntaxOptions = {}) {
    this.#source = source;
    this.#text = text;
    this.#notebook = options.notebook === true;
  }

  /** The present text. */
  get text(): string {
    return this.#text.toString();
  }

  /**
   * The tree of the present text. After an edit it is a tree with gaps that takes part in later edits: where it can, the same object takes
   * over what changed.
   *
   * @param willChange is told what changes before it does
   */
  tree(willChange?: (change: TreeChange) => void): Tree {
    if (this.#tree !== null && this.#treeIsCurrent) return this.#tree;
    // A text that is only read is exported at once; one that is edited is put together from its units, most of which stay.
    this.#tree = (this.#wasEdited ? this.#update(willChange) : null) ?? this.#export() ?? unparsableTree(this.#text);
    this.#treeIsCurrent = true;
    return this.#tree;
  }

  #update(willChange: ((change: TreeChange) => void) | undefined): ModuleTree | null {
    const list = this.units();
    this.#listOfTree = list;
    if (this.#tree instanceof ModuleTree) {
      const change = this.#tree.plan(this.#text, list);
      if (change !== null) {
        willChange?.(change);
        this.#tree.apply(this.#text, list, change);
        return this.#tree;
      }
    }
    return ModuleTree.of(this.#text, list);
  }

  #export(): Tree | null {
    return this.#ask((binding, pointer) => {
      binding.exports.doc_export(pointer);
      return new Tree(this.#text, binding.takeColumns());
    });
  }

  /**
   * The statement units of the present text, none if it cannot be parsed. Units that an edit did not touch are the same
   * objects as before it. The same list until the next edit.
   */
  units(): UnitList {
    if (this.#listIsCurrent) return this.#list;
    // The tree has not taken over the last list, and does not know what was edited before it.
    if (this.#tree instanceof ModuleTree && !this.#treeIsCurrent && this.#list !== this.#listOfTree) this.#tree = null;
    const previous = this.#edits.length > MAX_COLLECTED_EDITS ? NO_UNITS : this.#list;
    this.#list = this.#ask((binding, pointer) => this.#listUnits(binding, pointer, previous)) ?? NO_UNITS;
    this.#listIsCurrent = true;
    this.#edits = [];
    return this.#list;
  }

  /**
   * Replaces the text from `start` to `oldEnd` (UTF-16 code units) by `newText`. Offsets outside the text are moved to
   * its ends. Costs little: nothing is parsed before the next question.
   *
   * @returns what was replaced
   */
  edit(start: number, oldEnd: number, newText: string): Edit {
    const from = Math.max(0, Math.min(start, this.#text.length));
    const to = Math.max(from, Math.min(oldEnd, this.#text.length));
    const pieces = typeof this.#text === "string" ? PieceText.of(this.#text) : this.#text;
    this.#text = pieces.replaced(from, to, newText);
    this.#treeIsCurrent = false;
    this.#wasEdited = true;
    this.#listIsCurrent = false;
    const newEnd = from + newText.length;
    const edit: Edit = { start: from, oldEnd: to, newEnd };
    if (this.#edits.length <= MAX_COLLECTED_EDITS) this.#edits.push(edit);
    if (this.#home !== null && (this.#text.length > MAX_TEXT_LENGTH || !this.#masksStay(from, to, newEnd)))
      this.dispose();
    this.#call((binding, pointer) => {
      binding.write(binding.exports.doc_splice(pointer, from, to, newText.length), newText);
    });
    return edit;
  }

  /** Frees the parser's memory for this text, which is not garbage-collected. A later question parses from scratch. */
  dispose(): void {
    this.#call((binding, pointer) => binding.exports.doc_delete(pointer));
    this.#home = null;
  }

  /**
   * Brings the masks up to date. False when the text has to be parsed from scratch, because others are needed than
   * before.
   */
  #masksStay(start: number, oldEnd: number, newEnd: number): boolean {
    const { masks, candidates } = this.#scan;
    if (!candidates && !scanModule(linesAround(this.#text, start, newEnd)).candidates) return true;
    this.#scan = this.#scanText();
    return sameMasks(masks, this.#scan.masks, start, oldEnd, newEnd);
  }

  #scanText(): Scan {
    return this.#notebook ? scanCell(this.text) : scanModule(this.text);
  }

  #listUnits(binding: Binding, pointer: Pointer, previous: UnitList): UnitList {
    if (previous.units.length === 0) binding.exports.doc_touch(pointer);
    binding.exports.doc_units(pointer);
    return updateUnits(this.#text, binding.viewUnits(), binding.viewColumns(), previous, this.#edits);
  }

  /** Brings the tree in the parser up to date and asks it; null when the text cannot be parsed. */
  #ask<T>(question: (binding: Binding, pointer: Pointer) => T | null): T | null {
    if (this.#text.length > MAX_TEXT_LENGTH) return null;
    this.#settle();
    return this.#call((binding, pointer) =>
      binding.exports.doc_parse(pointer) === 1 ? question(binding, pointer) : null,
    );
  }

  /** Puts the text into a parser that works. */
  #settle(): void {
    if (this.#home?.binding.alive) return;
    const binding = this.#source.live();
    this.#home = { binding, pointer: 0 };
    this.#call(() => {
      const pointer = binding.exports.doc_new();
      this.#home = { binding, pointer };
      this.#scan = this.#scanText();
      binding.write(binding.exports.doc_load(pointer, this.#text.length), applyMasks(this.text, this.#scan.masks));
    });
  }

  /** Calls the parser, if the text is there. A trap (out of memory) loses the instance and all that is in it. */
  #call<T>(action: (binding: Binding, pointer: Pointer) => T): T | null {
    if (this.#home === null || !this.#home.binding.alive) return null;
    const { binding, pointer } = this.#home;
    try {
      return action(binding, pointer);
    } catch {
      binding.alive = false;
      this.#home = null;
      return null;
    }
  }
}
