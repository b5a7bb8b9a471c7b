/** The edit that makes a rule silent in a whole file, or in all cells of a notebook: a comment at the top. */
import type { TextEdit } from "../findings.js";
import { lineEnds } from "./comments.js";
import type { OpenDocument } from "./openDocument.js";

const IGNORE_FILE = /#[ \t]*jit:[ \t]*ignore-file[ \t]*\[([^\]\r\n]*)\]/;
/** What has to stay above all else: a shebang, a declaration of the encoding, the magic of a notebook's cell. */
const STAYS_FIRST = /^(?:#!|%%)|^[ \t\f]*#.*coding[:=]/;

/** Adds the rule to the ignore comment that stands at the top, or a comment to the top. */
export function ignoreFileEdit(document: OpenDocument, rule: string): TextEdit {
  const { text } = document;
  for (let line = 0; line < document.lineCount && /^\s*(?:#|%|$)/.test(document.lineText(line)); line++) {
    const { comment } = lineEnds(text, document.lineSpan(line));
    const existing = comment === null ? null : IGNORE_FILE.exec(text.slice(comment.start, comment.end));
    if (comment === null || existing === null) continue;
    const named = existing[1]!.trimEnd();
    const at = comment.start + existing.index + existing[0].lastIndexOf("]") - (existing[1]!.length - named.length);
    return { span: { start: at, end: at }, newText: `${named === "" ? "" : ", "}${rule}` };
  }
  let line = 0;
  while (line < Math.min(2, document.lineCount - 1) && STAYS_FIRST.test(document.lineText(line))) line++;
  const at = document.lineSpan(line).start;
  return { span: { start: at, end: at }, newText: `# jit: ignore-file[${rule}]\n` };
}
