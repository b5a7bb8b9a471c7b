/**
 * The language server in a web worker. The first message carries the parser, `{ grammar: Uint8Array }`; after it come those of the protocol.
 */
import { BrowserMessageReader, BrowserMessageWriter } from "vscode-languageserver/browser";
import { runServer } from "../server.js";
import { FilesReader } from "./filesReader.js";
import { createWorkerHost } from "./workerHost.js";

/** The worker's global object, as far as it is used here. TypeScript declares it only together with a library of its own. */
interface WorkerScope {
  onmessage: ((event: { readonly data: { readonly grammar?: Uint8Array } }) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: { grammar } }) => {
  if (grammar === undefined) return;
  const port = scope as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
  const reader = new FilesReader(new BrowserMessageReader(port));
  runServer(
    reader,
    new BrowserMessageWriter(port),
    createWorkerHost(grammar, () => scope.close()),
  );
};
