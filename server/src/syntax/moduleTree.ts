/**
 * The tree of a module that is edited, put together from its units. A unit that an edit leaves alone keeps its rows, so that whatever was
 * found out about them stays valid; only their positions in the text move.
 *
 * The rows of the units follow each other in the order of the text with room between them (`GAP`), into which a unit grows. The numbers of
 * rows have gaps, then, but nothing else is different from the tree that the parser exports. When a unit does not fit, all rows are laid
 * out anew, and what was known about the old ones is void.
 */
import { HeldError } from "./binding.js";
import { Field, Kind } from "./kinds.generated.js";
import { copyOf, Flag, NONE, type Node, Tree } from "./tree.js";
import type { UnitList, UnitTree } from "./units.js";

/** A unit and its rows. Parts are in the order of the text and of their rows. */
export interface Part {
  readonly unit: UnitTree;
  /** Its first row: the statement. */
  readonly from: Node;
  /** The row after its last. The last of a class is the row of its body, which the units of the body follow. */
  readonly to: Node;
  /** Where its text stands by the columns (UTF-16 code units): the base that its unit had at the last change. */
  base: number;
  /** The part of the class or bracket that holds it, as of the last change; null at module level. */
  owner: Part | null;
  /** The `class_definition` of a class, or `NONE`. */
  readonly classNode: Node;
}

/** What changes when a tree takes over the units of an edited text. */
export interface TreeChange {
  /** Parts that are no longer there, or no longer where or what they were: whatever is known about them is void. */
  readonly removed: readonly Part[];
  /** Parts that are new; some may be among the removed, too. */
  readonly added: readonly Part[];
  /** All parts after the change. */
  readonly parts: readonly Part[];
}

/** Room after a unit of so many rows: for a few more statements, since most edits make a unit a little longer. */
function roomFor(rows: number): number {
  return 8 + (rows >> 2);
}

/** Room after the last unit, where people add code. */
const ROOM_AT_END = 1024;

function rowsOf(unit: UnitTree): number {
  return unit.count + (unit.classRow < 0 ? 0 : 1);
}

/** False when the units do not hold the whole tree: then it has to be exported. */
function isComplete({ units, root }: UnitList): boolean {
  let rows = 1;
  for (const [at, unit] of units.entries()) {
    rows += rowsOf(unit);
    if (unit.classRow >= 0 && units[at + 1]?.owner !== unit) return false;
  }
  return units.length > 0 && rows === root.rows;
}

/** See the head of this file. */
export class ModuleTree extends Tree {
  parts: readonly Part[] = [];
  private readonly partsByUnit = new Map<UnitTree, Part>();

  private constructor(text: string, rows: number) {
    super(text, {
      count: rows,
      kind: new Uint16Array(rows),
      field: new Uint8Array(rows),
      flags: new Uint8Array(rows),
      start: new Uint32Array(rows),
      end: new Uint32Array(rows),
      parent: new Int32Array(rows),
      next: new Uint32Array(rows),
    });
  }

  /** The tree of a text from its units, or null where these do not hold all of it. */
  static of(text: string, list: UnitList): ModuleTree | null {
    if (!isComplete(list)) return null;
    let rows = 1 + ROOM_AT_END;
    for (const unit of list.units) rows += rowsOf(unit) + roomFor(rowsOf(unit));
    const tree = new ModuleTree(text, rows);
    const change = tree.plan(text, list);
    if (change === null) return null;
    tree.apply(text, list, change);
    return tree;
  }

  override textBetween(start: number, end: number): string {
    return copyOf(this.text, start, end);
  }

  /** The part that a node belongs to. The root belongs to none. */
  partAt(node: Node): Part | undefined {
    const { parts } = this;
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle]!.from <= node) low = middle;
      else high = middle - 1;
    }
    const part = parts[low];
    return part !== undefined && node >= part.from && node < part.to ? part : undefined;
  }

  /**
   * What `apply` would change. Changes nothing, except that units may have moved already.
   *
   * @param text the new text
   * @param list its units
   * @returns null where the tree cannot take over the units: then it has to be made anew
   */
  plan(text: string, list: UnitList): TreeChange | null {
    if (!isComplete(list)) return null;
    const parts: Part[] = [];
    const removed: Part[] = [];
    const added: Part[] = [];
    const touched = touchedUnits(text, list);
    let old = 0;
    let cursor = 1;
    let waiting: UnitTree[] = [];
    /** Finds rows for the waiting units in front of a row, in the place of old ones where they fit. */
    const place = (limit: Node, until: number): boolean => {
      let needed = waiting.reduce((sum, unit) => sum + rowsOf(unit), 0);
      let spare = limit - cursor - needed;
      if (spare < 0) return false;
      for (const unit of waiting) {
        const size = rowsOf(unit);
        const before = old < until ? this.parts[old] : undefined;
        if (old < until) old++;
        const wanted = before !== undefined && before.from >= cursor ? before.from - cursor : 0;
        const skipped = wanted <= spare ? wanted : 0;
        const from = cursor + skipped;
        spare -= skipped;
        needed -= size;
        const classNode = unit.classRow < 0 ? NONE : from + unit.classRow;
        const part: Part = { unit, from, to: from + size, base: unit.base, owner: null, classNode };
        parts.push(part);
        added.push(part);
        cursor = part.to;
        if (before === undefined) {
          const room = Math.min(roomFor(size), spare);
          cursor += room;
          spare -= room;
        }
      }
      old = until;
      waiting = [];
      return true;
    };
    const oldParts = this.parts;
    let seen = 0;
    for (const unit of list.units) {
      const part = this.partsByUnit.get(unit);
      if (part === undefined) {
        waiting.push(unit);
        continue;
      }
      while (oldParts[seen] !== part) removed.push(oldParts[seen++]!);
      if (!place(part.from, seen)) return null;
      seen++;
      old = seen;
      cursor = part.to;
      parts.push(part);
      if (
        (part.owner?.unit ?? null) !== unit.owner ||
        touched.has(unit) ||
        (unit.owner !== null && touched.has(unit.owner))
      ) {
        // What a class holds goes with it.
        touched.add(unit);
        removed.push(part);
        added.push(part);
      }
    }
    while (seen < oldParts.length) removed.push(oldParts[seen++]!);
    return place(this.count, seen) ? { removed, added, parts } : null;
  }

  /** Takes over the units of a new text as planned. */
  apply(text: string, list: UnitList, change: TreeChange): void {
    (this as { text: string }).text = text;
    const fresh = new Set(change.added);
    for (const part of change.removed) {
      if (fresh.has(part)) continue;
      this.partsByUnit.delete(part.unit);
      this.clear(part);
    }
    for (const part of change.added) {
      if (this.partsByUnit.get(part.unit) === part) continue;
      this.partsByUnit.set(part.unit, part);
      this.write(part);
    }
    this.parts = change.parts;
    for (const part of change.parts) this.move(part);
    for (const part of change.added)
      part.owner = part.unit.owner === null ? null : this.partsByUnit.get(part.unit.owner)!;
    this.connect(list);
  }

  private clear({ from, to }: Part): void {
    for (const column of [this.kind, this.field, this.flags, this.start, this.end]) column.fill(0, from, to);
  }

  private write({ unit, from, base }: Part): void {
    this.kind.set(unit.kind, from);
    this.field.set(unit.field, from);
    this.flags.set(unit.flags, from);
    for (let row = 0, to = from; row < unit.count; row++, to++) {
      this.start[to] = unit.start[row]! + base;
      this.end[to] = unit.end[row]! + base;
      this.parent[to] = unit.parent[row]! + from;
      this.next[to] = unit.next[row]! + from;
    }
    if (unit.classRow < 0) return;
    const body = from + unit.count;
    this.kind[body] = Kind.block;
    this.field[body] = Field.body;
    this.flags[body] = Flag.named;
    this.parent[body] = from + unit.classRow;
  }

  /** Moves the positions of a part to where its unit is now. */
  private move(part: Part): void {
    const { start, end } = this;
    const by = part.unit.base - part.base;
    if (by === 0) return;
    part.base = part.unit.base;
    for (let row = part.from; row < part.to; row++) {
      start[row]! += by;
      end[row]! += by;
    }
  }

  /** Sets what depends on other parts: parents, the ends of what holds other units, and the ways over gaps. */
  private connect(list: UnitList): void {
    const { parts, kind, flags, start, end, parent, next } = this;
    /** The classes and brackets that have not ended yet. */
    const open: Part[] = [];
    /** Where the last part ends in the text. */
    let textEnd = 0;
    const close = (row: Node): void => {
      const part = open.pop()!;
      if (part.unit.isBracket) textEnd = part.base + part.unit.extent;
      this.closeContainer(part, row, textEnd);
    };
    for (const [at, part] of parts.entries()) {
      const { unit, from, to } = part;
      while (open.length > 0 && open[open.length - 1]!.unit !== unit.owner) close(from);
      const holder = open[open.length - 1];
      parent[from] =
        holder === undefined ? 0 : holder.unit.classRow < 0 ? holder.from : holder.from + holder.unit.count;
      this.bridge(to, parts[at + 1]?.from ?? this.count);
      textEnd = part.base + unit.text.length;
      if (unit.classRow >= 0 || unit.isBracket) open.push(part);
    }
    while (open.length > 0) close(this.count);
    kind[0] = list.root.kind;
    flags[0] = list.root.kind >> 16;
    start[0] = list.root.start;
    end[0] = this.text.length;
    parent[0] = -1;
    next[0] = this.count;
    this.bridge(1, parts[0]!.from);
  }

  /** Lets a walk over siblings step from the row after a part to the next part. */
  private bridge(from: Node, to: Node): void {
    if (from < to) this.next[from] = to;
  }

  private closeContainer({ unit, from }: Part, row: Node, textEnd: number): void {
    const { flags, start, end, next, parent } = this;
    const flagsOf = (node: Node, error: HeldError): number =>
      (flags[node]! & ~Flag.hasError) | ((unit.errors & error) === 0 ? 0 : Flag.hasError);
    next[from] = row;
    end[from] = textEnd;
    if (unit.classRow >= 0) {
      const body = from + unit.count;
      next[body] = row;
      start[body] = start[this.firstChild(body)]!;
      end[body] = textEnd;
      flags[body] = flagsOf(body, HeldError.body);
      for (let outer = from + unit.classRow; outer !== from; outer = parent[outer]!) {
        next[outer] = row;
        end[outer] = textEnd;
        flags[outer] = flagsOf(outer, HeldError.class);
      }
    }
    flags[from] = flagsOf(from, HeldError.root);
  }
}

/** Units next to an edit: what stands around a unit on its lines counts as a part of it. */
function touchedUnits(text: string, { units, edited }: UnitList): Set<UnitTree> {
  const touched = new Set<UnitTree>();
  for (const { start, end } of edited) {
    for (let at = 0; at < units.length; at++) {
      const before = units[at - 1];
      const from = before === undefined ? 0 : before.base + before.text.length;
      const to = units[at + 1]?.base ?? text.length;
      if (start <= to && end >= from) touched.add(units[at]!);
    }
  }
  return touched;
}
