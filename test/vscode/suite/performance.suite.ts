/** What opening a Python file costs in this host: one measurement for each run. Not part of the ordinary suites. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { CHAIN_RULE } from "../rules.js";
import { untilRules } from "./wait.js";
import { EXTENSION, file } from "./workspace.js";

suite("performance", () => {
  test("activation and first hint", async () => {
    const extension = vscode.extensions.getExtension(EXTENSION)!;
    assert.equal(extension.isActive, false);
    const start = performance.now();
    // The extension host takes it from the cache of modules afterwards.
    require(`${extension.extensionPath}/dist/client.js`);
    const loadMs = performance.now() - start;
    await extension.activate();
    const activationMs = performance.now() - start;
    const opened = performance.now();
    const document = await vscode.workspace.openTextDocument(file("chain.py"));
    await vscode.window.showTextDocument(document);
    await untilRules(document.uri, CHAIN_RULE);
    const firstHintMs = performance.now() - opened;
    writeFileSync(process.env.JIT_HINTS_MEASURED!, JSON.stringify({ loadMs, activationMs, firstHintMs }));
  });
});
