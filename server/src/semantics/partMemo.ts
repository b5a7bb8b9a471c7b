/** Answers for all parts of a module together, of which an edit makes few void. */
import type { TreeChange } from "../syntax/moduleTree.js";
import type { Rows } from "./rows.js";
import { Memo, type Tracker } from "./tracking.js";

/** Lists by part. */
export class PartMemo<T> {
  private readonly memo: Memo<Rows, readonly T[]>;
  /** Parts whose lists are not there. */
  private readonly missing: Set<Rows>;
  /** Lists that are not empty: of most questions few parts have any. */
  private readonly filled = new Map<Rows, readonly T[]>();
  private inOrder: readonly T[] | null = null;

  /** @param parts the parts of the module */
  constructor(tracker: Tracker, parts: readonly Rows[], find: (rows: Rows) => readonly T[]) {
    this.missing = new Set(parts);
    this.memo = new Memo(tracker, find, {
      home: (rows) => rows.from,
      whenForgotten: (rows) => {
        this.missing.add(rows);
        if (this.filled.delete(rows)) this.inOrder = null;
      },
    });
  }

  /** Takes over the parts of a module that has changed. */
  follow({ removed, added }: TreeChange): void {
    for (const part of removed) {
      this.missing.delete(part);
      if (this.filled.delete(part)) this.inOrder = null;
    }
    for (const part of added) this.missing.add(part);
  }

  /** Forgets all lists. Nobody must ask afterwards. */
  dispose(): void {
    this.memo.clear();
  }

  /** The items that are there, in no order. */
  kept(): readonly T[] {
    return [...this.filled.values()].flat();
  }

  /** The items of all parts, in the order of the text. What asks does not depend on them: it has to ask again after each change. */
  all(): readonly T[] {
    for (const rows of this.missing) {
      const list = this.memo.get(rows);
      if (list.length === 0) continue;
      this.filled.set(rows, list);
      this.inOrder = null;
    }
    this.missing.clear();
    this.inOrder ??= [...this.filled.keys()].sort((a, b) => a.from - b.from).flatMap((rows) => this.filled.get(rows)!);
    return this.inOrder;
  }
}
