/** The diagnostic report: what somebody who helps with a problem needs to know, and nothing of the user's code. */
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { isPython } from "./documents.js";
import { type Interpreter, type Interpreters, interpreterInWords } from "./interpreter.js";
import type { RuntimeStatus } from "./status.js";

/** What the report is made from. */
export interface ReportSources {
  readonly version: string;
  readonly client: BaseLanguageClient;
  readonly status: RuntimeStatus;
  readonly interpreters: Interpreters;
  readonly crashes: number;
}

/** The report as Markdown. Paths of files and contents of files are not in it; settings are. */
export function reportOf({ version, client, status, interpreters, crashes }: ReportSources): string {
  const document = vscode.window.activeTextEditor?.document;
  const configuration = vscode.workspace.getConfiguration("jitHints", document?.uri);
  const names = ["runtimes", "minimumConfidence", "rules", "exclude", "overrides", "codeLens", "heat", "trace"];
  const settings = Object.fromEntries(names.map((name) => [name, configuration.get(name)]));
  const now = status.of(document);
  const interpreter = interpreters.of(document?.uri);
  const lines = [
    ["Python JIT Hints", version],
    [
      "Editor",
      `${vscode.env.appName} ${vscode.version} (${vscode.env.uiKind === vscode.UIKind.Web ? "web" : "desktop"})`,
    ],
    ["Remote", vscode.env.remoteName ?? "no"],
    ["Server", `${State[client.state]}, ${client.initializeResult?.serverInfo?.version ?? "unknown version"}`],
    ["Crashes of the server", String(crashes)],
    [
      "Workspace",
      `${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? "trusted" : "not trusted"}`,
    ],
    ["Python documents", String(vscode.workspace.textDocuments.filter(isPython).length)],
    [
      "Active document",
      document === undefined ? "none" : `${document.languageId}, ${document.uri.scheme}, ${document.lineCount} lines`,
    ],
    ["Runtimes", now === undefined ? "unknown" : `${now.runtimes.join(", ")}. ${now.reason}`],
    [
      "Interpreter",
      `${interpreter === null ? "unknown" : interpreterInWords(withoutPath(interpreter))} (asked: ${interpreters.sourceName ?? "nobody"})`,
    ],
  ];
  return [
    ...lines.map(([name, value]) => `- ${name}: ${value}`),
    "",
    "```json",
    JSON.stringify(settings, null, 2),
    "```",
    "",
  ].join("\n");
}

/** Puts the report on the clipboard. */
export async function copyReport(sources: ReportSources): Promise<void> {
  await vscode.env.clipboard.writeText(reportOf(sources));
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The diagnostic report is on the clipboard. It names settings, but no files and no code."),
  );
}

/** A path may hold the user's name. */
function withoutPath({ path: _path, ...rest }: Interpreter): Interpreter {
  return rest;
}
