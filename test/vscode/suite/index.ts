/** Runs in the extension host: mocha suites, named by JIT_HINTS_SUITE and separated by commas, results as JSON in JIT_HINTS_RESULTS. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

/** One test, as the process outside reads it. */
export interface SuiteResult {
  readonly title: string;
  readonly error: string | null;
}

/** Called by the extension host. Rejects when a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, color: false });
  for (const name of (process.env.JIT_HINTS_SUITE ?? "extension").split(",")) {
    mocha.addFile(join(__dirname, `${name}.suite.js`));
  }
  const results: SuiteResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on("pass", (test) => results.push({ title: test.fullTitle(), error: null }))
      .on("fail", (test, error: Error) =>
        results.push({ title: test.fullTitle(), error: error.stack ?? String(error) }),
      );
  });
  const file = process.env.JIT_HINTS_RESULTS;
  if (file) writeFileSync(file, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
