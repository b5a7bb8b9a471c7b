/** Lines of a text, and where they start. */
import { copyOf, type SourceText } from "../syntax/tree.js";
import type { Edit } from "../syntax/units.js";

/** Lines of a text: 0-based line numbers and UTF-16 offsets. `\n`, `\r\n` and `\r` end a line, as in Python and in the protocol. */
export class Lines {
  /** Where each line starts; null before anybody asks. */
  private startsKnown: number[] | null = null;
  private hasReturns = false;

  constructor(public text: SourceText) {}

  /**
   * Takes the text after edits.
   *
   * @param edits what happened to the text, in order
   */
  follow(text: SourceText, edits: readonly Edit[]): void {
    this.text = text;
    const [edit, ...others] = edits;
    if (edit === undefined || this.startsKnown === null) return;
    if (others.length > 0 || this.hasReturns || text.slice(edit.start, edit.newEnd).includes("\r"))
      this.startsKnown = null;
    else this.replace(edit, this.startsKnown);
  }

  private get starts(): number[] {
    this.startsKnown ??= this.readAll();
    return this.startsKnown;
  }

  private readAll(): number[] {
    const text = this.text.toString();
    const starts = [0];
    this.hasReturns = text.includes("\r");
    if (this.hasReturns) {
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
      }
    } else {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    }
    return starts;
  }

  private replace({ start, oldEnd, newEnd }: Edit, starts: number[]): void {
    const { text } = this;
    const first = this.lineAt(start) + 1;
    let last = first;
    while (last < starts.length && starts[last]! <= oldEnd) last++;
    const by = newEnd - oldEnd;
    for (let line = last; line < starts.length; line++) starts[line]! += by;
    const added: number[] = [];
    const written = text.slice(start, newEnd);
    for (let at = written.indexOf("\n"); at >= 0; at = written.indexOf("\n", at + 1)) added.push(start + at + 1);
    starts.splice(first, last - first, ...added);
  }

  /** The number of lines; an empty text has one. */
  get count(): number {
    return this.starts.length;
  }

  /** The line that an offset is on. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a line starts; the end of the text for lines after the last. */
  startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Where a line's text ends, its line ending not included. */
  endOf(line: number): number {
    let end = line + 1 < this.starts.length ? this.starts[line + 1]! : this.text.length;
    if (line + 1 < this.starts.length) {
      if (this.text.charCodeAt(end - 1) === 10) end--;
      if (end > 0 && this.text.charCodeAt(end - 1) === 13) end--;
    }
    return Math.max(end, this.starts[line]!);
  }

  /** The text of a line without its line ending. */
  textOf(line: number): string {
    return copyOf(this.text, this.startOf(line), this.endOf(line));
  }

  /** The white space that a line starts with. */
  indentOf(line: number): string {
    return /^[ \t\f]*/.exec(this.textOf(line))![0];
  }
}
