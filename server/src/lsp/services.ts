/**
 * Entry of dist/services.js: the part of the server that does its work, with the engine. dist/server.js loads it when it has answered
 * `initialize`, because reading this much code takes longer than the answer may. Node and web workers load only what each needs, so `require`
 * stands where an import would load both.
 */
import { type SessionStart, type StartedSession, startSession } from "./startSession.js";

/**
 * Starts a session.
 *
 * @param grammar in a web worker the bytes of `python.wasm`; null in Node, where it lies beside this file
 */
export function startServices(start: SessionStart, grammar: Uint8Array | null): StartedSession {
  if (grammar === null) {
    const { createNodeHost }: typeof import("./nodeHost.js") = require("./nodeHost.js");
    return startSession(start, createNodeHost());
  }
  const { createWorkerHost }: typeof import("./worker/workerHost.js") = require("./worker/workerHost.js");
  return startSession(start, createWorkerHost(grammar));
}
