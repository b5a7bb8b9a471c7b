// The lab's results as the pages show them: reading, looking up a row, figures in words.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const LAB = join(ROOT, "lab");

export const RUNTIME_NAMES = { pypy: "PyPy", cpython: "CPython" };

/** Below this ratio of slow to fast form a rule says nothing (LEAST_RATIO in server/src/runtimes/severity.ts). */
export const LEAST_RATIO = 1.2;

/** All result files: `{ key: "pypy-7.3.11", ...contents }`, in the order of runtime and version. */
export function readResults() {
  const folder = join(LAB, "results");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ key: basename(name, ".json"), ...JSON.parse(readFileSync(join(folder, name), "utf8")) }))
    .sort((a, b) => b.runtime.localeCompare(a.runtime) || a.version.localeCompare(b.version, "en", { numeric: true }));
}

/** The name and version of a measured interpreter: `PyPy 7.3.11`. */
export function nameOf(result) {
  return `${RUNTIME_NAMES[result.runtime]} ${result.version}`;
}

/** What lab/pairs says about each pair, by id. */
export function readPairs() {
  const folder = join(LAB, "pairs");
  return new Map(
    readdirSync(folder)
      .map((id) => join(folder, id, "meta.json"))
      .filter((path) => existsSync(path))
      .map((path) => JSON.parse(readFileSync(path, "utf8")))
      .map((meta) => [meta.id, meta]),
  );
}

/** The result file of a runtime, by the start of its name (`pypy-7.3`). An error unless there is exactly one. */
function resultFor(results, runtime) {
  const found = results.filter((result) => result.key === runtime || result.key.startsWith(`${runtime}.`));
  if (found.length !== 1) throw new Error(`${found.length} result files for ${runtime}`);
  return found[0];
}

/**
 * The row behind an id: `ID` is a pair, `callable:ID` a callable, `sweep:ID@VALUE` a point of a curve, `-` the file itself.
 */
function rowFor(result, id) {
  if (id === "-") return result;
  const [, kind, name, value] = /^(?:(callable|sweep):)?(.*?)(?:@(\d+))?$/.exec(id);
  if (kind === "sweep") {
    return result.sweeps.find((it) => it.id === name)?.points.find((it) => it.value === Number(value));
  }
  return result[kind === "callable" ? "callables" : "pairs"].find((it) => it.id === name);
}

/** `17x`, `1.5x`, `0.62x`. */
export function times(ratio) {
  if (ratio >= 10) return `${Math.round(ratio)}x`;
  return `${ratio.toFixed(ratio >= 0.95 ? 1 : 2)}x`;
}

/** `3,129`, `4.8`; without the unit. */
export function nanoseconds(value) {
  const digits = Math.abs(value) >= 10 ? 0 : 1;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A figure in prose: `17x`, `1,294 ns`. */
const FIELDS = {
  ratio: (row) => times(row.ratio),
  inverse: (row) => times(1 / row.ratio),
  cold: (row) => times(row.coldRatio),
  warm: (row) => times(row.warmRatio),
  slow: (row) => `${nanoseconds(row.slowNs)} ns`,
  fast: (row) => `${nanoseconds(row.fastNs)} ns`,
  saved: (row) => `${nanoseconds(row.slowNs - row.fastNs)} ns`,
  added: (row) => `${nanoseconds(row.fastNs - row.slowNs)} ns`,
  bridgesBefore: (row) => String(row.slow?.bridges ?? row.slowBridges),
  bridgesAfter: (row) => String(row.fast?.bridges ?? row.fastBridges),
  tracesBefore: (row) => String(row.slow.traces),
  tracesAfter: (row) => String(row.fast.traces),
  ns: (row) => `${nanoseconds(row.ns)} ns`,
  version: (row) => row.version,
  date: (row) => row.date,
};

/** One figure in words. An error for a row or a field that is not there. */
export function figure(results, runtime, id, field) {
  const result = resultFor(results, runtime);
  const row = rowFor(result, id);
  if (row === undefined) throw new Error(`no row ${id} in ${result.key}`);
  const text = FIELDS[field]?.(row);
  if (text === undefined || /undefined|NaN|null/.test(text)) throw new Error(`${id} in ${result.key} has no ${field}`);
  return text;
}

/** The callables of a runtime. */
export function callablesOf(results, runtime) {
  return resultFor(results, runtime).callables;
}

/** A Markdown table. Columns of figures are set right. */
export function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, column) =>
    rows.every((row) => /^[\d.,]+( ns|x)?$|^$/.test(row[column])) ? "---:" : "---",
  );
  return ["", line(header), line(rule), ...rows.map(line), ""].join("\n");
}

/** The counts of the JIT behind a pair, slow and fast: what its cause names, else bridges or traces. */
export function countsOf(pair) {
  const cause = pair.cause ?? (pair.slow.bridges === null ? "traces" : "bridges");
  if (cause === "residual") return `residual ${pair.slow.residual.length} / ${pair.fast.residual.length}`;
  if (cause === "not-compiled") return "not compiled / compiled";
  if (cause === "given-back") return `given back ${pair.slow.ends._DEOPT ?? 0} / ${pair.fast.ends._DEOPT ?? 0}`;
  return `${cause} ${pair.slow[cause] ?? "-"} / ${pair.fast[cause] ?? "-"}`;
}
