/** What the rewrites that fold a chain into one small loop share. */
import type { RuntimeId } from "../findings.js";

/** What was measured for a rewrite, in words, and the selected runtimes that it slows down. */
export interface FixEffect {
  readonly text: string;
  readonly slowsDown: readonly RuntimeId[];
}

/** Longer lines are broken, as formatters do. */
const WIDEST = 88;

/** The parts of `names = [element for targets in zip(columns…)]`. */
export interface FoldedLoop {
  readonly names: readonly string[];
  readonly element: string;
  readonly targets: string;
  readonly columns: readonly (readonly string[])[];
  /** Indentation of the statement, and of one more level. */
  readonly indent: string;
  readonly unit: string;
  /** Line ending. */
  readonly ending: string;
}

/** Writes the loop on one line where it fits, else over several. The first line carries no indentation. */
export function wrapCall(loop: FoldedLoop): string {
  const { names, element, targets, indent, unit, ending } = loop;
  const target = names.join(", ");
  const columns = loop.columns.map((column) => `(${column.join(", ")})`);
  const oneLine = `${target} = [${element} for ${targets} in zip(${columns.join(", ")})]`;
  if (indent.length + oneLine.length <= WIDEST) return oneLine;
  const inner = `${ending}${indent}${unit}`;
  const shortZip = `for ${targets} in zip(${columns.join(", ")})`;
  if (indent.length + unit.length + shortZip.length <= WIDEST) {
    return `${wrapTarget(loop, target)}${inner}${element}${inner}${shortZip}${ending}${indent}]`;
  }
  const deeper = `${inner}${unit}`;
  return `${wrapTarget(loop, target)}${inner}${element}${inner}for ${targets} in zip(${columns.map((column) => `${deeper}${column},`).join("")}${inner})${ending}${indent}]`;
}

function wrapTarget(loop: FoldedLoop, target: string): string {
  if (loop.indent.length + target.length + 4 <= WIDEST) return `${target} = [`;
  const inner = `${loop.ending}${loop.indent}${loop.unit}`;
  return `(${loop.names.map((name) => `${inner}${name},`).join("")}${loop.ending}${loop.indent}) = [`;
}
