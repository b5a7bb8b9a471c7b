/** The language server as a process. */
import { format } from "node:util";
import { setFlagsFromString } from "node:v8";
import { createNodeProcess } from "./nodeProcess.js";
import { describeError } from "./requests.js";
import { type RunningServer, runServer } from "./server.js";
import { openChannel, type Transport } from "./transport.js";

/**
 * Runs the server until its client ends it or goes away. Ends the process with 0 after `shutdown`, else with 1. The library
 * itself reads `--clientProcessId` from the command line and ends the process with that client.
 */
export function startServer(transport: Transport): void {
  // Each key makes a copy of the text. A young generation that does not grow is collected before copies pile up: a tenth less memory.
  setFlagsFromString("--semi-space-growth-factor=1");
  // Node lets a heap about double before it looks for garbage; looking earlier keeps the server's memory where it was after the first keys.
  setFlagsFromString("--heap-growing-percent=50");
  // V8 compiles the parser a second time, for speed, in threads beside this one. On a machine of two cores these take turns with the first
  // parse, which one thread leaves alone: measured, 67 ms instead of 97 for the first 2,000 lines, and as fast later.
  setFlagsFromString("--wasm-num-compilation-tasks=1");
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
