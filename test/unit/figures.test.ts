/** No figure that users read is written by hand: messages and hovers take theirs from the lab's results. The pages: test/rules/pages.test.ts. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("../../server/src/", import.meta.url));

/** A ratio, a time, or a number of what a JIT made. */
const FIGURE =
  /(?<![\w.-])\d[\d.,]*\s?(?:x|ns|µs|ms|%|bridges?|traces?|loops?|aborts?|times|percent|(?:nano|micro|milli)seconds?)(?![\w□])/;

/** Stands for what a template literal inserts. */
const INSERTED = "□";

/** The texts of a TypeScript source: string literals, and template literals without what they insert. */
function textsOf(source: string): string[] {
  const texts: string[] = [];
  let at = 0;
  /** Reads code until `end` on its own level, and past it. */
  const code = (end: string): void => {
    while (at < source.length && source[at] !== end) {
      const two = source.slice(at, at + 2);
      if (two === "//") at = lineEnd(at);
      else if (two === "/*") at = source.indexOf("*/", at) + 2;
      else if (source[at] === "/" && /[(=,:!&|?{};[\n]\s*$/.test(source.slice(0, at))) at = regexEnd(at + 1);
      else if (source[at] === '"' || source[at] === "'") quoted(source[at]!);
      else if (source[at] === "`") template();
      else if (source[at] === "{") {
        at++;
        code("}");
      } else at++;
    }
    at++;
  };
  const lineEnd = (from: number): number => {
    const end = source.indexOf("\n", from);
    return end < 0 ? source.length : end;
  };
  const regexEnd = (from: number): number => {
    let inClass = false;
    for (let end = from; end < source.length; end++) {
      if (source[end] === "\\") end++;
      else if (source[end] === "[") inClass = true;
      else if (source[end] === "]") inClass = false;
      else if (source[end] === "/" && !inClass) return end + 1;
    }
    return source.length;
  };
  const quoted = (quote: string): void => {
    const start = ++at;
    while (source[at] !== quote) at += source[at] === "\\" ? 2 : 1;
    texts.push(source.slice(start, at++));
  };
  const template = (): void => {
    let text = "";
    at++;
    while (source[at] !== "`") {
      if (source.startsWith("${", at)) {
        at += 2;
        code("}");
        text += INSERTED;
      } else {
        const length = source[at] === "\\" ? 2 : 1;
        text += source.slice(at, at + length);
        at += length;
      }
    }
    at++;
    texts.push(text);
  };
  code("");
  return texts;
}

test("the reader of this test finds texts and nothing else", () => {
  const source = [
    'const a = "one"; // "no"',
    "/* `no` */ const b = `two $" + "{call(`three $" + "{'four'}`)} five`;",
    'const c = /["`]/.test(a) ? "6x" : b / 2;',
  ].join("\n");
  assert.deepEqual(textsOf(source), ["one", "four", "three □", "two □ five", "6x"]);
});

test("the pattern of this test finds figures", () => {
  for (const text of ["took 17x the time", "635 bridges", "1,294 ns", "20 %", "about 3 times"])
    assert.match(text, FIGURE);
  for (const text of ["□x the time", "0x□", "PyPy 7.3.11", "Python 3.15", "utf-8", "0x10", "line 4"]) {
    assert.doesNotMatch(text, FIGURE);
  }
});

test("no text of the server has a measured figure written by hand", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".generated.ts"),
  );
  assert.ok(files.length > 50, `${files.length} sources`);
  const found = files.flatMap((name) =>
    textsOf(readFileSync(join(SOURCES, name), "utf8"))
      .filter((text) => FIGURE.test(text))
      .map((text) => `${name}: ${text}`),
  );
  assert.deepEqual(found, []);
});
