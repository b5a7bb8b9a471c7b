/** Compiled code that is kept from one start to the next. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { codeFolder, loadCode } from "../../server/src/lsp/codeCache.js";
import { temporaryFolder } from "./temporaryFolder.js";

interface Sample {
  readonly answer: number;
  readonly folder: string;
  readonly other: string;
}

const SOURCE = 'exports.answer = 42; exports.folder = __dirname; exports.other = require("./other.js").name;';

function project(source = SOURCE): { readonly file: string; readonly folder: string } {
  const root = temporaryFolder({ "sample.js": source, "other.js": 'exports.name = "other";' });
  return { file: join(root, "sample.js"), folder: join(root, "kept", "code") };
}

describe("loadCode", () => {
  test("loads a module as `require` does, and keeps its compiled form", () => {
    const { file, folder } = project();
    const first = loadCode<Sample>(file, folder);
    assert.deepEqual({ ...first.exports }, { answer: 42, folder: join(file, ".."), other: "other" });
    assert.throws(() => readdirSync(folder), "nothing is kept unasked");
    first.keep();
    const [name] = readdirSync(folder);
    assert.match(name!, /^sample-.*\.bin$/);
    const kept = join(folder, name!);
    const second = loadCode<Sample>(file, folder);
    assert.equal(second.exports.answer, 42);
    rmSync(kept);
    second.keep();
    assert.ok(!existsSync(kept), "what was taken is not written again");
  });

  test("replaces what is damaged", () => {
    const damages: readonly ((bytes: Buffer) => Buffer)[] = [
      () => Buffer.from(""),
      () => Buffer.from("no"),
      (bytes) => bytes.subarray(0, bytes.length - 40),
      (bytes) => Buffer.from(bytes).fill(0, bytes.length >> 1),
      (bytes) => Buffer.from(bytes).fill(1, bytes.length - 8, bytes.length - 7),
    ];
    const { file, folder } = project();
    loadCode<Sample>(file, folder).keep();
    const kept = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(kept);
    for (const damage of damages) {
      writeFileSync(kept, damage(whole));
      const loaded = loadCode<Sample>(file, folder);
      assert.equal(loaded.exports.answer, 42);
      loaded.keep();
      const size = readFileSync(kept).length;
      assert.ok(size > whole.length / 2, `${size} bytes after damage of ${whole.length}`);
      assert.notDeepEqual(readFileSync(kept), damage(whole));
    }
  });

  test("takes nothing that was compiled of another text", () => {
    const { file, folder } = project();
    loadCode<Sample>(file, folder).keep();
    writeFileSync(file, SOURCE.replace("42", "43"));
    assert.equal(loadCode<Sample>(file, folder).exports.answer, 43);
  });

  test("keeps the newest files only", () => {
    const { file, folder } = project();
    mkdirSync(folder, { recursive: true });
    for (let age = 1; age <= 9; age++) {
      const path = join(folder, `old-${age}.bin`);
      writeFileSync(path, "");
      utimesSync(path, 1_000_000 - age, 1_000_000 - age);
    }
    loadCode<Sample>(file, folder).keep();
    const left = readdirSync(folder).filter((name) => !name.startsWith("sample-"));
    assert.deepEqual(left.sort(), ["old-1.bin", "old-2.bin", "old-3.bin"]);
  });

  test("goes on where nothing can be kept", () => {
    const { file } = project();
    for (const folder of [null, join(file, "code")]) {
      const loaded = loadCode<Sample>(file, folder);
      assert.equal(loaded.exports.answer, 42);
      loaded.keep();
    }
  });

  test("says what the module throws", () => {
    const { file, folder } = project('throw new Error("on purpose");');
    assert.throws(() => loadCode(file, folder), /on purpose/);
    assert.throws(() => loadCode(join(file, "..", "missing.js"), folder), /ENOENT/);
  });
});

test("the folder lies in the user's cache folder, and never in the folder that is open", () => {
  const folder = codeFolder();
  assert.ok(folder !== null);
  assert.equal(basename(folder), "code");
  assert.ok(folder.includes("jit-hints"));
  const before = process.env.XDG_CACHE_HOME;
  process.env.XDG_CACHE_HOME = "cache";
  try {
    if (process.platform === "linux") assert.equal(codeFolder(), null);
  } finally {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  }
});
