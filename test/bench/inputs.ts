/** The texts that are measured: always the same modules of the standard library, and a hash that shows it. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text with its name in tables. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** The texts and where they come from. */
export interface Inputs {
  /** For example `3.11`. */
  readonly python: string;
  /** Of at most 200, 2,000, 10,000 and 30,000 lines. */
  readonly sizes: readonly Input[];
  /** Every module of the library, without its tests and without what was installed into it. */
  readonly library: readonly Input[];
  /** The first digits of the SHA-256 of all texts. */
  readonly hash: string;
}

/** Names of texts, and their most lines. */
const SIZES: Readonly<Record<string, number>> = { "200": 200, "2k": 2_000, "10k": 10_000, "30k": 30_000 };

/** The names of the texts, from the shortest. */
export const SIZE_NAMES: readonly string[] = Object.keys(SIZES);

/** Joined in this order and cut before a statement at module level. */
const MODULES = [
  "contextlib.py",
  "dataclasses.py",
  "_pydecimal.py",
  "argparse.py",
  "datetime.py",
  "typing.py",
  "subprocess.py",
  "turtle.py",
  "pydoc.py",
  "doctest.py",
  "tarfile.py",
  "inspect.py",
];

/** Reads the texts. @throws where no Python has its library under /usr/lib */
export function readInputs(): Inputs {
  const { version, root } = newestPython();
  const library = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".py") && !/lib2to3\/tests|-packages\//.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
  const lines = MODULES.map((name) => readFileSync(join(root, name), "utf8"))
    .join("\n")
    .split("\n");
  const sizes = Object.entries(SIZES).map(([name, limit]) => ({ name, text: head(lines, limit) }));
  const hash = createHash("sha256");
  for (const { text } of [...sizes, ...library]) hash.update(text);
  return { python: version, sizes, library, hash: hash.digest("hex").slice(0, 12) };
}

/** The number of lines, an unfinished last one included. */
export function lineCountOf(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

function newestPython(): { version: string; root: string } {
  const versions = readdirSync("/usr/lib")
    .map((name) => /^python(3\.\d+)$/.exec(name)?.[1])
    .filter((version) => version !== undefined)
    .sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)));
  const version = versions[versions.length - 1];
  if (version === undefined) throw new Error("there is no standard library of Python under /usr/lib");
  return { version, root: `/usr/lib/python${version}` };
}

/** At most so many lines, up to the start of a statement at module level. */
function head(lines: readonly string[], limit: number): string {
  if (lines.length <= limit) throw new Error(`the modules have ${lines.length} lines, too few for ${limit}`);
  let end = limit;
  while (end > 0 && !/^(def|class|import|from|@)/.test(lines[end]!)) end--;
  return `${lines.slice(0, end).join("\n")}\n`;
}
