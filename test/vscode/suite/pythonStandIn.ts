/** Stands in for the Python extension: the part of its API that is used, with an interpreter that the tests select. */
import * as vscode from "vscode";
import { interpreterChoice } from "./interpreterChoice.js";

/** Called by VS Code. */
export function activate(context: vscode.ExtensionContext) {
  const choice = interpreterChoice(context);
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: choice.selected?.path ?? "", path: choice.selected?.path ?? "" }),
      resolveEnvironment: async () =>
        choice.selected && {
          executable: { uri: vscode.Uri.file(choice.selected.path) },
          version: choice.selected.version,
        },
      onDidChangeActiveEnvironmentPath: choice.changed,
    },
  };
}
