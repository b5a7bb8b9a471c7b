/** The quick pick of runtimes: what each means, and what was detected and why. */
import * as vscode from "vscode";
import { type Interpreters, interpreterInWords } from "./interpreter.js";
import { type RuntimeChoice, runtimeChoices, runtimesInWords, sameSetting } from "./runtimes.js";
import { causeIn, type RuntimeStatus } from "./status.js";

interface Item extends vscode.QuickPickItem {
  readonly choice?: RuntimeChoice;
}

/** Lets the user choose and writes the setting `jitHints.runtimes`. */
export async function selectRuntime(status: RuntimeStatus, interpreters: Interpreters): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const resource = document?.uri;
  const configuration = vscode.workspace.getConfiguration("jitHints", resource);
  const current = configuration.get("runtimes");
  const now = status.of(document);
  const items = runtimeChoices(vscode.l10n).map((choice): Item => {
    const isCurrent = sameSetting(choice.setting, current);
    const detected =
      isCurrent && choice.setting === "auto" && now !== undefined
        ? vscode.l10n.t("Now {0}: {1}", runtimesInWords(now.runtimes), causeIn(now.reason))
        : choice.detail;
    return {
      choice,
      label: choice.label,
      detail: detected,
      ...(isCurrent ? { description: vscode.l10n.t("current") } : {}),
    };
  });
  const picked = await vscode.window.showQuickPick([...items, ...facts(now?.reason, interpreters, resource)], {
    title: vscode.l10n.t("Which Python runs this code?"),
    placeHolder: vscode.l10n.t("Hints differ between runtimes; choose what the code runs on in production"),
    matchOnDetail: true,
  });
  if (picked?.choice === undefined) return;
  await configuration.update("runtimes", picked.choice.setting, targetOf(configuration, resource));
}

/** What was detected, below a line: not to be chosen, but read. */
function facts(reason: string | undefined, interpreters: Interpreters, resource: vscode.Uri | undefined): Item[] {
  const interpreter = interpreters.of(resource);
  const source = interpreters.sourceName;
  const selected =
    source === null
      ? vscode.l10n.t("Unknown: no Python extension tells. None is needed.")
      : interpreter === null
        ? vscode.l10n.t("The extension “{0}” names none", source)
        : vscode.l10n.t("{0}, from the extension “{1}”", interpreterInWords(interpreter), source);
  return [
    { label: vscode.l10n.t("Detected"), kind: vscode.QuickPickItemKind.Separator },
    ...(reason === undefined ? [] : [{ label: `$(info) ${vscode.l10n.t("In effect")}`, detail: reason }]),
    { label: `$(info) ${vscode.l10n.t("Selected interpreter")}`, detail: selected },
  ];
}

/** The runtime belongs to the project: the setting goes into the workspace, and to the user only where there is none. */
function targetOf(
  configuration: vscode.WorkspaceConfiguration,
  resource: vscode.Uri | undefined,
): vscode.ConfigurationTarget {
  const set = configuration.inspect("runtimes");
  if (set?.workspaceFolderValue !== undefined) return vscode.ConfigurationTarget.WorkspaceFolder;
  if (set?.workspaceValue !== undefined) return vscode.ConfigurationTarget.Workspace;
  const folders = vscode.workspace.workspaceFolders?.length ?? 0;
  if (folders === 0) return vscode.ConfigurationTarget.Global;
  const isInFolder = resource !== undefined && vscode.workspace.getWorkspaceFolder(resource) !== undefined;
  return folders > 1 && isInFolder ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
}
