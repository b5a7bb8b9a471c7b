/** Offsets as rows and columns for people and other tools. Pure. */
import type { Lines } from "../semantics/lines.js";

/** 1-based row, and 1-based column in Unicode code points, as in ruff's output. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** The position of an offset in UTF-16 code units. */
export function positionAt(lines: Lines, offset: number): Position {
  const line = lines.lineAt(offset);
  return { row: line + 1, column: countCodePoints(lines.text.slice(lines.startOf(line), offset)) + 1 };
}

/** Length of a text in Unicode code points. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
