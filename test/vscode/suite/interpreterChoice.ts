/** What the stand-ins for extensions that know interpreters share: an interpreter that the tests select. */
import * as vscode from "vscode";
import { SELECT_INTERPRETER, type Version } from "./names.js";

/** The selected interpreter, and an event when another is selected or none. */
export interface InterpreterChoice {
  readonly selected: { readonly path: string; readonly version: Version } | undefined;
  readonly changed: vscode.Event<string | undefined>;
}

/** Registers the command by which tests select an interpreter. */
export function interpreterChoice(context: vscode.ExtensionContext): InterpreterChoice {
  const changed = new vscode.EventEmitter<string | undefined>();
  let selected: InterpreterChoice["selected"];
  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand(SELECT_INTERPRETER, (path?: string, version?: Version) => {
      selected = path === undefined || version === undefined ? undefined : { path, version };
      changed.fire(path);
    }),
  );
  return {
    get selected() {
      return selected;
    },
    changed: changed.event,
  };
}
