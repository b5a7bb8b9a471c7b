// Draws findings at random, with a fixed seed, and shows them with their source: for reading and labelling by hand.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "cli.js");
/** Lines shown before and after a place. */
const AROUND = 3;
/** Related places shown for one finding. */
const MOST_RELATED = 12;

/** FNV-1a: 32 bits from a text. */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** One number of Mulberry32, a small random number generator, from a state of 32 bits. */
function randomFrom(state) {
  let mixed = (state + 0x6d2b79f5) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** Where a finding stands: its file below the folder that was checked, row and column. */
export function placeOf({ root, filename, location }) {
  return `${relative(root, filename) || basename(filename)}:${location.row}:${location.column}`;
}

/**
 * The findings in random order. The number of each depends on the seed and on where the finding stands, so that a finding that comes or
 * goes changes a draw by one and the others need no new label.
 */
export function inDrawOrder(findings, seed) {
  return findings
    .map((finding) => ({ finding, number: randomFrom(hashOf(`${seed} ${finding.code} ${placeOf(finding)}`)) }))
    .sort((a, b) => a.number - b.number)
    .map(({ finding }) => finding);
}

/**
 * The findings of the built CLI in a file or folder, each with that path as `root`. An error when the CLI was not built, or found something
 * that it could not read and `strict` is set.
 *
 * @param {{rules?: string[], runtimes?: string[], minConfidence?: string, cli?: string, strict?: boolean}} options
 */
export function check(path, { rules = [], runtimes = [], minConfidence, cli = CLI, strict = false } = {}) {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run npm run build`);
  const options = ["--format", "json", "--jobs", "2"];
  for (const rule of rules) options.push("--select", rule);
  if (minConfidence !== undefined) options.push("--min-confidence", minConfidence);
  for (const runtime of runtimes) options.push("--runtime", runtime);
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, "check", ...options, path], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0 && status !== 1) {
    process.stderr.write(stderr);
    if (strict || stdout === "") throw new Error(`jit-hints ended with ${status} on ${path}`);
  }
  return JSON.parse(stdout || "[]").map((finding) => ({ ...finding, root: path }));
}

/** The lines of a file, without their ends. */
export function linesOf(filename) {
  return readFileSync(filename, "utf8").split(/\r\n|\n|\r/);
}

/** Rows around `row` of a file, numbered, a mark before the row itself. */
function excerpt(filename, row) {
  const lines = linesOf(filename);
  const shown = [];
  for (let at = Math.max(1, row - AROUND); at <= Math.min(lines.length, row + AROUND); at++)
    shown.push(`  ${at === row ? ">" : " "}${String(at).padStart(5)}  ${lines[at - 1].slice(0, 140)}`);
  return shown.join("\n");
}

/** A finding for a reader: place, message, and the source around it, its hot loop and its related places. */
export function shown(finding, title = placeOf(finding)) {
  const { row } = finding.location;
  const parts = [
    `${title}  ${finding.code}, ${finding.severity}, ${finding.confidence}, ${finding.runtimes.join(" ")}`,
    finding.message,
    excerpt(finding.filename, row),
  ];
  const seen = [row];
  for (const { message, filename, location } of finding.related.slice(0, MOST_RELATED)) {
    if (seen.some((other) => Math.abs(other - location.row) <= AROUND)) continue;
    seen.push(location.row);
    parts.push(`  ${message}:\n${excerpt(filename, location.row)}`);
  }
  return parts.join("\n");
}
