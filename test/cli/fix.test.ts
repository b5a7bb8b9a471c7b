import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { CHAIN, CLEAN, UNUSED, UNUSED_FIXED } from "./programs.js";
import { run } from "./run.js";

const read = (folder: string, name: string) => readFileSync(join(folder, name));

describe("--fix", () => {
  test("applies safe fixes, prints them, and changes nothing the second time", async () => {
    const folder = temporaryFolder({ "a.py": UNUSED + UNUSED, "b.py": CHAIN, "c.py": CLEAN });
    const first = await run(folder, ["check", "--fix"]);
    assert.equal(first.code, 1);
    assert.match(
      first.stdout,
      /^Fixed a\.py \(2 fixes\)\n {2}line 1: unused-ignore: .+\n {2}line 2: unused-ignore: .+\n\n/,
    );
    assert.equal(read(folder, "a.py").toString(), UNUSED_FIXED + UNUSED_FIXED);
    assert.equal(read(folder, "b.py").toString(), CHAIN);
    const second = await run(folder, ["check", "--fix"]);
    assert.equal(second.code, 1);
    assert.doesNotMatch(second.stdout, /Fixed/);
    assert.equal((await run(folder, ["check", "a.py"])).code, 0);
  });

  test("applies unsafe fixes when told so, where they slow down no selected runtime", async () => {
    const folder = temporaryFolder({ "b.py": CHAIN });
    assert.equal((await run(folder, ["check", "--fix", "--unsafe-fixes"])).code, 1);
    assert.equal(read(folder, "b.py").toString(), CHAIN);
    const fixed = await run(folder, ["check", "--fix", "--unsafe-fixes", "--runtime", "pypy"]);
    assert.equal(fixed.code, 0);
    assert.match(
      fixed.stdout,
      /^Fixed b\.py \(1 fix\)\n {2}line 4: none-check-chain: .+\n\nNothing found in 1 file for PyPy\.\n$/,
    );
    const after = read(folder, "b.py").toString();
    assert.match(after, /zip\(/);
    const again = await run(folder, ["check", "--fix", "--unsafe-fixes", "--runtime", "pypy"]);
    assert.deepEqual([again.code, read(folder, "b.py").toString()], [0, after]);
  });

  test("keeps encoding, byte order mark and line endings", async () => {
    const files = {
      "latin.py": Buffer.from(`# coding: latin-1\ns = '\xe9'\n${UNUSED}`, "latin1"),
      "bom.py": Buffer.from(`\ufeff${UNUSED}s = "é"\n`),
      "crlf.py": Buffer.from(CHAIN.replaceAll("\n", "\r\n")),
      "mixed.py": Buffer.from(`a = 1\r\n${UNUSED}b = 2\r\n`),
      "noend.py": Buffer.from(UNUSED.trimEnd()),
    };
    const folder = temporaryFolder(files);
    assert.equal((await run(folder, ["check", "--fix", "--unsafe-fixes", "--runtime", "pypy"])).code, 0);
    assert.deepEqual(read(folder, "latin.py"), Buffer.from(`# coding: latin-1\ns = '\xe9'\n${UNUSED_FIXED}`, "latin1"));
    assert.deepEqual(read(folder, "bom.py"), Buffer.from(`\ufeff${UNUSED_FIXED}s = "é"\n`));
    assert.equal(read(folder, "mixed.py").toString(), `a = 1\r\n${UNUSED_FIXED}b = 2\r\n`);
    assert.equal(read(folder, "noend.py").toString(), UNUSED_FIXED.trimEnd());
    const crlf = read(folder, "crlf.py").toString();
    assert.match(crlf, /zip\(/);
    assert.doesNotMatch(crlf, /[^\r]\n/);
  });

  test("keeps permissions, and writes through a link", async () => {
    const folder = temporaryFolder({ "tool.py": UNUSED });
    chmodSync(join(folder, "tool.py"), 0o755);
    symlinkSync("tool.py", join(folder, "link.py"));
    await run(folder, ["check", "--fix", "link.py"]);
    assert.equal(read(folder, "tool.py").toString(), UNUSED_FIXED);
    assert.equal(statSync(join(folder, "tool.py")).mode & 0o777, 0o755);
  });

  test("with json, what was fixed goes to stderr and the rest is a document", async () => {
    const folder = temporaryFolder({ "a.py": UNUSED });
    const { code, stdout, stderr } = await run(folder, ["check", "--fix", "--format", "json"]);
    assert.deepEqual([code, stdout], [0, "[]\n"]);
    assert.match(stderr, /^Fixed a\.py \(1 fix\)/);
  });

  test("standard input comes out fixed, or as it was", async () => {
    const folder = temporaryFolder();
    const fix = (input: Uint8Array | string) => run(folder, ["check", "--fix", "--stdin-filename", "a.py", "-"], input);
    const fixed = await fix(UNUSED);
    assert.deepEqual([fixed.code, fixed.stdout], [0, UNUSED_FIXED]);
    assert.match(fixed.stderr, /^Fixed a\.py/);
    const untouched = Buffer.from("# coding: latin-1\r\n'\xe9'", "latin1");
    assert.deepEqual((await fix(untouched)).bytes, untouched);
    const refused = await fix(Buffer.from([0xe9]));
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.equal((await run(folder, ["check", "--fix", "--format", "json", "-"], UNUSED)).code, 2);
  });

  test("works with several jobs", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `m${index}.py`);
    const folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, UNUSED])));
    const { code, stdout } = await run(folder, ["check", "--fix", "--jobs", "2"]);
    assert.equal(code, 0);
    assert.deepEqual(
      [...stdout.matchAll(/^Fixed (\S+)/gm)].map((match) => match[1]),
      names,
    );
    for (const name of names) assert.equal(read(folder, name).toString(), UNUSED_FIXED);
  });
});

describe("--diff", () => {
  test("prints what --fix would do, and does nothing", async () => {
    const folder = temporaryFolder({ "a.py": `x = 0\n${UNUSED}`, "b.py": CHAIN, "c.py": CLEAN });
    const { code, stdout, stderr } = await run(folder, ["check", "--diff"]);
    assert.equal(code, 1);
    assert.equal(stdout, `--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n x = 0\n-${UNUSED}+${UNUSED_FIXED}`);
    assert.equal(stderr, "1 fix would change 1 file\n");
    assert.equal(read(folder, "a.py").toString(), `x = 0\n${UNUSED}`);
    execFileSync("patch", ["-p0", "--quiet"], { cwd: folder, input: stdout });
    assert.equal(read(folder, "a.py").toString(), `x = 0\n${UNUSED_FIXED}`);
  });

  test("the patch is what --fix does, with unsafe fixes and a missing end of line too", async () => {
    const files = { "a.py": UNUSED.trimEnd(), "sub/b.py": CHAIN, "crlf.py": CHAIN.replaceAll("\n", "\r\n") };
    const [patched, fixed] = [temporaryFolder(files), temporaryFolder(files)];
    const args = ["--unsafe-fixes", "--runtime", "pypy"];
    const { stdout } = await run(patched, ["check", "--diff", ...args]);
    execFileSync("patch", ["-p0", "--quiet", "--binary"], { cwd: patched, input: stdout });
    await run(fixed, ["check", "--fix", ...args]);
    for (const name of Object.keys(files)) assert.deepEqual(read(patched, name), read(fixed, name));
  });

  test("counts more than --fix, and is 0 where nothing would change", async () => {
    const folder = temporaryFolder({ "b.py": CHAIN });
    const { code, stdout, stderr } = await run(folder, ["check", "--fix", "--diff"]);
    assert.deepEqual([code, stdout, stderr], [0, "", "No fix to apply\n"]);
    const changed = await run(folder, ["check", "--diff", "-"], UNUSED);
    assert.equal(changed.code, 1);
  });
});
