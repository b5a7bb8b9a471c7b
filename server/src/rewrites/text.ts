/** Moving whole lines of code: other indentation, other names. */
import type { TextEdit } from "../findings.js";

/** Applies edits (sorted, not overlapping, offsets into `text`) and returns the new text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Sorts edits and joins an insertion with the edit that starts at the same place, since editors differ in how they order the two. */
export function joinEdits(edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const last = joined[joined.length - 1];
    if (last !== undefined && last.span.start === last.span.end && last.span.end === edit.span.start) {
      joined[joined.length - 1] = {
        span: { start: last.span.start, end: edit.span.end },
        newText: last.newText + edit.newText,
      };
    } else {
      joined.push(edit);
    }
  }
  return joined;
}

/** Gives every line after the first another indentation. Lines that are indented less, or empty, stay as they are. */
export function reindent(text: string, from: string, to: string): string {
  return text
    .split(/(\r\n|\n|\r)/)
    .map((line, position) =>
      position % 2 === 0 && position > 0 && line.startsWith(from) && line.trim() !== ""
        ? to + line.slice(from.length)
        : line,
    )
    .join("");
}
