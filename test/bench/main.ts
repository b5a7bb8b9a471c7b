/**
 * The benchmark: what the tool costs, against what its parser alone and other tools cost in the same run.
 *
 *   npm run bench                          everything, and the figures that the project wants
 *   npm run bench -- open keystroke 10k    these tables, this text (200, 2k, 10k, 30k)
 *   npm run bench -- --cpu                 processor time for what runs in this process: for a busy machine
 *   npm run bench -- --json FILE           also as JSON
 *   npm run bench -- --write               also into docs/performance.md; not together with names or --cpu
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readInputs } from "./inputs.js";
import { measureKeystrokes } from "./keystrokes.js";
import { countProcessorTime } from "./measuring.js";
import { measureLibrary, measureOpening } from "./opening.js";
import { measureProjects } from "./projects.js";
import { circumstancesOf, printTable, printTargets, writePage } from "./report.js";
import type { Table } from "./results.js";
import { measureMemory, measureServerKeystrokes, measureStart } from "./serving.js";
import { ROOT } from "./subject.js";
import { targetsOf } from "./targets.js";

const SECONDS_OF_TYPING = 15;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: "string" },
      write: { type: "boolean", default: false },
      cpu: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const inputs = readInputs();
  const sizeOf = (name: string) => inputs.sizes.find((size) => size.name === name)!;
  const chosen = inputs.sizes.filter(({ name }) => positionals.includes(name));
  const texts = chosen.length === 0 ? inputs.sizes : chosen;
  const works: Readonly<Record<string, () => Promise<Table | readonly Table[]>>> = {
    open: () => measureOpening(texts),
    library: () => measureLibrary(inputs.library),
    keystroke: () => measureKeystrokes(texts, SECONDS_OF_TYPING),
    server: () => measureServerKeystrokes(texts, SECONDS_OF_TYPING),
    start: () => measureStart(sizeOf("2k")),
    memory: () => measureMemory(sizeOf("10k")),
    project: () => measureProjects(sizeOf("10k"), inputs.library),
  };
  const unknown = positionals.filter((name) => !(name in works) && !inputs.sizes.some((size) => size.name === name));
  if (unknown.length > 0)
    throw new Error(`there is no ${unknown.join(", ")}; there are ${Object.keys(works).join(", ")}`);
  if (values.write && (positionals.length > 0 || values.cpu)) throw new Error("--write takes no names and no --cpu");
  if (values.cpu) countProcessorTime();

  const circumstances = circumstancesOf(inputs);
  console.log(circumstances.join("\n"));
  const names = positionals.filter((name) => name in works);
  const tables: Table[] = [];
  for (const [name, work] of Object.entries(works)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const table of [await work()].flat()) {
      printTable(table);
      tables.push(table);
    }
  }
  const targets = targetsOf(tables);
  printTargets(targets);
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ circumstances, tables, targets }, null, 2)}\n`);
  }
  if (values.write) writePage(join(ROOT, "docs", "performance.md"), circumstances, tables, targets);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
