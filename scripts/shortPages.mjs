// The pages of the rules as the packages hold them: without the code that stays silent and the measurements behind the figures, which are for
// readers of the repository, and without the marks of generated figures.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LEFT_OUT = /^## (When it is silent|Evidence|What real code showed|Related rules of other linters)\n/;
const ONLINE = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs/rules";

/** Writes the short form of every page in `from` into `to`. The catalogue is none. */
export function writeShortPages(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === "README.md") continue;
    writeFileSync(join(to, name), shortened(readFileSync(join(from, name), "utf8"), name));
  }
}

function shortened(page, name) {
  // The line of a mark goes only where nothing else is in it.
  const sections = page.replace(/^<!--[^>]*-->\n|<!--[\s\S]*?-->/gm, "").split(/^(?=## )/m);
  const kept = sections.filter((section) => !LEFT_OUT.test(section)).join("");
  return `${kept.trimEnd()}\n\nThe [whole page](${ONLINE}/${name}) also shows code that stays silent, and all measurements.\n`;
}
