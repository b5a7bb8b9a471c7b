/** Stands in for the extension "Python Environments": the part of its API that is used, with an interpreter that the tests select. */
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
      changed.fire({ uri: undefined });
    }),
  );
  return {
    getEnvironment: async () => selected && environmentOf(selected.path, selected.version),
    onDidChangeEnvironment: changed.event,
  };
}

/** The version is that of the language, also for a PyPy, which only the name of its program gives away. */
function environmentOf(path: string, { major, minor, micro, sysVersion }: Version) {
  const folder = path.replace(/\/bin\/[^/]*$/, "");
  return {
    version: `${major}.${minor}.${micro}.final.0`,
    displayName: `Python ${major}.${minor}`,
    environmentPath: vscode.Uri.file(folder),
    execInfo: { run: { executable: sysVersion.includes("PyPy") ? `${folder}/bin/pypy3` : path } },
  };
}
