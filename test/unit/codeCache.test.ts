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

/** Where the compiled form of a file is kept: the name is made by loading it once, from a copy with the same size and time. */
function keptName(file: string, folder: string): string {
  const other = project(readFileSync(file, "utf8").replace("42", "41"));
  for (const each of [file, other.file]) utimesSync(each, 1_000_000, 1_000_000);
  loadCode<Sample>(other.file, other.folder).keep();
  return join(folder, readdirSync(other.folder)[0]!);
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

  test("replaces what V8 does not take", () => {
    for (const [number, damaged] of ["", "no code", "x".repeat(4000)].entries()) {
      // Code that this process has compiled before is taken from its memory.
      const { file, folder } = project(`${SOURCE} // ${number}`);
      mkdirSync(folder, { recursive: true });
      const kept = keptName(file, folder);
      writeFileSync(kept, damaged);
      const loaded = loadCode<Sample>(file, folder);
      assert.equal(loaded.exports.answer, 42);
      loaded.keep();
      assert.ok(readFileSync(kept).length > 100 && !readFileSync(kept).equals(Buffer.from(damaged)));
    }
  });

  test("takes nothing that was compiled of another text", () => {
    const { file, folder } = project();
    loadCode<Sample>(file, folder).keep();
    writeFileSync(file, SOURCE.replace("42", "43"));
    utimesSync(file, 1_000_000, 1_000_000);
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

test("the folder lies in the user's cache folder", () => {
  const folder = codeFolder();
  assert.ok(folder !== null);
  assert.equal(basename(folder), "code");
  assert.ok(folder.includes("jit-hints"));
});
