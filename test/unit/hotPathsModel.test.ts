/** The tree of hints and the heat of lines, as plain data. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HintFact } from "../../client/src/facts.js";
import { heatOfLines } from "../../client/src/heatLevels.js";
import { type DocumentHints, groupHints, nanoseconds, weightInWords } from "../../client/src/hotPaths/model.js";

function range(line: number, endLine = line) {
  return { start: { line, character: 0 }, end: { line: endLine, character: 9 } };
}

function hint(rule: string, line: number, ns: number | null, loop: number | null = null): HintFact {
  return {
    rule,
    range: range(line),
    what: `${rule} stands here.`,
    why: "",
    advice: "",
    severity: "warning",
    confidence: "high",
    runtimes: ["pypy"],
    loop: loop === null ? null : range(loop),
    weight: ns === null ? null : { runtime: "pypy", ns, ratio: 2 },
    fixes: [],
    related: [],
  };
}

function document(path: string, ...hints: HintFact[]): DocumentHints {
  const lineText = (line: number) => `for x in line_${line}:  # note`;
  return { uri: `file:///${path}`, path, facts: { version: 1, runtimes: ["pypy"], hints, loops: [] }, lineText };
}

const CHEAP = document("src/cheap.py", hint("a", 3, 10, 1), hint("b", 5, 20, 1));
const DEAR = document("dear.py", hint("a", 7, 400, 6), hint("a", 2, null));

describe("groups of hints", () => {
  test("by file: the most expensive first, and so within a file", () => {
    const groups = groupHints([CHEAP, DEAR], "file", "");
    assert.deepEqual(
      groups.map(({ label, place, ns, hints }) => [label, place, ns, hints.map(({ fact }) => fact.range.start.line)]),
      [
        ["dear.py", "dear.py", 400, [7, 2]],
        ["cheap.py", "src/cheap.py", 30, [5, 3]],
      ],
    );
  });

  test("by rule, over all files", () => {
    const groups = groupHints([CHEAP, DEAR], "rule", "");
    assert.deepEqual(
      groups.map(({ label, ns, hints, uri }) => [label, ns, hints.length, uri]),
      [
        ["a", 410, 3, null],
        ["b", 20, 1, null],
      ],
    );
  });

  test("by loop, with its header and place; a hint without a loop stands at its own line", () => {
    const groups = groupHints([CHEAP, DEAR], "loop", "");
    assert.deepEqual(
      groups.map(({ label, place, line, hints }) => [label, place, line, hints.length]),
      [
        ["for x in line_6", "dear.py:7", 6, 1],
        ["for x in line_1", "cheap.py:2", 1, 2],
        ["for x in line_2", "dear.py:3", 2, 1],
      ],
    );
  });

  test("only those that match the filter, in any case", () => {
    const labels = (filter: string) => groupHints([CHEAP, DEAR], "file", filter).map(({ label }) => label);
    assert.deepEqual(labels("  DEAR "), ["dear.py"]);
    assert.deepEqual(labels("b stands"), ["cheap.py"]);
    assert.deepEqual(labels("pypy"), ["dear.py", "cheap.py"]);
    assert.deepEqual(labels("nothing"), []);
  });
});

test("a weight in words", () => {
  assert.equal(weightInWords(null), "");
  assert.equal(weightInWords({ runtime: "pypy", ns: null, ratio: 15.2 }), "15x");
  assert.equal(weightInWords({ runtime: "pypy", ns: 2716, ratio: 4.13 }), "2.7 µs, 4.1x");
  assert.equal(nanoseconds(254), "250 ns");
});

test("a line is as hot as the loops around it are many", () => {
  const loop = (start: number, end: number) => ({ range: range(start), body: range(start, end), because: "" });
  assert.deepEqual(heatOfLines([loop(1, 4), loop(2, 3), loop(5, 99)], 7), [0, 1, 2, 2, 1, 1, 1]);
});
