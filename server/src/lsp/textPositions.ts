/**
 * Offsets and protocol positions of one text. The rest of the server works with UTF-16 offsets; this is the only place that
 * knows how a client counts columns. Lines end at `\n`, `\r\n` or `\r`, as the protocol says, and at nothing else.
 */
import type { Position, Range } from "vscode-languageserver";
import type { Span } from "../findings.js";

/** How a client counts columns. */
export type PositionEncoding = "utf-8" | "utf-16" | "utf-32";

/** Every encoding that the server can speak. */
export const POSITION_ENCODINGS: readonly PositionEncoding[] = ["utf-8", "utf-16", "utf-32"];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A text with the starts of its lines, kept up to date through edits. */
export class TextPositions {
  #text: string;
  #starts: number[];

  constructor(
    text: string,
    readonly encoding: PositionEncoding,
  ) {
    this.#text = text;
    this.#starts = [0, ...lineStartsIn(text, 0, text.length)];
  }

  get text(): string {
    return this.#text;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /**
   * Replaces a range by new text. Only the lines in the range are looked at again.
   *
   * @param text the whole text afterwards, where somebody has it already: two equal strings take twice the memory
   */
  edit(
    start: number,
    oldEnd: number,
    newText: string,
    text: string = this.#text.slice(0, start) + newText + this.#text.slice(oldEnd),
  ): void {
    const newEnd = start + newText.length;
    const shift = newEnd - oldEnd;
    // A line start depends on the characters before and at it, so those inside the edit and at its ends are found again.
    const firstInside = Math.max(1, lowerBound(this.#starts, start));
    const firstAfter = Math.max(1, lowerBound(this.#starts, oldEnd + 1));
    const inside = lineStartsIn(text, start, newEnd);
    const starts = this.#starts;
    if (shift !== 0) {
      for (let line = firstAfter; line < starts.length; line++) starts[line]! += shift;
    }
    if (inside.length > 0 || firstAfter > firstInside) {
      this.#starts = [...starts.slice(0, firstInside), ...inside, ...starts.slice(firstAfter)];
    }
    this.#text = text;
  }

  /** The line that holds an offset. */
  lineAt(offset: number): number {
    return lowerBound(this.#starts, offset + 1) - 1;
  }

  /** The text of a line from its first character to its last, without the line break. */
  lineSpan(line: number): Span {
    const start = this.#starts[line]!;
    let end = this.#starts[line + 1] ?? this.#text.length;
    if (line + 1 < this.#starts.length) {
      if (this.#text.charCodeAt(end - 1) === LINE_FEED) end--;
      if (end > start && this.#text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
    }
    return { start, end };
  }

  /** The offset of a position. Positions behind the end of a line or of the text are moved to that end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.#starts.length) return this.#text.length;
    const { start, end } = this.lineSpan(position.line);
    if (position.character <= 0) return start;
    if (this.encoding === "utf-16") return Math.min(start + position.character, end);
    let offset = start;
    let column = 0;
    while (offset < end) {
      const point = this.#text.codePointAt(offset)!;
      column += widthOf(point, this.encoding);
      if (column > position.character) break;
      offset += point > 0xffff ? 2 : 1;
    }
    return offset;
  }

  /** The position of an offset. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length));
    const line = this.lineAt(clamped);
    const { start, end } = this.lineSpan(line);
    const stop = Math.min(clamped, end);
    if (this.encoding === "utf-16") return { line, character: stop - start };
    let character = 0;
    for (let at = start; at < stop; ) {
      const point = this.#text.codePointAt(at)!;
      character += widthOf(point, this.encoding);
      at += point > 0xffff ? 2 : 1;
    }
    return { line, character };
  }

  /** The offsets of a range. An end before the start counts as the start. */
  spanOf(range: Range): Span {
    const start = this.offsetAt(range.start);
    return { start, end: Math.max(start, this.offsetAt(range.end)) };
  }

  /** The range of two offsets. */
  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}

/** The encoding to use: the first in the client's order that the server knows, UTF-16 where the client says nothing. */
export function negotiateEncoding(offered: readonly string[] | undefined): PositionEncoding {
  for (const name of offered ?? []) {
    const known = POSITION_ENCODINGS.find((encoding) => encoding === name);
    if (known !== undefined) return known;
  }
  return "utf-16";
}

/** The line starts in `[from, to]`, without offset 0. */
function lineStartsIn(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = Math.max(0, from - 1); at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) starts.push(at + 1);
  }
  return starts;
}

/** The first index whose entry is not below the value. */
function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function widthOf(codePoint: number, encoding: "utf-8" | "utf-32"): number {
  if (encoding === "utf-32") return 1;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
