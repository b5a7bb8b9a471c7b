/** `textDocument/documentLink`: names of rules in ignore comments and settings files lead to their pages. */
import { type DocumentLink, type DocumentLinkParams, DocumentLinkRequest } from "vscode-languageserver";
import type { Span } from "../findings.js";
import { RULE_METAS } from "../rules/registry.js";
import { lineEnds } from "./comments.js";
import { pageOf } from "./documentation.js";
import { guarded, hasDocument } from "./requests.js";
import type { Session } from "./session.js";
import { cursorAt } from "./settingsCursor.js";

/** Answers the request. */
export function registerDocumentLink(session: Session): void {
  session.connection.onRequest(
    DocumentLinkRequest.type,
    guarded(session, DocumentLinkRequest.method, hasDocument, async ({ textDocument }: DocumentLinkParams) =>
      links(session, textDocument.uri),
    ),
  );
}

function links(session: Session, uri: string): DocumentLink[] {
  const settingsFile = session.settingsFiles.get(uri);
  const document = session.documents.get(uri);
  const link = (rule: string, range: DocumentLink["range"]): DocumentLink => ({
    range,
    target: pageOf(rule, session),
    tooltip: `About ${rule}`,
  });
  if (settingsFile !== undefined) {
    const { text, positions } = settingsFile;
    return rulesIn(text)
      .filter(({ span }) => cursorAt(settingsFile, span.start)?.kind === "key")
      .map(({ rule, span }) => link(rule, positions.rangeOf(span)));
  }
  if (document === undefined) return [];
  const { start, end } = document.span;
  const found: DocumentLink[] = [];
  for (let line = document.lineAt(start); line <= document.lineAt(end); line++) {
    if (!/jit:[ \t]*ignore/.test(document.lineText(line))) continue;
    const { comment } = lineEnds(document.text, document.lineSpan(line));
    if (comment === null) continue;
    for (const { rule, span } of rulesIn(document.text.slice(comment.start, comment.end))) {
      const shifted = { start: span.start + comment.start, end: span.end + comment.start };
      const brackets = document.text.slice(comment.start, shifted.start);
      if (/jit:[ \t]*ignore(?:-file)?[ \t]*\[[^\]]*$/.test(brackets)) found.push(link(rule, document.rangeOf(shifted)));
    }
  }
  return found;
}

function rulesIn(text: string): { readonly rule: string; readonly span: Span }[] {
  return [...text.matchAll(/[a-z]+(?:-[a-z]+)+/g)]
    .filter(([word]) => RULE_METAS.has(word))
    .map((match) => ({ rule: match[0], span: { start: match.index, end: match.index + match[0].length } }));
}
