// Fills the figures of README.md, docs/rules/*.md and a few other pages from lab/results/*.json, so that no page has a figure that nobody
// measured, and writes docs/evidence.md and the plots in docs/images.
//
//   node scripts/render-docs.mjs          writes the pages
//   node scripts/render-docs.mjs --check  fails when a page is out of step with the results, or has a figure of its own
//
// A page has placeholders, which GitHub does not show:
//   <!-- fig RUNTIME ROW FIELD -->17x<!-- /fig -->     one figure. RUNTIME is the start of a file name in lab/results (`pypy-7.3`), ROW the
//                                                      id of a pair, `callable:ID` or `sweep:ID@VALUE`, FIELD a key of FIELDS in results.mjs
//   <!-- rule NAME -->...<!-- /rule -->                  the name of a rule, with a link if there is such a rule
//   <!-- candidates --> ... <!-- /candidates -->       the table of the candidates that were measured and are no rules
//   <!-- evidence --> ... <!-- /evidence -->           the table of all pairs that were measured for the rule of the page
//   <!-- callables RUNTIME --> ... <!-- /callables --> the table of calls that the runtime's JIT cannot enter, dearest first
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { candidatesTable, isRule } from "./candidates.mjs";
import { evidencePage } from "./evidence-page.mjs";
import { plot, sweepIds } from "./plots.mjs";
import {
  callablesOf,
  countsOf,
  figure,
  nanoseconds,
  ROOT,
  RUNTIME_NAMES,
  readPairs,
  readResults,
  table,
  times,
} from "./results.mjs";

const PAGES = join(ROOT, "docs", "rules");
const IMAGES = join(ROOT, "docs", "images");
/** The other texts that have figures. */
const TEXTS = ["README.md", "docs/talk.md", "docs/what-does-not-matter.md", "docs/instability.md"];
/** The calls listed by `callables`: the severities information and warning. */
const LISTED_NS = 50;
const AGAIN =
  "To measure one again on PyPy: `npm run lab -- --only PAIR`. [lab/README.md](../../lab/README.md) says how on the other interpreters.";

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
        countsOf(pair),
      ]),
  );
  if (rows.length === 0) return "\n";
  const header = ["runtime", "version", "date", "pair", "run", "slow ns", "fast ns", "ratio", "JIT, slow / fast"];
  return `${table(header, rows)}\n${AGAIN}\n`;
}

function callablesTable(results, runtime) {
  const rows = callablesOf(results, runtime)
    .filter((row) => ["blocker", "never-compiled"].includes(row.verdict) && row.ns >= LISTED_NS)
    .sort((a, b) => b.ns - a.ns || a.id.localeCompare(b.id))
    .map((row) => [`\`${row.name}\``, row.variant, nanoseconds(row.ns)]);
  return table(["call", "arguments", "ns per call"], rows);
}

/** The name of a rule as a page shows it that is not in the folder of the rules. */
function ruleName(name) {
  return isRule(name) ? `[${name}](rules/${name}.md)` : `\`${name}\``;
}

/** The text of a page with its figures. */
function render(text, rule, results) {
  return text
    .replace(/(<!-- rule (\S+) -->).*?(<!-- \/rule -->)/g, (_, open, name, close) => open + ruleName(name) + close)
    .replace(/(<!-- candidates -->\n)[\s\S]*?(<!-- \/candidates -->)/, (_, open, close) => {
      return `${open}${candidatesTable(results, readPairs())}\n${close}`;
    })
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

/** Figures in prose and in console blocks that do not come from a placeholder. Python blocks hold programs, not figures. */
function handwritten(text) {
  const prose = text
    .replace(/^```(?:python|toml|yaml|json)[\s\S]*?^```$/gm, "")
    .replace(/<!-- (fig|evidence|callables|candidates)\b[\s\S]*?<!-- \/\1 -->/g, "")
    .replace(/`[^`\n]*`/g, "");
  const units = /\b\d[\d.,]*\s?(?:x|ns|µs|ms|s|secs|%|bridges|traces|loops|seconds|times|percent)(?!\w)/g;
  const counts = /\b(?:bridges|traces|loops):?\s+\d+/g;
  return [...(prose.match(units) ?? []), ...(prose.match(counts) ?? [])];
}

/** The files that are written as a whole: path and text. */
function wholeFiles(results) {
  const plots = sweepIds(results).map((id) => [join(IMAGES, `sweep-${id}.svg`), plot(results, id)]);
  return new Map([[join(ROOT, "docs", "evidence.md"), evidencePage(results, readPairs())], ...plots]);
}

function main() {
  const check = process.argv.includes("--check");
  const results = readResults();
  let failed = false;
  const fail = (path, message) => {
    console.error(`${relative(ROOT, path)}: ${message}`);
    failed = true;
  };
  const settle = (path, text) => {
    if (existsSync(path) && readFileSync(path, "utf8") === text) return;
    if (check) {
      fail(path, "out of step with lab/results: run node scripts/render-docs.mjs");
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const pages = readdirSync(PAGES).filter((it) => it.endsWith(".md"));
  for (const path of [...TEXTS.map((name) => join(ROOT, name)), ...pages.map((name) => join(PAGES, name))]) {
    const text = readFileSync(path, "utf8");
    for (const found of handwritten(text)) fail(path, `"${found}" is not a placeholder`);
    // Markdown takes a comment at the start of a line for a block of its own, which would end the paragraph.
    if (/^\s*<!-- fig /m.test(text)) fail(path, "a placeholder stands at the start of a line");
    try {
      settle(path, render(text, basename(path, ".md"), results));
    } catch (error) {
      fail(path, error.message);
    }
  }
  const whole = wholeFiles(results);
  for (const [path, text] of whole) settle(path, text);
  for (const name of readdirSync(IMAGES).filter((it) => /^sweep-.*\.svg$/.test(it))) {
    const path = join(IMAGES, name);
    if (whole.has(path)) continue;
    if (check) fail(path, "is of a sweep that nobody measured");
    else rmSync(path);
  }
  process.exitCode = failed ? 1 : 0;
}

main();
