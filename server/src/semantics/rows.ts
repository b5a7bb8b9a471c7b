/** The parts of a module that facts are kept by. */
import { ModuleTree } from "../syntax/moduleTree.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";

/** A stretch of rows: a part of an edited module, or all of a module that is only read. */
export interface Rows {
  readonly from: Node;
  /** The row after the last. */
  readonly to: Node;
  /** The class that holds it, or the ERROR in broken code; null at module level. */
  readonly owner: Rows | null;
  /** The `class_definition` of a class, whose statements are parts of their own; else `NONE`. */
  readonly classNode: Node;
}

/** The parts of a module, in text order. A class is a part without the statements of its body, which are parts of their own. */
export function partsOf(tree: Tree): readonly Rows[] {
  return tree instanceof ModuleTree ? tree.parts : [{ from: 1, to: tree.count, owner: null, classNode: NONE }];
}
