/** `textDocument/codeAction` and `codeAction/resolve`. */
import {
  type CodeAction,
  type CodeActionParams,
  CodeActionRequest,
  CodeActionResolveRequest,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type ActionQuestion, type Proposal, proposeActions } from "./actionProposals.js";
import type { ClientFeatures } from "./capabilities.js";
import { diagnosticOf } from "./diagnostics.js";
import type { OpenDocument } from "./openDocument.js";
import { guarded, hasDocument, isRange } from "./requests.js";
import type { Session } from "./session.js";

/** What comes back from the client to find an action again. */
interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
  /** Left out rather than null: clients written in Lua lose properties that are null. */
  readonly only?: readonly string[];
  readonly diagnostics: readonly Pick<Diagnostic, "code" | "range">[];
  readonly id: string;
}

/** Answers the requests. */
export function registerCodeAction(session: Session): void {
  session.connection.onRequest(
    CodeActionRequest.type,
    guarded(
      session,
      CodeActionRequest.method,
      (params: CodeActionParams) => hasDocument(params) && isRange(params.range),
      (params) => codeActions(session, params),
    ),
  );
  session.connection.onRequest(
    CodeActionResolveRequest.type,
    guarded(
      session,
      CodeActionResolveRequest.method,
      (action: CodeAction) => typeof action?.title === "string",
      (action) => resolve(session, action),
    ),
  );
}

async function codeActions(session: Session, params: CodeActionParams): Promise<CodeAction[]> {
  const { client } = session;
  const { uri } = params.textDocument;
  if (!client.codeActionLiterals) return [];
  // The client will ask again for the text that is on its way.
  if (session.backlog.hasChange(uri)) throw outdated();
  const subject = await session.subject(uri);
  if (subject === null) return [];
  const { document } = subject;
  const { range } = params;
  const diagnostics = (params.context?.diagnostics ?? [])
    .filter((diagnostic) => isRange(diagnostic?.range))
    .map(({ code, range }) => ({ ...(code === undefined ? {} : { code }), range }));
  const only = params.context?.only;
  const data = { uri, version: document.version, range, diagnostics, ...(Array.isArray(only) ? { only } : {}) };
  return proposeActions(subject, questionOf(document, data))
    .filter((proposal) => proposal.disabled === null || client.disabledActions)
    .map((proposal) => {
      const action = actionOf(proposal, document, client);
      if (proposal.disabled !== null) return { ...action, disabled: { reason: proposal.disabled } };
      if (client.lazyEdits) return { ...action, data: { ...data, id: proposal.id } satisfies ActionData };
      return { ...action, edit: workspaceEditOf(proposal, document, client) };
    });
}

/** Adds the edit. An action that the server does not know comes back as it is. */
async function resolve(session: Session, action: CodeAction): Promise<CodeAction> {
  if (action.edit !== undefined || !isActionData(action.data)) return action;
  const { data } = action;
  const subject = await session.subject(data.uri);
  if (subject === null) return action;
  if (subject.document.version !== data.version || session.backlog.hasChange(data.uri)) throw outdated();
  const proposal = proposeActions(subject, questionOf(subject.document, data)).find(({ id }) => id === data.id);
  if (proposal === undefined || proposal.disabled !== null) return action;
  return { ...action, edit: workspaceEditOf(proposal, subject.document, session.client) };
}

function questionOf(document: OpenDocument, data: Omit<ActionData, "id">): ActionQuestion {
  return {
    selection: document.spanOf(data.range),
    only: data.only,
    pointedAt: data.diagnostics.map(({ code, range }) => ({
      rule: String(code),
      start: document.offsetAt(range.start),
    })),
  };
}

function actionOf(proposal: Proposal, document: OpenDocument, client: ClientFeatures): CodeAction {
  const { title, kind, finding } = proposal;
  return {
    title,
    kind,
    ...(finding === null ? {} : { diagnostics: [diagnosticOf(finding, document, client)] }),
    ...(proposal.isPreferred && client.preferredActions ? { isPreferred: true } : {}),
  };
}

function workspaceEditOf(proposal: Proposal, document: OpenDocument, client: ClientFeatures): WorkspaceEdit {
  const edits = proposal.edits.map(({ span, newText }) => ({
    range: document.rangeOf(span),
    newText: newText.replace(/\r\n|\r|\n/g, document.lineEnding),
  }));
  const { uri, version } = document;
  return client.versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
    : { changes: { [uri]: edits } };
}

function isActionData(data: unknown): data is ActionData {
  const { uri, version, range, only, diagnostics, id } = (data ?? {}) as Partial<Record<keyof ActionData, unknown>>;
  return (
    typeof uri === "string" &&
    typeof version === "number" &&
    isRange(range as Range) &&
    (only === undefined || Array.isArray(only)) &&
    Array.isArray(diagnostics) &&
    diagnostics.every((diagnostic) => isRange(diagnostic?.range)) &&
    typeof id === "string"
  );
}

function outdated(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, "The document has changed");
}
