/** `textDocument/inlayHint` and `textDocument/codeLens`: what a loop costs, beside it. Both are off unless the editor turns them on. */
import {
  type CodeLens,
  type CodeLensParams,
  CodeLensRequest,
  type InlayHint,
  type InlayHintParams,
  InlayHintRequest,
  type Position,
} from "vscode-languageserver";
import { type Finding, pathsInWords } from "../findings.js";
import { openRulePage } from "./commandNames.js";
import { isHere, type OpenDocument } from "./openDocument.js";
import { guarded, hasDocument, isRange } from "./requests.js";
import type { Session } from "./session.js";

/** Answers the requests. */
export function registerAnnotations(session: Session): void {
  session.connection.onRequest(
    InlayHintRequest.type,
    guarded(
      session,
      InlayHintRequest.method,
      (params: InlayHintParams) => hasDocument(params) && isRange(params.range),
      (params) => inlayHints(session, params),
    ),
  );
  session.connection.onRequest(
    CodeLensRequest.type,
    guarded(session, CodeLensRequest.method, hasDocument, (params: CodeLensParams) => codeLenses(session, params)),
  );
}

/** At the end of the line where a chain of checks begins: `8 checks, up to 256 paths`. */
async function inlayHints(session: Session, { textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !(await session.presentationOf(document)).inlayHints) return [];
  const wanted = document.spanOf(range);
  const hints: InlayHint[] = [];
  for (const finding of await session.shownFindings(document)) {
    const label = chainInWords(finding);
    if (label === null || finding.span.start < wanted.start || finding.span.start > wanted.end) continue;
    hints.push({ position: lineEnd(document, finding.span.start), label, paddingLeft: true, tooltip: finding.what });
  }
  return hints;
}

/** Above each loop, what is found because of it; above the finding where the loop is elsewhere. */
async function codeLenses(session: Session, { textDocument }: CodeLensParams): Promise<CodeLens[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !(await session.presentationOf(document)).codeLens) return [];
  const lenses: CodeLens[] = [];
  for (const finding of await session.shownFindings(document)) {
    const { span } = finding.loop !== null && isHere(finding.loop, document) ? finding.loop : finding;
    const { start } = document.rangeOf(span);
    const { title, ...command } = openRulePage(finding.rule);
    lenses.push({
      range: { start, end: start },
      command: { ...command, title: chainInWords(finding) ?? finding.rule },
    });
  }
  return lenses;
}

/** The number of checks and paths of a chain; null for other findings. */
function chainInWords({ checks }: Finding): string | null {
  return checks === undefined ? null : `${checks.count} checks, ${pathsInWords(checks)}`;
}

function lineEnd(document: OpenDocument, offset: number): Position {
  const { end } = document.lineSpan(document.lineAt(offset));
  return document.rangeOf({ start: end, end }).end;
}
