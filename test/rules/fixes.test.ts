/** Every before/after pair of the rule pages gives equal results on CPython and on PyPy. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Pair, readPages } from "./pages.js";

/** Values that a fix without preconditions has to treat like the original. */
const EVERYTHING = "none int int63 huge bool float negzero big inf nan str list spy";

interface PairResult {
  readonly id: string;
  readonly cases: number;
  readonly returned: number;
  readonly differences: readonly string[];
}

function request(page: string, pair: Pair): object {
  const { attributes } = pair.before;
  const feed = attributes.get("feed");
  if (pair.safety === "safe" && feed !== undefined) {
    throw new Error(`${page}: the safe pair ${pair.id} must be fed with everything`);
  }
  if (pair.safety !== "safe" && feed === undefined && !attributes.has("calls")) {
    throw new Error(
      `${page}: the unsafe pair ${pair.id} must say which values its preconditions allow (feed or calls)`,
    );
  }
  return {
    id: `${page}: ${pair.id}`,
    before: pair.before.code,
    after: pair.after.code,
    run: attributes.get("run") ?? "f",
    shape: attributes.get("shape") ?? "args",
    feed: (feed ?? EVERYTHING).split(" "),
    compare: attributes.get("compare") ?? "repr",
    ...(attributes.has("calls") ? { calls: attributes.get("calls")!.split("; ") } : {}),
  };
}

/** Runs all pairs in one process; null where the interpreter is not installed. */
function runPairs(interpreter: string, pairs: readonly object[]): PairResult[] | null {
  const script = fileURLToPath(new URL("run_pairs.py", import.meta.url));
  const run = spawnSync(interpreter, [script], {
    input: JSON.stringify(pairs),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 120_000,
  });
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") return null;
  assert.equal(run.error, undefined);
  assert.equal(run.status, 0, `${interpreter} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as PairResult[];
}

const requests = readPages().flatMap((page) => page.pairs.map((pair) => request(page.rule, pair)));

for (const interpreter of ["python3", "pypy3"]) {
  describe(`fixes on ${interpreter}`, () => {
    const results = runPairs(interpreter, requests);
    if (results === null) {
      test(`${interpreter} is installed`, (context) => {
        const message = `${interpreter} is not installed: no fix was executed on it`;
        assert.ok(process.env.CI === undefined, message);
        console.error(`NOT RUN: ${message}`);
        context.skip(message);
      });
      return;
    }
    test("there are pairs", () => assert.ok(results.length > 0));
    for (const result of results) {
      test(result.id, () => {
        assert.deepEqual(result.differences, []);
        assert.ok(
          result.cases > 0 && result.returned > 0,
          `${result.returned} of ${result.cases} cases returned a result`,
        );
      });
    }
  });
}
