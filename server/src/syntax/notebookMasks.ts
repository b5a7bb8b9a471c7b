/**
 * Masks for cells of IPython notebooks. Magics, shell commands and help requests become a number and a comment, `%time
 * f()` is parsed as `0#ime f()`: a statement, because one may be all that a block holds. A text is one cell.
 */
import { afterStringOrComment, type Mask, type Scan } from "./masking.js";

/** Cell magics whose cell is Python that runs in the notebook. */
const PYTHON_CELLS = new Set(["capture", "lprun", "memit", "mprun", "prun", "time", "timeit"]);

/** A line that is a magic, a shell command or a help request as a whole. */
const COMMAND = /^[%!?]|^[\w.*%]+\?\??\s*$/;

/** A magic or shell command whose result is assigned. */
const ASSIGNED = /^[A-Za-z_][\w.]*(?:\s*,\s*[A-Za-z_][\w.]*)*\s*=\s*(?=[%!])/;

/** Follows the statements of a cell from line to line. */
class CellScanner {
  readonly masks: Mask[] = [];
  private offset = 0;

  constructor(private readonly text: string) {}

  scan(): void {
    const first = /\S/.exec(this.text)?.index ?? this.text.length;
    const magic = /^%%(\w*)/.exec(this.text.slice(first));
    if (magic !== null) {
      this.offset = first;
      this.comment(PYTHON_CELLS.has(magic[1]!) ? this.lineEnd() : this.text.length);
    }
    while (this.offset < this.text.length) this.statement();
  }

  private lineEnd(): number {
    const end = this.text.indexOf("\n", this.offset);
    return end < 0 ? this.text.length : end;
  }

  /** Makes comments of the lines up to `end`. */
  private comment(end: number): void {
    while (this.offset < end) {
      const lineEnd = this.lineEnd();
      const indent = /\S/.exec(this.text.slice(this.offset, lineEnd))?.index;
      if (indent !== undefined) this.masks.push({ start: this.offset + indent, text: "#" });
      this.offset = lineEnd + 1;
    }
  }

  /** Reads one statement, or one line that is none. */
  private statement(): void {
    while (" \t\n\r".includes(this.text[this.offset] ?? "x")) this.offset++;
    const line = this.text.slice(this.offset, this.lineEnd());
    const prefix = COMMAND.test(line) ? 0 : (ASSIGNED.exec(line)?.[0].length ?? -1);
    if (prefix >= 0) this.command(prefix);
    else this.python();
  }

  /** Masks a command from `prefix` characters after the offset on, with the lines that a backslash adds to it. */
  private command(prefix: number): void {
    const start = this.offset + prefix;
    const continues = this.text.slice(start, this.lineEnd()).trimEnd().endsWith("\\");
    const isSingle = start + 1 >= this.lineEnd();
    this.masks.push({ start, text: isSingle ? "0" : "0#" });
    this.offset = this.lineEnd() + 1;
    if (!continues) return;
    let end = this.offset;
    do {
      const lineEnd = this.text.indexOf("\n", end);
      const line = this.text.slice(end, lineEnd < 0 ? this.text.length : lineEnd);
      end = lineEnd < 0 ? this.text.length : lineEnd + 1;
      if (!line.trimEnd().endsWith("\\")) break;
    } while (end < this.text.length);
    this.comment(end);
  }

  /** Passes over a statement: to the end of its line outside of brackets and strings. */
  private python(): void {
    let depth = 0;
    while (this.offset < this.text.length) {
      const next = afterStringOrComment(this.text, this.offset);
      if (next !== this.offset) {
        this.offset = next;
        continue;
      }
      const char = this.text[this.offset]!;
      if ("([{".includes(char)) depth++;
      else if (")]}".includes(char)) depth = Math.max(0, depth - 1);
      this.offset += char === "\\" ? (this.text.startsWith("\r\n", this.offset + 1) ? 3 : 2) : 1;
      if (char === "\n" && depth === 0) return;
    }
  }
}

/** Finds what has to be masked in a cell. */
export function scanCell(text: string): Scan {
  const scanner = new CellScanner(text);
  scanner.scan();
  return { masks: scanner.masks, candidates: true };
}
