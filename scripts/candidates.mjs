// The candidates for rules that were measured and are no rules: a table from the lab's results. A pair of lab/pairs names the candidate that
// it was made for; one that has a page in docs/rules is a rule.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { LEAST_RATIO, nameOf, nanoseconds, ROOT, table, times } from "./results.mjs";

/** The rule of pairs that show that something makes no difference: docs/what-does-not-matter.md has those. */
export const NOT_A_RULE = "not-a-rule";

/** A construct that saves less than this many nanoseconds a round is a hint at most (server/src/runtimes/severity.ts). */
const WORTHWHILE_NS = 10;

/** What is known beside the figures. */
const REASONS = {
  "escaping-temporary": "saves little on PyPy, and the text does not tell which objects outlive their round",
};

/** Whether a rule of that name has a page. */
export function isRule(name) {
  return existsSync(join(ROOT, "docs", "rules", `${name}.md`));
}

/** The names of the candidates that are no rules. */
export function candidateNames(metas) {
  const names = new Set([...metas.values()].map((meta) => meta.rule));
  return [...names].filter((name) => name !== NOT_A_RULE && !isRule(name)).sort();
}

function rowsOf(results, name) {
  return results.map((result) => result.pairs.filter((pair) => pair.rule === name));
}

/** The pair of a candidate with the largest ratio on any interpreter. */
function strongest(results, name) {
  const pairs = rowsOf(results, name).flat();
  return pairs.reduce((best, pair) => (best === undefined || pair.ratio > best.ratio ? pair : best), undefined)?.id;
}

function figures(pair) {
  if (pair === undefined) return "";
  return `${times(pair.ratio)} (${nanoseconds(pair.slowNs)} → ${nanoseconds(pair.fastNs)} ns)`;
}

/** What the figures say by themselves. */
function measuredReason(results, name) {
  const pairs = rowsOf(results, name).flat();
  if (pairs.every((pair) => pair.ratio < LEAST_RATIO)) return "makes no difference";
  const worthwhile = pairs.some((pair) => pair.ratio >= LEAST_RATIO && pair.slowNs - pair.fastNs >= WORTHWHILE_NS);
  return worthwhile ? "makes a difference; not built" : "a hint at most; not built";
}

/** The table of the candidates. */
export function candidatesTable(results, metas) {
  const rows = candidateNames(metas).map((name) => {
    const id = strongest(results, name);
    const found = results.map((result) => result.pairs.find((pair) => pair.id === id));
    const why = REASONS[name] ?? measuredReason(results, name);
    return [`\`${name}\``, metas.get(id).claim, ...found.map(figures), why];
  });
  return table(["candidate", "what against what", ...results.map(nameOf), "why it is no rule"], rows);
}
