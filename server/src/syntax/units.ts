/**
 * Units: the parts of a module that an edit invalidates one by one.
 *
 * A unit is a statement or comment at module level or in a class body. A class is a unit that ends where its body
 * begins (its decorators, name and bases); the statements of the body are units whose `owner` it is. Everything below
 * (functions, loops, `if` statements) belongs to its unit. What stands between statements in broken code, and `;`, are
 * units, too: an ERROR is a unit of one row, and what it holds are units whose `owner` it is.
 *
 * After an edit the parser tells which units have the same node as one of before: nodes do not change, and a parse takes over those that an
 * edit did not touch. The other units it exports. One that equals the unit of before at its place gives way to it, so that whatever was
 * computed for that one stays valid.
 */
import { HeldError, type Root, type UnitRows } from "./binding.js";
import { Kind } from "./kinds.generated.js";
import { copyOf, Tree, type TreeColumns } from "./tree.js";

/**
 * The tree of one unit. Positions, and `text`, are relative to its start; row 0 is the statement. Never changes, but
 * for its place.
 */
export class UnitTree extends Tree {
  /** The unit that holds this one, a class or an ERROR, or null at module level. Edits may change it. */
  owner: UnitTree | null = null;
  /** Of a unit that holds others: `HeldError` bits. Edits may change them. */
  errors = 0;
  /** An ERROR or block between statements: it has one row and no text of its own, and holds other units. */
  readonly isBracket: boolean;
  /** The row of the `class_definition` of a class, or -1. */
  readonly classRow: number;

  /**
   * @param text the source text of the unit
   * @param columns its rows
   * @param tag kind, flags and field of the root as in the unit list
   * @param base where the unit stands in the present text of its document (UTF-16 code units); edits before it change
   *   this
   * @param extent where it ends, less `base`; of a class, where its head ends. Edits in a bracket change this
   */
  constructor(
    text: string,
    columns: TreeColumns,
    readonly tag: number,
    public base: number,
    public extent: number,
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
    start: Uint32Array.of(0),
    end: Uint32Array.of(0),
    parent: Int32Array.of(-1),
    next: Uint32Array.of(1),
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

/** The units of a document after its last edits. */
export interface UnitList {
  /** All units, in the order of the text. */
  readonly units: readonly UnitTree[];
  /** Those that were not in the list before. */
  readonly fresh: readonly UnitTree[];
  readonly root: Root;
  /** The parts of the present text that the edits since the last list wrote; empty ones where they only deleted. */
  readonly edited: readonly Range[];
}

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
function editedRanges(edits: readonly Edit[]): Range[] {
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

/** Bytes of a row in all columns. */
const ROW_BYTES = 20;

/** A copy of some rows, in a buffer of their own: units live longer than the export that they come from. */
function copyRows(columns: TreeColumns, first: number, count: number): TreeColumns {
  const end = first + count;
  const buffer = new ArrayBuffer(count * ROW_BYTES);
  const rows = {
    count,
    start: new Uint32Array(buffer, 0, count),
    end: new Uint32Array(buffer, count * 4, count),
    parent: new Int32Array(buffer, count * 8, count),
    next: new Uint32Array(buffer, count * 12, count),
    kind: new Uint16Array(buffer, count * 16, count),
    field: new Uint8Array(buffer, count * 18, count),
    flags: new Uint8Array(buffer, count * 19, count),
  };
  for (const column of ["start", "end", "parent", "next", "kind", "field", "flags"] as const)
    rows[column].set(columns[column].subarray(first, end));
  return rows;
}

/**
 * The new unit list, made of units of before where possible.
 *
 * @param text the present text
 * @param rows the unit list of the parser
 * @param columns the rows of the units that it exported; not kept
 * @param previous the units of before; those that stay get their new `base` and `owner`
 * @param edits what happened to the text since, in order
 */
export function updateUnits(
  text: string,
  rows: UnitRows,
  columns: TreeColumns,
  previous: readonly UnitTree[],
  edits: readonly Edit[],
): UnitList {
  const units: UnitTree[] = [];
  const fresh: UnitTree[] = [];
  const bases: number[] = [];
  const extents: number[] = [];
  const errors: number[] = [];
  let next = 0;
  for (let i = 0; i < rows.count; i++) {
    const start = rows.start[i]!;
    const end = rows.end[i]!;
    const kind = rows.kind[i]!;
    const tag = kind & ~HeldError.all;
    const count = rows.rows[i]!;
    const first = rows.firstRow[i]!;
    const bracket = isBracket(tag);
    const length = bracket ? 0 : end - start;
    let found: UnitTree | null = null;
    if (rows.before[i]! >= 0) {
      found = previous[rows.before[i]!]!;
      next = rows.before[i]! + 1;
    } else {
      const before = offsetBefore(start, edits);
      while (next < previous.length && previous[next]!.base < before) next++;
      for (let j = next; j < previous.length && previous[j]!.base === before && found === null; j++) {
        const unit = previous[j]!;
        if (unit.tag !== tag || unit.count !== count || unit.text.length !== length) continue;
        if (!bracket && !(unit.text === text.slice(start, end) && sameRows(unit, columns, first))) continue;
        found = unit;
        next = j + 1;
      }
      if (found === null) {
        found = bracket
          ? new UnitTree("", bracketColumns(tag), tag, start, end - start)
          : new UnitTree(copyOf(text, start, end), copyRows(columns, first, count), tag, start, length);
        fresh.push(found);
      }
    }
    units.push(found);
    bases.push(start);
    extents.push(end - start);
    errors.push(kind & HeldError.all);
  }
  for (let i = 0; i < units.length; i++) {
    const unit = units[i]!;
    const owner = rows.parent[i]!;
    unit.base = bases[i]!;
    unit.extent = extents[i]!;
    unit.errors = errors[i]!;
    unit.owner = owner < 0 ? null : units[owner]!;
  }
  return { units, fresh, root: rows.root, edited: editedRanges(edits) };
}
