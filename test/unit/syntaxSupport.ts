/** What the tests of server/src/syntax share: the parser, texts, random edits and comparisons. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KIND_NAMES } from "../../server/src/syntax/kinds.generated.js";
import { PythonParser, type SyntaxDocument } from "../../server/src/syntax/parser.js";
import { GAP, Tree } from "../../server/src/syntax/tree.js";
import type { UnitList } from "../../server/src/syntax/units.js";

/** The bytes of the grammar. */
export const WASM = readFileSync(new URL("../../grammars/python.wasm", import.meta.url));

/** A parser that the tests share. */
export const parser = PythonParser.create(WASM);

/** The Python files directly in the standard library, by name; empty where Python is not installed. */
export function standardLibrary(): Map<string, string> {
  const files = new Map<string, string>();
  const root = ["3.11", "3.12", "3.13"].map((version) => `/usr/lib/python${version}`).find(existsSync);
  if (root === undefined) return files;
  for (const entry of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    if (!entry.endsWith(".py") || entry.includes("lib2to3/tests") || entry.includes("-packages/")) continue;
    files.set(entry, readFileSync(join(root, entry), "utf8"));
  }
  return files;
}

/** Says that a test did not run, and fails where everything must run. */
export function cannotRun(reason: string): void {
  assert.notEqual(process.env.CI, "true", reason);
  console.error(`NOT RUN: ${reason}`);
}

/** A generator of numbers in [0, 1): the same for the same seed on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A replacement of a part of a text. */
export interface RandomEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

const SNIPPETS = [
  ..."()[]{}:,.=#\\'\"@;*x1 \t\n",
  '"""',
  "'''",
  'f"{',
  "}",
  "\n    ",
  "\n        ",
  "\n\n",
  "\r\n",
  "x = ",
  "self.",
  "if x:\n        pass\n",
  "for row in rows:",
  "def f(self):\n        return 1\n",
  "class A(B):\n    x = 1\n",
  "\n@property\n",
  "import json\n",
  "lambda: ",
  "# comment\n",
  "\u{1F600}",
  "'\u{1F600}\u{1F680}'",
  "\ud83d",
  "été",
  "async ",
  "else:\n",
  "try:\n    ",
  "except X:\n    pass\n",
  "return ",
  "None",
  "class A[T = int](B):\n",
  "\nlazy import json\n",
];

/** A random edit as made by typing, deleting, pasting and moving text. */
export function randomEdit(text: string, random: () => number): RandomEdit {
  const below = (limit: number) => Math.floor(random() * limit);
  const start = below(text.length + 1);
  const choice = random();
  if (choice < 0.55) return { start, oldEnd: start, newText: SNIPPETS[below(SNIPPETS.length)]! };
  if (choice < 0.8) return { start, oldEnd: Math.min(text.length, start + 1 + below(3)), newText: "" };
  if (choice < 0.88) return { start, oldEnd: Math.min(text.length, start + below(200)), newText: "" };
  if (choice < 0.94) {
    const lineStart = text.lastIndexOf("\n", start) + 1;
    const from = below(text.length);
    return { start: lineStart, oldEnd: lineStart, newText: text.slice(from, from + below(300)) };
  }
  return { start, oldEnd: Math.min(text.length, start + below(20)), newText: SNIPPETS[below(SNIPPETS.length)]! };
}

/** The text after an edit. */
export function applied(text: string, edit: RandomEdit): string {
  return text.slice(0, edit.start) + edit.newText + text.slice(edit.oldEnd);
}

/** The tree without its gaps, numbered through. */
export function withoutGaps(tree: Tree): Tree {
  const rows = [...Array(tree.count).keys()].filter((row) => tree.kind[row] !== GAP);
  const renumbered = new Int32Array(tree.count + 1);
  let number = 0;
  for (let row = 0; row < tree.count; row++) renumbered[row] = tree.kind[row] === GAP ? number : number++;
  renumbered[tree.count] = number;
  return new Tree(tree.text, {
    count: rows.length,
    kind: Uint16Array.from(rows, (row) => tree.kind[row]!),
    field: Uint8Array.from(rows, (row) => tree.field[row]!),
    flags: Uint8Array.from(rows, (row) => tree.flags[row]!),
    start: Int32Array.from(rows, (row) => tree.startOf(row)),
    end: Int32Array.from(rows, (row) => tree.endOf(row)),
    parent: Int32Array.from(rows, (row) => (tree.parent[row]! < 0 ? -1 : renumbered[tree.parent[row]!]!)),
    next: Int32Array.from(rows, (row) => renumbered[tree.next[row]!]!),
  });
}

/** Asserts that two trees are the same in every column. */
export function assertSameTree(actual: Tree, expected: Tree, message: string): void {
  const columns = ["kind", "field", "flags", "start", "end", "parent", "next"] as const;
  if (actual.count === expected.count) {
    let node = 0;
    while (node < actual.count && columns.every((column) => actual[column][node] === expected[column][node])) node++;
    if (node === actual.count) return;
  }
  let node = 0;
  while (columns.every((column) => actual[column][node] === expected[column][node])) node++;
  const show = (tree: Tree) => columns.map((column) => `${column} ${tree[column][node]}`).join(", ");
  const name = KIND_NAMES[expected.kind[node]!] ?? "ERROR";
  assert.fail(`${message}: row ${node} (${name}): ${show(actual)}; expected: ${show(expected)}`);
}

/** Asserts that the document's units are those of the same text opened anew. */
export function assertSameUnits(document: SyntaxDocument, fresh: SyntaxDocument, message: string): void {
  const actual = document.units();
  const expected = fresh.units();
  assert.equal(actual.units.length, expected.units.length, `${message}: number of units`);
  for (const [i, unit] of actual.units.entries()) {
    const other = expected.units[i]!;
    const show = (list: UnitList): string =>
      `${list.starts[i]}-${list.ends[i]} in ${list.owners[i]}, errors ${list.errors[i]}, tag ${list.units[i]!.tag}: ${list.units[i]!.text}`;
    if (show(actual) !== show(expected))
      assert.fail(`${message}: unit ${i}: ${show(actual)}; expected: ${show(expected)}`);
    assertSameTree(unit, other, `${message}: unit ${i}`);
  }
}

/** After so many edits the original text is taken again, so that it does not become noise. */
const EDITS_IN_A_ROW = 25;

/**
 * Edits a text at random and compares, now and then, with the text opened anew.
 *
 * @param count the number of edits
 * @param seed the same edits for the same seed
 * @param together so many edits are made before the document is asked and compared
 */
export function assertEqualAfterEdits(text: string, count: number, seed: number, together = 1): void {
  const random = randomFrom(seed);
  let document = parser.open(text);
  document.units();
  for (let i = 0; i < count; i++) {
    if (i % EDITS_IN_A_ROW === 0) {
      document.dispose();
      document = parser.open(text);
      document.units();
    }
    const edit = randomEdit(document.text, random);
    const before = document.text;
    document.edit(edit.start, edit.oldEnd, edit.newText);
    assert.equal(document.text, applied(before, edit));
    if (i % together !== 0) continue;
    const fresh = parser.open(document.text);
    assertSameUnits(document, fresh, `seed ${seed}, edit ${i}`);
    assertSameTree(withoutGaps(document.tree()), fresh.tree(), `seed ${seed}, edit ${i}`);
    fresh.dispose();
  }
  document.dispose();
}
