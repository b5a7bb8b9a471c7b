import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Field, KIND_NAMES, Kind } from "../../server/src/syntax/kinds.generated.js";
import { MAX_TEXT_LENGTH, PythonParser } from "../../server/src/syntax/parser.js";
import { NONE, type Tree } from "../../server/src/syntax/tree.js";

const parser = PythonParser.create(readFileSync(new URL("../../grammars/python.wasm", import.meta.url)));

/** Every invariant that the accessors rely on. */
function assertWellFormed(tree: Tree): void {
  assert.equal(tree.parent[0], NONE);
  assert.equal(tree.next[0], tree.count);
  for (let node = 1; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    const inParent = parent < node && node < tree.next[node]! && tree.next[node]! <= tree.next[parent]!;
    const ordered = tree.startOf(parent) <= tree.startOf(node) && tree.startOf(node) <= tree.endOf(node);
    if (!inParent || !ordered || tree.endOf(node) > tree.endOf(parent))
      assert.fail(`node ${node} is not in its parent`);
  }
  assert.ok(tree.endOf(0) <= tree.text.length);
}

describe("a parsed tree", () => {
  const text = "for row in rows:\n    total += row.size if not row.skip else 0\n";
  const tree = parser.parse(text);

  test("has the grammar's kinds and fields", () => {
    assert.equal(tree.kind[0], Kind.module);
    const loop = tree.firstNamed(0);
    assert.equal(tree.kind[loop], Kind.for_statement);
    assert.equal(tree.kind[tree.firstChild(loop)], Kind.kw_for);
    assert.equal(tree.textOf(tree.childByField(loop, Field.left)), "row");
    assert.equal(tree.textOf(tree.childByField(loop, Field.right)), "rows");
    const body = tree.childByField(loop, Field.body);
    const assignment = tree.firstNamed(tree.firstNamed(body));
    assert.equal(tree.kind[assignment], Kind.augmented_assignment);
    assert.equal(tree.kind[tree.childByField(assignment, Field.operator)], Kind.tok_plus_eq);
    assert.equal(tree.kind[tree.childByField(assignment, Field.right)], Kind.conditional_expression);
    assert.equal(tree.hasError(0), false);
    assertWellFormed(tree);
  });

  test("counts UTF-16 code units", () => {
    const emoji = parser.parse("s = '\u{1F600}\u{1F600}'\nafter = 1\n");
    const second = emoji.nextNamed(emoji.firstNamed(0));
    assert.equal(emoji.textOf(second), "after = 1");
    assert.equal(emoji.startOf(second), 11);
  });

  test("finds the node at an offset", () => {
    assert.equal(tree.textOf(tree.nodeAt(text.indexOf("skip"))), "skip");
  });

  test("has names for its kinds", () => {
    assert.equal(KIND_NAMES[Kind.for_statement], "for_statement");
    assert.equal(KIND_NAMES[Kind.kw_is_not], "is not");
    assert.equal(KIND_NAMES[Kind.tok_colon_eq], ":=");
  });
});

describe("any text gives a tree", () => {
  const texts: Record<string, string> = {
    empty: "",
    "white space": " \n\t\n",
    "a lone surrogate": "x = '\ud800'\n\udfff = 1\n",
    "a null character": "x = 1\0\ny = '\0'\n# \0\n",
    "a byte order mark": "\ufeffx = 1\n",
    "carriage returns": "if x:\r\n    y()\r\n",
    "10,000 brackets": `${"(".repeat(10_000)}x${")".repeat(10_000)}\n`,
    "10,000 open brackets": "[".repeat(10_000),
    "10,000 closing brackets": "}".repeat(10_000),
    "2,000 indentation levels": Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}if x:\n`).join(""),
    "300 nested strings": `${"f'{f\"{".repeat(150)}x`,
    "a line of 1 MB": `x = [${"1, ".repeat(350_000)}]\n`,
    "a name of 1 MB": "x".repeat(1_000_000),
    "10,000 attributes": `x${".y".repeat(10_000)}\n`,
    "10,000 operators": `x = ${"not ".repeat(10_000)}y\n`,
    "a chain of comparisons": `x${" < y".repeat(10_000)}\n`,
    "only quotes": '"'.repeat(10_001),
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const tree = parser.parse(text);
      assert.equal(tree.text, text);
      assertWellFormed(tree);
    });
  }

  test("a text that is too long", () => {
    const text = "x\n".repeat(MAX_TEXT_LENGTH / 2 + 1);
    const tree = parser.parse(text);
    assert.equal(tree.count, 1);
    assert.ok(tree.hasError(0));
    assert.equal(tree.endOf(0), text.length);
  });
});

test("columns outlive later parses", () => {
  const tree = parser.parse("a = 1\n");
  const kinds = [...tree.kind];
  parser.parse("def f(): pass\n".repeat(10_000));
  assert.deepEqual([...tree.kind], kinds);
});
