/**
 * A text in pieces. JavaScript engines put an edited string together anew when it is next read, which for a long module costs more than
 * parsing what a key has changed. Here an edit copies one piece. Immutable: an edit gives another text.
 */
import { copyOf, type SourceText } from "./tree.js";

/** Pieces are at most twice as long. */
const PIECE_LENGTH = 4096;

/** See the head of this file. */
export class PieceText implements SourceText {
  readonly length: number;
  #whole: string | null = null;
  /** The piece that was read last: reads follow each other closely. */
  #last = 0;

  /**
   * @param pieces none of them empty
   * @param starts where each begins
   */
  private constructor(
    private readonly pieces: readonly string[],
    private readonly starts: readonly number[],
  ) {
    const last = pieces.length - 1;
    this.length = last < 0 ? 0 : starts[last]! + pieces[last]!.length;
  }

  /** The text of a string. */
  static of(text: string): PieceText {
    const pieces = split(text);
    return new PieceText(pieces, startsOf(pieces, [], 0));
  }

  slice(start: number, end: number): string {
    if (end <= start || start >= this.length) return "";
    const { pieces, starts } = this;
    let at = this.pieceAt(start);
    const first = pieces[at]!;
    const from = starts[at]!;
    if (end - from <= first.length) return first.slice(start - from, end - from);
    let found = first.slice(start - from);
    for (at++; at < pieces.length && starts[at]! < end; at++) found += pieces[at]!.slice(0, end - starts[at]!);
    return found;
  }

  charCodeAt(offset: number): number {
    if (offset < 0 || offset >= this.length) return Number.NaN;
    const at = this.pieceAt(offset);
    return this.pieces[at]!.charCodeAt(offset - this.starts[at]!);
  }

  toString(): string {
    this.#whole ??= this.pieces.join("");
    return this.#whole;
  }

  /** The text with the part from `start` up to `end`, both inside of it, replaced by another. */
  replaced(start: number, end: number, text: string): PieceText {
    const { pieces, starts } = this;
    if (pieces.length === 0) return PieceText.of(text);
    const first = this.pieceAt(start);
    const last = Math.max(first, this.pieceAt(end));
    const before = pieces[first]!.slice(0, start - starts[first]!);
    const after = pieces[last]!.slice(end - starts[last]!);
    const middle = split(before + text + after);
    const changed = [...pieces.slice(0, first), ...middle, ...pieces.slice(last + 1)];
    return new PieceText(changed, startsOf(changed, starts, first));
  }

  /** The piece that an offset lies in; the last one for the end of the text. */
  private pieceAt(offset: number): number {
    const { starts } = this;
    const last = this.#last;
    if (starts[last]! <= offset && (starts[last + 1] ?? Number.POSITIVE_INFINITY) > offset) return last;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low;
  }
}

/** Pieces that do not keep the text alive that they come from. */
function split(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const isRest = text.length - start <= 2 * PIECE_LENGTH;
    const end = isRest ? text.length : start + PIECE_LENGTH;
    pieces.push(copyOf(text, start, end));
    start = end;
  }
  return pieces;
}

/** Where pieces begin, of which so many begin where they did. */
function startsOf(pieces: readonly string[], known: readonly number[], same: number): number[] {
  const starts = known.slice(0, same);
  let start = same === 0 ? 0 : starts[same - 1]! + pieces[same - 1]!.length;
  for (let at = same; at < pieces.length; at++) {
    starts.push(start);
    start += pieces[at]!.length;
  }
  return starts;
}
