/**
 * All of the client in one file. Where there is Node, the entry (extension.ts) loads it after activation; in the browser it is the entry
 * itself, since no file can load another there.
 */
import type * as vscode from "vscode";
import type { Application } from "./application.js";

export { activate, deactivate } from "./extension.js";

/** Starts the part for this place. `require`, since an import would load both. */
export function start(context: vscode.ExtensionContext): Application {
  const isNode = typeof process === "object" && typeof process.versions?.node === "string";
  const place: { start(context: vscode.ExtensionContext): Application } = isNode
    ? require("./desktop.js")
    : require("./browser.js");
  return place.start(context);
}
