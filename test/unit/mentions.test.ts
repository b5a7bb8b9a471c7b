import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Mentions } from "../../server/src/semantics/mentions.js";
import { Memo, Tracker } from "../../server/src/semantics/tracking.js";
import { randomFrom } from "./syntaxSupport.js";

const NAMES = ["a", "ab", "b_2", "field", "é"];

/** Whether each name is there, for a text that is not edited. */
function inText(text: string): boolean[] {
  const mentions = new Mentions(text, new Tracker());
  return NAMES.map((name) => mentions.has(name));
}

describe("names that stand in a text", () => {
  test("are words, wherever they are", () => {
    assert.deepEqual(inText("x = ab + cb_2\n"), [false, true, false, false, false]);
    assert.deepEqual(inText("getattr(x, 'a')  # field\n"), [true, false, false, true, false]);
  });

  test("are those that Python takes for the same", () => {
    // A ligature, and a letter with its accent as a character of its own.
    assert.deepEqual(inText("x.\ufb01eld\n"), [false, false, false, true, false]);
    assert.deepEqual(inText("e\u0301 = 1\n"), [false, false, false, false, true]);
  });

  test("follow edits as if the text were read anew, and only what depends on them is found again", () => {
    const random = randomFrom(20261130);
    const below = (limit: number) => Math.floor(random() * limit);
    const words = [...NAMES, "c", "a1", "_b_2", "\ufb01eld", "e\u0301", " ", "\n", "\r", ".", "🐍"];
    let text = Array.from({ length: 40 }, () => words[below(words.length)]).join("");
    const tracker = new Tracker(() => null);
    const mentions = new Mentions(text, tracker);
    let found = 0;
    const memo = new Memo<string, boolean>(tracker, (name) => {
      found++;
      return mentions.has(name);
    });
    let before = NAMES.map((name) => memo.get(name));
    for (let step = 0; step < 3000; step++) {
      const edits = Array.from({ length: 1 + (step % 7 === 0 ? 2 : 0) }, () => {
        const start = below(text.length + 1);
        const oldEnd = Math.min(text.length, start + below(4));
        const written = random() < 0.5 || text.length > 120 ? "" : words[below(words.length)]!;
        text = text.slice(0, start) + written + text.slice(oldEnd);
        return { start, oldEnd, newEnd: start + written.length };
      });
      found = 0;
      mentions.follow(text, edits);
      const now = NAMES.map((name) => memo.get(name));
      assert.deepEqual(now, inText(text), `step ${step}: ${JSON.stringify(text)}`);
      assert.equal(found, now.filter((isThere, at) => isThere !== before[at]).length);
      before = now;
    }
  });
});
