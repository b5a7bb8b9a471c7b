/** The commands of the category "JIT Hints". */
import * as vscode from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { CrashGuard } from "./crashes.js";
import { fix, goTo, previewFix } from "./fixes.js";
import type { Hint } from "./hotPaths/model.js";
import { type HotPaths, placeOf, type Row } from "./hotPaths/view.js";
import type { Interpreters } from "./interpreter.js";
import type { Logs } from "./logs.js";
import { copyReport } from "./report.js";
import { showRule } from "./rulePages.js";
import { selectRuntime } from "./selectRuntime.js";
import type { RuntimeStatus } from "./status.js";

/** What the commands work on. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly logs: Logs;
  readonly crashes: CrashGuard;
  readonly status: RuntimeStatus;
  readonly interpreters: Interpreters;
  readonly hotPaths: HotPaths;
}

/** Commands by id. What calls them gives the arguments that they are made for. */
export type Commands = Readonly<Record<string, (...args: never[]) => unknown>>;

/** What each command does that package.json contributes, by id. */
export function commandsOf(parts: Parts): Commands {
  const { context, client, logs, crashes, status, interpreters, hotPaths } = parts;
  const version: string = context.extension.packageJSON.version;
  return {
    "jitHints.selectRuntime": () => selectRuntime(status, interpreters),
    "jitHints.showRule": (rule?: unknown) => showRule(context, rule),
    "jitHints.openExample": () => openExample(context),
    "jitHints.explain": explain,
    "jitHints.showHints": () => hotPaths.show(),
    "jitHints.goTo": (row: Row) => goToRow(row),
    "jitHints.fix": (hint: Hint) => fix(hint),
    "jitHints.previewFix": (hint: Hint) => previewFix(hint),
    "jitHints.groupByFile": () => hotPaths.group("file"),
    "jitHints.groupByRule": () => hotPaths.group("rule"),
    "jitHints.groupByLoop": () => hotPaths.group("loop"),
    "jitHints.filter": () => hotPaths.askFilter(),
    "jitHints.clearFilter": () => hotPaths.setFilter(""),
    "jitHints.restartServer": () => restartServer(client, crashes),
    "jitHints.copyReport": () => copyReport({ version, client, status, interpreters, crashes: crashes.count }),
    "jitHints.showLog": () => logs.client.show(),
    "jitHints.showServerLog": () => logs.server.show(),
  };
}

async function restartServer(client: BaseLanguageClient, crashes: CrashGuard): Promise<void> {
  crashes.forgive();
  if (client.state === State.Running) await client.stop();
  await client.start();
}

async function goToRow(row: Row): Promise<void> {
  const place = placeOf(row);
  if (place !== undefined) await goTo(place);
}

/** Opens the example as a new file that belongs to the user. */
async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(context.extensionUri, "examples", "data_driven.py");
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Shows what is known about a place, by default where the cursor is. */
async function explain(uri?: vscode.Uri, position?: vscode.Position): Promise<void> {
  if (uri !== undefined && position !== undefined) await goTo(new vscode.Location(uri, position));
  await vscode.commands.executeCommand("editor.action.showHover");
}
