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
  const { names, element, targets, unit, ending } = loop;
  const target = names.join(", ");
  const columns = loop.columns.map((column) => `(${column.join(", ")})`);
  const oneLine = `${target} = [${element} for ${targets} in zip(${columns.join(", ")})]`;
  if (fits(loop, "", oneLine)) return oneLine;
  const inner = `${ending}${loop.indent}${unit}`;
  const head = `${wrapTarget(loop, target)}${inner}${element}${inner}`;
  const shortZip = `for ${targets} in zip(${columns.join(", ")})`;
  const tail = `${ending}${loop.indent}]`;
  if (fits(loop, unit, shortZip)) return `${head}${shortZip}${tail}`;
  const deeper = `${inner}${unit}`;
  const written = loop.columns.map((column, position) =>
    fits(loop, unit + unit, `${columns[position]},`)
      ? `${deeper}${columns[position]},`
      : `${deeper}(${column.map((value) => `${deeper}${unit}${value},`).join("")}${deeper}),`,
  );
  return `${head}for ${targets} in zip(${written.join("")}${inner})${tail}`;
}

function wrapTarget(loop: FoldedLoop, target: string): string {
  if (fits(loop, "", `${target} = [`)) return `${target} = [`;
  const inner = `${loop.ending}${loop.indent}${loop.unit}`;
  return `(${loop.names.map((name) => `${inner}${name},`).join("")}${loop.ending}${loop.indent}) = [`;
}

/** True when a text without line breaks is no wider than a line, this much deeper than the statement. Tabs count as four. */
function fits(loop: FoldedLoop, deeper: string, text: string): boolean {
  return (loop.indent + deeper + text).replaceAll("\t", "    ").length <= WIDEST && !/[\r\n]/.test(text);
}
