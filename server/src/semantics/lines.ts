/** Lines of a text: 0-based line numbers and UTF-16 offsets. `\n`, `\r\n` and `\r` end a line, as in Python and in the protocol. */
export class Lines {
  private starts: number[] = [];

  constructor(public text: string) {
    this.replace(text);
  }

  /** Takes another text. */
  replace(text: string): void {
    this.text = text;
    this.starts = [0];
    if (text.includes("\r")) {
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) this.starts.push(at + 1);
      }
    } else {
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
    }
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
    return this.text.slice(this.startOf(line), this.endOf(line));
  }

  /** The white space that a line starts with. */
  indentOf(line: number): string {
    return /^[ \t\f]*/.exec(this.textOf(line))![0];
  }
}
