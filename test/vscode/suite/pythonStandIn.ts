/** Stands in for the Python extension: the part of its API that is used, with an interpreter that the tests select. */
import * as vscode from "vscode";
import { SELECT_INTERPRETER, type Version } from "./names.js";

/** Called by VS Code. */
export function activate(context: vscode.ExtensionContext) {
  const changed = new vscode.EventEmitter<object>();
  let selected: { readonly path: string; readonly version: Version } | undefined;
  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand(SELECT_INTERPRETER, (path?: string, version?: Version) => {
      selected = path === undefined || version === undefined ? undefined : { path, version };
      changed.fire({ path });
    }),
  );
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected?.path ?? "", path: selected?.path ?? "" }),
      resolveEnvironment: async () =>
        selected && { executable: { uri: vscode.Uri.file(selected.path) }, version: selected.version },
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
}
