/** Other ways to the tree of a text, to compare with. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BindingSource } from "../../server/src/syntax/binding.js";
import { Flag, Tree } from "../../server/src/syntax/tree.js";
import { WASM } from "./syntaxSupport.js";

const binding = new BindingSource(WASM).live();
const document = binding.exports.doc_new();

/** The tree of a text, exported through tree-sitter's public API. */
export function exportPublicly(text: string): Tree {
  binding.write(binding.exports.doc_load(document, text.length), text);
  binding.exports.doc_parse(document);
  binding.exports.export_public(document);
  return new Tree(text, binding.takeColumns());
}

/** What is used of web-tree-sitter's cursor. */
interface Cursor {
  readonly nodeTypeId: number;
  readonly currentFieldId: number;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly currentNode: { readonly hasError: boolean; readonly isExtra: boolean };
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** Walks a tree with the cursor, row by row. */
function rowsOf(text: string, cursor: Cursor): Tree {
  const columns = {
    kind: [] as number[],
    field: [] as number[],
    flags: [] as number[],
    start: [] as number[],
    end: [] as number[],
    parent: [] as number[],
    next: [] as number[],
  };
  let parent = -1;
  do {
    const row = columns.kind.length;
    const { hasError, isExtra } = cursor.currentNode;
    columns.kind.push(cursor.nodeTypeId);
    columns.field.push(cursor.currentFieldId);
    columns.flags.push(
      (cursor.nodeIsNamed ? Flag.named : 0) |
        (cursor.nodeIsMissing ? Flag.missing : 0) |
        (hasError ? Flag.hasError : 0) |
        (isExtra ? Flag.extra : 0),
    );
    columns.start.push(cursor.startIndex);
    columns.end.push(cursor.endIndex);
    columns.parent.push(parent);
    columns.next.push(row + 1);
    if (cursor.gotoFirstChild()) {
      parent = row;
      continue;
    }
    while (parent >= 0 && !cursor.gotoNextSibling()) {
      cursor.gotoParent();
      columns.next[parent] = columns.kind.length;
      parent = columns.parent[parent]!;
    }
  } while (parent >= 0);
  return new Tree(text, {
    count: columns.kind.length,
    kind: Uint16Array.from(columns.kind),
    field: Uint8Array.from(columns.field),
    flags: Uint8Array.from(columns.flags),
    start: Int32Array.from(columns.start),
    end: Int32Array.from(columns.end),
    parent: Int32Array.from(columns.parent),
    next: Int32Array.from(columns.next),
  });
}

/**
 * A function that parses with web-tree-sitter and the grammar that tree-sitter-python ships, and frees what it used.
 */
export async function webTreeSitter(): Promise<(text: string) => Tree> {
  const { Language, Parser } = await import("web-tree-sitter");
  const { resolve } = createRequire(import.meta.url);
  await Parser.init();
  const grammar = readFileSync(resolve("tree-sitter-python/tree-sitter-python.wasm"));
  const parser = new Parser().setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text)!;
    const cursor = tree.walk();
    const rows = rowsOf(text, cursor);
    cursor.delete();
    tree.delete();
    return rows;
  };
}
