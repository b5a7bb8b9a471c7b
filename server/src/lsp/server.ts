/**
 * Answers `initialize` and keeps the order of a session. Knows no transport and nothing of Node, and is small: the rest of the server
 * (startSession.ts) is loaded after the answer, and messages wait for it.
 */
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
import { Backlog } from "./backlog.js";
import { clientFeaturesOf, serverCapabilitiesFor } from "./capabilities.js";
import type { ServerProcess } from "./host.js";
import { LifeCycle } from "./lifeCycle.js";
import { LogFilter } from "./logFilter.js";
import { invalidNotification } from "./notifications.js";
import { describeError } from "./requests.js";
import { readServerOptions } from "./serverOptions.js";
import type { SessionStart, StartedSession } from "./startSession.js";

/** A server that runs. */
export interface RunningServer {
  /** Writes a line into the client's log. */
  log(level: "error" | "warn" | "info" | "log", message: string): void;
  /** The client has asked for the end: 0, else 1. */
  readonly exitCode: number;
}

/** Starts to read messages. */
export function runServer(input: MessageReader, output: MessageWriter, host: ServerProcess): RunningServer {
  const writer = new LogFilter(output);
  const reader = new Backlog(input);
  const shown = new Set<string>();
  /** What `initialize` has brought, until the session that it asks for has started. */
  let start: SessionStart | null = null;
  let session: StartedSession | null = null;
  /** Messages that have come meanwhile. */
  const held: (() => void | Promise<void>)[] = [];
  const lifeCycle = new LifeCycle((id, code, message) => {
    const response: ResponseMessage = { jsonrpc: "2.0", id, error: { code, message } };
    writer.write(response).catch(() => undefined);
  });
  const connection = createConnection(
    (logger) =>
      createProtocolConnection(reader, writer, logger, {
        connectionStrategy: { cancelUndispatched },
        messageStrategy: { handleMessage },
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

  function handleMessage(message: Message, next: (message: Message) => void | Promise<void>): void | Promise<void> {
    if (start !== null) {
      held.push(() => handle(message, next));
      return undefined;
    }
    const handled = handle(message, next);
    // The answer to `initialize` has been written when this promise is kept.
    return start === null ? handled : Promise.resolve(handled).then(startSession, startSession);
  }

  function handle(message: Message, next: (message: Message) => void | Promise<void>): void | Promise<void> {
    reader.taken(message);
    const invalid = invalidNotification(message);
    if (invalid === null) return lifeCycle.handleMessage(message, next);
    connection.console.error(`${invalid}: the parameters are not valid`);
    return undefined;
  }

  function initialize(params: InitializeParams): InitializeResult {
    const client = clientFeaturesOf(params);
    const { options, problems } = readServerOptions(params.initializationOptions);
    writer.level = options.logLevel;
    if (problems.length > 0) complain(problems);
    start = { version: host.version, connection, backlog: reader, params, client, options, complain };
    lifeCycle.begin();
    return {
      capabilities: serverCapabilitiesFor(client, params.capabilities ?? {}, options),
      serverInfo: { name: "jit-hints", version: host.version },
    };
  }

  async function startSession(): Promise<void> {
    if (start === null) return;
    try {
      session = await host.startSession(start);
    } catch (error) {
      connection.console.error(`The server could not be loaded: ${describeError(error)}`);
      const message = "Python JIT Hints could not be loaded. The log says why.";
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
    }
    start = null;
    for (const handleHeld of held.splice(0)) {
      try {
        handleHeld()?.catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  }

  function failed(error: unknown): void {
    connection.console.error(`A message could not be handled: ${describeError(error)}`);
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
