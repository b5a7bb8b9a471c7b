/**
 * Activation, on the desktop, on remote machines and in the browser. It only says which commands there are; the code behind them, most of it the
 * language client, is loaded right after, when the editor no longer waits.
 */
import * as vscode from "vscode";
import type { Api, Application } from "./application.js";

/** What other extensions get. */
export interface Exports {
  /** Resolves when the extension has been loaded; the server may still be starting. */
  readonly ready: Promise<Api>;
}

let application: Promise<Application> | undefined;

/** Called by VS Code when the first Python file opens, or a command or view is used. */
export function activate(context: vscode.ExtensionContext): Exports {
  const loaded = new Promise<void>((resolve) => setTimeout(resolve)).then(() => loadClient().start(context));
  application = loaded;
  const contributed: readonly { readonly command: string }[] = context.extension.packageJSON.contributes.commands;
  for (const { command } of contributed) {
    const run = async (...args: unknown[]) => (await loaded).commands[command]?.(...(args as never[]));
    context.subscriptions.push(vscode.commands.registerCommand(command, run));
  }
  return { ready: loaded.then(({ api }) => api) };
}

/** Called by VS Code before it unloads the extension. */
export async function deactivate(): Promise<void> {
  await (await application)?.stop();
  application = undefined;
}

/** The code of the client: a file of its own, whose mere reading takes longer than activation may. */
function loadClient(): { start(context: vscode.ExtensionContext): Application } {
  return require("./client.js");
}
