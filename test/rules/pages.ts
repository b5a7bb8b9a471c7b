/**
 * Reads the rule pages in docs/rules. A page is ordinary Markdown; the tests in this folder execute its ```python blocks.
 *
 * The info string of a block carries attributes (`key=value` or `key="several words"`), GitHub shows none of them:
 * - `runtime=pypy,cpython-3.15`, `confidence=low`, `option.NAME=VALUE`: settings for the block
 * - `refused="words"`: no finding in the block has a quick fix, and one is refused for a reason that contains the words
 * - `before=ID safety=safe|unsafe` and `after=ID`: a fix and what it gives; `kind=refactor`, `nth=2` and `select="text"` (where
 *   to ask for refactorings) choose another fix than the first
 * - on a `before` block `run`, `feed`, `shape`, `calls`: how `run_pairs.py` executes both texts
 *
 * A comment `<!-- blocks: ... -->` gives attributes that hold for all blocks of the page. `# hint: RULE` at the end of a
 * line marks a line on which exactly one finding of that rule starts. Markers are taken out before the block is analysed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Applicability,
  CONFIDENCES,
  type Confidence,
  RUNTIME_IDS,
  type RuntimeId,
} from "../../server/src/findings.js";
import type { AnalysisSettings } from "../../server/src/settings.js";

/** The folder of the repository. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** A line that a block marks with `# hint: RULE`; `line` is 1-based inside the block. */
export interface Marker {
  readonly line: number;
  readonly rule: string;
}

/** A ```python block of a page. */
export interface Block {
  readonly page: string;
  /** 1-based line of the first line of code in the page. */
  readonly line: number;
  /** Without the markers: a comment in the way would make some fixes impossible. */
  readonly code: string;
  readonly markers: readonly Marker[];
  readonly attributes: ReadonlyMap<string, string>;
}

/** Two blocks that show a fix. */
export interface Pair {
  readonly id: string;
  readonly before: Block;
  readonly after: Block;
  readonly safety: Applicability;
  readonly kind: "quickfix" | "refactor";
  /** Which of the fixes of that kind and safety, from 0. */
  readonly index: number;
}

/** A page with its blocks. */
export interface Page {
  /** The rule that the page is about. */
  readonly rule: string;
  readonly text: string;
  /** Blocks that are not part of a pair. */
  readonly examples: readonly Block[];
  readonly pairs: readonly Pair[];
}

/** Splits the info string of a block, or the text of a `blocks:` comment, into attributes. */
export function attributesOf(info: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of info.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)) {
    attributes.set(match[1]!, match[2] ?? match[3]!);
  }
  return attributes;
}

const MARKER = / *# hint: ([a-z-]+(?:, [a-z-]+)*)$/;

function markersOf(text: string): Marker[] {
  return text.split("\n").flatMap((line, index) => {
    const match = MARKER.exec(line);
    return match === null ? [] : match[1]!.split(", ").map((rule) => ({ line: index + 1, rule }));
  });
}

/** All ```python blocks of a page in order, with the page's common attributes filled in. */
export function blocksOf(page: string, text: string): Block[] {
  const common = attributesOf(/<!-- blocks: (.*?) -->/.exec(text)?.[1] ?? "");
  const blocks: Block[] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```(\w*)(.*)$/.exec(lines[i]!);
    if (fence === null) continue;
    const first = i + 1;
    while (i + 1 < lines.length && lines[i + 1] !== "```") i++;
    if (i + 1 >= lines.length) throw new Error(`${page}:${first}: the block is not closed`);
    i++;
    if (fence[1] !== "python") continue;
    const attributes = new Map([...common, ...attributesOf(fence[2]!)]);
    const marked = lines.slice(first, i);
    const code = marked.map((line) => `${line.replace(MARKER, "")}\n`).join("");
    blocks.push({ page, line: first + 1, code, markers: markersOf(marked.join("\n")), attributes });
  }
  return blocks;
}

/** The fixes that the blocks of a page show. An error where one half is missing. */
export function pairsOf(blocks: readonly Block[]): Pair[] {
  const afters = new Map(blocks.flatMap((block) => entry(block, "after")));
  const pairs = blocks
    .flatMap((block) => entry(block, "before"))
    .map(([id, before]): Pair => {
      const after = afters.get(id);
      if (after === undefined) throw new Error(`${before.page}:${before.line}: no block with after=${id}`);
      afters.delete(id);
      return {
        id,
        before,
        after,
        safety: (before.attributes.get("safety") ?? "safe") as Applicability,
        kind: before.attributes.get("kind") === "refactor" ? "refactor" : "quickfix",
        index: Number(before.attributes.get("nth") ?? "1") - 1,
      };
    });
  for (const [id, block] of afters) throw new Error(`${block.page}:${block.line}: no block with before=${id}`);
  return pairs;
}

function entry(block: Block, key: string): [string, Block][] {
  const id = block.attributes.get(key);
  return id === undefined ? [] : [[id, block]];
}

/** Reads one page. */
export function parsePage(rule: string, text: string): Page {
  const blocks = blocksOf(`docs/rules/${rule}.md`, text);
  const examples = blocks.filter((block) => !block.attributes.has("before") && !block.attributes.has("after"));
  return { rule, text, examples, pairs: pairsOf(blocks) };
}

/** Reads all pages of docs/rules, in the order of their names. */
export function readPages(): Page[] {
  const folder = join(ROOT, "docs", "rules");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort()
    .map((name) => parsePage(basename(name, ".md"), readFileSync(join(folder, name), "utf8")));
}

/** The settings that a block asks for. */
export function settingsOf(block: Block, rule: string): AnalysisSettings {
  const runtimes = (block.attributes.get("runtime") ?? "pypy,cpython-3.15").split(",") as RuntimeId[];
  const confidence = (block.attributes.get("confidence") ?? "medium") as Confidence;
  const unknown = [
    ...runtimes.filter((id) => !RUNTIME_IDS.includes(id)),
    ...[confidence].filter((it) => !CONFIDENCES.includes(it)),
  ];
  if (unknown.length > 0) throw new Error(`${block.page}:${block.line}: unknown value ${unknown.join(", ")}`);
  const options: Record<string, number | string | boolean> = {};
  for (const [key, value] of block.attributes) {
    if (key.startsWith("option.")) options[key.slice("option.".length)] = JSON.parse(value) as number | boolean;
  }
  return { runtimes, rules: { [rule]: { options } }, minimumConfidence: confidence };
}
