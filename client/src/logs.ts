/** The two output channels. Nothing reveals them but the user. */
import * as vscode from "vscode";

/** What the extension and its server write for people who look for a problem. */
export interface Logs extends vscode.Disposable {
  readonly client: vscode.LogOutputChannel;
  /** Messages of the server, and the protocol trace when its log level is Trace. */
  readonly server: vscode.LogOutputChannel;
}

/** Creates both channels. */
export function openLogs(): Logs {
  const client = vscode.window.createOutputChannel("JIT Hints", { log: true });
  const server = vscode.window.createOutputChannel("JIT Hints Server", { log: true });
  return {
    client,
    server,
    dispose() {
      client.dispose();
      server.dispose();
    },
  };
}
