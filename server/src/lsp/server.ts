/** Wires a session to a connection. Knows no transport and nothing of Node: the same server runs wherever a host is given. */
import {
  createConnection,
  createProtocolConnection,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  Message,
  type MessageReader,
  MessageType,
  type MessageWriter,
  type ResponseMessage,
  ShowMessageNotification,
} from "vscode-languageserver";
import { registerAnnotations } from "./annotations.js";
import { Backlog } from "./backlog.js";
import { clientFeaturesOf, serverCapabilitiesFor } from "./capabilities.js";
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
import { LifeCycle } from "./lifeCycle.js";
import { LogFilter } from "./logFilter.js";
import { registerNotebookSync } from "./notebookSync.js";
import { invalidNotification } from "./notifications.js";
import { describeError } from "./requests.js";
import { readServerOptions } from "./serverOptions.js";
import { Session } from "./session.js";
import { registerTextDocumentSync } from "./textDocumentSync.js";
import { Updates } from "./updates.js";
import { warmUp } from "./warmUp.js";
import { registerWorkspaceDiagnostic } from "./workspaceDiagnostic.js";
import { WorkspaceIndex } from "./workspaceIndex.js";

/** A server that runs. */
export interface RunningServer {
  /** Writes a line into the client's log. */
  log(level: "error" | "warn" | "info" | "log", message: string): void;
  /** The client has asked for the end: 0, else 1. */
  readonly exitCode: number;
}

/** Starts to read messages. */
export function runServer(input: MessageReader, output: MessageWriter, host: ServerHost): RunningServer {
  const writer = new LogFilter(output);
  let session: Session | undefined;
  const reader = new Backlog(input);
  const shown = new Set<string>();
  const lifeCycle = new LifeCycle((id, code, message) => {
    const response: ResponseMessage = { jsonrpc: "2.0", id, error: { code, message } };
    writer.write(response).catch(() => undefined);
  });
  const connection = createConnection(
    (logger) =>
      createProtocolConnection(reader, writer, logger, {
        connectionStrategy: { cancelUndispatched },
        messageStrategy: {
          handleMessage(message, next) {
            reader.taken(message);
            const invalid = invalidNotification(message);
            if (invalid !== null) {
              connection.console.error(`${invalid}: the parameters are not valid`);
              return undefined;
            }
            return lifeCycle.handleMessage(message, next);
          },
        },
      }),
    {
      shutdownReceived: false,
      initialize: ({ processId }) => {
        if (typeof processId === "number") host.watchParent(processId);
      },
      exit: () => host.exit(lifeCycle.isShutDown ? 0 : 1),
    },
  );
  connection.onInitialize((params) => initialize(params));
  connection.onShutdown(() => session?.end());
  connection.listen();
  reader.onError((error) => connection.console.error(`A message could not be read: ${error.message}`));
  return {
    log: (level, message) => connection.console[level](message),
    get exitCode() {
      return lifeCycle.isShutDown ? 0 : 1;
    },
  };

  function initialize(params: InitializeParams): InitializeResult {
    const client = clientFeaturesOf(params);
    const { options, problems } = readServerOptions(params.initializationOptions);
    writer.level = options.logLevel;
    if (problems.length > 0) complain(problems);
    const editorSettings = new EditorSettings(params.initializationOptions, askerFor(connection, client), complain);
    const started = new Session(connection, host, client, reader, editorSettings, options, foldersOf(params));
    session = started;
    const updates = new Updates(started);
    const index = new WorkspaceIndex(started, updates);
    updates.onFiles = () => index.refresh();
    registerTextDocumentSync(started, updates);
    registerNotebookSync(started, updates);
    registerConfiguration(started, updates);
    registerDocumentDiagnostic(started);
    registerWorkspaceDiagnostic(started);
    registerCodeAction(started);
    registerCommands(started);
    registerCompletion(started);
    registerDocumentLink(started);
    registerAnnotations(started);
    registerHover(started);
    registerHotPaths(started);
    let isInitialized = false;
    connection.onInitialized(() => {
      if (isInitialized) return;
      isInitialized = true;
      const diagnostics = client.pullsDiagnostics ? "pulled" : "pushed";
      const name = params.clientInfo?.name ?? "an unnamed client";
      connection.console.info(`jit-hints ${host.version} for ${name}: ${client.encoding}, diagnostics ${diagnostics}`);
      registerWatchers(started).catch((error: unknown) => connection.console.warn(describeError(error)));
      host.soon(() => {
        warmUp(started);
        index.refresh();
      });
    });
    lifeCycle.begin();
    return {
      capabilities: serverCapabilitiesFor(client, params.capabilities ?? {}, options),
      serverInfo: { name: "jit-hints", version: host.version },
    };
  }

  function complain(problems: readonly string[]): void {
    const message = `Settings of the editor: ${problems.join("; ")}`;
    connection.console.warn(message);
    // The same settings come once for each document.
    if (shown.has(message)) return;
    shown.add(message);
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }
}

/** A request that is still in the queue when it is cancelled is answered at once. */
function cancelUndispatched(message: Message): ResponseMessage | undefined {
  if (!Message.isRequest(message)) return undefined;
  return {
    jsonrpc: "2.0",
    id: message.id,
    error: { code: LSPErrorCodes.RequestCancelled, message: "The request was cancelled" },
  };
}

function foldersOf(params: InitializeParams): string[] {
  if (Array.isArray(params.workspaceFolders)) return params.workspaceFolders.map((folder) => folder.uri);
  return typeof params.rootUri === "string" ? [params.rootUri] : [];
}
