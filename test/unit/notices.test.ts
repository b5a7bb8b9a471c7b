/** The shipped licences are those of what is bundled. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { thirdPartyNotices } from "../../scripts/notices.js";

test("ThirdPartyNotices.md is up to date", async () => {
  const written = readFileSync(join(__dirname, "..", "..", "ThirdPartyNotices.md"), "utf8");
  assert.equal(written, await thirdPartyNotices(), "run npm run generate");
});
