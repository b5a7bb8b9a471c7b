/** `textDocument/hover`: on a finding, on a comment that speaks to this tool, on a loop's header or a call. */
import { type Hover, type HoverParams, HoverRequest } from "vscode-languageserver";
import type { Finding } from "../findings.js";
import { directiveAt } from "./directiveCard.js";
import { findingCard } from "./findingCard.js";
import { markup } from "./markup.js";
import { guarded, hasDocument, isPosition } from "./requests.js";
import type { Session, Subject } from "./session.js";

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
  const subject = await session.subject(params.textDocument.uri);
  if (subject === null) return null;
  const { document } = subject;
  const answer = answerAt(subject, document.offsetAt(params.position));
  if (answer === null) return null;
  return { contents: markup(answer.markdown, session.client.markdownHover), range: document.rangeOf(answer.span) };
}

function answerAt({ document, engine, settings }: Subject, offset: number) {
  const directive = directiveAt(document, offset);
  if (directive !== null) return { span: directive.span, markdown: directive.card };
  const findings = document
    .shownFindings(engine, settings.analysis)
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const [nearest] = findings;
  if (nearest !== undefined) return { span: nearest.span, markdown: findings.map(findingCard).join("\n\n---\n\n") };
  return document.module(engine).inspect(settings.analysis, offset);
}

function lengthOf({ span }: Finding): number {
  return span.end - span.start;
}
