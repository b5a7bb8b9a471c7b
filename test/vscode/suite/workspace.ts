/** The workspace of the suites, and the extension's part of VS Code's API. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Api } from "../../../client/src/application.js";
import type { Exports } from "../../../client/src/extension.js";

/** The id of the extension under test. */
export const EXTENSION = "python-jit-hints.python-jit-hints";

/** A file of the folder `main`, or of another folder of the workspace. */
export function file(name: string, folder = "main"): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((one) => one.name === folder);
  assert.ok(found, `no folder ${folder}`);
  return vscode.Uri.joinPath(found.uri, name);
}

/** Opens a file in an editor that stays when another file is opened. */
export async function open(name: string, folder = "main"): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(name, folder));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** The extension's settings. */
export function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("jitHints", file("chain.py"));
}

/** Sets the runtimes for the whole workspace; undefined for the default. */
export async function setRuntimes(value: unknown): Promise<void> {
  await configuration().update("runtimes", value, vscode.ConfigurationTarget.Workspace);
}

/** The actions of one kind, with their edits. */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind.value, 20);
}

/** What the extension gives to other extensions. */
export async function api(): Promise<Api> {
  return (await vscode.extensions.getExtension<Exports>(EXTENSION)!.activate()).ready;
}
