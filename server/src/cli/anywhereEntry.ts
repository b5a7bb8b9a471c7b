/**
 * Entry of dist/server.js: the server as a process of Node, or as a web worker, from one file. Each loads only what it needs, so `require`
 * stands where an import would load both. In a worker there is no Node; what the server takes from it comes from `lsp/worker`.
 */

/** Modules by name, for the `require` that the build defines where there is none. */
declare const jitHintsModules: Record<string, unknown>;

/** The protocol's library, for dist/services.js. */
export const { protocol }: typeof import("../lsp/library.js") = require("../lsp/library.js");

/** Starts the server in Node, for the command line; undefined in a worker, where it starts by itself. */
export const startServer: typeof import("../lsp/main.js").startServer | undefined =
  typeof process === "object" ? require("./serverEntry.js").startServer : startWorker();

function startWorker(): undefined {
  jitHintsModules["node:fs"] = require("../lsp/worker/files.js");
  jitHintsModules["node:url"] = require("../lsp/worker/urls.js");
  jitHintsModules["node:path"] = require("path-browserify");
  jitHintsModules["./server.js"] = { protocol };
  require("../lsp/worker/main.js");
}
