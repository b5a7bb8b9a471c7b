/** The catalogue of docs/rules names every rule and every candidate that was measured, each once. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { CATALOGUE, withCatalogue } from "../../scripts/catalogue.js";
import { RUNTIME_IDS } from "../../server/src/findings.js";
import { RULE_METAS } from "../../server/src/rules/registry.js";

const ROOT = join(__dirname, "..", "..");
const page = readFileSync(CATALOGUE, "utf8");

/** The first cell of each row of a table. */
function firstCells(name: string): string[] {
  const table = new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`).exec(page)?.[1] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  return rows.slice(1).map((line) => line.split(" | ")[0]!.slice(2));
}

/** The candidates that the pairs of the lab were made for. */
function candidates(): string[] {
  const folder = join(ROOT, "lab", "pairs");
  const names = readdirSync(folder).map((id) => JSON.parse(readFileSync(join(folder, id, "meta.json"), "utf8")).rule);
  return [...new Set<string>(names)].filter((name) => name !== "not-a-rule");
}

describe("the catalogue of rules", () => {
  test("is in step with the rules (npm run generate)", () => {
    assert.equal(withCatalogue(page, RULE_METAS.values()), page);
  });

  test("says of each rule on which runtimes it speaks", () => {
    for (const meta of RULE_METAS.values()) {
      const row = page.split("\n").find((line) => line.startsWith(`| [${meta.name}](${meta.name}.md) | `));
      const verdicts = row?.split(" | ").slice(3, 3 + RUNTIME_IDS.length);
      assert.deepEqual(
        verdicts,
        RUNTIME_IDS.map((id) => (meta.verdicts[id].speaks ? "speaks" : "silent")),
        meta.name,
      );
    }
  });

  test("holds every candidate that was measured, as a rule or as none", () => {
    const rules = firstCells("catalogue").map((cell) => /^\[(.*?)\]/.exec(cell)?.[1]);
    const others = firstCells("candidates").map((cell) => cell.replaceAll("`", ""));
    assert.deepEqual(rules.toSorted(), [...RULE_METAS.keys()].toSorted());
    assert.deepEqual(
      others.toSorted(),
      candidates()
        .filter((name) => !RULE_METAS.has(name))
        .toSorted(),
    );
  });
});
