/** Text for hovers, once in Markdown and once plain. */
import { type MarkupContent, MarkupKind } from "vscode-languageserver";

/** Markdown where the client shows it, else the same words without the marks. */
export function markup(markdown: string, isMarkdown: boolean): MarkupContent {
  return isMarkdown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plain(markdown) };
}

/** A sentence as Markdown: what is not code between backticks stands as it is written. */
export function prose(sentence: string): string {
  return sentence
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]#|~]/g, "\\$&")))
    .join("");
}

/** A cell of a table. */
export function cell(content: string): string {
  return prose(content).replace(/\r?\n/g, " ");
}

function plain(markdown: string): string {
  return markdown
    .split(/^```\w*\n([\s\S]*?)\n```$/m)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^/gm, "    ") : plainProse(part)))
    .join("");
}

function plainProse(markdown: string): string {
  return markdown
    .split("\n")
    .filter((line) => !/^\|[-|: ]+\|$/.test(line))
    .map((line) =>
      line
        .replace(/^\| (.*) \|$/, (_, cells: string) => cells.replaceAll(" | ", "   "))
        .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1: $2")
        .replace(/^---$/, "")
        .replace(/\*\*|`/g, "")
        .replace(/\\([\\*_<>[\]#|~])/g, "$1"),
    )
    .join("\n");
}
