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
import { readInputs, SIZE_NAMES } from "./inputs.js";
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

/** Groups of tables, in the order in which they are measured. */
const WORKS = ["open", "library", "keystroke", "server", "start", "memory", "project"] as const;

/** What the command line asks for. @throws with words for the user where it makes no sense */
function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: "string" },
      write: { type: "boolean", default: false },
      cpu: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const known: readonly string[] = [...WORKS, ...SIZE_NAMES];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(", ")}. There are: ${known.join(", ")}`);
  if (values.write && (positionals.length > 0 || values.cpu)) throw new Error("--write takes no names and no --cpu");
  return { values, positionals };
}

async function main({ values, positionals }: ReturnType<typeof readArguments>): Promise<void> {
  if (values.cpu) countProcessorTime();
  const inputs = readInputs();
  const sizeOf = (name: string) => inputs.sizes.find((size) => size.name === name)!;
  const chosen = inputs.sizes.filter(({ name }) => positionals.includes(name));
  const texts = chosen.length === 0 ? inputs.sizes : chosen;
  const works: Readonly<Record<(typeof WORKS)[number], () => Promise<Table | readonly Table[]>>> = {
    open: () => measureOpening(texts),
    library: () => measureLibrary(inputs.library),
    keystroke: () => measureKeystrokes(texts, SECONDS_OF_TYPING),
    server: () => measureServerKeystrokes(texts, SECONDS_OF_TYPING),
    start: () => measureStart(sizeOf("2k")),
    memory: () => measureMemory(sizeOf("10k")),
    project: () => measureProjects(sizeOf("10k"), inputs.library),
  };

  const circumstances = circumstancesOf(inputs);
  console.log(circumstances.join("\n"));
  const named = WORKS.filter((name) => positionals.includes(name));
  const tables: Table[] = [];
  for (const name of named.length > 0 ? named : WORKS) {
    for (const table of [await works[name]()].flat()) {
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

function run(): void {
  let asked: ReturnType<typeof readArguments>;
  try {
    asked = readArguments();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return;
  }
  main(asked).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

run();
