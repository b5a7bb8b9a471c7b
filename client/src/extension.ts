/** Entry point on the desktop and on remote machines: starts the language server and shows what it works with. */
import { join } from "node:path";
import type * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from "vscode-languageclient/node";
import { registerCommands } from "./commands.js";
import { CrashGuard } from "./crashes.js";
import { openLogs } from "./logs.js";
import { PYTHON_DOCUMENTS, RuntimeStatus } from "./status.js";

/** Stops the server; set while the extension is active. */
let stopServer: (() => Promise<void>) | undefined;

/** Called by VS Code when the first Python file opens. Does not wait for the server, so that activation stays short. */
export function activate(context: vscode.ExtensionContext): void {
  const logs = openLogs();
  const crashes = new CrashGuard(logs);
  const server = { module: context.asAbsolutePath(join("dist", "server.js")), transport: TransportKind.ipc };
  const client = new LanguageClient(
    "jitHints",
    "JIT Hints",
    { run: server, debug: server },
    {
      documentSelector: [...PYTHON_DOCUMENTS],
      outputChannel: logs.server,
      traceOutputChannel: logs.server,
      errorHandler: crashes,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    },
  );
  const status = new RuntimeStatus(client);
  context.subscriptions.push(
    logs,
    status,
    client.onDidChangeState(({ newState }) => {
      logs.client.info(`Server: ${State[newState]}`);
      status.serverChanged(newState);
    }),
    registerCommands(client, logs, crashes),
  );
  logs.client.info(`Python JIT Hints ${context.extension.packageJSON.version} is starting`);
  const started = client.start().catch((error: unknown) => logs.client.error("The server did not start", error));
  stopServer = async () => {
    // A client that is still starting cannot be stopped.
    await started;
    await client.dispose();
  };
}

/** Called by VS Code before it unloads the extension. */
export async function deactivate(): Promise<void> {
  await stopServer?.();
  stopServer = undefined;
}
