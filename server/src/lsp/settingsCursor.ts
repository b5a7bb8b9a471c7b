/** What stands under an offset of a settings file. Looks at one line and at the headers above it; a file being typed need not be valid. Pure. */
import type { Span } from "../findings.js";
import type { SettingsFile } from "./settingsFile.js";

/** A key or a value under an offset. */
export interface SettingsCursor {
  readonly kind: "key" | "value";
  /** The way to it below the settings; for a key with the key itself, as far as it is written. */
  readonly path: readonly string[];
  /** The word. */
  readonly span: Span;
}

const HEADER = /^[ \t]*(\[\[?)([^\]#]*)\]?/;
const PART = /"([^"]*)"|'([^']*)'|([\w-]+)/g;
const KEY_BEFORE_VALUE =
  /^[ \t]*((?:"[^"]*"|'[^']*'|[\w-]+)(?:[ \t]*\.[ \t]*(?:"[^"]*"|'[^']*'|[\w-]+))*)[ \t]*=[ \t]*/;

/** The key or the value at an offset; null in comments, and outside of this tool's table. */
export function cursorAt(file: SettingsFile, offset: number): SettingsCursor | null {
  const { text, positions, prefix } = file;
  const line = positions.lineAt(offset);
  const { start, end } = positions.lineSpan(line);
  const content = text.slice(start, end);
  const before = text.slice(start, offset);
  if (isInComment(before)) return null;
  const header = HEADER.exec(content);
  if (header !== null) return inHeader(file, start, offset);
  const table = tableAbove(file, line);
  if (table === null || !prefix.every((part, index) => table[index] === part)) return null;
  const below = table.slice(prefix.length);
  const assignment = KEY_BEFORE_VALUE.exec(content);
  if (assignment === null || offset <= start + assignment[1]!.length + leading(content)) {
    return {
      kind: "key",
      path: [...below, ...partsUpTo(content, offset - start)],
      span: wordAt(text, offset, start, end),
    };
  }
  const path = [...below, ...partsOf(assignment[1]!)];
  return inValue(path, content.slice(assignment[0].length), start + assignment[0].length, offset);
}

/** The way to the table that a line stands in; elements of lists are numbered, with 0 for all. */
function tableAbove(file: SettingsFile, line: number): readonly string[] | null {
  for (let above = line - 1; above >= 0; above--) {
    const { start, end } = file.positions.lineSpan(above);
    const header = /^[ \t]*(\[\[?)([^\]]+)\]/.exec(file.text.slice(start, end));
    if (header !== null) return pathOfHeader(partsOf(header[2]!), file.prefix);
  }
  return file.prefix.length === 0 ? [] : null;
}

/** `overrides` is the only list of tables. */
function pathOfHeader(parts: readonly string[], prefix: readonly string[]): readonly string[] {
  const at = prefix.length;
  return parts[at] === "overrides" ? [...parts.slice(0, at + 1), "0", ...parts.slice(at + 1)] : parts;
}

function inHeader(file: SettingsFile, start: number, offset: number): SettingsCursor | null {
  const { start: from, end } = file.positions.lineSpan(file.positions.lineAt(offset));
  const parts = partsUpTo(file.text.slice(from, end), offset - start);
  if (parts.length <= file.prefix.length || !file.prefix.every((part, index) => parts[index] === part)) return null;
  const path = pathOfHeader(parts.slice(0, -1), file.prefix).slice(file.prefix.length);
  return { kind: "key", path: [...path, parts.at(-1)!], span: wordAt(file.text, offset, from, end) };
}

/** In an inline table the keys in it go on with the path. */
function inValue(path: readonly string[], value: string, start: number, offset: number): SettingsCursor {
  const upTo = value.slice(0, offset - start);
  const open = upTo.lastIndexOf("{");
  if (open <= upTo.lastIndexOf("}")) {
    return { kind: "value", path, span: valueAt(value, start, offset) };
  }
  const entryStart = Math.max(open, upTo.lastIndexOf(",")) + 1;
  const entry = value.slice(entryStart).replace(/[,}].*$/, "");
  const assignment = KEY_BEFORE_VALUE.exec(entry);
  if (assignment !== null && offset >= start + entryStart + assignment[0].length) {
    return { kind: "value", path: [...path, ...partsOf(assignment[1]!)], span: valueAt(value, start, offset) };
  }
  const span = wordAt(value, offset - start, entryStart, value.length);
  const shifted = { start: span.start + start, end: span.end + start };
  return { kind: "key", path: [...path, ...partsUpTo(entry, offset - start - entryStart)], span: shifted };
}

/** The string around an offset with its quotes, as far as it is written. */
function valueAt(value: string, start: number, offset: number): Span {
  const at = offset - start;
  const from = /["'][^"',[\]{}]*$/.exec(value.slice(0, at));
  const isInside = from !== null && (value.slice(0, at).split(from[0][0]!).length - 1) % 2 === 1;
  if (!isInside) return { start: offset, end: offset };
  const rest = /^[^"',[\]{}\s]*["']?/.exec(value.slice(at))![0];
  return { start: start + from.index, end: offset + rest.length };
}

function wordAt(text: string, offset: number, start: number, end: number): Span {
  const before = /[\w-]*$/.exec(text.slice(start, offset))![0];
  const after = /^[\w-]*/.exec(text.slice(offset, end))![0];
  return { start: offset - before.length, end: offset + after.length };
}

/** The parts of a dotted key up to the one that holds a column; an empty one where nothing is written yet. */
function partsUpTo(content: string, column: number): readonly string[] {
  const key = content.replace(/=.*$/, "");
  const parts: string[] = [];
  for (const match of key.matchAll(PART)) {
    if (match.index > column) break;
    parts.push(match[1] ?? match[2] ?? match[3]!);
  }
  if (/(?:^|[.[{,])[ \t]*$/.test(key.slice(0, column))) parts.push("");
  return parts;
}

function partsOf(key: string): string[] {
  return [...key.matchAll(PART)].map((match) => match[1] ?? match[2] ?? match[3]!);
}

function leading(content: string): number {
  return content.length - content.trimStart().length;
}

function isInComment(before: string): boolean {
  return before.replace(/"[^"]*"|'[^']*'/g, "").includes("#");
}
