/**
 * The tree of a module that is edited, put together from its units. A unit that an edit leaves alone keeps its rows, so that whatever was
 * found out about them stays valid; only their positions in the text move.
 *
 * The rows of the units follow each other in the order of the text with room between them (`GAP`), into which a unit grows. The numbers of
 * rows have gaps, then, but nothing else is different from the tree that the parser exports. When a unit does not fit, all rows are laid
 * out anew, and what was known about the old ones is void.
 *
 * The positions of rows count from the start of their unit: an edit moves the units behind it, and leaves their rows alone.
 */
import { HeldError } from "./binding.js";
import { Field, Kind } from "./kinds.generated.js";
import { copyOf, Flag, NONE, type Node, type SourceText, Tree } from "./tree.js";
import { endOfRun, NO_UNITS, type UnitList, UnitRole, type UnitTree } from "./units.js";

/** A unit and its rows. Parts are in the order of the text and of their rows. */
export interface Part {
  readonly unit: UnitTree;
  /** Its first row: the statement. */
  readonly from: Node;
  /** The row after its last. The last of a class is the row of its body, which the units of the body follow. */
  readonly to: Node;
  /** The part of the class or bracket that holds it, as of the last change; null at module level. */
  owner: Part | null;
  /** The `class_definition` of a class, or `NONE`. */
  readonly classNode: Node;
  /** A small number that is its own as long as it is there; 0 before that. */
  slot: number;
}

/** What changes when a tree takes over the units of an edited text. */
export interface TreeChange {
  /** Parts that are no longer there, or no longer where or what they were: whatever is known about them is void. */
  readonly removed: readonly Part[];
  /** Parts that are new; some may be among the removed, too. */
  readonly added: readonly Part[];
  /** All parts after the change: one for each unit. */
  readonly parts: readonly Part[];
}

/** A change, with what the tree needs to make it. Parts by their number among all after the change. */
interface PlannedChange extends TreeChange {
  /** The rows of each part. */
  readonly froms: Int32Array;
  readonly tos: Int32Array;
  /** The slot of each part that was there before. */
  readonly slots: Int32Array;
  /** The number of each part before the change; -1 for those that get new rows. */
  readonly before: Int32Array;
  /** 1 for the added parts. */
  readonly isAdded: Uint8Array;
}

/** Room after a unit of so many rows: for a few more statements, since most edits make a unit a little longer. */
function roomFor(rows: number): number {
  return 8 + (rows >> 2);
}

/** Room after the last unit, where people add code. */
const ROOM_AT_END = 1024;

/** False when the units do not hold the whole tree: then it has to be exported. */
function isComplete({ units, sizes, roles, owners, root }: UnitList): boolean {
  let rows = 1;
  for (let at = 0; at < units.length; at++) {
    rows += sizes[at]!;
    if (roles[at] === UnitRole.class && owners[at + 1] !== at) return false;
  }
  return units.length > 0 && rows === root.rows;
}

/** See the head of this file. */
export class ModuleTree extends Tree {
  parts: readonly Part[] = [];
  /** The units of the parts, and the rows of each. */
  private list: UnitList = NO_UNITS;
  private froms: Int32Array = new Int32Array(0);
  private tos: Int32Array = new Int32Array(0);
  private slots: Int32Array = new Int32Array(0);
  /** The slot of the part of each row; 0 for the root and for rows of no part. */
  private readonly slotOfRow: Int32Array;
  /** By slot: where the part begins in the text, and the part. */
  private bases: Int32Array = new Int32Array(64);
  private readonly bySlot: (Part | undefined)[] = [undefined];
  private readonly freeSlots: number[] = [];

  private constructor(text: SourceText, rows: number) {
    super(text, {
      count: rows,
      kind: new Uint16Array(rows),
      field: new Uint8Array(rows),
      flags: new Uint8Array(rows),
      start: new Int32Array(rows),
      end: new Int32Array(rows),
      parent: new Int32Array(rows),
      next: new Int32Array(rows),
    });
    this.slotOfRow = new Int32Array(rows);
  }

  /** The tree of a text from its units, or null where these do not hold all of it. */
  static of(text: SourceText, list: UnitList): ModuleTree | null {
    if (!isComplete(list)) return null;
    let rows = 1 + ROOM_AT_END;
    for (const size of list.sizes) rows += size + roomFor(size);
    const tree = new ModuleTree(text, rows);
    const change = tree.plan(text, list);
    if (change === null) return null;
    tree.apply(text, list, change);
    return tree;
  }

  override startOf(node: Node): number {
    return this.start[node]! + this.bases[this.slotOfRow[node]!]!;
  }

  override endOf(node: Node): number {
    return this.end[node]! + this.bases[this.slotOfRow[node]!]!;
  }

  override textOf(node: Node): string {
    const part = this.bySlot[this.slotOfRow[node]!];
    // A class, and what holds others in broken code, has only its beginning in its unit.
    return part === undefined || this.end[node]! > part.unit.text.length
      ? super.textOf(node)
      : copyOf(part.unit.text, this.start[node]!, this.end[node]!);
  }

  override textBetween(start: number, end: number): string {
    return copyOf(this.source, start, end);
  }

  /** The part that a node belongs to. The root belongs to none. */
  partAt(node: Node): Part | undefined {
    return this.bySlot[this.slotOfRow[node]!];
  }

  override nodeAt(offset: number): Node {
    const { starts, ends, roles } = this.list;
    const at = lastUpTo(starts, offset);
    const isIn = at >= 0 && offset < ends[at]! && roles[at] !== UnitRole.bracket;
    return this.nodeIn(isIn ? this.froms[at]! : 0, offset);
  }

  /**
   * What `apply` would change. Changes nothing.
   *
   * @param text the new text
   * @param list its units, of which those that stayed are numbered by the list that the tree has taken over last
   * @returns null where the tree cannot take over the units: then it has to be made anew
   */
  plan(text: SourceText, list: UnitList): PlannedChange | null {
    if (!isComplete(list)) return null;
    const { parts: oldParts, list: oldList } = this;
    const { units, owners, sizes } = list;
    const isNew = oldParts.length === 0;
    const before = isNew ? new Int32Array(units.length).fill(-1) : list.before;
    const parts: Part[] = [];
    const removed: Part[] = [];
    const added: Part[] = [];
    const froms = new Int32Array(units.length);
    const tos = new Int32Array(units.length);
    const slots = new Int32Array(units.length);
    const isAdded = touchedUnits(text, list);
    /** The first row that is not taken. */
    let cursor = 1;
    /** Units without rows. */
    let waiting: number[] = [];
    /** The first old part whose rows may be given to a waiting unit, and the first that has not been met. */
    let old = 0;
    let seen = 0;
    /** Finds rows for the waiting units in front of a row, in the place of old ones where they fit. */
    const place = (limit: Node): boolean => {
      let needed = waiting.reduce((sum, at) => sum + sizes[at]!, 0);
      let spare = limit - cursor - needed;
      if (spare < 0) return false;
      for (const at of waiting) {
        const unit = units[at]!;
        const size = sizes[at]!;
        const replaced = old < seen ? oldParts[old] : undefined;
        if (old < seen) old++;
        const wanted = replaced !== undefined && replaced.from >= cursor ? replaced.from - cursor : 0;
        const skipped = wanted <= spare ? wanted : 0;
        const from = cursor + skipped;
        spare -= skipped;
        needed -= size;
        const classNode = unit.classRow < 0 ? NONE : from + unit.classRow;
        const part: Part = { unit, from, to: from + size, owner: null, classNode, slot: 0 };
        parts.push(part);
        added.push(part);
        isAdded[at] = 1;
        froms[at] = from;
        tos[at] = part.to;
        cursor = part.to;
        if (replaced === undefined) {
          const room = Math.min(roomFor(size), spare);
          cursor += room;
          spare -= room;
        }
      }
      waiting = [];
      return true;
    };
    const isHeldAsBefore = (at: number): boolean => {
      const owner = owners[at]!;
      const oldOwner = oldList.owners[before[at]!]!;
      return owner < 0 ? oldOwner < 0 : isAdded[owner] === 0 && oldOwner >= 0 && before[owner] === oldOwner;
    };
    for (let at = 0, to = 0; at < units.length; at = to) {
      const same = before[at]!;
      if (same < 0) {
        waiting.push(at);
        to = at + 1;
        continue;
      }
      // Units keep their order; should they not, the tree is made anew.
      if (same < seen) return null;
      while (seen < same) removed.push(oldParts[seen++]!);
      if (waiting.length > 0 && !place(this.froms[same]!)) return null;
      to = endOfRun(before, at);
      seen = old = same + to - at;
      froms.set(this.froms.subarray(same, seen), at);
      tos.set(this.tos.subarray(same, seen), at);
      slots.set(this.slots.subarray(same, seen), at);
      cursor = tos[to - 1]!;
      for (let kept = at; kept < to; kept++) {
        const part = oldParts[before[kept]!]!;
        parts.push(part);
        // What a class holds goes with it.
        if (isAdded[kept] === 0 && isHeldAsBefore(kept)) continue;
        isAdded[kept] = 1;
        removed.push(part);
        added.push(part);
      }
    }
    while (seen < oldParts.length) removed.push(oldParts[seen++]!);
    return place(this.count) ? { removed, added, parts, froms, tos, slots, before, isAdded } : null;
  }

  /** Takes over the units of a new text as planned. */
  apply(text: SourceText, list: UnitList, change: PlannedChange): void {
    const { parts, added, removed, froms, tos, slots, before, isAdded } = change;
    const { starts, owners } = list;
    const stays = new Set(added);
    for (const part of removed) if (!stays.has(part)) this.clear(part);
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      if (before[at]! < 0) {
        slots[at] = this.takeSlot(part);
        this.write(part);
      }
      if (isAdded[at] === 1) part.owner = owners[at]! < 0 ? null : parts[owners[at]!]!;
    }
    const { bases } = this;
    for (let at = 0; at < slots.length; at++) bases[slots[at]!] = starts[at]!;
    this.connect(text, list, change);
    (this as { source: SourceText }).source = text;
    this.list = list;
    this.parts = parts;
    this.froms = froms;
    this.tos = tos;
    this.slots = slots;
  }

  private takeSlot(part: Part): number {
    const { bySlot, bases } = this;
    const slot = this.freeSlots.pop() ?? bySlot.length;
    if (slot === bases.length) {
      this.bases = new Int32Array(slot * 2);
      this.bases.set(bases);
    }
    bySlot[slot] = part;
    part.slot = slot;
    return slot;
  }

  private clear(part: Part): void {
    const { from, to, slot } = part;
    for (const column of [this.kind, this.field, this.flags, this.start, this.end, this.slotOfRow])
      column.fill(0, from, to);
    this.bySlot[slot] = undefined;
    this.freeSlots.push(slot);
    part.slot = 0;
  }

  private write({ unit, from, to, slot }: Part): void {
    this.kind.set(unit.kind, from);
    this.field.set(unit.field, from);
    this.flags.set(unit.flags, from);
    this.start.set(unit.start, from);
    this.end.set(unit.end, from);
    this.slotOfRow.fill(slot, from, to);
    for (let row = 0; row < unit.count; row++) {
      this.parent[from + row] = unit.parent[row]! + from;
      this.next[from + row] = unit.next[row]! + from;
    }
    if (unit.classRow < 0) return;
    const body = from + unit.count;
    this.kind[body] = Kind.block;
    this.field[body] = Field.body;
    this.flags[body] = Flag.named;
    this.parent[body] = from + unit.classRow;
  }

  /**
   * Sets what depends on other parts: parents, the ends of what holds other units, and the ways over gaps. Parts that stay next to those that
   * they stood next to are left alone: a look at all of them would cost more than everything else that an edit takes.
   */
  private connect(text: SourceText, list: UnitList, { parts, froms, tos, before, isAdded }: PlannedChange): void {
    const { kind, flags, start, end, parent, next } = this;
    const { starts, ends, owners, errors, roles } = list;
    const count = parts.length;
    /** The classes and brackets that have not ended yet, and whether something about what they hold has changed. */
    const open: number[] = [];
    const isOther = new Uint8Array(count);
    /** Where the last part ends in the text. */
    let textEnd = 0;
    const close = (row: Node, isOtherAfter: boolean): void => {
      const at = open.pop()!;
      if (roles[at] === UnitRole.bracket) textEnd = ends[at]!;
      if (!isOtherAfter && isOther[at] === 0) return;
      this.closeContainer(parts[at]!, errors[at]!, row, textEnd);
      if (open.length > 0) isOther[open[open.length - 1]!] = 1;
    };
    /** The number before the change of the part in front of the present one; -2 for one that has new rows. */
    let lastBefore = -1;
    for (let at = 0; at < count; at++) {
      const from = froms[at]!;
      const owner = owners[at]!;
      const same = before[at]!;
      const isAfterOther = same < 0 || same !== lastBefore + 1;
      while (open.length > 0 && open[open.length - 1] !== owner) close(from, isAfterOther || isAdded[at] === 1);
      if (isAfterOther && at > 0) this.bridge(tos[at - 1]!, from);
      if (isAdded[at] === 1) {
        const holder = owner < 0 ? null : parts[owner]!;
        parent[from] = holder === null ? 0 : holder.unit.classRow < 0 ? holder.from : holder.from + holder.unit.count;
      }
      if (owner >= 0 && (isAfterOther || isAdded[at] === 1)) isOther[owner] = 1;
      if (roles[at] !== UnitRole.plain) {
        open.push(at);
        const old = this.list;
        const isSame =
          errors[at] === old.errors[same] && ends[at]! - starts[at]! === old.ends[same]! - old.starts[same]!;
        if (isAdded[at] === 1 || !isSame) isOther[at] = 1;
      }
      textEnd = roles[at] === UnitRole.bracket ? starts[at]! : ends[at]!;
      lastBefore = same < 0 ? -2 : same;
    }
    const isLastOther = lastBefore !== this.parts.length - 1;
    while (open.length > 0) close(this.count, isLastOther);
    this.bridge(tos[count - 1]!, this.count);
    kind[0] = list.root.kind;
    flags[0] = list.root.kind >> 16;
    start[0] = list.root.start;
    end[0] = text.length;
    parent[0] = -1;
    next[0] = this.count;
    this.bridge(1, froms[0]!);
  }

  /** Lets a walk over siblings step from the row after a part to the next part. */
  private bridge(from: Node, to: Node): void {
    if (from < to) this.next[from] = to;
  }

  /** Sets where what holds others ends: in the row before another, and in the text. */
  private closeContainer({ unit, from, slot }: Part, errors: number, row: Node, textEnd: number): void {
    const { flags, start, end, next, parent } = this;
    const base = this.bases[slot]!;
    const flagsOf = (node: Node, error: HeldError): number =>
      (flags[node]! & ~Flag.hasError) | ((errors & error) === 0 ? 0 : Flag.hasError);
    next[from] = row;
    end[from] = textEnd - base;
    if (unit.classRow >= 0) {
      const body = from + unit.count;
      next[body] = row;
      start[body] = this.startOf(this.firstChild(body)) - base;
      end[body] = textEnd - base;
      flags[body] = flagsOf(body, HeldError.body);
      for (let outer = from + unit.classRow; outer !== from; outer = parent[outer]!) {
        next[outer] = row;
        end[outer] = textEnd - base;
        flags[outer] = flagsOf(outer, HeldError.class);
      }
    }
    flags[from] = flagsOf(from, HeldError.root);
  }
}

/** 1 for units next to an edit: what stands around a unit on its lines counts as a part of it. */
function touchedUnits(text: SourceText, { starts, ends, roles, edited }: UnitList): Uint8Array {
  const touched = new Uint8Array(starts.length);
  for (const { start, end } of edited) {
    // The first unit that is followed by one that does not begin before the edit.
    for (let at = Math.max(0, lastUpTo(starts, start - 1)); at < starts.length; at++) {
      const from = at === 0 ? 0 : roles[at - 1] === UnitRole.bracket ? starts[at - 1]! : ends[at - 1]!;
      const to = at + 1 < starts.length ? starts[at + 1]! : text.length;
      if (from > end) break;
      if (start <= to) touched[at] = 1;
    }
  }
  return touched;
}

/** The position of the last of some ascending numbers that is not above a limit, -1 for none. */
function lastUpTo(numbers: ArrayLike<number>, limit: number): number {
  let low = -1;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numbers[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
