/** What a run of the benchmark gives. */
import type { Summary } from "./measuring.js";

/** One line of a table. */
export interface Row {
  /** The text, or what the line is about where there is none. */
  readonly input: string;
  readonly what: string;
  readonly summary: Summary;
  /** The row of the same table and input that this one is compared with; null for that row. */
  readonly floor: string | null;
}

/** What was measured about one question. */
export interface Table {
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what a row is. */
  readonly explanation: string;
  readonly unit: "ms" | "MB";
  readonly rows: readonly Row[];
}

/** The row with this text and name. @throws where there is none */
export function rowOf(table: Table, input: string, what: string): Row {
  const row = table.rows.find((one) => one.input === input && one.what === what);
  if (row === undefined) throw new Error(`${table.id} has no row ${input}, ${what}`);
  return row;
}

/** How many times the row that it is compared with; null for that row itself. By medians, or by minima. */
export function ratioOf(table: Table, row: Row, by: "min" | "p50" = "p50"): number | null {
  return row.floor === null ? null : row.summary[by] / rowOf(table, row.input, row.floor).summary[by];
}
