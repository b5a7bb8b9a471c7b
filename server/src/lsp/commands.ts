/** `workspace/executeCommand`: what an action or a user's key runs on the server. */
import {
  ApplyWorkspaceEditRequest,
  type CancellationToken,
  ErrorCodes,
  type ExecuteCommandParams,
  ExecuteCommandRequest,
  MessageType,
  ResponseError,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  type WorkDoneProgressReporter,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { RULE_METAS } from "../rules/registry.js";
import { safeEdits } from "./actionProposals.js";
import { FIX_FILE, FIX_RULE_IN_WORKSPACE, OPEN_RULE_PAGE } from "./commandNames.js";
import { pageOf, RULES_PAGE } from "./documentation.js";
import { guarded } from "./requests.js";
import type { Session } from "./session.js";
import { WorkspaceChecker } from "./workspaceChecker.js";
import { annotatedEditOf, type DocumentEdits, workspaceEditOf } from "./workspaceEdits.js";

/** Answers the request. Every command answers with null; what it does is seen in the editor. */
export function registerCommands(session: Session): void {
  session.connection.onExecuteCommand((params, token, progress) =>
    guarded(
      session,
      ExecuteCommandRequest.method,
      (given: ExecuteCommandParams) => typeof given?.command === "string",
      async ({ command, arguments: args = [] }) => {
        switch (command) {
          case FIX_FILE:
            await fixFile(session, args);
            return null;
          case FIX_RULE_IN_WORKSPACE:
            await fixRuleInWorkspace(session, ruleIn(args[0]), token, progress);
            return null;
          case OPEN_RULE_PAGE:
            await openRulePage(session, args);
            return null;
          default:
            throw new ResponseError(ErrorCodes.InvalidParams, `there is no command ${command}`);
        }
      },
    )(params, token),
  );
}

async function fixFile(session: Session, [uri, rule]: readonly unknown[]): Promise<void> {
  if (typeof uri !== "string") throw invalid("the first argument must be the URI of an open document");
  const only = rule === undefined || rule === null ? null : ruleIn(rule);
  const subject = await session.subject(uri);
  if (subject === null) return;
  const { document, engine, settings } = subject;
  const findings = document
    .moduleFindings(engine, settings.analysis)
    .filter((finding) => only === null || finding.rule === only);
  const edits = safeEdits(findings);
  if (edits.length > 0)
    await apply(session, "Fix safe JIT hints", workspaceEditOf([[document, edits]], session.client));
  else inform(session, "There is nothing to fix without asking in this file.");
}

async function fixRuleInWorkspace(
  session: Session,
  rule: string,
  token: CancellationToken,
  progress: WorkDoneProgressReporter,
): Promise<void> {
  const { client } = session;
  const changes: DocumentEdits[] = [];
  progress.begin(`Looking for ${rule}`, 0, undefined, true);
  try {
    const engine = await session.engine();
    for await (const { document, settings, share } of new WorkspaceChecker(session).documents(token)) {
      const findings = document.findings(engine, settings.analysis).filter((finding) => finding.rule === rule);
      const edits = safeEdits(findings);
      if (edits.length > 0) changes.push([document, edits]);
      progress.report(Math.round(share * 100));
    }
  } finally {
    progress.done();
  }
  if (token.isCancellationRequested) return;
  if (changes.length === 0) {
    inform(session, `There is nothing to fix without asking for ${rule} in this workspace.`);
    return;
  }
  const files = changes.length === 1 ? "1 file" : `${changes.length} files`;
  const label = `Fix ${rule}`;
  if (client.annotatedEdits) {
    await apply(session, label, annotatedEditOf(changes, { label, description: `${files} of this workspace` }));
    return;
  }
  // Without a preview the user is asked before files are changed that may not be open.
  const question = `Apply the safe fixes of ${rule} in ${files}?`;
  const answer = await session.connection.sendRequest(ShowMessageRequest.type, {
    type: MessageType.Info,
    message: question,
    actions: [{ title: "Apply" }, { title: "Cancel" }],
  });
  if (answer?.title === "Apply") await apply(session, label, workspaceEditOf(changes, client));
}

async function openRulePage(session: Session, [rule]: readonly unknown[]): Promise<void> {
  const uri = rule === undefined || rule === null ? RULES_PAGE : pageOf(ruleIn(rule), session);
  if (session.client.showsDocuments) {
    await session.connection.sendRequest(ShowDocumentRequest.type, { uri, external: uri.startsWith("https:") });
  } else inform(session, uri);
}

async function apply(session: Session, label: string, edit: WorkspaceEdit): Promise<void> {
  if (!session.client.appliesEdits) throw invalid("the client does not apply edits");
  const { applied, failureReason } = await session.connection.sendRequest(ApplyWorkspaceEditRequest.type, {
    label,
    edit,
  });
  if (!applied) session.connection.console.info(`${label}: not applied${failureReason ? `, ${failureReason}` : ""}`);
}

function inform(session: Session, message: string): void {
  void session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
}

function ruleIn(value: unknown): string {
  if (typeof value === "string" && RULE_METAS.has(value)) return value;
  throw invalid(`${JSON.stringify(value)} is not a rule`);
}

function invalid(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
