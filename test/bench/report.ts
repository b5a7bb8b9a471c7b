/** Tables for people: on the terminal, and as Markdown in docs/performance.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Inputs } from "./inputs.js";
import { ratioOf, type Table } from "./results.js";
import { Ruff } from "./rivals.js";
import { ROOT } from "./subject.js";
import type { Target } from "./targets.js";

const COLUMNS = ["lines", "what", "count", "min", "p50", "p95", "x p50", "x min"];
const BEGIN = "<!-- measured: written by `npm run bench -- --write` -->";
const END = "<!-- /measured -->";

/** Prints a table. */
export function printTable(table: Table): void {
  console.log(`\n${table.title} (${table.unit})`);
  printColumns([columnsOf(table), ...cellsOf(table)]);
}

/** Prints what was wanted and whether it is so. */
export function printTargets(targets: readonly Target[]): void {
  if (targets.length === 0) return;
  console.log("\nWanted");
  printColumns(targets.map(({ what, limit, measured, met }) => [met ? "met" : "NOT MET", what, limit, measured]));
}

/** What was measured on, in one line a fact. */
export function circumstancesOf({ python, hash, sizes, library }: Inputs): string[] {
  const processors = cpus();
  return [
    `Date: ${new Date().toISOString().slice(0, 10)}`,
    `Machine: ${processors[0]!.model.trim()}, ${processors.length} cores; Node.js ${process.versions.node}`,
    `Texts: the standard library of Python ${python} (${sizes.length} texts, ${library.length} modules), SHA-256 ${hash}`,
    `Others: ruff-wasm ${Ruff.version}, ${versionOf("web-tree-sitter")}`,
  ];
}

/** Puts tables and targets into a page, between its two markers. @throws where the page does not have them */
export function writePage(
  path: string,
  circumstances: readonly string[],
  tables: readonly Table[],
  targets: readonly Target[],
): void {
  const page = readFileSync(path, "utf8");
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the tables`);
  const parts = [
    BEGIN,
    circumstances.map((line) => `- ${line}`).join("\n"),
    "### Targets",
    markdown(
      ["", "what", "target", "measured"],
      targets.map(({ what, limit, measured, met }) => [met ? "met" : "**not met**", what, limit, measured]),
    ),
    ...tables.flatMap((table) => [
      `### ${table.title}`,
      table.explanation,
      markdown(columnsOf(table, ` (${table.unit})`), cellsOf(table)),
    ]),
    END,
  ];
  writeFileSync(path, page.slice(0, begin) + parts.join("\n\n") + page.slice(end + END.length));
}

function columnsOf(table: Table, unit = ""): string[] {
  return COLUMNS.map((name) => (["min", "p50", "p95"].includes(name) ? `${name}${unit}` : name)).filter(
    (_, i) => i < 6 || table.rows.some((row) => row.floor !== null),
  );
}

function cellsOf(table: Table): string[][] {
  const count = columnsOf(table).length;
  return table.rows.map((row) => {
    const { summary } = row;
    const times = [summary.min, summary.p50, summary.p95].map((value) => value.toFixed(value < 100 ? 2 : 0));
    const ratios = [ratioOf(table, row), ratioOf(table, row, "min")].map((ratio) => ratio?.toFixed(2) ?? "");
    return [row.input, row.what, String(summary.count), ...times, ...ratios].slice(0, count);
  });
}

function isNumber(cell: string): boolean {
  return /^[\d.]*$/.test(cell);
}

function printColumns(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, i) =>
          i > 1 && rows.slice(1).every((one) => isNumber(one[i]!))
            ? cell.padStart(widths[i]!)
            : cell.padEnd(widths[i]!),
        )
        .join("  ")
        .trimEnd(),
    );
  }
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, i) => (i > 1 && rows.every((row) => isNumber(row[i]!)) ? "---:" : "---"));
  return [line(head), `|${rule.join("|")}|`, ...rows.map(line)].join("\n");
}

/** The version that package.json asks for, which is exact. */
function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  return `${name} ${devDependencies[name]}`;
}
