/**
 * Turns lab/results/*.json into server/src/runtimes/<runtime>/evidence.generated.json: what the engine needs of each row and
 * nothing else. `pypy` holds every measured version side by side, the engine joins them.
 *
 *   node scripts/generate-runtimes.mjs [RESULTS OUTPUT]    other folders than lab/results and server/src/runtimes
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NOT_A_RULE } from "./candidates.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [resultsFolder = join(root, "lab", "results"), runtimesFolder = join(root, "server", "src", "runtimes")] =
  process.argv.slice(2);
const DISPLAY = { pypy: "PyPy", cpython: "CPython" };

/** The runtime that a result file speaks for. */
function runtimeOf(result) {
  return result.runtime === "pypy" ? "pypy" : `cpython-${result.version.split(".").slice(0, 2).join(".")}`;
}

/** One measured version, reduced to what the engine reads. */
function compact(result) {
  const pairs = {};
  for (const row of result.pairs) {
    if (row.rule === NOT_A_RULE) continue;
    pairs[row.id] = {
      judged: row.judged,
      n: row.n,
      ratio: row.ratio,
      slowNs: row.slowNs,
      fastNs: row.fastNs,
      coldRatio: row.coldRatio,
      warmRatio: row.warmRatio,
      slowBridges: row.slow.bridges,
      fastBridges: row.fast.bridges,
    };
  }
  const callables = {};
  for (const row of result.callables) {
    callables[row.name] ??= [];
    callables[row.name].push({
      ...(row.variant === "" ? {} : { variant: row.variant }),
      verdict: row.verdict,
      ns: row.ns,
      ...(row.noRemedy ? { noRemedy: true } : {}),
    });
  }
  return { interpreter: `${DISPLAY[result.runtime]} ${result.version}`, date: result.date, pairs, callables };
}

const files = readdirSync(resultsFolder)
  .filter((name) => name.endsWith(".json"))
  .sort();
const byRuntime = { pypy: [], "cpython-3.14": [], "cpython-3.15": [] };
for (const name of files) {
  const result = JSON.parse(readFileSync(join(resultsFolder, name), "utf8"));
  byRuntime[runtimeOf(result)]?.push(compact(result));
}
for (const [runtime, versions] of Object.entries(byRuntime)) {
  mkdirSync(join(runtimesFolder, runtime), { recursive: true });
  writeFileSync(join(runtimesFolder, runtime, "evidence.generated.json"), `${JSON.stringify({ versions })}\n`);
}
