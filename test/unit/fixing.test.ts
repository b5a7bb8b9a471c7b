import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fixText } from "../../server/src/cli/fixText.js";
import type { Finding, Fix } from "../../server/src/findings.js";
import { applicableFix, applyWithEnding, chooseFixes } from "../../server/src/workspace/fixing.js";
import { findingAt, fixOf } from "./findingFixtures.js";

const SAFE = { unsafe: false };
const UNSAFE = { unsafe: true };
const chosenFix = (fixes: readonly Fix[], policy = SAFE) =>
  applicableFix(findingAt(0, 1, { fixes }), policy)?.title ?? null;

describe("the fix that is applied without asking", () => {
  test("is safe, unless unsafe ones are allowed, and never a suggestion", () => {
    const fixes = [
      fixOf(0, 1, "", { title: "suggestion", applicability: "suggestion" }),
      fixOf(0, 1, "", { title: "unsafe", applicability: "unsafe" }),
      fixOf(0, 1, "", { title: "safe" }),
    ];
    assert.equal(chosenFix(fixes), "safe");
    assert.equal(chosenFix(fixes, UNSAFE), "unsafe");
    assert.equal(chosenFix(fixes.slice(0, 2)), null);
    assert.equal(chosenFix(fixes.slice(0, 1), UNSAFE), null);
  });

  test("slows down no selected runtime, is no refactoring, and changes something", () => {
    assert.equal(chosenFix([fixOf(0, 1, "", { slowsDown: ["cpython-3.15"] })]), null);
    assert.equal(chosenFix([fixOf(0, 1, "", { kind: "refactor" })]), null);
    assert.equal(chosenFix([fixOf(0, 1, "", { edits: [] })]), null);
  });
});

describe("choosing fixes for one round", () => {
  const chosen = (...fixes: Fix[]) =>
    chooseFixes(
      fixes.map((fix) => findingAt(0, 1, { fixes: [fix] })),
      SAFE,
    ).length;

  test("fixes apply together where their edits are apart", () => {
    assert.equal(chosen(fixOf(0, 2, "a"), fixOf(4, 6, "b")), 2);
  });

  test("of fixes that overlap or touch the first is taken", () => {
    assert.equal(chosen(fixOf(0, 4, "a"), fixOf(3, 6, "b")), 1);
    assert.equal(chosen(fixOf(3, 3, "a"), fixOf(3, 3, "b")), 1);
    assert.equal(chosen(fixOf(0, 3, "a"), fixOf(3, 6, "b")), 1);
  });

  test("edits of two fixes may interleave", () => {
    const wide = fixOf(0, 0, "", {
      edits: [
        { span: { start: 0, end: 1 }, newText: "" },
        { span: { start: 9, end: 10 }, newText: "" },
      ],
    });
    assert.equal(chosen(wide, fixOf(4, 5, "b")), 2);
  });
});

describe("applying edits", () => {
  test("in any order, with the line ending of the document", () => {
    const edits = [
      { span: { start: 5, end: 6 }, newText: "X\nY\r\nZ" },
      { span: { start: 0, end: 1 }, newText: "" },
      { span: { start: 2, end: 2 }, newText: "+" },
    ];
    assert.equal(applyWithEnding("abcdefg", edits, "\r\n"), "b+cdeX\r\nY\r\nZg");
    assert.equal(applyWithEnding("abc", [], "\n"), "abc");
  });
});

describe("fixing a text", () => {
  /** Each `a` is a finding whose fix replaces it. */
  const host = (replacement: string, hasSyntaxError = (_text: string) => false) => ({
    findings: (text: string): Finding[] =>
      [...text.matchAll(/a/g)].map(({ index }) =>
        findingAt(index, index + 1, { fixes: [fixOf(index, index + 1, replacement)] }),
      ),
    hasSyntaxError,
    policy: SAFE,
  });

  test("goes on until nothing is left", () => {
    const fixed = fixText("x = aa\ny = a\n", "\n", host("b"));
    assert.equal(fixed.text, "x = bb\ny = b\n");
    assert.deepEqual(
      fixed.applied.map(({ row }) => row),
      [1, 2, 1],
    );
    assert.deepEqual([fixed.findings, fixed.problem], [[], null]);
    assert.equal(fixText(fixed.text, "\n", host("b")).text, fixed.text);
  });

  test("leaves a text alone whose fixes undo each other", () => {
    const fixed = fixText("a", "\n", host("ba"));
    assert.equal(fixed.text, "a");
    assert.deepEqual([fixed.applied, fixed.problem], [[], "not fixed: the fixes undo each other"]);
  });

  test("leaves out fixes that would break the syntax", () => {
    const fixed = fixText(
      "a",
      "\n",
      host("(", (text) => text.includes("(")),
    );
    assert.equal(fixed.text, "a");
    assert.match(fixed.problem!, /fixes of opaque-call-in-loop were left out: they would break the syntax/);
    assert.equal(fixed.findings.length, 1);
  });

  test("fixes a text that has syntax errors elsewhere", () => {
    assert.equal(
      fixText(
        "a(",
        "\n",
        host("b", (text) => text.includes("(")),
      ).text,
      "b(",
    );
  });
});
