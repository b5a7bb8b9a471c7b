/** What is in the two packages: nothing is missing, nothing slips in, and they stay small. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { ROOT } from "./codeServer.js";
import { packagedVsix } from "./fixtures.js";

const MOST_BYTES = 1_000_000;

const LIST_ARCHIVE = "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))";
const READ_FROM_ARCHIVE =
  "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";

function python(program: string, ...args: string[]): string {
  return execFileSync("python3", ["-c", program, ...args], { encoding: "utf8" });
}

/** The pages of the rules, for `jit-hints explain`. */
const RULE_PAGES = readdirSync(join(ROOT, "docs", "rules")).map((name) => `docs/rules/${name}`);

describe("the VSIX", () => {
  let vsix: string;

  before(() => {
    vsix = packagedVsix();
  });

  test("holds exactly what it needs", () => {
    assert.deepEqual(
      python(LIST_ARCHIVE, vsix).trim().split("\n").sort(),
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        ...[
          "LICENSE.txt",
          "ThirdPartyNotices.md",
          "changelog.md",
          "client/icon.png",
          "dist/client.js",
          "dist/python.wasm",
          "dist/server.js",
          "package.json",
          "readme.md",
        ].map((file) => `extension/${file}`),
      ].sort(),
    );
  });

  test("is below 1 MB", () => {
    const { size } = statSync(vsix);
    assert.ok(size < MOST_BYTES, `${size} bytes`);
  });

  test("is for every platform", () => {
    assert.equal(python(READ_FROM_ARCHIVE, vsix, "extension.vsixmanifest").includes("TargetPlatform"), false);
  });
});

test("the npm package holds the command line and the server", () => {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const [{ files }] = JSON.parse(packed);
  assert.deepEqual(
    files.map(({ path }: { path: string }) => path).sort(),
    [
      "LICENSE",
      "README.md",
      "ThirdPartyNotices.md",
      "dist/cli.js",
      "dist/python.wasm",
      "dist/server.js",
      ...RULE_PAGES,
      "package.json",
    ].sort(),
  );
});

test("the bundles carry no path of the machine that made them", () => {
  for (const name of ["client.js", "server.js", "cli.js"]) {
    assert.equal(readFileSync(join(ROOT, "dist", name), "utf8").includes(ROOT), false, name);
  }
});
