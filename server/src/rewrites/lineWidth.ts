/** Breaking new lines that would be too wide, as formatters do. */

/** Longer lines are broken. */
const WIDEST = 88;

/** Where a statement is written. */
export interface Place {
  /** Indentation of the statement, and of one more level. */
  readonly indent: string;
  readonly unit: string;
  /** Line ending. */
  readonly ending: string;
}

/** True when a text without line breaks is no wider than a line, this much deeper than the statement. Tabs count as four. */
export function fits(place: Place, deeper: string, text: string): boolean {
  return (place.indent + deeper + text).replaceAll("\t", "    ").length <= WIDEST && !/[\r\n]/.test(text);
}

/** `a, b = VALUE`, with a name on each line where it is too wide for one. The first line carries no indentation. */
export function assignment(place: Place, names: readonly string[], value: string): string {
  const oneLine = `${names.join(", ")} = ${value}`;
  return fits(place, "", oneLine) ? oneLine : `${tallTuple(place, "", names)} = ${value}`;
}

/** `(a, b)`. */
export function tuple(items: readonly string[]): string {
  return `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
}

/** A tuple with an item on each line, this much deeper than the statement. */
export function tallTuple(place: Place, deeper: string, items: readonly string[]): string {
  const inner = `${place.ending}${place.indent}${deeper}`;
  return `(${items.map((item) => `${inner}${place.unit}${item},`).join("")}${inner})`;
}
