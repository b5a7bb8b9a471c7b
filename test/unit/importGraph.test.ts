import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Engine } from "../../server/src/engine.js";
import { ImportGraph, importsOf } from "../../server/src/modules/importGraph.js";
import { Project } from "../../server/src/workspace/project.js";
import { cannotRun, parser, standardLibrary } from "./syntaxSupport.js";
import { temporaryFolder } from "./temporaryFolder.js";

/** Packages whose modules import each other in every way. */
const PACKAGES = ["asyncio", "concurrent", "email", "html", "http", "importlib", "json", "logging", "unittest", "xml"];

/** What is known of a file's functions, by name. */
function heatsOf(project: Project, path: string): string {
  return JSON.stringify([...project.callersOf(path)].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe("imports of a text", () => {
  const cases: [text: string, modules: string[], packages: string[]][] = [
    ["import a.b, c as d\n", ["/w/a", "/w/a/b", "/w/c"], ["/w/a", "/w/c"]],
    ["    import a.b as x; from c import d as e, f\n", ["/w/a", "/w/a/b", "/w/c"], ["/w/a/b", "/w/c/d", "/w/c/f"]],
    ["from a.b import *\n", ["/w/a", "/w/a/b"], ["/w/a/b"]],
    ["from a import (b,  # one ) of two\n    c,\n)\n", ["/w/a"], ["/w/a/b", "/w/a/c"]],
    ["from a \\\n    import b, \\\n    c\n", ["/w/a"], ["/w/a/b", "/w/a/c"]],
    ["from . import x\nfrom .y import z\n", ["/w/p/q", "/w/p/q/y"], ["/w/p/q/x", "/w/p/q/y/z"]],
    ["from.import x\nfrom . . y import z\n", ["/w/p/q", "/w/p/y"], ["/w/p/q/x", "/w/p/y/z"]],
    ["lazy import a\ntry: import b\nexcept: pass\n", ["/w/a", "/w/b"], ["/w/a", "/w/b"]],
    ["def f():\n    yield from g()\n    import a\n", ["/w/a"], ["/w/a"]],
    ["from \ufb01eld import x\n", ["/w/field"], ["/w/field/x"]],
    ["x = 'no imports'\n", [], []],
    ["import a as x\rfrom b import c\r\nimport d as y\n", ["/w/a", "/w/b", "/w/d"], ["/w/a", "/w/b/c", "/w/d"]],
  ];
  for (const [text, modules, packages] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(importsOf(text, "/w/p/q/m.py", ["/w"]), { modules, packages }));
  }

  test("are found after a list in a comment or a string that is not closed", () => {
    for (const begin of ["# from a import (\n#     b,\n# )\n", '"""from a import ("""\n', "x = 'from a import ('\n"]) {
      const { modules } = importsOf(`${begin}import real\nfrom other import x\nprint(1)\n`, "/w/m.py", ["/w"]);
      assert.ok(modules.includes("/w/real") && modules.includes("/w/other"), `${begin}: ${modules}`);
    }
    assert.ok(importsOf(`from a import (${"b, ".repeat(3_000_000)}`, "/w/m.py", ["/w"]).modules.includes("/w/a"));
  });

  test("lead to every folder in which they are looked for, on any system", () => {
    assert.deepEqual(importsOf("import a as b\n", "C:\\w\\p\\m.py", ["C:\\w\\", "C:\\w\\src"]), {
      modules: ["C:/w/a", "C:/w/src/a"],
      packages: ["C:/w/a", "C:/w/src/a"],
    });
    assert.deepEqual(importsOf("from .. import x\n", "C:\\w\\p\\m.py", []), {
      modules: ["C:/w"],
      packages: ["C:/w/x"],
    });
  });
});

describe("files that may import a file", () => {
  test("are those that do so by themselves or through others", () => {
    const graph = new ImportGraph();
    for (const [name, text] of Object.entries({
      "p/__init__": "",
      "p/a": "",
      "p/b": "from . import a\n",
      "p/c": "import p.b\n",
      "p/d": "import os\n",
    }))
      graph.add(`/w/${name}.py`, importsOf(text, `/w/${name}.py`, ["/w"]));
    const dependents = (name: string) =>
      [...graph.dependents([`/w/p/${name}.py`])].map((path) => path.slice(5, -3)).sort();
    assert.deepEqual(dependents("b"), ["b", "c"]);
    assert.deepEqual(dependents("d"), ["c", "d"], "c may reach it as p.d");
    assert.deepEqual(dependents("a"), ["a", "b", "c"]);
    assert.deepEqual(dependents("__init__"), ["__init__", "b", "c"]);
    assert.deepEqual(dependents("none"), ["c"], "a module that may be there");
    graph.add("/w/use.py", importsOf("from outside import f\n", "/w/use.py", ["/v", "/w"]));
    assert.deepEqual(
      [...graph.dependents(["/v/outside.py"])],
      ["/w/use.py"],
      "a file that the workspace does not list",
    );
  });

  test("are all whose loops make its functions hot, in real packages", () => {
    const texts = [...standardLibrary()].filter(([name]) => PACKAGES.includes(name.split("/")[0]!));
    if (texts.length === 0) return cannotRun("no standard library of Python");
    const folder = temporaryFolder(Object.fromEntries(texts));
    const files = texts.map(([name]) => join(folder, name));
    assert.ok(files.length > 100, `${files.length} files`);
    const folders = { root: folder, sitePackages: [] };
    const project = new Project(new Engine(parser));
    const graph = new ImportGraph();
    for (const path of files) {
      project.include(path, folders);
      graph.add(path, importsOf(readFileSync(path, "utf8"), path, project.rootsOf(path, folders)));
    }
    project.relate();
    const expected = new Map(files.map((path) => [path, heatsOf(project, path)]));
    let hot = 0;
    let smaller = 0;
    for (const path of files) {
      const importers = graph.dependents([path]);
      if (importers.size < files.length / 2) smaller++;
      for (const other of files) {
        if (importers.has(other)) project.include(other, folders);
        else project.leaveOut(other);
      }
      project.relate();
      assert.equal(heatsOf(project, path), expected.get(path), path);
      if (expected.get(path) !== "[]") hot++;
    }
    assert.ok(hot > 10, `${hot} files with functions that are hot from outside`);
    assert.ok(smaller > files.length / 3, `${smaller} files of which less than half can be importers`);
  });
});
