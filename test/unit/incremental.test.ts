import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { differenceOf, open, SETTINGS } from "../fuzz/findings/comparison.js";

const GIVEN = `import sys


# jit: hot
def handle(message):
    kind = 1 + 2 + 3
    return kind


def answer(message):
    return eval(message)
`;

/** Makes edits one after another; after each, findings must be those of the text opened anew. Gives how many there were each time. */
function counts(text: string, edits: readonly (readonly [string, string])[]): number[] {
  const module = open(text);
  const [settings] = SETTINGS;
  module.analyse(settings!);
  const found = edits.map(([old, replacement], step) => {
    const start = module.text.indexOf(old);
    assert.ok(start >= 0, old);
    module.edit(start, start + old.length, replacement);
    assert.equal(differenceOf(module, [{ settings: settings!, ask: "findings" }]), null, `after edit ${step}`);
    return module.analyse(settings!).findings.length;
  });
  module.dispose();
  return found;
}

describe("what functions call that comments declare hot", () => {
  test("becomes hot with a call that is written into them, and cold again without it", () => {
    const edits = [
      ["import sys", "import sys, os"],
      ["1 + 2 + 3", "answer(message)"],
      ["answer(message)", "1 + 2 + 3"],
    ] as const;
    assert.deepEqual(counts(GIVEN, edits), [0, 1, 0]);
  });

  test("follows a function that takes the place of another under the same comment", () => {
    const edits = [
      ["import sys", "import sys, os"],
      ["def handle(message):\n    kind = 1 + 2 + 3", "def serve(message):\n    kind = answer(message)"],
    ] as const;
    assert.deepEqual(counts(GIVEN, edits), [0, 1]);
  });
});
