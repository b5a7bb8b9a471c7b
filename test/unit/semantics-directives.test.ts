import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Lines } from "../../server/src/semantics/lines.js";
import { factsOf } from "./semanticsSupport.js";

/** The ignore comments of a text: `line kind: rules`, lines from 1. */
function ignoresIn(code: string): string[] {
  return factsOf(code).directives.ignores.map(
    (ignore) => `${ignore.line + 1} ${ignore.kind}: ${ignore.rules.map((rule) => rule.name).join(" ")}`,
  );
}

describe("an ignore comment", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["on a line, for every rule", "f()  # jit: ignore\n", ["1 line: "]],
    ["on a line, for one rule", "f()  # jit: ignore[a-b]\n", ["1 line: a-b"]],
    ["for several rules", "f()  # jit: ignore[a, b,c ]\n", ["1 line: a b c"]],
    ["with a reason", "f()  # jit: ignore[a] because it is fine\n", ["1 line: a"]],
    ["after another comment", "f()  # noqa # jit: ignore[a]\n", ["1 line: a"]],
    ["twice on a line", "f()  # jit: ignore[a] # jit: ignore[b]\n", ["1 line: a", "1 line: b"]],
    ["on a line of its own, for the next line", "# jit: ignore[a]\nf()\n", ["2 line: a"]],
    ["for the next line with code", "# jit: ignore[a]\n\n# more\nf()\n", ["4 line: a"]],
    ["for a file", "# jit: ignore-file[a]\nf()\n", ["2 file: a"]],
    ["for a file and every rule", "# jit: ignore-file\nf()\n", ["2 file: "]],
    ["with empty brackets", "f()  # jit: ignore[]\n", ["1 line: "]],
    ["without spaces", "f()  #jit:ignore[a]\n", ["1 line: a"]],
    ["in the last line, without an end", "f()  # jit: ignore", ["1 line: "]],
  ];
  for (const [title, code, expected] of cases) test(title, () => assert.deepEqual(ignoresIn(code), expected));
});

describe("no ignore comment", () => {
  for (const [title, code] of [
    ["a string", "f('# jit: ignore')\n"],
    ["a docstring", '"""\n# jit: ignore\n"""\n'],
    ["a longer word", "f()  # jit: ignored\n"],
    ["another tool", "f()  # nojit: ignore\n"],
    ["without a colon", "f()  # jit ignore\n"],
    ["in capitals", "f()  # JIT: IGNORE\n"],
  ] as const)
    test(title, () => assert.deepEqual(ignoresIn(code), []));
});

test("an ignore comment has the place of its words", () => {
  const code = "f()  # x # jit: ignore[a, bc] y\n";
  const [ignore] = factsOf(code).directives.ignores;
  assert.equal(code.slice(ignore!.span.start, ignore!.span.end), "# jit: ignore[a, bc]");
  assert.deepEqual(
    ignore!.rules.map((rule) => code.slice(rule.span.start, rule.span.end)),
    ["a", "bc"],
  );
});

describe("lines", () => {
  const text = "a\r\nbb\rccc\n\nd";
  const lines = new Lines(text);

  test("end as Python ends them", () => {
    assert.equal(lines.count, 5);
    assert.deepEqual(
      Array.from({ length: 5 }, (_, line) => lines.textOf(line)),
      ["a", "bb", "ccc", "", "d"],
    );
  });

  test("are found by offset", () => {
    const found = [...text].map((_, offset) => lines.lineAt(offset));
    assert.deepEqual(found, [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 4]);
    assert.equal(lines.lineAt(text.length), 4);
  });

  test("are the same with one kind of ending", () => {
    for (const ending of ["\n", "\r\n", "\r"]) {
      const some = new Lines(["a", "", "  b", ""].join(ending));
      assert.equal(some.count, 4);
      assert.deepEqual([some.textOf(0), some.textOf(1), some.textOf(2), some.textOf(3)], ["a", "", "  b", ""]);
      assert.equal(some.indentOf(2), "  ");
    }
  });

  test("of an empty text are one", () => {
    const none = new Lines("");
    assert.deepEqual([none.count, none.startOf(0), none.endOf(0), none.textOf(0)], [1, 0, 0, ""]);
  });

  test("after the last are at the end", () => {
    assert.equal(lines.startOf(9), text.length);
    assert.equal(lines.endOf(4), text.length);
  });
});
