/** The calls in loops by what they call, found once for all the rules that look for certain functions. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";
import type { Directives } from "./directives.js";
import { outermostLoops } from "./loopNodes.js";
import type { Rows } from "./rows.js";
import { Memo, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** What a part of a module calls in its loops. */
export interface PartLoopCalls {
  /** Calls of imported functions, builtins and methods of builtin types: `json.dumps`, `builtins.sorted`, `str.join`. In text order. */
  readonly byName: ReadonlyMap<string, readonly Node[]>;
  /** All calls, and all comparisons, whatever they call or compare. In text order. */
  readonly calls: readonly Node[];
  readonly comparisons: readonly Node[];
}

const NOTHING: PartLoopCalls = { byName: new Map(), calls: [], comparisons: [] };

/** Answers for the parts of one module. */
export class LoopCalls {
  private readonly known: Memo<Rows, PartLoopCalls>;

  constructor(
    private readonly tree: Tree,
    private readonly index: TreeIndex,
    private readonly directives: Directives,
    private readonly values: Values,
    tracker: Tracker,
  ) {
    this.known = new Memo(tracker, (rows) => this.find(rows), { home: (rows) => rows.from });
  }

  /**
   * The calls and comparisons that a loop is written around, its header included, or that stand in a function that a comment declares hot.
   * Whether the loop is hot is another question: `Hotness.of`.
   */
  in(rows: Rows): PartLoopCalls {
    return this.known.get(rows);
  }

  private find(rows: Rows): PartLoopCalls {
    const { tree, index, values } = this;
    const hot = index
      .between(rows.from, rows.to, Kind.function_definition)
      .filter((fn) => this.directives.declared.get(fn) === "hot");
    const calls: Node[] = [];
    const comparisons: Node[] = [];
    for (const outer of outermostLoops(tree, index, rows, hot)) {
      calls.push(...index.within(outer, Kind.call));
      comparisons.push(...index.within(outer, Kind.comparison_operator));
    }
    if (calls.length === 0 && comparisons.length === 0) return NOTHING;
    const byName = new Map<string, Node[]>();
    for (const call of calls) {
      const callee = values.of(tree.childByField(call, Field.function));
      if (callee?.kind !== "external") continue;
      const same = byName.get(callee.name);
      if (same === undefined) byName.set(callee.name, [call]);
      else same.push(call);
    }
    return { byName, calls, comparisons };
  }
}
