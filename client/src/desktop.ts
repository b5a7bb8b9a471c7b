/** The extension on the desktop and on remote machines: the server is a process. */
import { join } from "node:path";
import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Application, startApplication } from "./application.js";

/** Starts the extension. */
export function start(context: vscode.ExtensionContext): Application {
  const server = { module: context.asAbsolutePath(join("dist", "server.js")), transport: TransportKind.ipc };
  return startApplication(
    context,
    (options) => new LanguageClient("jitHints", "JIT Hints", { run: server, debug: server }, options),
  );
}
