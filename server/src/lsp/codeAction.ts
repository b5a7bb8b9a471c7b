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
} from "vscode-languageserver";
import { type ActionQuestion, type Effect, type Proposal, proposeActions } from "./actionProposals.js";
import type { ClientFeatures } from "./capabilities.js";
import { diagnosticOf } from "./diagnostics.js";
import type { OpenDocument } from "./openDocument.js";
import { guarded, hasDocument, isRange } from "./requests.js";
import type { Session } from "./session.js";
import { workspaceEditOf } from "./workspaceEdits.js";

/** What comes back from the client to find an action again. */
interface ActionData {
  readonly uri: string;
  readonly edition: number;
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
  const subject = await session.subject(uri);
  if (subject === null) return [];
  const { document } = subject;
  // The client will ask again for the text that is on its way.
  if (session.isOutdated(document)) throw outdated();
  const { range } = params;
  const diagnostics = (params.context?.diagnostics ?? [])
    .filter((diagnostic) => isRange(diagnostic?.range))
    .map(({ code, range }) => ({ ...(code === undefined ? {} : { code }), range }));
  const only = params.context?.only;
  const data = { uri, edition: document.edition, range, diagnostics, ...(Array.isArray(only) ? { only } : {}) };
  return proposeActions(session, subject, questionOf(document, data))
    .filter((proposal) => proposal.disabled === null || client.disabledActions)
    .map((proposal) => {
      const action = actionOf(proposal, document, session);
      if (proposal.disabled !== null) return { ...action, disabled: { reason: proposal.disabled } };
      if (proposal.effect.kind === "command") return { ...action, command: proposal.effect.command };
      if (client.lazyEdits) return { ...action, data: { ...data, id: proposal.id } satisfies ActionData };
      return { ...action, edit: editOf(proposal.effect, document, client) };
    });
}

/** Adds the edit. An action that the server does not know comes back as it is. */
async function resolve(session: Session, action: CodeAction): Promise<CodeAction> {
  if (action.edit !== undefined || !isActionData(action.data)) return action;
  const { data } = action;
  const subject = await session.subject(data.uri);
  if (subject === null) return action;
  const { document } = subject;
  if (document.edition !== data.edition || session.isOutdated(document)) throw outdated();
  const proposal = proposeActions(session, subject, questionOf(document, data)).find(({ id }) => id === data.id);
  if (proposal === undefined || proposal.disabled !== null || proposal.effect.kind === "command") return action;
  return { ...action, edit: editOf(proposal.effect, document, session.client) };
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

function actionOf(proposal: Proposal, document: OpenDocument, session: Session): CodeAction {
  const { title, kind, finding } = proposal;
  return {
    title,
    kind,
    ...(finding === null ? {} : { diagnostics: [diagnosticOf(finding, document, session)] }),
    ...(proposal.isPreferred && session.client.preferredActions ? { isPreferred: true } : {}),
  };
}

function editOf(effect: Exclude<Effect, { kind: "command" }>, document: OpenDocument, client: ClientFeatures) {
  return effect.kind === "workspace" ? effect.edit : workspaceEditOf([[document, effect.edits]], client);
}

function isActionData(data: unknown): data is ActionData {
  const { uri, edition, range, only, diagnostics, id } = (data ?? {}) as Partial<Record<keyof ActionData, unknown>>;
  return (
    typeof uri === "string" &&
    typeof edition === "number" &&
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
