/** Facts about what has one of some names, kept by part. */
import type { TreeChange } from "../syntax/moduleTree.js";
import type { ModuleFacts } from "./module.js";
import { PartMemo } from "./partMemo.js";
import type { Rows } from "./rows.js";

/** What a part has of the things with some names. Where the names are others, which is seldom, it is looked for anew. */
export class NamedByPart<T> {
  private names: ReadonlySet<string> = new Set();
  private byPart: PartMemo<T> | undefined;

  constructor(
    private readonly module: ModuleFacts,
    private readonly find: (module: ModuleFacts, names: ReadonlySet<string>, rows: Rows) => readonly T[],
  ) {}

  /** Takes over the parts of a module that has changed. */
  follow(change: TreeChange): void {
    this.byPart?.follow(change);
  }

  /** Those with the names, in text order. What asks does not depend on them: it has to ask again after each change. */
  all(names: readonly string[]): readonly T[] {
    const wanted = new Set(names);
    if (wanted.size === 0) return [];
    if (
      this.byPart === undefined ||
      wanted.size !== this.names.size ||
      ![...wanted].every((it) => this.names.has(it))
    ) {
      const { module, find } = this;
      this.byPart?.dispose();
      this.names = wanted;
      this.byPart = new PartMemo(module.tracker, module.parts, (rows) => find(module, wanted, rows));
    }
    return this.byPart.all();
  }
}
