/** Every before/after pair of the rule pages gives equal results on CPython and on PyPy. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { INTERPRETERS, notInstalled, type PairRequest, runPairs } from "./interpreters.js";
import { type Pair, readPages } from "./pages.js";

/** Values that a fix without preconditions has to treat like the original. */
const EVERYTHING = "none int int63 huge bool float negzero big inf nan str list spy";

function request(page: string, pair: Pair): PairRequest {
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

const requests = readPages().flatMap((page) => page.pairs.map((pair) => request(page.rule, pair)));

for (const interpreter of INTERPRETERS) {
  describe(`fixes on ${interpreter}`, () => {
    const results = runPairs(interpreter, requests);
    if (results === null) {
      test(`${interpreter} is installed`, (context) => notInstalled(interpreter, context));
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
