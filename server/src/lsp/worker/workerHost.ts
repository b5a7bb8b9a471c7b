/** What a session needs of the machine, in a web worker. */
import { Engine } from "../../engine.js";
import type { WasmModule } from "../../syntax/binding.js";
import { PythonParser } from "../../syntax/parser.js";
import type { ServerHost } from "../host.js";
import { ProjectSettings } from "../projectSettings.js";
import { pathToFileURL } from "./urls.js";

/** TypeScript declares it only together with the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };
};

/**
 * The host.
 *
 * @param grammar the bytes of `python.wasm`
 */
export function createWorkerHost(grammar: Uint8Array): ServerHost {
  return {
    project: new ProjectSettings("/", null),
    async loadEngine() {
      return new Engine(PythonParser.create(await WebAssembly.compile(grammar)));
    },
    soon: (action) => void setTimeout(action, 0),
    uriOf: (path) => pathToFileURL(path).href,
  };
}
