/**
 * Entry of dist/services.js: the part of the server that does its work, with the engine. dist/server.js loads it when it has answered
 * `initialize`, because reading this much code takes longer than the answer may. Node and web workers load only what each needs, so `require`
 * stands where an import would load both.
 */
import type { WasmModule } from "../syntax/binding.js";
import { type SessionStart, type StartedSession, startSession } from "./startSession.js";

/**
 * Starts a session.
 *
 * @param grammar in a web worker the bytes of `python.wasm`; in Node the parser that is being compiled
 */
export function startServices(start: SessionStart, grammar: Uint8Array | Promise<WasmModule>): StartedSession {
  if (grammar instanceof Promise) {
    const { createNodeHost }: typeof import("./nodeHost.js") = require("./nodeHost.js");
    return startSession(start, createNodeHost(grammar));
  }
  const { createWorkerHost }: typeof import("./worker/workerHost.js") = require("./worker/workerHost.js");
  return startSession(start, createWorkerHost(grammar));
}
