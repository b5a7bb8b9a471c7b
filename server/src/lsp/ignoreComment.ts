/** The edit that makes a finding go away: a comment that ignores its rule on its line. */
import type { TextEdit } from "../findings.js";
import { lineEnds } from "./comments.js";
import type { OpenDocument } from "./openDocument.js";

const IGNORE_WITH_RULES = /#[ \t]*jit:[ \t]*ignore[ \t]*\[([^\]]*)\]/;

/** Adds the rule to the line's ignore comment, or a comment to the line; null where no comment can stand. */
export function ignoreEdit(document: OpenDocument, offset: number, rule: string): TextEdit | null {
  const { text } = document;
  const line = document.lineAt(offset);
  const span = document.lineSpan(line);
  const ends = lineEnds(text, span);
  if (ends.comment !== null) {
    const comment = text.slice(ends.comment.start, ends.comment.end);
    const existing = IGNORE_WITH_RULES.exec(comment);
    if (existing !== null) {
      const named = existing[1]!.trimEnd();
      const at =
        ends.comment.start + existing.index + existing[0].lastIndexOf("]") - (existing[1]!.length - named.length);
      return { span: { start: at, end: at }, newText: `${named === "" ? "" : ", "}${rule}` };
    }
  }
  const directive = `# jit: ignore[${rule}]`;
  const isContinued = ends.comment === null && text.slice(span.start, span.end).endsWith("\\");
  if (!ends.endsInString && !isContinued) {
    const end = span.start + text.slice(span.start, span.end).trimEnd().length;
    return { span: { start: end, end: span.end }, newText: `  ${directive}` };
  }
  // A comment on a line of its own speaks about the line below it.
  const isContinuation = line > 0 && document.lineText(line - 1).endsWith("\\");
  if (ends.beginsInString || isContinuation) return null;
  const indent = /^[ \t\f]*/.exec(document.lineText(line))![0];
  return { span: { start: span.start, end: span.start }, newText: `${indent}${directive}\n` };
}
