/** The suites of the extension host, test by test, in this process's count. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runHostSuite } from "./runTest.js";
import { ENVIRONMENTS_EXTENSION } from "./suite/names.js";

process.env.VSCODE_EXECUTABLE ??= join(__dirname, "code-server-as-code.mjs");

test("the packaged extension in the extension host", async (t) => {
  const { ok, results } = await runHostSuite("extension,views,runtime,workspace,serverLife");
  for (const { title, error } of results) {
    await t.test(title, () => {
      if (error !== null) assert.fail(error);
    });
  }
  assert.ok(ok, "VS Code reports a failure");
  assert.ok(results.length >= 28, "the whole suite ran");
});

test("the interpreter of Python Environments, and a failure that is reported", async (t) => {
  const { ok, results } = await runHostSuite("runtime,failure", ENVIRONMENTS_EXTENSION);
  assert.equal(ok, false, "VS Code reports the failure");
  const failing = "deliberate failure fails";
  for (const { title, error } of results) {
    if (title === failing) continue;
    await t.test(title, () => {
      if (error !== null) assert.fail(error);
    });
  }
  assert.match(results.find(({ title }) => title === failing)?.error ?? "", /on purpose/);
  assert.ok(results.length >= 5, "the whole suite ran");
});
