/** The server's host in a web worker. */
import { Engine } from "../../engine.js";
import type { WasmModule } from "../../syntax/binding.js";
import { PythonParser } from "../../syntax/parser.js";
import type { ServerHost } from "../host.js";
import { ProjectSettings } from "../projectSettings.js";
import { pathToFileURL } from "./urls.js";

/** Set by the build. */
declare const JIT_HINTS_VERSION: string;

/** TypeScript declares it only together with the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };
};

/**
 * A host in a worker.
 *
 * @param grammar the bytes of `python.wasm`
 * @param exit ends the worker
 */
export function createWorkerHost(grammar: Uint8Array, exit: () => void): ServerHost {
  return {
    version: JIT_HINTS_VERSION,
    project: new ProjectSettings("/", null),
    async loadEngine() {
      return new Engine(PythonParser.create(await WebAssembly.compile(grammar)));
    },
    soon: (action) => void setTimeout(action, 0),
    uriOf: (path) => pathToFileURL(path).href,
    // The client's page ends its workers.
    watchParent: () => {},
    exit,
  };
}
