/** Proves that a failure in the extension host reaches the process outside. */
import assert from "node:assert/strict";

suite("deliberate failure", () => {
  test("passes", () => {});
  test("fails", () => assert.fail("on purpose"));
});
