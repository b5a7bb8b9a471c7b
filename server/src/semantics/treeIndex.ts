/** The rows of a tree that rules and semantics ask for again and again, by kind, from one walk. */
import { Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";

const INDEXED: readonly Kind[] = [
  Kind.call,
  Kind.for_statement,
  Kind.while_statement,
  Kind.for_in_clause,
  Kind.if_statement,
  Kind.conditional_expression,
  Kind.yield,
  Kind.function_definition,
  Kind.class_definition,
  Kind.comparison_operator,
  Kind.with_statement,
  Kind.comment,
  Kind.ERROR,
];

/** Rows by kind, in text order. */
export class TreeIndex {
  private readonly rows = new Map<number, Node[]>(INDEXED.map((kind) => [kind, []]));

  constructor(tree: Tree) {
    const { kind, count } = tree;
    // A dense table: one array read per row instead of a hash look-up.
    const table: (Node[] | undefined)[] = [];
    for (const [key, list] of this.rows) if (key !== Kind.ERROR) table[key] = list;
    const errors = this.rows.get(Kind.ERROR)!;
    for (let node = 0; node < count; node++) {
      const list = table[kind[node]!];
      if (list !== undefined) list.push(node);
      else if (kind[node] === Kind.ERROR) errors.push(node);
    }
  }

  /** All rows of an indexed kind. */
  all(kind: Kind): readonly Node[] {
    return this.rows.get(kind) ?? [];
  }

  /** The rows of an indexed kind inside a node's subtree, in text order. Allocates the array. */
  within(tree: Tree, outer: Node, kind: Kind): Node[] {
    const rows = this.all(kind);
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle]! < outer) low = middle + 1;
      else high = middle;
    }
    const found: Node[] = [];
    for (const end = tree.next[outer]!; low < rows.length && rows[low]! < end; low++) found.push(rows[low]!);
    return found;
  }
}
