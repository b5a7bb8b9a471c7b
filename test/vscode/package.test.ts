/** What is in the two packages: nothing is missing, nothing slips in, and they stay small. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { ROOT } from "./codeServer.js";
import { packagedVsix } from "./fixtures.js";

const MOST_BYTES = 700_000;

const LIST_ARCHIVE = "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))";
const READ_FROM_ARCHIVE =
  "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";

function python(program: string, ...args: string[]): string {
  return execFileSync("python3", ["-c", program, ...args], { encoding: "utf8" });
}

/** The pages of the rules, for `jit-hints explain`. */
const RULE_PAGES = readdirSync(join(ROOT, "docs", "rules"))
  .filter((name) => name !== "README.md")
  .map((name) => `docs/rules/${name}`);

/** The pictures of the walkthrough: four steps, in a dark and a light theme. */
const PICTURES = ["see", "understand", "fix", "runtime"].flatMap((name) =>
  ["dark", "light"].map((theme) => `client/media/${name}-${theme}.webp`),
);

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
          "client/icon.svg",
          ...PICTURES,
          "dist/client.js",
          "dist/extension.js",
          "dist/python.wasm",
          "dist/server.js",
          "dist/services.js",
          ...RULE_PAGES,
          "examples/data_driven.py",
          "l10n/bundle.l10n.json",
          "package.json",
          "package.nls.json",
          "readme.md",
        ].map((file) => `extension/${file}`),
      ].sort(),
    );
  });

  test("is below 700 KB", () => {
    const { size } = statSync(vsix);
    assert.ok(size < MOST_BYTES, `${size} bytes`);
  });

  test("is the same bytes from the same sources, without a warning", () => {
    const folder = mkdtempSync(join(tmpdir(), "jit-hints-vsix-"));
    try {
      const [first, second] = ["first", "second"].map((name) => {
        const file = join(folder, `${name}.vsix`);
        const args = ["vsce", "package", "--no-dependencies", "--out", file];
        const env = { ...process.env, SOURCE_DATE_EPOCH: "1700000000" };
        const { status, stdout, stderr } = spawnSync("npx", args, {
          cwd: join(ROOT, "out", "vsix"),
          encoding: "utf8",
          env,
        });
        assert.equal(status, 0, stderr);
        assert.doesNotMatch(`${stdout}${stderr}`, /warn/i);
        return readFileSync(file);
      });
      assert.ok(first!.equals(second!));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
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
      "dist/commandLine.js",
      "dist/python.wasm",
      "dist/server.js",
      "dist/services.js",
      ...RULE_PAGES,
      "package.json",
    ].sort(),
  );
});

test("the bundles carry no path of the machine that made them", () => {
  for (const name of ["extension.js", "client.js", "server.js", "services.js", "cli.js", "commandLine.js"]) {
    assert.equal(readFileSync(join(ROOT, "dist", name), "utf8").includes(ROOT), false, name);
  }
});

test("the entry in Node is a few lines, since the editor waits while it is read", () => {
  const { main, browser } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const entry = readFileSync(join(ROOT, main), "utf8");
  assert.ok(entry.length < 4_000, `${entry.length} characters`);
  assert.deepEqual([...entry.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).sort(), [
    "./client.js",
    "vscode",
  ]);
  assert.equal(browser, "./dist/client.js", "where no file loads another, the entry is all of it");
});
