/** Answers for all parts of a module together, of which an edit makes few void. */
import type { TreeChange } from "../syntax/moduleTree.js";
import type { Rows } from "./rows.js";
import { Memo, type Tracker } from "./tracking.js";

/** Lists by part. */
export class PartMemo<T> {
  private readonly memo: Memo<Rows, readonly T[]>;
  /** Parts whose lists are not there. */
  private readonly missing: Set<Rows>;
  /** The parts whose lists are not empty, in text order, and these lists: of most questions few parts have any. */
  private readonly filled: Rows[] = [];
  private readonly lists: (readonly T[])[] = [];
  private items: readonly T[] | null = null;

  /** @param parts the parts of the module */
  constructor(tracker: Tracker, parts: readonly Rows[], find: (rows: Rows) => readonly T[]) {
    this.missing = new Set(parts);
    this.memo = new Memo(tracker, find, {
      home: (rows) => rows.from,
      whenForgotten: (rows) => {
        this.missing.add(rows);
        this.empty(rows);
      },
    });
  }

  /** Takes over the parts of a module that has changed. */
  follow({ removed, added }: TreeChange): void {
    for (const part of removed) {
      this.missing.delete(part);
      this.empty(part);
    }
    for (const part of added) this.missing.add(part);
  }

  /** Forgets all lists. Nobody must ask afterwards. */
  dispose(): void {
    this.memo.clear();
  }

  /** The items that are there, in text order. */
  kept(): readonly T[] {
    return this.items ?? concatenated(this.lists);
  }

  /**
   * The items of all parts, in the order of the text: the same array as long as none is another. What asks does not depend on them: it has
   * to ask again after each change.
   */
  all(): readonly T[] {
    for (const rows of this.missing) {
      const list = this.memo.get(rows);
      if (list.length > 0) this.fill(rows, list);
    }
    this.missing.clear();
    this.items ??= concatenated(this.lists);
    return this.items;
  }

  private fill(rows: Rows, list: readonly T[]): void {
    const at = placeOf(this.filled, rows);
    const isThere = this.filled[at] === rows;
    this.filled.splice(at, isThere ? 1 : 0, rows);
    this.lists.splice(at, isThere ? 1 : 0, list);
    this.items = null;
  }

  private empty(rows: Rows): void {
    const at = placeOf(this.filled, rows);
    if (this.filled[at] !== rows) return;
    this.filled.splice(at, 1);
    this.lists.splice(at, 1);
    this.items = null;
  }
}

function concatenated<T>(lists: readonly (readonly T[])[]): T[] {
  const items: T[] = [];
  for (const list of lists) for (const item of list) items.push(item);
  return items;
}

/** The position of a part, or where it belongs. No two parts that are there begin at the same row. */
function placeOf(filled: readonly Rows[], rows: Rows): number {
  let low = 0;
  let high = filled.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (filled[middle]!.from < rows.from) low = middle + 1;
    else high = middle;
  }
  return low;
}
