/** The extension without its surroundings: the same on the desktop, on remote machines and in the browser. */
import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  DidChangeConfigurationNotification,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient";
import { type Commands, commandsOf } from "./commands.js";
import { CrashGuard } from "./crashes.js";
import { PYTHON_DOCUMENTS, SETTINGS_FILES } from "./documents.js";
import { type DocumentFacts, Facts } from "./facts.js";
import { Heat } from "./heat.js";
import { HotPaths, type Row } from "./hotPaths/view.js";
import { Interpreters } from "./interpreter.js";
import { HotLoopLenses } from "./lenses.js";
import { openLogs } from "./logs.js";
import { createMiddleware, HOVER_COMMANDS } from "./middleware.js";
import { registerRulePages } from "./rulePages.js";
import { RuntimeStatus } from "./status.js";

/** What other extensions can ask. */
export interface Api {
  /** The hints and hot loops of an open document; null for one that is not checked. */
  facts(document: vscode.TextDocument): Promise<DocumentFacts | null>;
  /** The tree of the view "JIT hints". */
  readonly hotPaths: vscode.TreeDataProvider<Row>;
  /** Resolves when the server has started, or could not be started. */
  readonly started: Promise<void>;
}

/** The extension while it is active. */
export interface Application {
  readonly api: Api;
  /** What the contributed commands do. */
  readonly commands: Commands;
  stop(): Promise<void>;
}

/** Starts everything. Does not wait for the server. */
export function startApplication(
  context: vscode.ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Application {
  const logs = openLogs();
  const crashes = new CrashGuard(logs);
  const interpreters = new Interpreters();
  const client: BaseLanguageClient = createClient({
    documentSelector: [...PYTHON_DOCUMENTS, ...SETTINGS_FILES],
    outputChannel: logs.server,
    traceOutputChannel: logs.server,
    errorHandler: crashes,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: serverOptions,
    middleware: createMiddleware(interpreters, (address) => client.protocol2CodeConverter.asUri(address)),
    markdown: { isTrusted: { enabledCommands: HOVER_COMMANDS } },
  });
  const status = new RuntimeStatus(client);
  const facts = new Facts(client, status.onDidChange);
  const hotPaths = new HotPaths(facts, context.workspaceState);
  context.subscriptions.push(
    logs,
    interpreters,
    status,
    facts,
    hotPaths,
    new HotLoopLenses(facts),
    new Heat(facts),
    registerRulePages(context),
    client.onDidChangeState(({ newState }) => {
      logs.client.info(`Server: ${State[newState]}`);
      status.serverChanged(newState);
    }),
    interpreters.onDidChange(() => void announceSettings(client)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("jitHints.workspaceDiagnostics")) {
        void vscode.commands.executeCommand("jitHints.restartServer");
      }
    }),
  );
  void vscode.commands.executeCommand("setContext", "jitHints.active", true);
  logs.client.info(`Python JIT Hints ${context.extension.packageJSON.version} is starting`);
  const started = client.start().catch((error: unknown) => logs.client.error("The server did not start", error));
  void started.then(() => interpreters.start());
  return {
    api: { facts: (document) => facts.of(document, { loops: true }), hotPaths, started },
    commands: commandsOf({ context, client, logs, crashes, status, interpreters, hotPaths }),
    async stop() {
      // A client that is still starting cannot be stopped.
      await started;
      await client.dispose();
    },
  };
}

/** What the server has to know before it starts. A restart reads it again. */
function serverOptions(): object {
  const enable = vscode.workspace.getConfiguration("jitHints").get("workspaceDiagnostics.enable", false);
  return { workspaceDiagnostics: { enable } };
}

/** The selected interpreter is part of what the server asks for as settings. */
async function announceSettings(client: BaseLanguageClient): Promise<void> {
  if (client.state !== State.Running) return;
  await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
}
