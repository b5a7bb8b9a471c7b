/** What imported names lead to in other modules, and what a summary says of a module: asked of real files. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Engine } from "../../server/src/engine.js";
import { analysisSettingsFor, DEFAULT_SETTINGS } from "../../server/src/settings.js";
import { Project } from "../../server/src/workspace/project.js";
import { sitePackagesOf } from "../../server/src/workspace/sitePackages.js";
import { parser } from "./syntaxSupport.js";
import { temporaryFolder } from "./temporaryFolder.js";

const DUMPS = "import json\n\n\ndef save(row):\n    return json.dumps(row)\n";
const SETTINGS = { ...analysisSettingsFor(DEFAULT_SETTINGS, "", ["pypy"]), minimumConfidence: "low" as const };

/** A hot loop around a call. */
function loopAround(imports: string, call: string): string {
  return `${imports}\n\n\ndef run(groups):\n    for group in groups:\n        for row in group:\n            ${call}\n`;
}

/** What is found in a file of a project, with the related places in other files: `save() calls json.dumps()`. */
function found(files: Readonly<Record<string, string | Uint8Array>>, name = "main.py"): string[] {
  const root = temporaryFolder(files);
  const engine = new Engine(parser);
  const project = new Project(engine);
  const folders = { root, sitePackages: sitePackagesOf(root, null, undefined) };
  const text = String(files[name]);
  const module = engine.open(text, { file: project.fileOf(join(root, name), folders) });
  return module.analyse(SETTINGS).findings.map(({ what }) => what.replace(/: PyPy's JIT cannot enter it\.$|\.$/, ""));
}

describe("a name leads to a function", () => {
  const CASES: Readonly<Record<string, [Record<string, string>, string?]>> = {
    "of a module beside": [{ "main.py": loopAround("import store", "store.save(row)"), "store.py": DUMPS }],
    "of a module below src": [
      {
        "main.py": loopAround("from pkg.store import save", "save(row)"),
        "src/pkg/__init__.py": "",
        "src/pkg/store.py": DUMPS,
      },
    ],
    "of a namespace package": [
      { "main.py": loopAround("import ns.store", "ns.store.save(row)"), "ns/store.py": DUMPS },
    ],
    "by a relative import": [
      {
        "pkg/__init__.py": "",
        "pkg/store.py": DUMPS,
        "pkg/sub/__init__.py": "",
        "pkg/sub/main.py": loopAround("from ..store import save as put", "put(row)"),
      },
      "pkg/sub/main.py",
    ],
    "by a relative import in an __init__.py": [
      { "pkg/__init__.py": loopAround("from .store import save", "save(row)"), "pkg/store.py": DUMPS },
      "pkg/__init__.py",
    ],
    "that a package hands on": [
      {
        "main.py": loopAround("from pkg import save", "save(row)"),
        "pkg/__init__.py": "from .store import save",
        "pkg/store.py": DUMPS,
      },
    ],
    "that has the name of its module": [
      {
        "main.py": loopAround("from pkg import save", "save(row)"),
        "pkg/__init__.py": "from .save import save",
        "pkg/save.py": DUMPS,
      },
    ],
    "of the module that has the name of a function": [
      {
        "main.py": loopAround("from pkg.store import save", "save(row)"),
        "pkg/__init__.py": "from .store import store",
        "pkg/store.py": `${DUMPS}\n\ndef store(): pass\n`,
      },
    ],
    "that is called in another module of the package": [
      {
        "main.py": loopAround("import helper", "helper.put(row)"),
        "helper.py": "from store import save\n\n\ndef put(row):\n    save(row)\n",
        "store.py": DUMPS,
      },
    ],
    "that is a method": [
      {
        "main.py": loopAround("from store import Store\n\nstore = Store()", "store.save(row)"),
        "store.py": "import json\n\n\nclass Store:\n    def save(self, row):\n        return json.dumps(row)\n",
      },
    ],
    "that is a method of a base class in a third module": [
      {
        "main.py": loopAround("from store import Store", "Store().save(row)"),
        "store.py": "from base import Base\n\n\nclass Store(Base):\n    pass\n",
        "base.py": "import json\n\n\nclass Base:\n    def save(self, row):\n        return json.dumps(row)\n",
      },
    ],
    "that an instance of the module has as a method": [
      {
        "main.py": loopAround("import store", "store.STORE.save(row)"),
        "store.py":
          "import json\n\n\nclass Store:\n    def save(self, row):\n        return json.dumps(row)\n\n\nSTORE = Store()\n",
      },
    ],
  };
  for (const [name, [files, main]] of Object.entries(CASES)) {
    it(name, () => {
      const all = found(files, main);
      assert.equal(all.length, 1, JSON.stringify(all));
      assert.match(all[0]!, /save\(\) calls json\.dumps\(\)$|save\(\), which calls json\.dumps\(\)$/);
    });
  }

  it("through a name for something in the library", () => {
    const files = {
      "main.py": loopAround("from codec import encode", "encode(row)"),
      "codec.py": "import json\nencode = json.dumps\n",
    };
    assert.deepEqual(found(files), ["PyPy's JIT cannot enter json.dumps()"]);
  });

  it("through an import in a circle", () => {
    const files = {
      "main.py": loopAround("import a", "a.go(row)"),
      "a.py": "import b\n\n\ndef go(row):\n    b.go(row)\n",
      "b.py": `import a\nimport json\n\n\ndef go(row):\n    json.dumps(row)\n    a.go(row)\n`,
    };
    assert.deepEqual(found(files), ["go() calls go(), which calls json.dumps()"]);
  });
});

describe("nothing is said", () => {
  const CASES: Readonly<Record<string, Record<string, string>>> = {
    "of a name that is bound twice": {
      "store.py": `${DUMPS}\n\nif FAST:\n    def save(row):\n        pass\n`,
    },
    "of a decorated function": { "store.py": DUMPS.replace("def save", "@cached\ndef save") },
    "of a function that dispatches by type": {
      "store.py": `from functools import singledispatch\n${DUMPS.replace("def save", "@singledispatch\ndef save")}`,
    },
    "of a generator that is only made": { "store.py": "import json\n\n\ndef save(row):\n    yield json.dumps(row)\n" },
    "of a coroutine that is not awaited": { "store.py": DUMPS.replace("def save", "async def save") },
    "of a function that a comment marks as cold": { "store.py": DUMPS.replace("def save", "# jit: cold\ndef save") },
    "of a function with a hot loop of its own": {
      "store.py": "import json\n\n\ndef save(rows):\n    for row in rows:\n        json.dumps(row)\n",
    },
    "of what a star import brings": { "store.py": "from other import *\n", "other.py": DUMPS },
    "of a call that is made only when something fails": {
      "store.py":
        "import json\n\n\ndef save(row):\n    try:\n        return row.text\n    except AttributeError:\n        return json.dumps(row)\n",
    },
    "of a module that cannot be parsed": { "store.py": "def save(row:\n    json.dumps(\n" },
    "of a module that is not there": {},
  };
  for (const [name, files] of Object.entries(CASES)) {
    it(name, () => {
      assert.deepEqual(found({ ...files, "main.py": loopAround("from store import save", "save(row)") }), []);
    });
  }

  it("of a module of the project that has the name of one of the library", () => {
    const main = loopAround("import json", "json.dumps(row)");
    assert.deepEqual(found({ "main.py": main, "json.py": "def dumps(row):\n    return row\n" }), []);
    assert.deepEqual(found({ "main.py": main }), ["PyPy's JIT cannot enter json.dumps()"]);
  });

  it("of a method that a class elsewhere sets in another way", () => {
    const store = "import json\n\n\nclass Store:\n    def save(self, row):\n        return json.dumps(row)\n";
    const main = loopAround("from store import Store", "Store().save(row)");
    assert.deepEqual(found({ "main.py": main, "store.py": `${store}\n    save = memoize(save)\n` }), []);
    assert.deepEqual(
      found({ "main.py": main, "store.py": store.replace("class Store", "class Store(metaclass=M)") }),
      [],
    );
    assert.deepEqual(
      found({ "main.py": main, "store.py": store.replace("class Store", "@registered\nclass Store") }),
      [],
    );
  });
});

describe("compiled extensions", () => {
  const SO = "fast.cpython-311-x86_64-linux-gnu.so";
  const main = loopAround("import fast", "fast.mix(row)");

  it("are known by their files, in the project and in its environment", () => {
    const expected = ["PyPy's JIT cannot enter fast.mix()"];
    assert.deepEqual(found({ "main.py": main, [SO]: "\x7fELF" }), expected);
    const environment = { ".venv/pyvenv.cfg": "", [`.venv/lib/python3.11/site-packages/${SO}`]: "\x7fELF" };
    assert.deepEqual(found({ "main.py": main, ...environment }), expected);
  });

  it("behind a package that hands their functions on", () => {
    const files = {
      "main.py": main,
      "fast/__init__.py": "from ._speedups import mix\n",
      "fast/_speedups.abi3.so": "",
    };
    assert.deepEqual(found(files), ["PyPy's JIT cannot enter fast._speedups.mix()"]);
  });

  it("are not what cffi makes, and not what has its source beside it", () => {
    assert.deepEqual(found({ "main.py": main, [SO]: "\x7fELF _cffi_pypyinit_fast" }), []);
    assert.deepEqual(found({ "main.py": main, [SO]: "\x7fELF", "fast.py": "def mix(row):\n    return row\n" }), []);
  });

  it("of well-known packages are known without their files, with less confidence", () => {
    assert.deepEqual(found({ "main.py": loopAround("import numpy", "numpy.dot(row, row)") }), [
      "PyPy's JIT cannot enter numpy.dot()",
    ]);
  });
});

it("a file that changes is read again only when it is said to have changed", () => {
  const root = temporaryFolder({ "main.py": "", "store.py": "def save(row):\n    return row\n" });
  const engine = new Engine(parser);
  const project = new Project(engine);
  const module = engine.open(loopAround("from store import save", "save(row)"), {
    file: project.fileOf(join(root, "main.py"), { root, sitePackages: [] }),
  });
  assert.equal(module.analyse(SETTINGS).findings.length, 0);
  assert.deepEqual(module.importedFiles(), [join(root, "store.py")]);
  writeFileSync(join(root, "store.py"), DUMPS);
  project.changed(join(root, "store.py"));
  assert.equal(module.otherModuleChanged(join(root, "elsewhere.py")), false);
  assert.equal(module.otherModuleChanged(join(root, "store.py")), true);
  assert.equal(module.analyse(SETTINGS).findings.length, 1);
});
