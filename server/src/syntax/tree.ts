/**
 * A flat syntax tree: one row per node in preorder, columns as typed arrays, a node is its row number. Nothing here knows
 * tree-sitter; `parser.ts` fills the columns. Names of kinds and fields are those of the Python grammar (`kinds.generated.ts`).
 * There may be rows of kind `GAP` between statements: without a name, a field or flags, they pass for tokens that nobody asks for.
 */
import { type Field, Kind } from "./kinds.generated.js";

/** A node: the number of its row. `NONE` where there is no such node. */
export type Node = number;

/** The kind of rows that are no nodes: room between the units of a module that is edited (`moduleTree.ts`). */
export const GAP = 0;

/** The answer of accessors that found no node. */
export const NONE: Node = -1;

/** Nodes nested more deeply than this are deep. Far more than people write, far less than the call stack takes. */
const DEEPEST = 200;

/** Bits of the `flags` column. */
export const enum Flag {
  named = 1,
  missing = 2,
  /** The node's subtree contains a syntax error. */
  hasError = 4,
  /** Comments and line continuations, which may stand anywhere. */
  extra = 8,
}

/** The columns of a tree. All arrays have one entry per node. */
export interface TreeColumns {
  readonly count: number;
  /** `Kind`; `Kind.ERROR` for text that the parser skipped. */
  readonly kind: Uint16Array;
  /** `Field`, 0 for a child without a field name. */
  readonly field: Uint8Array;
  readonly flags: Uint8Array;
  /** UTF-16 code units. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Parent row, -1 for the root. */
  readonly parent: Int32Array;
  /** The row after the node's subtree: the next sibling if the parent's subtree goes on. */
  readonly next: Int32Array;
}

/** What is read of a text: strings are such texts, too. Offsets are UTF-16 code units. */
export interface SourceText {
  readonly length: number;
  /** From an offset up to another, both inside of the text. */
  slice(start: number, end: number): string;
  /** `NaN` outside of the text. */
  charCodeAt(offset: number): number;
  /** The whole text as a string. */
  toString(): string;
}

/**
 * A copy of a part of a text. `slice` alone keeps the whole text alive as long as the part, and what is known about a unit outlives many
 * versions of its document.
 */
export function copyOf(text: SourceText, start: number, end: number): string {
  // JavaScript engines copy short parts anyway.
  return end - start < 13 ? text.slice(start, end) : ` ${text.slice(start, end)}`.slice(1);
}

/** A tree with its text. Accessors allocate nothing, except those that say so. */
export class Tree {
  readonly count: number;
  readonly kind: Uint16Array;
  readonly field: Uint8Array;
  readonly flags: Uint8Array;
  /** For `startOf` and `endOf`. */
  protected readonly start: Int32Array;
  protected readonly end: Int32Array;
  readonly parent: Int32Array;
  readonly next: Int32Array;

  /**
   * @param source the text that the positions index
   * @param columns the nodes; row 0 is the root
   */
  constructor(
    readonly source: SourceText,
    columns: TreeColumns,
  ) {
    this.count = columns.count;
    this.kind = columns.kind;
    this.field = columns.field;
    this.flags = columns.flags;
    this.start = columns.start;
    this.end = columns.end;
    this.parent = columns.parent;
    this.next = columns.next;
  }

  /** The whole text. Of a text that was edited it has to be put together: ask for parts of it where they do. */
  get text(): string {
    return this.source.toString();
  }

  /** Where a node begins in the text (UTF-16 code units). */
  startOf(node: Node): number {
    return this.start[node]!;
  }

  /** Where a node ends in the text (UTF-16 code units). */
  endOf(node: Node): number {
    return this.end[node]!;
  }

  /** The length of a node's text (UTF-16 code units). */
  lengthOf(node: Node): number {
    return this.end[node]! - this.start[node]!;
  }

  /** A part of the text, from an offset up to another (UTF-16 code units). */
  textBetween(start: number, end: number): string {
    return this.source.slice(start, end);
  }

  /** The character at an offset, of those beyond the basic plane a half; empty outside of the text. */
  charAt(offset: number): string {
    return this.textBetween(offset, offset + 1);
  }

  /** The source text of a node. */
  textOf(node: Node): string {
    return this.textBetween(this.startOf(node), this.endOf(node));
  }

  /** True for nodes that have a name in the grammar, false for keywords and punctuation. */
  isNamed(node: Node): boolean {
    return (this.flags[node]! & Flag.named) !== 0;
  }

  /** True when the node, or anything in it, could not be parsed. */
  hasError(node: Node): boolean {
    return (this.flags[node]! & (Flag.hasError | Flag.missing)) !== 0 || this.kind[node] === Kind.ERROR;
  }

  /** The first child, keywords and punctuation included. */
  firstChild(node: Node): Node {
    let child = node + 1;
    while (child < this.next[node]! && this.kind[child] === GAP) child = this.next[child]!;
    return child < this.next[node]! ? child : NONE;
  }

  /** The next sibling, keywords and punctuation included. */
  nextSibling(node: Node): Node {
    const parent = this.parent[node]!;
    if (parent === NONE) return NONE;
    let sibling = this.next[node]!;
    while (sibling < this.next[parent]! && this.kind[sibling] === GAP) sibling = this.next[sibling]!;
    return sibling < this.next[parent]! ? sibling : NONE;
  }

  /** The first named child that is not a comment. */
  firstNamed(node: Node): Node {
    for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
      if ((this.flags[child]! & (Flag.named | Flag.extra)) === Flag.named) return child;
    }
    return NONE;
  }

  /** The next named sibling that is not a comment. */
  nextNamed(node: Node): Node {
    const parent = this.parent[node]!;
    if (parent === NONE) return NONE;
    for (let sibling = this.next[node]!, end = this.next[parent]!; sibling < end; sibling = this.next[sibling]!) {
      if ((this.flags[sibling]! & (Flag.named | Flag.extra)) === Flag.named) return sibling;
    }
    return NONE;
  }

  /** The first child with this field name. */
  childByField(node: Node, field: Field): Node {
    for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
      if (this.field[child] === field) return child;
    }
    return NONE;
  }

  /** All children with this field name, in order. Allocates the array. */
  childrenByField(node: Node, field: Field): Node[] {
    const found: Node[] = [];
    for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
      if (this.field[child] === field) found.push(child);
    }
    return found;
  }

  /** The named children without comments, in order. Allocates the array. */
  namedChildren(node: Node): Node[] {
    const found: Node[] = [];
    for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
      if ((this.flags[child]! & (Flag.named | Flag.extra)) === Flag.named) found.push(child);
    }
    return found;
  }

  /** The first direct child of this kind. */
  childOfKind(node: Node, kind: Kind): Node {
    for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
      if (this.kind[child] === kind) return child;
    }
    return NONE;
  }

  /** True when `inner` is `outer` or lies in its subtree. */
  contains(outer: Node, inner: Node): boolean {
    return inner >= outer && inner < this.next[outer]!;
  }

  /** True when nodes are nested in a node more deeply than a recursive function should follow them: the call stack has an end. */
  isDeep(node: Node): boolean {
    const ends: Node[] = [];
    for (let inner = node, end = this.next[node]!; inner < end; inner++) {
      while (ends.length > 0 && ends[ends.length - 1]! <= inner) ends.pop();
      ends.push(this.next[inner]!);
      if (ends.length > DEEPEST) return true;
    }
    return false;
  }

  /** The smallest node whose span covers the offset (UTF-16 code units); the root where none does. */
  nodeAt(offset: number): Node {
    return this.nodeIn(0, offset);
  }

  /** As `nodeAt`, from an outer node that covers the offset. */
  protected nodeIn(outer: Node, offset: number): Node {
    let node = outer;
    for (;;) {
      let inner: Node = NONE;
      for (let child = node + 1, end = this.next[node]!; child < end; child = this.next[child]!) {
        if (this.kind[child] === GAP) continue;
        if (this.startOf(child) <= offset && offset < this.endOf(child)) {
          inner = child;
          break;
        }
        if (this.startOf(child) > offset) break;
      }
      if (inner === NONE) return node;
      node = inner;
    }
  }
}
