/** Runs in the web extension host: one mocha suite, results through the page as `jit-hints-results <JSON>`. */
import "mocha11/mocha.js";
import type { SuiteResult } from "../suite/index.js";
import { RESULTS_MARK } from "../webMarks.js";

/** Called by the extension host. Rejects when a test failed. */
export async function run(): Promise<void> {
  mocha.setup({ ui: "tdd", timeout: 30_000, reporter: undefined as never });
  // After setup: the suite is written with the functions that setup defines.
  require("./web.suite.js");
  const results: SuiteResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => results.push({ title: test.fullTitle(), error: null }))
      .on("fail", (test, error: Error) =>
        results.push({ title: test.fullTitle(), error: error.stack ?? String(error) }),
      );
  });
  console.log(`${RESULTS_MARK}${JSON.stringify(results)}`);
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
