// Fills the figures of docs/rules/*.md from lab/results/*.json, so that no page has a figure that nobody measured.
//
//   node scripts/render-docs.mjs          writes the pages
//   node scripts/render-docs.mjs --check  fails when a page is out of step with the results, or has a figure of its own
//
// A page has placeholders, which GitHub does not show:
//   <!-- fig RUNTIME ROW FIELD -->17x<!-- /fig -->     one figure. RUNTIME is the start of a file name in lab/results (`pypy-7.3`),
//                                                      ROW the id of a pair or `callable:ID`, FIELD a key of FIELDS
//   <!-- evidence --> ... <!-- /evidence -->           the table of all pairs that were measured for the rule of the page
//   <!-- callables RUNTIME --> ... <!-- /callables --> the table of calls that the runtime's JIT cannot enter, dearest first
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const RESULTS = join(ROOT, "lab", "results");
const PAGES = join(ROOT, "docs", "rules");

const RUNTIME_NAMES = { pypy: "PyPy", cpython: "CPython" };
/** The calls listed by `callables`: the severities information and warning. */
const LISTED_NS = 50;

/** A figure in prose for a person: `17x`, `1,294 ns`. */
const FIELDS = {
  ratio: (row) => times(row.ratio),
  inverse: (row) => times(1 / row.ratio),
  slow: (row) => `${nanoseconds(row.slowNs)} ns`,
  fast: (row) => `${nanoseconds(row.fastNs)} ns`,
  saved: (row) => `${nanoseconds(row.slowNs - row.fastNs)} ns`,
  added: (row) => `${nanoseconds(row.fastNs - row.slowNs)} ns`,
  bridgesBefore: (row) => String(row.slow.bridges),
  bridgesAfter: (row) => String(row.fast.bridges),
  tracesBefore: (row) => String(row.slow.traces),
  tracesAfter: (row) => String(row.fast.traces),
  ns: (row) => `${nanoseconds(row.ns)} ns`,
};

function times(ratio) {
  if (ratio >= 10) return `${Math.round(ratio)}x`;
  return `${ratio.toFixed(ratio >= 0.95 ? 1 : 2)}x`;
}

function nanoseconds(value) {
  const digits = Math.abs(value) >= 10 ? 0 : 1;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** All result files: `{ key: "pypy-7.3.11", ...contents }`, in the order of runtime and version. */
function readResults() {
  return readdirSync(RESULTS)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ key: basename(name, ".json"), ...JSON.parse(readFileSync(join(RESULTS, name), "utf8")) }))
    .sort((a, b) => b.runtime.localeCompare(a.runtime) || a.version.localeCompare(b.version, "en", { numeric: true }));
}

function resultFor(results, runtime) {
  const found = results.filter((result) => result.key === runtime || result.key.startsWith(`${runtime}.`));
  if (found.length !== 1) throw new Error(`${found.length} result files for ${runtime}`);
  return found[0];
}

function figure(results, runtime, id, field) {
  const result = resultFor(results, runtime);
  if (id === "-" && (field === "version" || field === "date")) return result[field];
  const rows = id.startsWith("callable:") ? result.callables : result.pairs;
  const row = rows.find((it) => it.id === id.replace("callable:", ""));
  if (row === undefined) throw new Error(`no row ${id} in ${result.key}`);
  const render = FIELDS[field];
  if (render === undefined) throw new Error(`no field ${field}`);
  return render(row);
}

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, column) =>
    rows.every((row) => /^[\d.,]+( ns|x)?$|^$/.test(row[column])) ? "---:" : "---",
  );
  return ["", line(header), line(rule), ...rows.map(line), ""].join("\n");
}

function evidenceTable(results, rule) {
  const rows = results.flatMap((result) =>
    result.pairs
      .filter((pair) => pair.rule === rule)
      .map((pair) => [
        RUNTIME_NAMES[result.runtime],
        result.version,
        result.date,
        `\`${pair.id}\``,
        pair.judged,
        nanoseconds(pair.slowNs),
        nanoseconds(pair.fastNs),
        times(pair.ratio),
        [pair.slow.bridges ?? pair.slow.traces, pair.fast.bridges ?? pair.fast.traces].join(" / "),
      ]),
  );
  if (rows.length === 0) return "\n";
  const jit = "bridges (PyPy) or traces (CPython), slow / fast";
  return table(["runtime", "version", "date", "pair", "run", "slow ns", "fast ns", "ratio", jit], rows);
}

function callablesTable(results, runtime) {
  const rows = resultFor(results, runtime)
    .callables.filter((row) => ["blocker", "never-compiled"].includes(row.verdict) && row.ns >= LISTED_NS)
    .sort((a, b) => b.ns - a.ns || a.id.localeCompare(b.id))
    .map((row) => [`\`${row.name}\``, row.variant, nanoseconds(row.ns)]);
  return table(["call", "arguments", "ns per call"], rows);
}

/** The text of a page with its figures. */
function render(text, rule, results) {
  return text
    .replace(/(<!-- fig (\S+) (\S+) (\S+) -->)[^<]*(<!-- \/fig -->)/g, (_, open, runtime, id, field, close) => {
      return open + figure(results, runtime, id, field) + close;
    })
    .replace(/(<!-- evidence -->\n)[\s\S]*?(<!-- \/evidence -->)/, (_, open, close) => {
      return `${open}${evidenceTable(results, rule)}\n${close}`;
    })
    .replace(/(<!-- callables (\S+) -->\n)[\s\S]*?(<!-- \/callables -->)/, (_, open, runtime, close) => {
      return `${open}${callablesTable(results, runtime)}\n${close}`;
    });
}

/** Figures in prose that do not come from a placeholder. */
function handwritten(text) {
  const prose = text
    .replace(/^```[\s\S]*?^```$/gm, "")
    .replace(/<!-- (fig|evidence|callables)\b[\s\S]*?<!-- \/\1 -->/g, "")
    .replace(/`[^`\n]*`/g, "");
  return prose.match(/\b\d[\d.,]*\s?(x|ns|µs|ms|s|%|bridges|traces|seconds|times|percent)(?![\w])/g) ?? [];
}

function main() {
  const check = process.argv.includes("--check");
  const results = readResults();
  let failed = false;
  for (const name of readdirSync(PAGES).filter((it) => it.endsWith(".md"))) {
    const path = join(PAGES, name);
    const text = readFileSync(path, "utf8");
    const fail = (message) => {
      console.error(`docs/rules/${name}: ${message}`);
      failed = true;
    };
    for (const found of handwritten(text)) fail(`"${found}" is not a placeholder`);
    // Markdown takes a comment at the start of a line for a block of its own, which would end the paragraph.
    if (/^\s*<!-- fig /m.test(text)) fail("a placeholder stands at the start of a line");
    try {
      const rendered = render(text, basename(name, ".md"), results);
      if (rendered === text) continue;
      if (check) fail("out of step with lab/results: run node scripts/render-docs.mjs");
      else writeFileSync(path, rendered);
    } catch (error) {
      fail(error.message);
    }
  }
  process.exitCode = failed ? 1 : 0;
}

main();
