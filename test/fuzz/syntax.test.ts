/** The syntax engine at length: the whole standard library, thousands of random edits, memory after ten thousand. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PythonParser } from "../../server/src/syntax/parser.js";
import { untrusted } from "../../server/src/syntax/trust.js";
import { exportPublicly, webTreeSitter } from "../unit/syntaxOracles.js";
import {
  applied,
  assertEqualAfterEdits,
  assertSameTree,
  cannotRun,
  parser,
  randomEdit,
  randomFrom,
  standardLibrary,
  WASM,
} from "../unit/syntaxSupport.js";

const files = standardLibrary();

if (files.size === 0) {
  test("the standard library", () => cannotRun("Python's standard library is not there"));
}

describe("the standard library", { skip: files.size === 0 }, () => {
  test("is parsed without errors, and every statement is trusted", () => {
    for (const [name, text] of files) {
      const tree = parser.parse(text);
      assert.equal(tree.hasError(0), false, name);
      for (let node = tree.firstChild(0); node >= 0; node = tree.nextSibling(node)) {
        assert.equal(untrusted(tree, node), false, `${name}: ${tree.textOf(node)}`);
      }
    }
  });

  test("gives the trees of tree-sitter's public cursor", () => {
    for (const [name, text] of files) assertSameTree(parser.parse(text), exportPublicly(text), name);
  });

  test("gives the trees of web-tree-sitter", async () => {
    const parse = await webTreeSitter();
    for (const [name, text] of [...files].filter((_, i) => i % 4 === 0))
      assertSameTree(parser.parse(text), parse(text), name);
  });

  test("gives the trees of tree-sitter's public cursor also when it is broken", () => {
    const random = randomFrom(5);
    let text = "";
    for (let i = 0; i < 600; i++) {
      text = i % 25 === 0 ? files.get("contextlib.py")! : applied(text, randomEdit(text, random));
      const mayBeMasked = text.includes("[T = ") || text.includes("lazy");
      if (!mayBeMasked) assertSameTree(parser.parse(text), exportPublicly(text), `edit ${i}`);
    }
  });

  for (const [name, count] of [
    ["bisect.py", 3000],
    ["sched.py", 2000],
    ["keyword.py", 1000],
    ["types.py", 1000],
    ["contextlib.py", 500],
    ["argparse.py", 150],
    ["_pydecimal.py", 25],
  ] as const) {
    test(`gives the same after ${count} edits of ${name} as anew`, () => {
      assertEqualAfterEdits(files.get(name)!, count, 11);
    });
  }

  test("gives the same after edits that are parsed together as anew", () => {
    assertEqualAfterEdits(files.get("contextlib.py")!, 1500, 12, 9);
  });

  test("takes no more memory after 10,000 edits than after 500", () => {
    const own = PythonParser.create(WASM);
    const original = files.get("bisect.py")!;
    const random = randomFrom(13);
    let document = own.open(original);
    let bytes = 0;
    for (let i = 0; i < 10_000; i++) {
      if (i % 100 === 0) {
        document.dispose();
        document = own.open(original);
      }
      const edit = randomEdit(document.text, random);
      document.edit(edit.start, edit.oldEnd, edit.newText);
      document.units();
      if (i === 500) bytes = own.memoryBytes;
    }
    assert.ok(own.memoryBytes <= bytes * 1.2, `${bytes} bytes, then ${own.memoryBytes}`);
  });
});
