/** Starts a session: everything that the server does after `initialize` has been answered. */
import type { Connection, InitializeParams } from "vscode-languageserver";
import { registerAnnotations } from "./annotations.js";
import type { Backlog } from "./backlog.js";
import type { ClientFeatures } from "./capabilities.js";
import { registerCodeAction } from "./codeAction.js";
import { registerCommands } from "./commands.js";
import { registerCompletion } from "./completion.js";
import { askerFor, registerConfiguration, registerWatchers } from "./configuration.js";
import { registerDocumentDiagnostic } from "./documentDiagnostic.js";
import { registerDocumentLink } from "./documentLink.js";
import { EditorSettings } from "./editorSettings.js";
import type { ServerHost } from "./host.js";
import { registerHotPaths } from "./hotPaths.js";
import { registerHover } from "./hover.js";
import { registerNotebookSync } from "./notebookSync.js";
import { describeError } from "./requests.js";
import type { ServerOptions } from "./serverOptions.js";
import { Session } from "./session.js";
import { registerTextDocumentSync } from "./textDocumentSync.js";
import { Updates } from "./updates.js";
import { warmUp } from "./warmUp.js";
import { registerWorkspaceDiagnostic } from "./workspaceDiagnostic.js";
import { WorkspaceIndex } from "./workspaceIndex.js";

/** What `initialize` has brought. */
export interface SessionStart {
  readonly version: string;
  readonly connection: Connection;
  readonly backlog: Backlog;
  readonly params: InitializeParams;
  readonly client: ClientFeatures;
  readonly options: ServerOptions;
  /** Tells the user what is wrong with the editor's settings. */
  complain(problems: readonly string[]): void;
}

/** A session that handles messages. */
export interface StartedSession {
  /** The client ends the session. */
  end(): void;
}

/** Starts to handle messages. */
export function startSession(start: SessionStart, host: ServerHost): StartedSession {
  const { connection, params, client, options } = start;
  const editorSettings = new EditorSettings(params.initializationOptions, askerFor(connection, client), start.complain);
  const session = new Session(connection, host, client, start.backlog, editorSettings, options, foldersOf(params));
  const updates = new Updates(session);
  const index = new WorkspaceIndex(session, updates);
  updates.onFiles = () => index.refresh();
  updates.onOpened = () => index.opened();
  registerTextDocumentSync(session, updates);
  registerNotebookSync(session, updates);
  registerConfiguration(session, updates);
  registerDocumentDiagnostic(session);
  registerWorkspaceDiagnostic(session);
  registerCodeAction(session);
  registerCommands(session);
  registerCompletion(session);
  registerDocumentLink(session);
  registerAnnotations(session);
  registerHover(session);
  registerHotPaths(session);
  let isInitialized = false;
  connection.onInitialized(() => {
    if (isInitialized) return;
    isInitialized = true;
    const diagnostics = client.pullsDiagnostics ? "pulled" : "pushed";
    const name = params.clientInfo?.name ?? "an unnamed client";
    connection.console.info(`jit-hints ${start.version} for ${name}: ${client.encoding}, diagnostics ${diagnostics}`);
    registerWatchers(session).catch((error: unknown) => connection.console.warn(describeError(error)));
    host.soon(() => {
      warmUp(session);
      index.refresh();
    });
  });
  return session;
}

function foldersOf(params: InitializeParams): string[] {
  if (Array.isArray(params.workspaceFolders)) return params.workspaceFolders.map((folder) => folder.uri);
  return typeof params.rootUri === "string" ? [params.rootUri] : [];
}
