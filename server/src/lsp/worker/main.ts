/**
 * The language server in a web worker. The first message carries what a worker cannot find by itself: the parser, and the address of the rest of
 * the server, dist/services.js. After it come those of the protocol.
 */
import { BrowserMessageReader, BrowserMessageWriter } from "vscode-languageserver/browser";
import { runServer } from "../server.js";
import type { SessionStart, StartedSession } from "../startSession.js";
import { FilesReader } from "./filesReader.js";

/** Set by the build. */
declare const JIT_HINTS_VERSION: string;

/** Modules by name, for the `require` that the build defines where there is none. */
declare const jitHintsModules: Record<string, unknown>;

/** The first message. */
interface Supplies {
  /** The bytes of `python.wasm`. */
  readonly grammar: Uint8Array;
  /** The address of dist/services.js. */
  readonly services: string;
}

/** The worker's global object, as far as it is used here. TypeScript declares it only together with a library of its own. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Partial<Supplies> }) => void) | null;
  importScripts(address: string): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { grammar, services } }) => {
  if (grammar === undefined || services === undefined) return;
  const port = scope as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
  const reader = new FilesReader(new BrowserMessageReader(port));
  runServer(reader, new BrowserMessageWriter(port), {
    version: JIT_HINTS_VERSION,
    // The client's page ends its workers.
    watchParent: () => {},
    exit: () => scope.close(),
    startSession: async (start) => startServices(start, { grammar, services }),
  });
};

/** The script names its exports in the table of modules. */
function startServices(start: SessionStart, { grammar, services }: Supplies): StartedSession {
  scope.importScripts(services);
  const { startServices } = jitHintsModules["./services.js"] as typeof import("../services.js");
  return startServices(start, grammar);
}
