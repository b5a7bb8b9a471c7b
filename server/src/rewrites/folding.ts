/** What the rewrites that fold a chain into one small loop share. */
import type { RuntimeId } from "../findings.js";
import { assignment, fits, type Place, tallTuple, tuple } from "./lineWidth.js";

/** What was measured for a rewrite, in words, and the selected runtimes that it slows down. */
export interface FixEffect {
  readonly text: string;
  readonly slowsDown: readonly RuntimeId[];
}

/** The parts of `names = [element for targets in zip(columns…)]`. */
export interface FoldedLoop extends Place {
  readonly names: readonly string[];
  readonly element: string;
  readonly targets: string;
  readonly columns: readonly (readonly string[])[];
}

/** Writes the loop on one line where it fits, else over several. The first line carries no indentation. */
export function wrapCall(loop: FoldedLoop): string {
  const { names, element, targets, columns, unit, ending } = loop;
  const each = `for ${targets} in zip`;
  const inZip = tuple(columns.map(tuple));
  const oneLine = `${names.join(", ")} = [${element} ${each}${inZip}]`;
  if (fits(loop, "", oneLine)) return oneLine;
  const inner = `${ending}${loop.indent}${unit}`;
  const head = `${assignment(loop, names, "[")}${inner}${element}${inner}`;
  const tail = `${ending}${loop.indent}]`;
  if (fits(loop, unit, each + inZip)) return `${head}${each}${inZip}${tail}`;
  const deeper = unit + unit;
  const written = columns.map((column) => {
    const text = tuple(column);
    return `${inner}${unit}${fits(loop, deeper, `${text},`) ? text : tallTuple(loop, deeper, column)},`;
  });
  return `${head}${each}(${written.join("")}${inner})${tail}`;
}
