/** What a comment that speaks to this tool does, for the hover on it. */
import type { Inspection } from "../engine.js";
import { RULE_METAS } from "../rules/registry.js";
import { lineEnds } from "./comments.js";
import { rulePageUrl } from "./documentation.js";
import { prose } from "./markup.js";
import type { OpenDocument } from "./openDocument.js";

const DIRECTIVE = /#[ \t]*jit:[ \t]*(ignore-file|ignore|hot|cold)\b[ \t]*(\[[^\]]*\])?/g;

/** The directive under an offset and what it does, in Markdown. Only in comments: a string that looks like one is not. */
export function directiveAt(document: OpenDocument, offset: number): Inspection | null {
  const line = document.lineAt(offset);
  if (!document.lineText(line).includes("jit:")) return null;
  const { comment } = lineEnds(document.text, document.lineSpan(line));
  if (comment === null || offset < comment.start) return null;
  const before = document.text.slice(document.lineSpan(line).start, comment.start);
  const lineWords = before.trim() === "" ? "the next line" : "this line";
  for (const match of document.text.slice(comment.start, comment.end).matchAll(DIRECTIVE)) {
    const start = comment.start + match.index;
    const end = start + match[0].trimEnd().length;
    if (offset >= start && offset <= end) {
      return { span: { start, end }, markdown: cardOf(match[1]!, match[2] ?? "", lineWords) };
    }
  }
  return null;
}

function cardOf(word: string, brackets: string, line: string): string {
  if (word === "hot") return `The loop or function on ${line} counts as hot, whatever is known about its rounds.`;
  if (word === "cold") return `The loop or function on ${line} counts as cold: nothing is reported because of it.`;
  const where = word === "ignore-file" ? "in this file" : `on ${line}`;
  const rules = brackets.replace(/[[\]]/g, "").split(",");
  const named = rules.map((rule) => rule.trim()).filter((rule) => rule !== "");
  if (named.length === 0) return `Every rule is ignored ${where}.`;
  return [`Ignored ${where}:`, "", ...named.map(describeRule)].join("\n");
}

function describeRule(name: string): string {
  const meta = RULE_METAS.get(name);
  return meta === undefined
    ? `- ${prose(name)}: no rule has this name`
    : `- [${name}](${rulePageUrl(name)}): ${prose(meta.summary)}`;
}
