import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PieceText } from "../../server/src/syntax/pieceText.js";
import { randomFrom } from "./syntaxSupport.js";

/** Asserts that a text in pieces is read as the string is. */
function assertReads(text: PieceText, expected: string, random: () => number): void {
  assert.equal(text.length, expected.length);
  assert.equal(text.toString(), expected);
  assert.equal(`${text}`, expected);
  for (let i = 0; i < 20; i++) {
    const start = Math.floor(random() * (expected.length + 1));
    const end = start + Math.floor(random() * (expected.length - start + 1));
    assert.equal(text.slice(start, end), expected.slice(start, end), `${start}-${end}`);
    assert.equal(text.charCodeAt(start), expected.charCodeAt(start), `at ${start}`);
  }
}

describe("a text in pieces", () => {
  const long = Array.from({ length: 3000 }, (_, line) => `line ${line} é 🐍\n`).join("");

  test("is read as a string is", () => {
    const random = randomFrom(1);
    for (const text of ["", "a", "abc\n", long]) assertReads(PieceText.of(text), text, random);
  });

  test("has nothing outside of it", () => {
    const text = PieceText.of(long);
    assert.equal(text.charCodeAt(-1), Number.NaN);
    assert.equal(text.charCodeAt(long.length), Number.NaN);
    assert.equal(PieceText.of("").charCodeAt(0), Number.NaN);
    assert.equal(text.slice(5, 5), "");
  });

  test("is read as a string is after edits, and stays what it was before them", () => {
    const random = randomFrom(2);
    let expected = long;
    let text = PieceText.of(long);
    for (let i = 0; i < 400; i++) {
      const start = Math.floor(random() * (expected.length + 1));
      const most = random() < 0.1 ? expected.length - start : Math.min(20, expected.length - start);
      const end = start + Math.floor(random() * (most + 1));
      const inserted =
        random() < 0.1 ? long.slice(0, Math.floor(random() * 20_000)) : "x\ny".repeat(Math.floor(random() * 3));
      const before = text;
      const expectedBefore = expected;
      text = text.replaced(start, end, inserted);
      expected = expected.slice(0, start) + inserted + expected.slice(end);
      if (expected.length > 4 * long.length) {
        text = text.replaced(long.length, expected.length, "");
        expected = expected.slice(0, long.length);
      }
      assertReads(text, expected, random);
      assertReads(before, expectedBefore, random);
    }
  });

  test("can become empty and be filled again", () => {
    const empty = PieceText.of(long).replaced(0, long.length, "");
    assert.equal(empty.toString(), "");
    assert.equal(empty.replaced(0, 0, "ab").replaced(2, 2, "c").toString(), "abc");
  });
});
