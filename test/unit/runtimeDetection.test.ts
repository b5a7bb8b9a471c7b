import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { DEFAULT_RUNTIMES } from "../../server/src/settings.js";
import { chooseRuntimes, type RuntimeSigns, readFolderSigns } from "../../server/src/workspace/runtimeDetection.js";
import { temporaryFolder } from "./temporaryFolder.js";

const NO_SIGNS: RuntimeSigns = { firstLine: null, interpreter: null, pythonVersion: null, requiresPython: null };
const choose = (signs: Partial<RuntimeSigns>) => chooseRuntimes({ ...NO_SIGNS, ...signs });

describe("choosing runtimes", () => {
  const pythonVersions: readonly [string, string | null][] = [
    ["pypy3.10-7.3.17", "pypy"],
    ["pypy@3.11", "pypy"],
    ["pypy\n", "pypy"],
    ["3.14", "cpython-3.14"],
    ["3.14.0\n", "cpython-3.14"],
    ["# comment\n3.15.0a2 # newest\n", "cpython-3.15"],
    ["3.15-dev", "cpython-3.15"],
    ["cpython-3.14.0-linux-x86_64-gnu", "cpython-3.14"],
    ["3.14t", null],
    ["3.12", null],
    ["3.12\npypy3.10", null],
    ["3.1", null],
    ["3.140", null],
    ["graalpy-24.1", null],
    ["myenv-3.14", null],
    ["", null],
  ];
  for (const [pythonVersion, runtime] of pythonVersions) {
    test(`.python-version ${JSON.stringify(pythonVersion)}: ${runtime ?? "no clear sign"}`, () => {
      assert.deepEqual(choose({ pythonVersion }).runtimes, runtime === null ? DEFAULT_RUNTIMES : [runtime]);
    });
  }

  test("several versions narrow to several runtimes when each is clear", () => {
    assert.deepEqual(choose({ pythonVersion: "3.15.1\npypy3.11-7.3.20\n" }).runtimes, ["pypy", "cpython-3.15"]);
  });

  const shebangs: readonly [string, string | null][] = [
    ["#!/usr/bin/env pypy3", "pypy"],
    ["#!/opt/pypy3.11-v7.3.20/bin/pypy3.11 -u", "pypy"],
    ["#!/usr/bin/env -S pypy3 -O", "pypy"],
    ["#! /usr/local/bin/python3.14", "cpython-3.14"],
    ["#!/usr/bin/env PYTHON_JIT=1 python3.15", "cpython-3.15"],
    ["#!/usr/bin/env python3", null],
    ["#!/usr/bin/env", null],
    ["#!", null],
    ["# pypy", null],
  ];
  for (const [firstLine, runtime] of shebangs) {
    test(`shebang ${firstLine}: ${runtime ?? "no clear sign"}`, () => {
      assert.deepEqual(choose({ firstLine }).runtimes, runtime === null ? DEFAULT_RUNTIMES : [runtime]);
    });
  }

  test("an interpreter of the editor, by version, implementation or path", () => {
    const interpreter = (value: RuntimeSigns["interpreter"]) => choose({ interpreter: value }).runtimes;
    assert.deepEqual(interpreter({ version: "3.14.0" }), ["cpython-3.14"]);
    assert.deepEqual(interpreter({ version: "3.11.13", implementation: "pypy" }), ["pypy"]);
    assert.deepEqual(interpreter({ path: "/home/x/.pyenv/versions/pypy3.10-7.3.17/bin/python" }), ["pypy"]);
    assert.deepEqual(interpreter({ version: "3.10.14.final.0", path: "/opt/pypy3.10/bin/pypy3" }), ["pypy"]);
    assert.deepEqual(interpreter({ version: "3.12.1", path: "/home/x/pypy/bin/python" }), DEFAULT_RUNTIMES);
    assert.deepEqual(interpreter({ path: "C:\\Python\\python3.15.exe" }), ["cpython-3.15"]);
    assert.deepEqual(interpreter({ version: "3.12.1", path: "/usr/bin/python3.14" }), DEFAULT_RUNTIMES);
    assert.deepEqual(interpreter({ path: "/usr/bin/python3" }), DEFAULT_RUNTIMES);
    assert.deepEqual(interpreter({}), DEFAULT_RUNTIMES);
  });

  test("a virtual environment says which interpreter it is of", () => {
    const folder = temporaryFolder({
      "cpython/pyvenv.cfg": "home = /usr/bin\nversion = 3.15.0\n",
      "uv/pyvenv.cfg": "home = /x\nimplementation = PyPy\nversion_info = 3.11.13\n",
    });
    const path = (name: string) => ({ interpreter: { path: join(folder, name, "bin", "python") } });
    assert.deepEqual(choose(path("cpython")).runtimes, ["cpython-3.15"]);
    assert.deepEqual(choose(path("uv")).runtimes, ["pypy"]);
  });

  test("the file counts more than the editor, the editor more than the project", () => {
    const signs = { pythonVersion: "3.14", interpreter: { version: "3.15.0" } };
    assert.deepEqual(choose({ ...signs, firstLine: "#!/usr/bin/env pypy3" }).runtimes, ["pypy"]);
    assert.deepEqual(choose({ ...signs, firstLine: "#!/usr/bin/env python3" }).runtimes, ["cpython-3.15"]);
    assert.deepEqual(choose({ ...signs, interpreter: { version: "3.12" } }).runtimes, ["cpython-3.14"]);
  });

  test("the reason is a sentence", () => {
    assert.equal(choose({ pythonVersion: "pypy3.10-7.3.17\n" }).reason, "PyPy: .python-version names pypy3.10-7.3.17.");
    assert.equal(
      choose({ requiresPython: ">=3.12" }).reason,
      "PyPy and CPython 3.15 with JIT: nothing names one runtime with a JIT (requires-python is >=3.12).",
    );
    assert.equal(choose({}).reason, "PyPy and CPython 3.15 with JIT: nothing names one runtime with a JIT.");
  });
});

describe("signs of a folder", () => {
  test("come from the folder and above, up to the project root", () => {
    const folder = temporaryFolder({
      ".python-version": "pypy3.10\n",
      "pyproject.toml": '[project]\nrequires-python = ">=3.9"\n',
      "src/deep/a.py": "",
      "other/.git/HEAD": "",
      "broken/pyproject.toml": "[",
    });
    assert.deepEqual(readFolderSigns(join(folder, "src/deep"), folder), {
      pythonVersion: "pypy3.10\n",
      requiresPython: ">=3.9",
    });
    assert.deepEqual(readFolderSigns(join(folder, "other"), join(folder, "other")), {
      pythonVersion: null,
      requiresPython: null,
    });
    assert.deepEqual(readFolderSigns(join(folder, "broken"), join(folder, "broken")), {
      pythonVersion: null,
      requiresPython: null,
    });
  });
});
