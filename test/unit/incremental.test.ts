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

type Findings = readonly { readonly fixes: readonly { readonly edits: readonly unknown[] }[] }[];

/** Makes edits one after another; after each, findings must be those of the text opened anew. Gives how many there were each time. */
function counts(
  text: string,
  edits: readonly (readonly [string, string])[],
  countOf = (findings: Findings): number => findings.length,
): number[] {
  const module = open(text);
  const [settings] = SETTINGS;
  module.analyse(settings!);
  const found = edits.map(([old, replacement], step) => {
    const start = module.text.indexOf(old);
    assert.ok(start >= 0, old);
    module.edit(start, start + old.length, replacement);
    assert.equal(differenceOf(module, [{ settings: settings!, ask: "findings" }]), null, `after edit ${step}`);
    return countOf(module.analyse(settings!).findings);
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

describe("numbers that are objects", () => {
  test("make a product less sure as soon as they are imported, and sure again without them", () => {
    const text = `from itertools import product
import sys


def multiplied(left, right):
    return {(a, b): a * b for a, b in product(left, right)}
`;
    const module = open(text);
    const settings = { ...SETTINGS[0]!, minimumConfidence: "low" } as const;
    const confidences = (): string[] => module.analyse(settings).findings.map(({ confidence }) => confidence);
    const found = [confidences()];
    for (const [old, replacement] of [
      ["import sys", "import sympy"],
      ["import sympy", "import sys"],
    ] as const) {
      const start = module.text.indexOf(old);
      module.edit(start, start + old.length, replacement);
      assert.equal(differenceOf(module, [{ settings, ask: "findings" }]), null);
      found.push(confidences());
    }
    module.dispose();
    assert.deepEqual(found, [["medium"], ["low"], ["medium"]]);
  });
});

describe("a loop at module level", () => {
  test("is the same where an edit elsewhere makes an error of the whole module", () => {
    const text = `def main():
main()
for number in range(1_000_000):  # jit: ignore[module-level-loop]
    total += number
def assign(names, values, space):
    for name, value in zip(names, values):
        print(f"{values} of {weigh(range        exec("%s = %r" % (name, value), space)
`;
    const edits = [
      ["weigh(range", "weigh(range)!"],
      ["weigh(range)!", "weigh(range)!r:"],
    ] as const;
    assert.equal(counts(text, edits).length, edits.length);
  });
});

describe("int defaults of fields", () => {
  const text = `from parts import Base, plain


class Part:
    def __init__(self, size: float = 0, mass: float = 0, cost: float = 0):
        self.size = size
        self.mass = mass
        self.cost = cost


class Number:
    size = 1


def make(row):
    return Part(1.5, 2.5, 3.5) if row else Part()


def total(rows):
    result = 0.0
    for row in rows:
        part = make(row)
        result += part.size * part.mass + part.cost
    return result
`;

  test("are reported as long as both kinds of objects reach the loop", () => {
    const edits = [
      ["else Part()", "else Part(0.5, 1.5, 2.5)"],
      ["else Part(0.5, 1.5, 2.5)", "else Part(0.5)"],
      ["else Part(0.5)", "else plain"],
      ["else plain", "else Part()"],
      ["make(row)\n", "Part(float(row), 1.5, 2.5)\n"],
      ["Part(float(row), 1.5, 2.5)\n", "make(row)\n"],
    ] as const;
    assert.deepEqual(counts(text, edits), [0, 1, 0, 1, 0, 1]);
  });

  test("are reported as long as nothing else can give the fields a value", () => {
    const edits = [
      ["class Part:", "class Part(Base):"],
      ["class Part(Base):", "class Part(Number):"],
      ["    size = 1", "    size: float"],
      ["    size: float", "    size: float  # setattr"],
      ["  # setattr", ""],
      ["    return result", "    part.cost = 1.5\n    return result"],
      ["    part.cost = 1.5\n", ""],
      ["size: float = 0", "size: float = 0.0"],
      ["size: float = 0.0", "size: float = 0"],
    ] as const;
    const edited = (findings: Findings): number => findings[0]?.fixes[0]?.edits.length ?? 0;
    assert.deepEqual(counts(text, edits, edited), [0, 2, 3, 0, 3, 2, 3, 2, 3]);
  });
});
