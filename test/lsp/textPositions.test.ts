import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { negotiateEncoding, POSITION_ENCODINGS, TextPositions } from "../../server/src/lsp/textPositions.js";
import { randomNumbers } from "./fixtures.js";

/** Pieces that make trouble: every line ending, a form feed, a tab, and characters of 1 to 4 bytes in UTF-8. */
const PIECES = ["a", "é", "→", "😀", "\n", "\r\n", "\r", "\t", "\f", "x = 1", "e\u0301", "\ufeff", "\u2028", ""];

function randomText(random: (limit: number) => number, length: number): string {
  return Array.from({ length }, () => PIECES[random(PIECES.length)]).join("");
}

/** The same by the definition, without any cleverness. */
function expectedPosition(text: string, offset: number, encoding: string) {
  const before = text.slice(0, offset).split(/\r\n|\n|\r(?!\n)/);
  const lines = text.slice(0, offset).endsWith("\r") && text[offset] === "\n" ? [before.join("\n")] : before;
  const column = lines.at(-1)!;
  const width = { "utf-8": Buffer.byteLength(column), "utf-16": column.length, "utf-32": [...column].length }[encoding];
  return { line: lines.length - 1, character: width };
}

describe("positions", () => {
  it("takes the client's first encoding that it knows", () => {
    assert.equal(negotiateEncoding(undefined), "utf-16");
    assert.equal(negotiateEncoding([]), "utf-16");
    assert.equal(negotiateEncoding(["utf-7", "utf-32", "utf-8"]), "utf-32");
    assert.equal(negotiateEncoding(["utf-8", "utf-32", "utf-16"]), "utf-8");
  });

  for (const encoding of POSITION_ENCODINGS) {
    it(`goes from offsets to ${encoding} and back`, () => {
      const random = randomNumbers(1);
      for (let round = 0; round < 300; round++) {
        const text = randomText(random, random(30));
        const positions = new TextPositions(text, encoding);
        for (let offset = 0; offset <= text.length; offset++) {
          // Between the halves of a character or of a line ending is no position.
          if (/[\ud800-\udbff]/.test(text[offset - 1] ?? "") || (text[offset - 1] === "\r" && text[offset] === "\n"))
            continue;
          const position = positions.positionAt(offset);
          assert.deepEqual(position, expectedPosition(text, offset, encoding), JSON.stringify({ text, offset }));
          assert.equal(positions.offsetAt(position), offset, JSON.stringify({ text, offset }));
        }
      }
    });

    it(`keeps the lines right through edits (${encoding})`, () => {
      const random = randomNumbers(2);
      const positions = new TextPositions(randomText(random, 20), encoding);
      for (let round = 0; round < 2000; round++) {
        const { text } = positions;
        const start = random(text.length + 1);
        const oldEnd = Math.min(text.length, start + random(6));
        const newText = randomText(random, text.length > 60 ? 0 : random(4));
        positions.edit(start, oldEnd, newText);
        assert.equal(positions.text, text.slice(0, start) + newText + text.slice(oldEnd));
        const fresh = new TextPositions(positions.text, encoding);
        assert.equal(positions.lineCount, fresh.lineCount);
        for (let line = 0; line < fresh.lineCount; line++) {
          assert.deepEqual(
            positions.lineSpan(line),
            fresh.lineSpan(line),
            JSON.stringify({ text, start, oldEnd, newText }),
          );
        }
      }
    });
  }

  it("moves positions that do not exist to where the text ends", () => {
    const positions = new TextPositions("ab\r\ncd", "utf-16");
    assert.equal(positions.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(positions.offsetAt({ line: 1, character: 2147483647 }), 6);
    assert.equal(positions.offsetAt({ line: 7, character: 0 }), 6);
    assert.equal(positions.offsetAt({ line: -1, character: 3 }), 0);
    assert.deepEqual(positions.spanOf({ start: { line: 1, character: 1 }, end: { line: 0, character: 0 } }), {
      start: 5,
      end: 5,
    });
  });

  it("takes a column inside of a character as its start", () => {
    assert.equal(new TextPositions("→x", "utf-8").offsetAt({ line: 0, character: 2 }), 0);
    assert.equal(new TextPositions("😀x", "utf-8").offsetAt({ line: 0, character: 4 }), 2);
  });
});
