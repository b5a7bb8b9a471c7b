/** `jit-hints server`: reads how to talk to the client, and starts the language server. */
import { parseTransport } from "./serverArguments.js";

/** How to start the server, for people. */
export const SERVER_USAGE = `Usage: jit-hints server --stdio | --node-ipc | --socket=PORT

Starts the language server. Editors start it themselves; docs/editors.md says how to set them up.

  --stdio        talk on standard input and output
  --node-ipc     talk on the channel of a Node.js parent process
  --socket=PORT  connect to a port of this machine that the editor listens on
`;

/** Runs the server until its client ends it. @returns an exit code if it could not be started, else null */
export async function runServer(args: readonly string[]): Promise<number | null> {
  const transport = parseTransport(args);
  if ("problem" in transport) {
    process.stderr.write(`error: ${transport.problem}\n\n${SERVER_USAGE}`);
    return 2;
  }
  // In the bundle of the command line this is dist/server.js, which nobody loads who only checks files.
  const { startServer } = await import("../lsp/main.js");
  startServer(transport);
  return null;
}
