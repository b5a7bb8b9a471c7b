/** The figures that the project wants. The ratios count: all that is compared was measured in turns, in the same run. */
import { RUFF_KEY } from "./keystrokes.js";
import { BARE, OPEN } from "./opening.js";
import { FIRST_MODULE, READ, READ_MEMORY } from "./projects.js";
import { type Row, ratioOf, rowOf, type Table } from "./results.js";
import { ENTRIES, type Entry } from "./serverProcess.js";
import { BARE_NODE, FIRST_DIAGNOSTICS, FIRST_EVER, INITIALIZE, OPENED, TYPED } from "./serving.js";
import { MIXED } from "./typing.js";

const ENTRY_NAMES = Object.keys(ENTRIES) as Entry[];

/** A figure that the project wants, and what was measured. */
export interface Target {
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly met: boolean;
}

/** What was wanted of the tables and texts that were measured. */
export function targetsOf(tables: readonly Table[]): Target[] {
  return [
    atMost(tables, "keystroke", "10k", MIXED, "p50", 4),
    atMost(tables, "keystroke", "10k", MIXED, "p95", 12),
    fasterThanRuff(tables),
    atMost(tables, "keystroke", "30k", MIXED, "p50", 10),
    atMost(tables, "server", "10k", MIXED, "p50", 10),
    timesTheFloor(tables, "open", "10k", 1.6),
    timesTheFloor(tables, "library", "library", 1.6),
    ...ENTRY_NAMES.map((entry) => laterThanNode(tables, INITIALIZE[entry])),
    ...[...ENTRY_NAMES.map((entry) => FIRST_DIAGNOSTICS[entry]), FIRST_EVER].map((what) =>
      atMost(tables, "start", "2k", what, "p50", 300),
    ),
    atMost(tables, "memory", "10k", OPENED, "p50", 110),
    atMost(tables, "memory", "10k", TYPED, "p50", 110),
    atMost(tables, "project", "10k", FIRST_MODULE, "p50", 50),
    atMost(tables, "project", "library", READ, "p50", 3000),
    atMost(tables, "project-memory", "library", READ_MEMORY, "p50", 250),
  ].filter((target) => target !== null);
}

function find(tables: readonly Table[], id: string, input: string, what: string): { table: Table; row: Row } | null {
  const table = tables.find((one) => one.id === id);
  return table?.rows.some((row) => row.input === input) ? { table, row: rowOf(table, input, what) } : null;
}

function atMost(
  tables: readonly Table[],
  id: string,
  input: string,
  what: string,
  by: "p50" | "p95",
  limit: number,
): Target | null {
  const found = find(tables, id, input, what);
  if (found === null) return null;
  const { table, row } = found;
  const value = row.summary[by];
  return {
    what: `${table.title}: ${input}, ${what}, ${by}`,
    limit: `at most ${limit} ${table.unit}`,
    measured: `${value.toFixed(1)} ${table.unit}`,
    met: value <= limit,
  };
}

function timesTheFloor(tables: readonly Table[], id: string, input: string, limit: number): Target | null {
  const found = find(tables, id, input, OPEN);
  if (found === null) return null;
  const { table, row } = found;
  const ratio = ratioOf(table, row)!;
  return {
    what: `${table.title}: ${input}, against the ${BARE}`,
    limit: `at most ${limit} times`,
    measured: `${ratio.toFixed(2)} times (minima: ${ratioOf(table, row, "min")!.toFixed(2)})`,
    met: ratio <= limit,
  };
}

function fasterThanRuff(tables: readonly Table[]): Target | null {
  const mine = find(tables, "keystroke", "10k", MIXED);
  const theirs = find(tables, "keystroke", "10k", RUFF_KEY);
  if (mine === null || theirs === null) return null;
  const ratio = theirs.row.summary.p50 / mine.row.summary.p50;
  const ofMinima = theirs.row.summary.min / mine.row.summary.min;
  return {
    what: "A key at 10k lines, against ruff-wasm checking the text",
    limit: "at least 5 times faster",
    measured: `${ratio.toFixed(1)} times (minima: ${ofMinima.toFixed(1)})`,
    met: ratio >= 5,
  };
}

function laterThanNode(tables: readonly Table[], initialize: string): Target | null {
  const node = find(tables, "start", "2k", BARE_NODE);
  const answer = find(tables, "start", "2k", initialize);
  if (node === null || answer === null) return null;
  const later = answer.row.summary.p50 - node.row.summary.p50;
  return {
    what: `${initialize}, later than \`${BARE_NODE}\` takes, p50`,
    limit: "at most 80 ms",
    measured: `${later.toFixed(0)} ms (minima: ${(answer.row.summary.min - node.row.summary.min).toFixed(0)})`,
    met: later <= 80,
  };
}
