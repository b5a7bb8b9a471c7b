import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
// @ts-expect-error: a script without types
import { writeShortPages } from "../../scripts/shortPages.mjs";
import { temporaryFolder } from "./temporaryFolder.js";

const PAGES = fileURLToPath(new URL("../../docs/rules", import.meta.url));

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

test("short pages have the words of the pages, without the marks of generated figures", () => {
  const folder = join(temporaryFolder(), "pages");
  writeShortPages(PAGES, folder);
  const names = readdirSync(folder);
  assert.ok(names.length > 25);
  for (const name of names) {
    const text = readFileSync(join(folder, name), "utf8");
    assert.ok(!text.includes("<!--"), name);
    const [body, closing, ...more] = text.split("\n\nThe [whole page](");
    assert.ok(closing !== undefined && more.length === 0, name);
    // Where a mark stands beside a word, nothing but the mark goes.
    const page = readFileSync(join(PAGES, name), "utf8").replace(/<!--[\s\S]*?-->/g, "");
    const known = new Set(wordsOf(page));
    assert.deepEqual(
      wordsOf(body!).filter((word) => !known.has(word)),
      [],
      name,
    );
  }
});
