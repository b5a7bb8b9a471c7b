/** The language server as a process. */
import { format } from "node:util";
import { createNodeProcess } from "./nodeProcess.js";
import { describeError } from "./requests.js";
import { type RunningServer, runServer } from "./server.js";
import { openChannel, type Transport } from "./transport.js";

/**
 * Runs the server until its client ends it or goes away. Ends the process with 0 after `shutdown`, else with 1. The library
 * itself reads `--clientProcessId` from the command line and ends the process with that client.
 */
export function startServer(transport: Transport): void {
  let server: RunningServer | null = null;
  const end = () => process.exit(server?.exitCode ?? 1);
  const host = createNodeProcess((code) => process.exit(code), end);
  const channel = openChannel(transport, (reason) => {
    if (server?.exitCode !== 0) process.stderr.write(`jit-hints server: ${reason}\n`);
    end();
  });
  server = runServer(channel.reader, channel.writer, host);
  keepProtocolClean(server);
  survive(server);
}

/** Standard output belongs to the protocol: whatever any library prints goes to the client's log. */
function keepProtocolClean(server: RunningServer): void {
  const levels = {
    log: "log",
    debug: "log",
    trace: "log",
    dir: "log",
    info: "info",
    warn: "warn",
    error: "error",
  } as const;
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...args: unknown[]) => server.log(level, format(...args));
  }
}

/** A failure outside of any handler is logged and ends nothing. */
function survive(server: RunningServer): void {
  process.on("uncaughtException", (error) => server.log("error", describeError(error)));
  process.on("unhandledRejection", (error) => server.log("error", describeError(error)));
}
