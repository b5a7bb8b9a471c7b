/**
 * Random edits: the tree and the units after each are those of the same text opened anew. test/fuzz/ does the same at
 * length.
 */
import { describe, test } from "node:test";
import { assertEqualAfterEdits, standardLibrary } from "./syntaxSupport.js";

const FALLBACK = `class A:
    def f(self, x):
        for i in range(10):
            print(f"{x!r:>{i}}", """a
            b""", [i for i in x if i])
        return {"a": 1}
`;

describe("random edits", () => {
  const files = standardLibrary();
  for (const [name, count] of [
    ["bisect.py", 400],
    ["contextlib.py", 200],
    ["argparse.py", 50],
  ] as const) {
    test(`of ${name}`, () => assertEqualAfterEdits(files.get(name) ?? FALLBACK, count, 1));
  }

  test("collected before one parse", () => assertEqualAfterEdits(files.get("bisect.py") ?? FALLBACK, 200, 2, 7));
});
