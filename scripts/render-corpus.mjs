// Writes the tables of docs/false-positives.md from test/corpus/results.json and the labels.
//
//   node scripts/render-corpus.mjs          writes the page
//   node scripts/render-corpus.mjs --check  fails when the page is out of step
//
// The page has one block for each table: <!-- corpus NAME --> ... <!-- /corpus -->, with NAME a key of TABLES.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readManifest, readResults } from "./corpus-files.mjs";
import { table } from "./results.mjs";

const PAGE = join(ROOT, "docs", "false-positives.md");
const RUNTIMES = { pypy: "PyPy", "cpython-3.14": "CPython 3.14", "cpython-3.15": "CPython 3.15" };

function count(number) {
  return number.toLocaleString("en-US");
}

/** Findings per 1,000 lines: `0.29`, `below 0.01`, `0`. */
function rate(findings, lines) {
  const value = (1000 * findings) / lines;
  if (findings === 0) return "0";
  return value < 0.01 ? "below 0.01" : value.toFixed(2);
}

function share(part, whole) {
  return whole === 0 ? "" : `${Math.round((100 * part) / whole)} %`;
}

function linesOf(packages) {
  return packages.reduce((sum, { lines }) => sum + lines, 0);
}

function byDefault({ high, medium }) {
  return high + medium;
}

/** Findings of all rules for each runtime. */
function totals(results) {
  const lines = linesOf(results.packages);
  const rows = Object.entries(RUNTIMES).map(([runtime, name]) => {
    const all = Object.values(results.rules).map((rule) => rule.runtimes[runtime]);
    const shown = all.reduce((sum, counts) => sum + byDefault(counts), 0);
    const low = all.reduce((sum, counts) => sum + counts.low, 0);
    return [name, count(shown), rate(shown, lines), count(low), rate(low, lines)];
  });
  return table(["runtime", "shown by default", "per 1,000 lines", "of low confidence", "per 1,000 lines"], rows);
}

/** Rules with a finding, the most first. */
function rulesOf(results) {
  return Object.entries(results.rules).sort(
    ([a, { shown: one }], [b, { shown: other }]) => other.findings - one.findings || a.localeCompare(b),
  );
}

function rates(results) {
  const lines = linesOf(results.packages);
  const rows = rulesOf(results).map(([name, { runtimes }]) => [
    `\`${name}\``,
    ...Object.keys(RUNTIMES).flatMap((runtime) => [
      rate(byDefault(runtimes[runtime]), lines),
      rate(runtimes[runtime].low, lines),
    ]),
  ]);
  return table(["rule", ...Object.values(RUNTIMES).flatMap((name) => [name, "low"])], rows);
}

/** What the findings that were read were worth. What a rule was made by says nothing about it where it was judged on other packages. */
function read(results, which) {
  const rows = rulesOf(results)
    .filter(([, rule]) => rule[which] !== undefined && (which !== "shown" || rule.heldOut === undefined))
    .map(([name, rule]) => {
      const { findings, read: seen, right, harmless, wrong } = rule[which];
      return [`\`${name}\``, count(findings), seen, right, harmless, wrong, share(harmless, seen), share(wrong, seen)];
    });
  return table(["rule", "findings", "read", "right", "harmless", "wrong", "harmless", "wrong"], rows);
}

function packages(results) {
  const versions = new Map(readManifest().map((entry) => [entry.package, entry.version]));
  const rows = results.packages.map(({ package: name, lines, findings }) => [
    name,
    versions.get(name),
    count(lines),
    count(findings),
  ]);
  return table(["package", "version", "lines", "shown by default"], rows);
}

const TABLES = {
  totals,
  rates,
  shown: (results) => read(results, "shown"),
  low: (results) => read(results, "low"),
  heldOut: (results) => read(results, "heldOut"),
  heldOutPackages: (results) =>
    `${count(results.heldOut.length)} packages, ${count(linesOf(results.heldOut))} lines: ${results.heldOut.map((entry) => entry.package).join(", ")}.`,
  packages,
};

const check = process.argv.includes("--check");
const before = readFileSync(PAGE, "utf8");
const results = readResults();
const after = before.replace(
  /(<!-- corpus (\w+) -->\n)[\s\S]*?(<!-- \/corpus -->)/g,
  (_, open, name, close) => `${open}\n${TABLES[name](results)}\n${close}`,
);
if (after !== before && check) {
  console.error("docs/false-positives.md: out of step with test/corpus: run node scripts/render-corpus.mjs");
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(PAGE, after);
}
