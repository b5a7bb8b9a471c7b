/**
 * Units: the parts of a module that an edit invalidates one by one.
 *
 * A unit is a statement or comment at module level or in a class body. A class is a unit that ends where its body
 * begins (its decorators, name and bases); the statements of the body are units whose `owner` it is. Everything below
 * (functions, loops, `if` statements) belongs to its unit. What stands between statements in broken code, and `;`, are
 * units, too: an ERROR is a unit of one row, and what it holds are units whose `owner` it is.
 *
 * After an edit the parser tells which units have the same node as one of before, or an equal one: nodes do not change, and a parse takes over
 * those that an edit did not touch, or in broken text makes them anew. The other units it exports. One that equals the unit of before at its
 * place gives way to it, so that whatever was computed for that one stays valid.
 */
import { HeldError, type Root, type UnitRows } from "./binding.js";
import { Kind } from "./kinds.generated.js";
import { copyOf, type SourceText, Tree, type TreeColumns } from "./tree.js";

/** The tree of one unit. Positions, and `text`, are relative to its start; row 0 is the statement. Never changes. */
export class UnitTree extends Tree {
  /** An ERROR or block between statements: it has one row and no text of its own, and holds other units. */
  readonly isBracket: boolean;
  /** The row of the `class_definition` of a class, or -1. */
  readonly classRow: number;
  /** They begin at the unit. */
  declare readonly start: Int32Array;
  declare readonly end: Int32Array;

  /**
   * @param text the source text of the unit
   * @param columns its rows
   * @param tag kind, flags and field of the root as in the unit list
   */
  constructor(
    text: string,
    columns: TreeColumns,
    readonly tag: number,
  ) {
    super(text, columns);
    this.isBracket = isBracket(tag);
    this.classRow = classRowOf(this);
  }
}

function isBracket(tag: number): boolean {
  const kind = tag & 0xffff;
  return kind === Kind.ERROR || kind === Kind.block;
}

/** The one row of a bracket. */
function bracketColumns(tag: number): TreeColumns {
  return {
    count: 1,
    kind: Uint16Array.of(tag),
    field: Uint8Array.of(tag >>> 24),
    flags: Uint8Array.of((tag >> 16) & 0xf),
    start: Int32Array.of(0),
    end: Int32Array.of(0),
    parent: Int32Array.of(-1),
    next: Int32Array.of(1),
  };
}

function classRowOf(unit: Tree): number {
  if (unit.kind[0] === Kind.class_definition) return 0;
  if (unit.kind[0] !== Kind.decorated_definition) return -1;
  for (let child = 1; child < unit.next[0]!; child = unit.next[child]!) {
    if (unit.kind[child] === Kind.class_definition) return child;
  }
  return -1;
}

/** What a unit is to others. */
export const enum UnitRole {
  plain = 0,
  /** Holds the units of its body. */
  class = 1,
  /** An ERROR or block that holds what stands in it. */
  bracket = 2,
}

/**
 * The units of a document after its last edits. What edits change about units is in columns with one entry per unit, so that those that
 * stayed need not be looked at.
 */
export interface UnitList {
  /** All units, in the order of the text. */
  readonly units: readonly UnitTree[];
  /** Those that were not in the list before. */
  readonly fresh: readonly UnitTree[];
  /** Where each stands in the text (UTF-16 code units), and where it ends; of a class, where its head ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The number of the unit that holds it, a class or an ERROR; -1 at module level. */
  readonly owners: Int32Array;
  /** `HeldError` bits of those that hold others. */
  readonly errors: Uint32Array;
  /** `UnitRole`. */
  readonly roles: Uint8Array;
  /** The number of rows in the tree of the module. */
  readonly sizes: Int32Array;
  /** The number of the same unit in the list before, or -1. */
  readonly before: Int32Array;
  readonly root: Root;
  /** The parts of the present text that the edits since the last list wrote; empty ones where they only deleted. */
  readonly edited: readonly Range[];
}

/** The list of a text that cannot be parsed, or was not yet. */
export const NO_UNITS: UnitList = {
  units: [],
  fresh: [],
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  owners: new Int32Array(0),
  errors: new Uint32Array(0),
  roles: new Uint8Array(0),
  sizes: new Int32Array(0),
  before: new Int32Array(0),
  root: { kind: Kind.ERROR, start: 0, rows: 0 },
  edited: [],
};

/** A part of the text (UTF-16 code units). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaced text: `start` to `oldEnd` became `start` to `newEnd` (UTF-16 code units). */
export interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** What the edits wrote, in the present text. */
export function editedRanges(edits: readonly Edit[]): Range[] {
  return edits.map(({ start, newEnd }, at) => {
    let range = { start, end: newEnd };
    for (const later of edits.slice(at + 1)) {
      const by = later.newEnd - later.oldEnd;
      const moved = (offset: number, inside: number): number =>
        offset >= later.oldEnd ? offset + by : offset > later.start ? inside : offset;
      range = { start: moved(range.start, later.start), end: moved(range.end, later.newEnd) };
    }
    return range;
  });
}

const NOWHERE = -1;

/** Where an offset was before the edits, or `NOWHERE` for inserted text. Keeps the order of offsets. */
function offsetBefore(offset: number, edits: readonly Edit[]): number {
  let before = offset;
  for (let i = edits.length - 1; i >= 0; i--) {
    const { start, oldEnd, newEnd } = edits[i]!;
    if (before >= newEnd) before += oldEnd - newEnd;
    else if (before > start) return NOWHERE;
  }
  return before;
}

function sameColumn(a: ArrayLike<number>, b: ArrayLike<number>, count: number, offset: number): boolean {
  for (let i = 0; i < count; i++) if (a[i] !== b[offset + i]) return false;
  return true;
}

/** True when the exported rows are those of the unit. */
function sameRows(unit: UnitTree, columns: TreeColumns, first: number): boolean {
  return (
    sameColumn(unit.kind, columns.kind, unit.count, first) &&
    sameColumn(unit.start, columns.start, unit.count, first) &&
    sameColumn(unit.end, columns.end, unit.count, first) &&
    sameColumn(unit.next, columns.next, unit.count, first) &&
    sameColumn(unit.flags, columns.flags, unit.count, first) &&
    sameColumn(unit.field, columns.field, unit.count, first)
  );
}

/** The number after the last of a run of units, from a number on, that followed each other before as well. */
export function endOfRun(before: Int32Array, from: number): number {
  let to = from + 1;
  while (to < before.length && before[to]! === before[to - 1]! + 1) to++;
  return to;
}

/** Bytes of a row in all columns. */
const ROW_BYTES = 20;

/** A copy of some rows, in a buffer of their own: units live longer than the export that they come from. */
function copyRows(columns: TreeColumns, first: number, count: number): TreeColumns {
  const end = first + count;
  const buffer = new ArrayBuffer(count * ROW_BYTES);
  const rows = {
    count,
    start: new Int32Array(buffer, 0, count),
    end: new Int32Array(buffer, count * 4, count),
    parent: new Int32Array(buffer, count * 8, count),
    next: new Int32Array(buffer, count * 12, count),
    kind: new Uint16Array(buffer, count * 16, count),
    field: new Uint8Array(buffer, count * 18, count),
    flags: new Uint8Array(buffer, count * 19, count),
  };
  for (const column of ["start", "end", "parent", "next", "kind", "field", "flags"] as const)
    rows[column].set(columns[column].subarray(first, end));
  return rows;
}

/** The row of the body of a class is not among those of its unit. */
function sizeOf(unit: UnitTree): number {
  return unit.count + (unit.classRow < 0 ? 0 : 1);
}

function roleOf(unit: UnitTree): UnitRole {
  return unit.isBracket ? UnitRole.bracket : unit.classRow < 0 ? UnitRole.plain : UnitRole.class;
}

/**
 * The new unit list, made of units of before where possible.
 *
 * @param text the present text
 * @param rows the unit list of the parser
 * @param columns the rows of the units that it exported; not kept
 * @param previous the list of before
 * @param edits what happened to the text since, in order
 */
export function updateUnits(
  text: SourceText,
  rows: UnitRows,
  columns: TreeColumns,
  previous: UnitList,
  edits: readonly Edit[],
): UnitList {
  const units: UnitTree[] = [];
  const fresh: UnitTree[] = [];
  const starts = rows.start.slice();
  const ends = rows.end.slice();
  const before = rows.before.slice();
  const errors = rows.kind.slice();
  const roles = new Uint8Array(rows.count);
  const sizes = new Int32Array(rows.count);
  for (let i = 0; i < rows.count; i++) errors[i]! &= HeldError.all;
  let next = 0;
  /** The unit of before that equals one that the parser exported, or -1. */
  const findEqual = (i: number): number => {
    const start = starts[i]!;
    const tag = rows.kind[i]! & ~HeldError.all;
    const bracket = isBracket(tag);
    const length = bracket ? 0 : ends[i]! - start;
    const was = offsetBefore(start, edits);
    while (next < previous.units.length && previous.starts[next]! < was) next++;
    for (let j = next; j < previous.units.length && previous.starts[j]! === was; j++) {
      const unit = previous.units[j]!;
      if (unit.tag !== tag || unit.count !== rows.rows[i] || unit.text.length !== length) continue;
      if (bracket || (unit.text === text.slice(start, ends[i]!) && sameRows(unit, columns, rows.firstRow[i]!)))
        return j;
    }
    return -1;
  };
  for (let i = 0; i < rows.count; i++) {
    if (before[i]! < 0) before[i] = findEqual(i);
    const same = before[i]!;
    if (same >= 0) {
      // Most edits leave long runs of units as they were.
      const to = endOfRun(before, i);
      next = same + to - i;
      for (let j = same; j < next; j++) units.push(previous.units[j]!);
      roles.set(previous.roles.subarray(same, next), i);
      sizes.set(previous.sizes.subarray(same, next), i);
      i = to - 1;
      continue;
    }
    const tag = rows.kind[i]! & ~HeldError.all;
    const unit = isBracket(tag)
      ? new UnitTree("", bracketColumns(tag), tag)
      : new UnitTree(copyOf(text, starts[i]!, ends[i]!), copyRows(columns, rows.firstRow[i]!, rows.rows[i]!), tag);
    fresh.push(unit);
    units.push(unit);
    roles[i] = roleOf(unit);
    sizes[i] = sizeOf(unit);
  }
  const owners = rows.parent.slice();
  const { root } = rows;
  return { units, fresh, starts, ends, owners, errors, roles, sizes, before, root, edited: editedRanges(edits) };
}
