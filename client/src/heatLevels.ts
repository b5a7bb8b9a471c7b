/** How hot each line of a document is. Knows nothing of the editor. */
import type { LoopFact } from "./facts.js";

/** So many loops within each other have a colour of their own. package.json contributes `jitHints.heat1` and so on. */
export const MOST_HEAT = 3;

/** How many hot loops each line stands in. */
export function heatOfLines(loops: readonly LoopFact[], lineCount: number): number[] {
  const depths = new Array<number>(lineCount).fill(0);
  for (const { body } of loops) {
    for (let line = body.start.line; line <= Math.min(body.end.line, lineCount - 1); line++) depths[line]!++;
  }
  return depths;
}
