/**
 * The table of all rules in docs/rules/README.md, from what the rules say of themselves. test/unit/catalogue.test.ts holds the page against it.
 *
 *   npm run generate
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_IDS, RUNTIME_NAMES } from "../server/src/findings.js";
import { RULE_METAS } from "../server/src/rules/registry.js";
import type { Problem, RuleMeta } from "../server/src/rules/rule.js";

/** The page that holds the table. */
export const CATALOGUE: string = join(__dirname, "..", "docs", "rules", "README.md");

const TABLE = /(<!-- catalogue -->\n)[\s\S]*?(<!-- \/catalogue -->)/;

/** The parts of the talk, in its order. */
const PROBLEMS: readonly Problem[] = [
  "trace blockers",
  "data-driven control flow",
  "generators and async",
  "allocations",
  "warm-up and placement",
  "housekeeping",
];

const HEADER = [
  "rule",
  "allows",
  "problem",
  ...RUNTIME_IDS.map((id) => RUNTIME_NAMES[id].replace(/ \(?with JIT\)?$/, "")),
  "fixes",
  "stability",
];

/** How far the rule's fixes can be trusted, the safest first; without fixes it says what to do. */
function fixLevels(meta: RuleMeta): string {
  const levels = ["safe", "unsafe", "suggestion"].filter((it) => meta.fixes.some((fix) => fix.applicability === it));
  return levels.length === 0 ? "advice" : levels.join(", ");
}

function rowOf(meta: RuleMeta): string[] {
  const verdicts = RUNTIME_IDS.map((id) => (meta.verdicts[id].speaks ? "speaks" : "silent"));
  const name = `[${meta.name}](${meta.name}.md)`;
  return [name, meta.summary, meta.problem, ...verdicts, fixLevels(meta), meta.stability];
}

/** The page with the table of these rules in the place of the one that it has. An error where the page has no place for it. */
export function withCatalogue(page: string, metas: Iterable<RuleMeta>): string {
  if (!TABLE.test(page)) throw new Error("the page has no place for the table of rules");
  const rows = [...metas]
    .sort((a, b) => PROBLEMS.indexOf(a.problem) - PROBLEMS.indexOf(b.problem) || a.name.localeCompare(b.name))
    .map(rowOf);
  const lines = [HEADER, HEADER.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return page.replace(TABLE, (_, open: string, close: string) => `${open}\n${lines.join("\n")}\n\n${close}`);
}

if (require.main === module) {
  writeFileSync(CATALOGUE, withCatalogue(readFileSync(CATALOGUE, "utf8"), RULE_METAS.values()));
}
