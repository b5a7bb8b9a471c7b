/** What the lab measures is what the product writes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pairProblems } from "../../scripts/generate-pairs.js";

test("the fast form of a pair whose rule has a fix is what the fixer makes of the slow form", () => {
  assert.deepEqual(pairProblems(false), [], "run node --import tsx scripts/generate-pairs.ts and measure again");
});
