/** The suites of the extension host, test by test, in this process's count. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runHostSuite } from "./runTest.js";

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

test("a failure in the extension host is reported", async () => {
  const { ok, results } = await runHostSuite("failure");
  assert.equal(ok, false);
  assert.deepEqual(
    results.map(({ title, error }) => [title, error !== null]),
    [
      ["deliberate failure passes", false],
      ["deliberate failure fails", true],
    ],
  );
});
