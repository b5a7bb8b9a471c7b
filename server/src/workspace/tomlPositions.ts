/** Where a setting stands in a TOML file. The TOML parser does not keep positions, so this looks for headers and keys. Pure. */
import type { Position } from "./positions.js";

const HEADER = /^[ \t]*(\[\[?)([^\]]+)\]/;
const KEY = /^[ \t]*((?:"[^"]*"|'[^']*'|[\w-]+)(?:[ \t]*\.[ \t]*(?:"[^"]*"|'[^']*'|[\w-]+))*)[ \t]*=/;
const KEY_PART = /"([^"]*)"|'([^']*)'|([\w-]+)/g;

/**
 * The line that sets the value at `path`, or the nearest table or key above it in the path; null where there is none. Elements of
 * lists of tables are numbered from 0. Keys inside an inline table are found at the line where that table begins.
 */
export function positionOfSetting(text: string, path: readonly string[]): Position | null {
  let best: Position | null = null;
  let bestLength = 0;
  let table: readonly string[] = [];
  const counts = new Map<string, number>();
  for (const [index, line] of text.split(/\r\n|\n/).entries()) {
    const header = HEADER.exec(line);
    const key = header === null ? KEY.exec(line) : null;
    if (header !== null) table = tablePath(partsOf(header[2]!), header[1] === "[[", counts);
    else if (key === null) continue;
    const here = key === null ? table : [...table, ...partsOf(key[1]!)];
    if (here.length > bestLength && here.length <= path.length && here.every((part, at) => part === path[at])) {
      best = { row: index + 1, column: line.length - line.trimStart().length + 1 };
      bestLength = here.length;
    }
  }
  return best;
}

/** The path of a header, with a number after each list of tables. */
function tablePath(parts: readonly string[], isList: boolean, counts: Map<string, number>): readonly string[] {
  const path: string[] = [];
  for (const [index, part] of parts.entries()) {
    path.push(part);
    const name = path.join("\0");
    if (isList && index === parts.length - 1) counts.set(name, (counts.get(name) ?? -1) + 1);
    const count = counts.get(name);
    if (count !== undefined) path.push(String(count));
  }
  return path;
}

function partsOf(key: string): string[] {
  return [...key.matchAll(KEY_PART)].map((match) => match[1] ?? match[2] ?? match[3]!);
}
