// What the repository stores about the corpus: which packages, what was read, and what was counted.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const CORPUS = join(ROOT, "test", "corpus");
export const LABELS = join(CORPUS, "labels");
export const RESULTS = join(CORPUS, "results.json");

/** So many findings of a rule are to be read, or all where there are fewer; those of low confidence apart. */
export const LEAST_READ = 20;

const manifest = JSON.parse(readFileSync(join(CORPUS, "manifest.json"), "utf8"));

/** The packages: `{package, version, sha256}`, the hash that of the .deb. */
export function readManifest() {
  return manifest.packages;
}

/** The packages that no rule is made by: only finished rules are judged on them. */
export function readHeldOut() {
  return manifest.heldOut;
}

/** What `scripts/corpus.mjs report` counted. */
export function readResults() {
  return JSON.parse(readFileSync(RESULTS, "utf8"));
}

function pathOf(rule) {
  return join(LABELS, `${rule}.json`);
}

const KEYS = ["package", "version", "file", "line", "column", "rule", "runtimes", "confidence", "text", "label", "why"];

/** What is wrong with an entry, or undefined. */
function problemOf(entry, rule) {
  const missing = KEYS.find((key) => entry[key] === undefined);
  if (missing !== undefined) return `has no ${missing}`;
  if (entry.rule !== rule) return `is of ${entry.rule}`;
  if (!["", "right", "harmless", "wrong"].includes(entry.label)) return `has the label ${entry.label}`;
  if (entry.label !== "" && entry.why.trim() === "") return "has no why";
  if (entry.spent !== undefined && entry.spent !== true) return "is spent or not";
  return undefined;
}

/** The labels of a rule, in the order of the file. An error for an entry that is not as it should be. */
export function readLabels(rule) {
  if (!existsSync(pathOf(rule))) return [];
  const labels = JSON.parse(readFileSync(pathOf(rule), "utf8"));
  for (const entry of labels) {
    const problem = problemOf(entry, rule);
    if (problem !== undefined) throw new Error(`${rule}.json: ${entry.file}:${entry.line} ${problem}`);
  }
  return labels;
}

/** Writes the labels of a rule. */
export function writeLabels(rule, labels) {
  writeFileSync(pathOf(rule), `${JSON.stringify(labels, null, 2)}\n`);
}
