import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { discoverFiles } from "../../server/src/workspace/discover.js";
import { temporaryFolder } from "./temporaryFolder.js";

const names = (folder: string, paths: readonly string[], isExcluded: (path: string) => boolean = () => false) =>
  discoverFiles(paths, folder, isExcluded).files.map(({ filename }) => filename);

describe("discovering files", () => {
  const folder = temporaryFolder({
    "b.py": "",
    "a.py": "",
    "stub.pyi": "",
    "notes.txt": "",
    "pkg/z.py": "",
    "pkg/sub/m.py": "",
    "pkg.py/inner.py": "",
    ".hidden/x.py": "",
    ".hidden.py": "",
    "__pycache__/x.py": "",
    "node_modules/x.py": "",
    "env/pyvenv.cfg": "",
    "env/lib/x.py": "",
    "conda/conda-meta/history": "",
    "conda/x.py": "",
    "lib/site-packages/x.py": "",
    script: "",
  });

  test("folders are walked in order, without what is not the user's code", () => {
    const found = [".hidden.py", "a.py", "b.py", "pkg.py/inner.py", "pkg/sub/m.py", "pkg/z.py"];
    assert.deepEqual(names(folder, ["."]), found);
    assert.deepEqual(
      names(folder, [folder]),
      found.map((name) => join(folder, name)),
    );
  });

  test("names are as given", () => {
    assert.deepEqual(names(folder, ["pkg/"]), ["pkg/sub/m.py", "pkg/z.py"]);
    assert.deepEqual(names(folder, ["./pkg"]), ["./pkg/sub/m.py", "./pkg/z.py"]);
    assert.deepEqual(names(join(folder, "pkg"), ["../a.py"]), ["../a.py"]);
  });

  test("what is named is taken, whatever it is called", () => {
    assert.deepEqual(names(folder, ["stub.pyi", "script", ".hidden/x.py", "env"]), [
      "stub.pyi",
      "script",
      ".hidden/x.py",
      "env/lib/x.py",
    ]);
    assert.deepEqual(
      names(folder, ["a.py"], () => true),
      ["a.py"],
    );
  });

  test("each file once", () => {
    assert.deepEqual(names(folder, ["b.py", ".", "pkg", "b.py"]), [
      "b.py",
      ".hidden.py",
      "a.py",
      "pkg.py/inner.py",
      "pkg/sub/m.py",
      "pkg/z.py",
    ]);
  });

  test("what is excluded is left out, folders included", () => {
    const asked: string[] = [];
    const found = names(folder, ["."], (path) => {
      asked.push(path);
      return path === join(folder, "pkg") || path.endsWith("b.py");
    });
    assert.deepEqual(found, [".hidden.py", "a.py", "pkg.py/inner.py"]);
    assert.equal(
      asked.some((path) => path.startsWith(join(folder, "pkg/"))),
      false,
    );
  });

  test("what is missing is named, and the rest is found", () => {
    const { files, errors } = discoverFiles(["nope", "a.py", "a.py/x", ""], folder, () => false);
    assert.deepEqual(
      files.map(({ filename }) => filename),
      ["a.py"],
    );
    assert.deepEqual(errors, [
      { filename: "nope", message: "no such file or folder" },
      { filename: "a.py/x", message: "a part of the path is not a folder" },
      { filename: "", message: "no such file or folder" },
    ]);
  });

  test("symbolic links lead to each place once, and loops end", () => {
    const linked = temporaryFolder({ "real/x.py": "", "real/sub/y.py": "", "elsewhere.txt": "" });
    const outside = temporaryFolder({ "pkg/o.py": "" });
    symlinkSync("..", join(linked, "real/sub/up"));
    symlinkSync("real", join(linked, "alias"));
    symlinkSync("real/x.py", join(linked, "again.py"));
    symlinkSync(join(outside, "pkg"), join(linked, "outside"));
    symlinkSync("nowhere", join(linked, "dangling.py"));
    symlinkSync("self", join(linked, "self"));
    assert.deepEqual(names(linked, ["."]), ["outside/o.py", "real/sub/y.py", "real/x.py"]);
    assert.deepEqual(discoverFiles(["."], linked, () => false).errors, []);
    assert.deepEqual(names(linked, ["alias"]), ["alias/sub/y.py", "alias/x.py"]);
    assert.match(discoverFiles(["self"], linked, () => false).errors[0]!.message, /symbolic links/);
  });
});
