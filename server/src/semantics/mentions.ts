/**
 * Which names stand anywhere in the text of a module, strings and comments included: whoever makes up a name keeps clear of all of them, since
 * `getattr`, `globals()["x"]` or a doctest may mean one. Follows edits by looking at what they wrote.
 */
import type { SourceText } from "../syntax/tree.js";
import { type Edit, editedRanges } from "../syntax/units.js";
import { Source, type Tracker } from "./tracking.js";

/** The name is not there. */
const NOWHERE = -1;
/** The name is there, spelled with other characters that Python takes for the same. */
const SOMEWHERE = -2;

/** What is known of one name. */
interface Mention {
  /** The offset of one place that has it, `NOWHERE` or `SOMEWHERE`. */
  at: number;
  readonly readers: Source;
}

/** See the head of this file. */
export class Mentions {
  private readonly known = new Map<string, Mention>();

  constructor(
    private text: SourceText,
    private readonly tracker: Tracker,
  ) {}

  /** True when the name (in Python's own form, NFKC) stands in the text as a word. */
  has(name: string): boolean {
    let mention = this.known.get(name);
    if (mention === undefined) {
      mention = { at: placeIn(this.text.toString(), name), readers: new Source() };
      this.known.set(name, mention);
    }
    this.tracker.read(mention.readers);
    return mention.at !== NOWHERE;
  }

  /**
   * Takes the text after edits.
   *
   * @param edits what happened to the text, in order
   */
  follow(text: SourceText, edits: readonly Edit[]): void {
    this.text = text;
    if (this.known.size === 0 || edits.length === 0) return;
    const written = editedRanges(edits).map(({ start, end }) => linesAround(text, start, end));
    for (const [name, mention] of this.known) {
      if (mention.readers.readers === null) {
        this.known.delete(name);
        continue;
      }
      const before = mention.at;
      if (before === NOWHERE) {
        if (written.some((lines) => placeIn(lines, name) !== NOWHERE)) mention.at = SOMEWHERE;
      } else {
        const at = before === SOMEWHERE ? SOMEWHERE : moved(before, name.length, edits);
        mention.at = at === SOMEWHERE ? placeIn(text.toString(), name) : at;
      }
      if ((before === NOWHERE) !== (mention.at === NOWHERE)) this.tracker.drop(mention.readers);
    }
  }
}

/** Where a name stands in a text. */
function placeIn(text: string, name: string): number {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, "u");
  const at = text.includes(name) ? text.search(word) : NOWHERE;
  if (at >= 0) return at;
  const normal = text.normalize("NFKC");
  return normal !== text && word.test(normal) ? SOMEWHERE : NOWHERE;
}

/** Where a word is after edits, `SOMEWHERE` if they touched it. */
function moved(offset: number, length: number, edits: readonly Edit[]): number {
  let at = offset;
  for (const { start, oldEnd, newEnd } of edits) {
    if (oldEnd < at) at += newEnd - oldEnd;
    else if (start <= at + length) return SOMEWHERE;
  }
  return at;
}

/** The lines that a range lies on: no name goes from one line to another. */
function linesAround(text: SourceText, start: number, end: number): string {
  let first = start;
  let last = end;
  while (first > 0 && !isLineEnd(text.charCodeAt(first - 1))) first--;
  while (last < text.length && !isLineEnd(text.charCodeAt(last))) last++;
  return text.slice(first, last);
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}
