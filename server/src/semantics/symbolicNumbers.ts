/**
 * Whether a module works with numbers that are objects: terms of sympy, decimals, fractions. What its loops compute costs far more than the
 * loops do.
 */
import { Kind } from "../syntax/kinds.generated.js";
import type { TreeChange } from "../syntax/moduleTree.js";
import type { Tree } from "../syntax/tree.js";
import { PartMemo } from "./partMemo.js";
import { partsOf, type Rows } from "./rows.js";
import { Source, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";

const NUMBER_OBJECTS =
  /^(?:import[ \t]+(?:[^#\n]*,[ \t]*)?|from[ \t]+)(?:sympy|symengine|mpmath|gmpy2?|decimal|fractions|sage)\b/;

/** The answer for one module. */
export class SymbolicNumbers {
  private readonly imports: PartMemo<true>;
  private readonly readers = new Source();
  private known: boolean | undefined;

  constructor(
    private readonly tree: Tree,
    private readonly index: TreeIndex,
    private readonly tracker: Tracker,
  ) {
    this.imports = new PartMemo(tracker, partsOf(tree), (rows) => this.findImports(rows));
  }

  /** Looks again after a change of the module. */
  follow(change: TreeChange): void {
    this.imports.follow(change);
    if (this.known === undefined) return;
    const before = this.known;
    this.known = this.find();
    if (before !== this.known) this.tracker.drop(this.readers);
  }

  /** True when the module imports a library of such numbers. */
  get any(): boolean {
    this.tracker.read(this.readers);
    this.known ??= this.find();
    return this.known;
  }

  private find(): boolean {
    return this.tracker.apart(() => this.imports.all().length > 0);
  }

  private findImports({ from, to }: Rows): true[] {
    const { tree, index } = this;
    const isOne = (kind: Kind): boolean =>
      index.between(from, to, kind).some((node) => NUMBER_OBJECTS.test(tree.textOf(node)));
    return isOne(Kind.import_statement) || isOne(Kind.import_from_statement) ? [true] : [];
  }
}
