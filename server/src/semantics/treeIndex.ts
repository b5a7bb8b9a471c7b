/** The rows of a tree that rules and semantics ask for again and again, by kind, from one walk. */
import { Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";
import type { Rows } from "./rows.js";

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
  Kind.binary_operator,
  Kind.augmented_assignment,
  Kind.delete_statement,
  Kind.with_statement,
  Kind.try_statement,
  Kind.import_statement,
  Kind.import_from_statement,
  Kind.comment,
  Kind.ERROR,
];

/** Rows by kind, in text order. */
export class TreeIndex {
  private readonly rows = new Map<number, Node[]>(INDEXED.map((kind) => [kind, []]));
  /** A dense table: one array read per row instead of a hash look-up. */
  private readonly table: (Node[] | undefined)[] = [];

  constructor(private readonly tree: Tree) {
    for (const [key, list] of this.rows) if (key !== Kind.ERROR) this.table[key] = list;
  }

  /** Takes in the rows of a part that comes after all others. */
  append({ from, to }: Rows): void {
    const { kind } = this.tree;
    const errors = this.rows.get(Kind.ERROR)!;
    for (let node = from; node < to; node++) {
      const list = this.table[kind[node]!];
      if (list !== undefined) list.push(node);
      else if (kind[node] === Kind.ERROR) errors.push(node);
    }
  }

  /** Takes in the rows of a part between others. */
  insert({ from, to }: Rows): void {
    const { kind } = this.tree;
    const found = new Map<Node[], Node[]>();
    const errors = this.rows.get(Kind.ERROR)!;
    for (let node = from; node < to; node++) {
      const list = this.table[kind[node]!] ?? (kind[node] === Kind.ERROR ? errors : undefined);
      if (list === undefined) continue;
      const rows = found.get(list);
      if (rows === undefined) found.set(list, [node]);
      else rows.push(node);
    }
    for (const [list, rows] of found) list.splice(firstFrom(list, from), 0, ...rows);
  }

  /** Takes rows out again. */
  remove({ from, to }: Rows): void {
    for (const list of this.rows.values()) {
      const first = firstFrom(list, from);
      const last = firstFrom(list, to);
      if (last > first) list.splice(first, last - first);
    }
  }

  /** All rows of an indexed kind. */
  all(kind: Kind): readonly Node[] {
    return this.rows.get(kind) ?? [];
  }

  /** The rows of an indexed kind from one row up to another, in text order. Allocates the array. */
  between(from: Node, to: Node, kind: Kind): Node[] {
    const rows = this.all(kind);
    const first = firstFrom(rows, from);
    let last = first;
    while (last < rows.length && rows[last]! < to) last++;
    return rows.slice(first, last);
  }

  /** The rows of an indexed kind inside a node's subtree, in text order. Allocates the array. */
  within(outer: Node, kind: Kind): Node[] {
    return this.between(outer, this.tree.next[outer]!, kind);
  }
}

/** The position of the first row that is not before another. */
function firstFrom(rows: readonly Node[], from: Node): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
