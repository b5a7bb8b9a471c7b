/** A text as an editor's user sees it: lines, indentation, definitions, names. Read with patterns, so that it works on broken text as well and owes nothing to what is tested. */
import type { Span } from "../../../server/src/findings.js";

/** A line without its line end. */
export interface Line extends Span {
  readonly number: number;
  readonly text: string;
  readonly indent: string;
}

/** A `def` or `class` line. */
export interface Definition {
  readonly line: Line;
  readonly keyword: "def" | "class";
  readonly name: string;
  readonly nameSpan: Span;
}

const DEFINITION = /^[ \t]*(?:async[ \t]+)?(def|class)[ \t]+([A-Za-z_]\w*)/;
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is " +
    "lambda nonlocal not or pass raise return try while with yield match case type"
  ).split(" "),
);

/** A text and its parts. */
export class Source {
  readonly lines: readonly Line[];
  #definitions: readonly Definition[] | null = null;

  constructor(readonly text: string) {
    const lines: Line[] = [];
    for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
      if (match[0] === "" && lines.length > 0) break;
      const start = match.index;
      const indent = /^[ \t]*/.exec(match[1]!)![0];
      lines.push({ number: lines.length, start, end: start + match[1]!.length, text: match[1]!, indent });
    }
    this.lines = lines;
  }

  get definitions(): readonly Definition[] {
    this.#definitions ??= this.lines.flatMap((line): Definition[] => {
      const match = DEFINITION.exec(line.text);
      if (match === null) return [];
      const end = line.start + match[0].length;
      const nameSpan = { start: end - match[2]!.length, end };
      return [{ line, keyword: match[1] as "def" | "class", name: match[2]!, nameSpan }];
    });
    return this.#definitions;
  }

  definitionsOf(keyword: "def" | "class"): readonly Definition[] {
    return this.definitions.filter((definition) => definition.keyword === keyword);
  }

  /** The lines with code, that match. */
  linesLike(pattern: RegExp): readonly Line[] {
    return this.lines.filter((line) => pattern.test(line.text));
  }

  /** The number of the last line that is indented more than this one, of those right below it; its own where there is none. */
  lastLineOfBlock(line: Line): number {
    let last = line.number;
    for (let number = line.number + 1; number < this.lines.length; number++) {
      const below = this.lines[number]!;
      if (below.text.trim() === "") continue;
      if (below.indent.length <= line.indent.length) break;
      last = number;
    }
    return last;
  }

  /** The first line of the block of this one, or null where it has none. */
  firstLineOfBlock(line: Line): Line | null {
    const last = this.lastLineOfBlock(line);
    return this.lines.slice(line.number + 1, last + 1).find((below) => below.text.trim() !== "") ?? null;
  }

  /** Whole lines, the end of the last one included. */
  spanOfLines(first: number, last: number): Span {
    const after = this.lines[last + 1];
    return { start: this.lines[first]!.start, end: after === undefined ? this.text.length : after.start };
  }

  /** The names in some lines from a line on. Words of comments and strings are among them. */
  namesFrom(first: number, count: number): readonly (Span & { readonly name: string })[] {
    return this.lines.slice(first, first + count).flatMap((line) =>
      [...line.text.matchAll(/(?<![\w"'])[A-Za-z_]\w*/g)]
        .filter((match) => !KEYWORDS.has(match[0]))
        .map((match) => ({
          name: match[0],
          start: line.start + match.index,
          end: line.start + match.index + match[0].length,
        })),
    );
  }

  /** Where else a name stands. */
  occurrencesOf(name: string): readonly Span[] {
    return [...this.text.matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, "g"))].map((match) => ({
      start: match.index,
      end: match.index + name.length,
    }));
  }
}
