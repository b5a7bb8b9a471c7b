// Draws findings at random, with a fixed seed, and prints each with its source: for reading and labelling by hand
// (docs/false-positives.md). Runs dist/cli.js; build it first.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const USAGE = `Usage: node scripts/sample-findings.mjs [OPTIONS] PATH...

Checks each PATH and prints findings drawn at random: the file below its PATH, line, rule, message, and the source around
the finding, its hot loop and its related places. A draw depends on the seed and on the findings, on nothing else.

  --seed N              seed of the draw (default 1)
  --count N             how many findings (default 20)
  --rule NAME           only findings of this rule
  --runtime R           as in "check"; may be repeated
  --min-confidence C    as in "check": low, medium or high
  --help                this text
`;

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

/**
 * The `count` findings with the smallest random numbers. Each number depends on the seed and on where the finding stands, so that a
 * finding that comes or goes changes the draw by one and the others need no new label.
 */
function draw(findings, count, seed) {
  return findings
    .map((finding) => ({ finding, number: randomFrom(hashOf(`${seed} ${finding.code} ${placeOf(finding)}`)) }))
    .sort((a, b) => a.number - b.number)
    .slice(0, count)
    .map(({ finding }) => finding);
}

function placeOf({ root, filename, location }) {
  return `${relative(root, filename) || basename(filename)}:${location.row}:${location.column}`;
}

function check(path, values) {
  const options = ["--format", "json", "--jobs", "2"];
  if (values.rule !== undefined) options.push("--select", values.rule);
  if (values["min-confidence"] !== undefined) options.push("--min-confidence", values["min-confidence"]);
  for (const runtime of values.runtime ?? []) options.push("--runtime", runtime);
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, "check", ...options, path], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0 && status !== 1) {
    process.stderr.write(stderr);
    process.exitCode = 2;
  }
  return JSON.parse(stdout || "[]").map((finding) => ({ ...finding, root: path }));
}

/** Rows around `row` of a file, numbered, a mark before the row itself. */
function excerpt(filename, row) {
  const lines = readFileSync(filename, "utf8").split(/\r\n|\n|\r/);
  const shown = [];
  for (let at = Math.max(1, row - AROUND); at <= Math.min(lines.length, row + AROUND); at++)
    shown.push(`  ${at === row ? ">" : " "}${String(at).padStart(5)}  ${lines[at - 1].slice(0, 140)}`);
  return shown.join("\n");
}

function print(finding, number) {
  const { row } = finding.location;
  console.log(`\n${number}. ${placeOf(finding)}  ${finding.code}, ${finding.severity}, ${finding.confidence}`);
  console.log(`${finding.message}\n${excerpt(finding.filename, row)}`);
  const seen = [row];
  for (const { message, filename, location } of finding.related.slice(0, MOST_RELATED)) {
    if (seen.some((other) => Math.abs(other - location.row) <= AROUND)) continue;
    seen.push(location.row);
    console.log(`  ${message}:\n${excerpt(filename, location.row)}`);
  }
}

/** The options, or the end of the program with a message. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: "string", default: "1" },
        count: { type: "string", default: "20" },
        rule: { type: "string" },
        runtime: { type: "string", multiple: true },
        "min-confidence": { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (!/^\d+$/.test(values.count)) throw new Error(`--count takes a number, not "${values.count}"`);
    return { values, positionals };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

const { values, positionals } = readArguments();
if (values.help || positionals.length === 0) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
if (!existsSync(CLI)) {
  console.error("dist/cli.js is missing: run npm run build");
  process.exit(2);
}
const findings = positionals.flatMap((path) => check(path, values));
const drawn = draw(findings, Number(values.count), values.seed);
console.log(`${drawn.length} of ${findings.length} findings, seed ${values.seed}`);
for (const [position, finding] of drawn.entries()) print(finding, position + 1);
