/** What ways to edit a program have in common. */
import type { Finding, Span } from "../../../server/src/findings.js";
import type { Random } from "../rewrites/random.js";
import type { Line, Source } from "./python.js";

/** Replaces a range, in UTF-16 code units of the text before. */
export interface Edit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

/** A way to edit, which may look at what was found in the text. */
export type Mutation = (source: Source, random: Random, findings: readonly Finding[]) => readonly Edit[] | null;

/** One of the list, or null where it is empty. */
export function anyOf<T>(random: Random, list: readonly T[]): T | null {
  return list.length === 0 ? null : random.pick(list);
}

/** The edit that inserts a text. */
export function insert(at: number, newText: string): Edit[] {
  return [{ start: at, oldEnd: at, newText }];
}

/** The edit that puts a text in the place of another. */
export function replace(span: Span, newText: string): Edit[] {
  return [{ start: span.start, oldEnd: span.end, newText }];
}

/** Edits of one text that do not touch each other, in an order in which none moves another. */
export function fromTheEnd(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => b.start - a.start);
}

/** The same insertion, character by character. */
export function keyByKey(at: number, text: string): Edit[] {
  return [...text].map((key, i, keys) => insert(at + keys.slice(0, i).join("").length, key)[0]!);
}

/** A new line before another one, indented like it. */
export function lineBefore(line: Line, text: string): Edit[] {
  return insert(line.start, indented(text, line.indent));
}

/** Lines with the same indentation before each. */
export function indented(text: string, indent: string): string {
  return text
    .split("\n")
    .map((one) => `${indent}${one}\n`)
    .join("");
}

/** A line with code somewhere. */
export function someLine(source: Source, random: Random, pattern = /\S/): Line | null {
  // Without reading all lines of a long text.
  for (let times = 0; times < 8; times++) {
    const line = random.pick(source.lines);
    if (pattern.test(line.text)) return line;
  }
  return anyOf(random, source.linesLike(pattern));
}

/** Names that mean something in this text; of a module that is imported where there are no others. */
export function someName(source: Source, random: Random): string {
  const around = source.namesFrom(random.below(source.lines.length), 20);
  return anyOf(random, around)?.name ?? "json";
}

/** Fills the holes of a snippet with names of the text: `$f` a function or class, `$n` any name. */
export function filled(source: Source, random: Random, snippet: string): string {
  return snippet
    .replace(/\$f/g, () => anyOf(random, source.definitions)?.name ?? "len")
    .replace(/\$n/g, () => someName(source, random));
}

/** A line that matches, with the lines of its block. */
export function blockOf(
  source: Source,
  random: Random,
  pattern: RegExp,
): { head: Line; first: number; last: number } | null {
  const head = someLine(source, random, pattern);
  return head === null ? null : { head, first: head.number, last: source.lastLineOfBlock(head) };
}

/** The first line of a function. */
export const DEF = /^[ \t]*(async )?def /;
/** The first line of a class. */
export const CLASS = /^[ \t]*class \w+/;
/** A line that has a block. */
export const HEADER = /^[ \t]*(if|for|while|with|try|else|elif|def|class)\b.*:\s*(#.*)?$/;
