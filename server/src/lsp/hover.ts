/** `textDocument/hover`: on a finding, on a comment that speaks to this tool, on a loop's header or a call. */
import { type Hover, type HoverParams, HoverRequest } from "vscode-languageserver";
import type { Inspection } from "../engine.js";
import type { Finding } from "../findings.js";
import { directiveAt } from "./directiveCard.js";
import { findingCard } from "./findingCard.js";
import { markup } from "./markup.js";
import { guarded, hasDocument, isPosition } from "./requests.js";
import type { Session, Subject } from "./session.js";
import { cursorAt } from "./settingsCursor.js";
import type { SettingsFile } from "./settingsFile.js";
import { aboutKey } from "./settingsKeys.js";

/** Answers the request. */
export function registerHover(session: Session): void {
  session.connection.onRequest(
    HoverRequest.type,
    guarded(
      session,
      HoverRequest.method,
      (params: HoverParams) => hasDocument(params) && isPosition(params.position),
      (params) => hover(session, params),
    ),
  );
}

async function hover(session: Session, params: HoverParams): Promise<Hover | null> {
  const settingsFile = session.settingsFiles.get(params.textDocument.uri);
  if (settingsFile !== undefined) return settingHover(session, settingsFile, params);
  const subject = await session.subject(params.textDocument.uri);
  if (subject === null) return null;
  const { document } = subject;
  const { problemsInHover } = session.client;
  const answer = answerAt(subject, document.offsetAt(params.position), problemsInHover);
  if (answer === null) return null;
  return { contents: markup(answer.markdown, session.client.markdownHover), range: document.rangeOf(answer.span) };
}

/** What a key of a settings file means. */
function settingHover({ client }: Session, file: SettingsFile, { position }: HoverParams): Hover | null {
  const cursor = cursorAt(file, file.positions.offsetAt(position));
  const about = cursor?.kind === "key" ? aboutKey(cursor.path) : null;
  if (cursor === null || about === null) return null;
  return { contents: markup(about, client.markdownHover), range: file.positions.rangeOf(cursor.span) };
}

/** The comment under the offset and the findings there, the narrowest first; else what is known about the code. */
function answerAt({ document, engine, settings }: Subject, offset: number, besideMessage: boolean): Inspection | null {
  const directive = directiveAt(document, offset);
  const findings = document
    .shownFindings(engine, settings.analysis)
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .sort((a, b) => lengthOf(a) - lengthOf(b))
    .map(
      (finding): Inspection => ({ span: finding.span, markdown: findingCard(finding, document.text, besideMessage) }),
    );
  const answers = directive === null ? findings : [directive, ...findings];
  const [first] = answers;
  if (first === undefined) {
    const known = document.module(engine).inspect(settings.analysis, offset);
    return known && { ...known, markdown: document.withOwnLines(known.markdown) };
  }
  return { span: first.span, markdown: answers.map(({ markdown }) => markdown).join("\n\n---\n\n") };
}

function lengthOf({ span }: Finding): number {
  return span.end - span.start;
}
