/** The rules' pages, `docs/rules/<rule>.md`, which are shipped with the command line. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ONLINE = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs/rules";

/** Where the page of a rule can be read in a browser. */
export function pageUrl(rule: string): string {
  return `${ONLINE}/${rule}.md`;
}

/** The page of a rule as Markdown for people, or null if it has none. */
export function readPage(rule: string): string | null {
  // The bundle is in `dist/`, this source file two folders deeper.
  const folder = [join(__dirname, ".."), join(__dirname, "..", "..", "..")].find((root) =>
    existsSync(join(root, "docs", "rules")),
  );
  const path = folder && join(folder, "docs", "rules", `${rule}.md`);
  if (!path || !existsSync(path)) return null;
  // The comments are for the programs that fill in figures and run the examples.
  return readFileSync(path, "utf8").replace(/^<!--[^>]*-->\n|<!--[\s\S]*?-->/gm, "");
}
