/** Stands in for the extension "Python Environments": the part of its API that is used, with an interpreter that the tests select. */
import * as vscode from "vscode";
import { interpreterChoice } from "./interpreterChoice.js";
import type { Version } from "./names.js";

/** Called by VS Code. */
export function activate(context: vscode.ExtensionContext) {
  const choice = interpreterChoice(context);
  return {
    getEnvironment: async () => choice.selected && environmentOf(choice.selected.path, choice.selected.version),
    onDidChangeEnvironment: choice.changed,
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
