/** The life of the server process: restart and crash. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { serverProcesses } from "../processes.js";
import { CHAIN_RULE } from "../rules.js";
import { until, untilRules } from "./wait.js";
import { open, setRuntimes } from "./workspace.js";

/** Ids of the servers of this extension host. */
function servers(): number[] {
  return serverProcesses()
    .filter(({ parent }) => parent === process.pid)
    .map(({ pid }) => pid);
}

suite("server", () => {
  teardown(() => setRuntimes(undefined));

  test("restarts the server by command", async () => {
    const document = await open("chain.py");
    await untilRules(document.uri, CHAIN_RULE);
    const before = servers();
    assert.equal(before.length, 1, "one server");
    await vscode.commands.executeCommand("jitHints.restartServer");
    await until("another server", () => {
      const after = servers();
      return (after.length === 1 && after[0] !== before[0]) || undefined;
    });
    await untilRules(document.uri, CHAIN_RULE);
  });

  test("starts the server again after a crash", async () => {
    const document = await open("chain.py");
    await untilRules(document.uri, CHAIN_RULE);
    const [pid] = servers();
    process.kill(pid!, "SIGKILL");
    await until("another server", () => servers().some((other) => other !== pid) || undefined);
    await setRuntimes(["cpython-3.15"]);
    await untilRules(document.uri);
    await setRuntimes(undefined);
    await untilRules(document.uri, CHAIN_RULE);
  });
});
