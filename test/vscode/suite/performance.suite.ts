/** What opening a Python file costs in this host: one measurement for each run. Not part of the ordinary suites. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import type { Exports } from "../../../client/src/extension.js";
import { CHAIN_RULE } from "../rules.js";
import { untilRules } from "./wait.js";
import { EXTENSION, file } from "./workspace.js";

suite("performance", () => {
  test("activation and first hint", async () => {
    const extension = vscode.extensions.getExtension<Exports>(EXTENSION)!;
    assert.equal(extension.isActive, false);
    // As the editor counts it for its list of running extensions: reading the entry, and calling it.
    const entry = require.resolve(`${extension.extensionPath}/${extension.packageJSON.main}`);
    const start = performance.now();
    const { activate, deactivate } = require(entry);
    const loadMs = performance.now() - start;
    let callMs = Number.NaN;
    // The extension host takes the entry from the cache of modules.
    require.cache[entry]!.exports = {
      activate(context: vscode.ExtensionContext) {
        const called = performance.now();
        const exports = activate(context);
        callMs = performance.now() - called;
        return exports;
      },
      deactivate,
    };
    const asked = performance.now();
    const { ready } = await extension.activate();
    const answeredMs = performance.now() - asked;
    const active = performance.now();
    await ready;
    const restMs = performance.now() - active;
    const opened = performance.now();
    const document = await vscode.workspace.openTextDocument(file("chain.py"));
    await vscode.window.showTextDocument(document);
    await untilRules(document.uri, CHAIN_RULE);
    const firstHintMs = performance.now() - opened;
    const measured = { activationMs: loadMs + callMs, answeredMs: loadMs + answeredMs, restMs, firstHintMs };
    assert.ok(Object.values(measured).every(Number.isFinite), JSON.stringify(measured));
    writeFileSync(process.env.JIT_HINTS_MEASURED!, JSON.stringify(measured));
  });
});
