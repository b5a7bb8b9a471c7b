/** The arguments of the language server. */
import type { Transport } from "../lsp/transport.js";

/** The transport that arguments ask for, or what is wrong with them. */
export function parseTransport(args: readonly string[]): Transport | { readonly problem: string } {
  const found: Transport[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]!;
    const [name, value] = argument.split("=", 2);
    if (argument === "--stdio") found.push({ kind: "stdio" });
    else if (argument === "--node-ipc") found.push({ kind: "ipc" });
    else if (name === "--socket") {
      const port = Number(value ?? args[++index]);
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        return { problem: "--socket needs a port from 1 to 65535" };
      found.push({ kind: "socket", port });
    } else if (name === "--clientProcessId") {
      // Clients of the usual library add it; it names the process to watch.
      if (value === undefined) index++;
    } else return { problem: `unknown argument ${argument}` };
  }
  if (found.length === 1) return found[0]!;
  return {
    problem: found.length === 0 ? "say how to talk to the client" : "say one way to talk to the client, not several",
  };
}
