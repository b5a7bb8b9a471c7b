/** `textDocument/completion`: names of rules in ignore comments, and what can stand in a settings file. Nothing in code. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  CompletionRequest,
} from "vscode-languageserver";
import type { Span } from "../findings.js";
import { RULE_METAS } from "../rules/registry.js";
import { lineEnds } from "./comments.js";
import { rulePageUrl } from "./documentation.js";
import { markup, prose } from "./markup.js";
import type { OpenDocument } from "./openDocument.js";
import { guarded, hasDocument, isPosition } from "./requests.js";
import type { Session } from "./session.js";
import { cursorAt } from "./settingsCursor.js";
import type { SettingsFile } from "./settingsFile.js";
import { keysAt, valuesAt, type Word } from "./settingsKeys.js";

/** The words of comments that speak to this tool. */
const DIRECTIVES: readonly Word[] = [
  { text: "ignore", about: "Rules in brackets, or every rule, are not reported on this line." },
  { text: "ignore-file", about: "Rules in brackets, or every rule, are not reported in this file." },
  { text: "hot", about: "This loop or function counts as hot, whatever is known about its rounds." },
  { text: "cold", about: "This loop or function counts as cold." },
];

/** Answers the request. */
export function registerCompletion(session: Session): void {
  session.connection.onRequest(
    CompletionRequest.type,
    guarded(
      session,
      CompletionRequest.method,
      (params: CompletionParams) => hasDocument(params) && isPosition(params.position),
      async (params) => completions(session, params),
    ),
  );
}

function completions(session: Session, { textDocument, position }: CompletionParams): CompletionList | null {
  const settingsFile = session.settingsFiles.get(textDocument.uri);
  if (settingsFile !== undefined) {
    const { positions } = settingsFile;
    const found = inSettings(settingsFile, positions.offsetAt(position));
    return found && listOf(session, found, (span) => positions.rangeOf(span));
  }
  const document = session.documents.get(textDocument.uri);
  const found = document === undefined ? null : inComment(document, document.offsetAt(position));
  return found && listOf(session, found, (span) => document!.rangeOf(span));
}

/** What can stand at a place, and the text that it replaces. */
interface Found {
  readonly words: readonly Word[];
  readonly span: Span;
  readonly kind: CompletionItemKind;
}

function inSettings(file: SettingsFile, offset: number): Found | null {
  const cursor = cursorAt(file, offset);
  if (cursor === null) return null;
  const { span } = cursor;
  return cursor.kind === "key"
    ? { words: keysAt(cursor.path.slice(0, -1)), span, kind: CompletionItemKind.Property }
    : { words: valuesAt(cursor.path), span, kind: CompletionItemKind.Value };
}

function inComment(document: OpenDocument, offset: number): Found | null {
  const line = document.lineAt(offset);
  if (!document.lineText(line).includes("jit:")) return null;
  const { comment } = lineEnds(document.text, document.lineSpan(line));
  if (comment === null || offset <= comment.start) return null;
  const before = document.text.slice(comment.start, offset);
  const after = /^[\w-]*/.exec(document.text.slice(offset, comment.end))![0];
  const rules = /jit:[ \t]*ignore(?:-file)?[ \t]*\[((?:[^\]#]*,)?[ \t]*)([\w-]*)$/.exec(before);
  if (rules !== null) {
    const named = rules[1]!.split(",").map((name) => name.trim());
    const words = [...RULE_METAS.values()]
      .filter(({ name }) => !named.includes(name))
      .map(({ name, summary }) => ({ text: name, about: `${prose(summary)}. [About ${name}](${rulePageUrl(name)})` }));
    return { words, span: spanAround(offset, rules[2]!, after), kind: CompletionItemKind.EnumMember };
  }
  const word = /#[ \t]*jit:[ \t]*([\w-]*)$/.exec(before);
  if (word === null) return null;
  return { words: DIRECTIVES, span: spanAround(offset, word[1]!, after), kind: CompletionItemKind.Keyword };
}

function spanAround(offset: number, before: string, after: string): Span {
  return { start: offset - before.length, end: offset + after.length };
}

function listOf(
  { client }: Session,
  { words, span, kind }: Found,
  rangeOf: (span: Span) => ReturnType<OpenDocument["rangeOf"]>,
): CompletionList | null {
  if (words.length === 0) return null;
  const range = rangeOf(span);
  const items = words.map(
    ({ text, about }): CompletionItem => ({
      label: text.replaceAll('"', ""),
      // The text that is there begins with the quote, if it has one.
      filterText: text,
      kind,
      ...(about === "" ? {} : { documentation: markup(about, client.markdownCompletion) }),
      textEdit: { range, newText: text },
    }),
  );
  return { isIncomplete: false, items };
}
