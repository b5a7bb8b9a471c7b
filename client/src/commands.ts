/** The commands of the category "JIT Hints". */
import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { CrashGuard } from "./crashes.js";
import type { Logs } from "./logs.js";
import { RUNTIME_CHOICES, type RuntimeChoice, sameSetting } from "./runtimes.js";

/** Registers every command that package.json contributes. */
export function registerCommands(client: LanguageClient, logs: Logs, crashes: CrashGuard): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("jitHints.selectRuntime", selectRuntime),
    vscode.commands.registerCommand("jitHints.restartServer", () => restartServer(client, crashes)),
    vscode.commands.registerCommand("jitHints.showLog", () => logs.client.show()),
    vscode.commands.registerCommand("jitHints.showServerLog", () => logs.server.show()),
  );
}

async function restartServer(client: LanguageClient, crashes: CrashGuard): Promise<void> {
  crashes.forgive();
  if (client.state === State.Running) await client.restart();
  else await client.start();
}

/** Lets the user choose and writes the setting `jitHints.runtimes`. */
async function selectRuntime(): Promise<void> {
  const resource = vscode.window.activeTextEditor?.document.uri;
  const configuration = vscode.workspace.getConfiguration("jitHints", resource);
  const current = configuration.get("runtimes");
  const picked = await vscode.window.showQuickPick(
    RUNTIME_CHOICES.map((choice) => pickItem(choice, current)),
    {
      title: "Which Python runs this code?",
      placeHolder: "Hints differ between runtimes; choose what the code runs on in production",
      matchOnDetail: true,
    },
  );
  if (picked) await configuration.update("runtimes", picked.setting, targetOf(configuration, resource));
}

function pickItem(choice: RuntimeChoice, current: unknown): vscode.QuickPickItem & RuntimeChoice {
  return sameSetting(choice.setting, current) ? { ...choice, description: "current" } : choice;
}

/** The runtime belongs to the project: the setting goes into the workspace, and to the user only where there is none. */
function targetOf(
  configuration: vscode.WorkspaceConfiguration,
  resource: vscode.Uri | undefined,
): vscode.ConfigurationTarget {
  const set = configuration.inspect("runtimes");
  if (set?.workspaceFolderValue !== undefined) return vscode.ConfigurationTarget.WorkspaceFolder;
  if (set?.workspaceValue !== undefined) return vscode.ConfigurationTarget.Workspace;
  const folder = resource && vscode.workspace.getWorkspaceFolder(resource);
  if (!folder) return vscode.ConfigurationTarget.Global;
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  return several ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
}
