/**
 * Comments and strings of a Python text, read without a parser: what an edit at the end of a line would land in, and which
 * comment an offset is in, also while the text is broken.
 */
import type { Span } from "../findings.js";

/** What stands at the two ends of a line. */
export interface LineEnds {
  /** The comment that the line ends with. */
  readonly comment: Span | null;
  /** The line begins in a string that began above it. */
  readonly beginsInString: boolean;
  /** The line ends in a string that goes on below it. */
  readonly endsInString: boolean;
}

const TOKEN = /#[^\r\n]*|(?:"""|'''|["'])/g;
const STRING_PREFIX = /[A-Za-z]{1,2}$/;

/** Reads a text from its start to the end of a line. */
export function lineEnds(text: string, line: Span): LineEnds {
  let beginsInString = false;
  const token = new RegExp(TOKEN);
  for (let match = token.exec(text); match !== null && match.index < line.end; match = token.exec(text)) {
    const start = match.index;
    if (match[0].startsWith("#")) {
      if (start >= line.start) return { comment: { start, end: line.end }, beginsInString, endsInString: false };
      continue;
    }
    const end = stringEnd(text, start, match[0], isFormatted(text, start));
    if (start < line.start && end > line.start) beginsInString = true;
    if (end > line.end) return { comment: null, beginsInString, endsInString: true };
    token.lastIndex = end;
  }
  return { comment: null, beginsInString, endsInString: false };
}

function isFormatted(text: string, quote: number): boolean {
  const prefix = STRING_PREFIX.exec(text.slice(Math.max(0, quote - 2), quote))?.[0] ?? "";
  return /[ft]/i.test(prefix);
}

/** The offset behind a string. One that is not closed ends with its line, or behind the text if its quotes are triple. */
function stringEnd(text: string, start: number, quote: string, formatted: boolean): number {
  for (let at = start + quote.length; at < text.length; ) {
    const character = text[at]!;
    if (character === "\\") {
      at += text.startsWith("\r\n", at + 1) ? 3 : 2;
    } else if (text.startsWith(quote, at)) {
      return at + quote.length;
    } else if (quote.length === 1 && (character === "\n" || character === "\r")) {
      return at;
    } else if (formatted && character === "{" && text[at + 1] !== "{") {
      at = replacementEnd(text, at + 1, quote);
    } else {
      at += formatted && character === "{" ? 2 : 1;
    }
  }
  return quote.length === 1 ? text.length : text.length + 1;
}

/** The offset behind a `{…}` in a formatted string. Strings in it may use any quotes (PEP 701). */
function replacementEnd(text: string, start: number, quote: string): number {
  let depth = 1;
  for (let at = start; at < text.length; ) {
    const character = text[at]!;
    if (quote.length === 1 && (character === "\n" || character === "\r")) return at;
    if (character === "{") depth++;
    if (character === "}" && --depth === 0) return at + 1;
    if (character === '"' || character === "'") {
      const inner = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      at = stringEnd(text, at, inner, isFormatted(text, at));
    } else {
      at++;
    }
  }
  return text.length;
}
