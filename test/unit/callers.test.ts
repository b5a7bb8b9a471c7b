/** Functions that are hot because of loops in other modules, and findings that follow from it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Engine } from "../../server/src/engine.js";
import { analysisSettingsFor, DEFAULT_SETTINGS } from "../../server/src/settings.js";
import { Project } from "../../server/src/workspace/project.js";
import { parser } from "./syntaxSupport.js";
import { temporaryFolder } from "./temporaryFolder.js";

const SETTINGS = { ...analysisSettingsFor(DEFAULT_SETTINGS, "", ["pypy"]), minimumConfidence: "low" as const };

/** A helper of eight checks, which is worth a hint only where it is called in a hot loop. */
const HELPER = `def clean(a, b, c, d, e, f, g, h):
${"abcdefgh"
  .split("")
  .map((name) => `    if ${name} is None:\n        ${name} = 0.0\n`)
  .join("")}    return a + b + c + d + e + f + g + h
`;
const LOOP = "def run(rows):\n    for row in rows:\n        clean(*row)\n";

/** All that is found in each file: `rule: why`. */
function found(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const root = temporaryFolder(files);
  const engine = new Engine(parser);
  const project = new Project(engine);
  const folders = { root, sitePackages: [] };
  const names = Object.keys(files);
  for (const name of names) project.include(join(root, name), folders);
  project.relate();
  const all: Record<string, string[]> = {};
  for (const name of names) {
    const module = engine.open(files[name]!, { file: project.fileOf(join(root, name), folders) });
    const findings = module.analyse(SETTINGS).findings;
    if (findings.length > 0) all[name] = findings.map(({ rule, why }) => `${rule}: ${why}`);
  }
  return all;
}

describe("a function is hot through a loop in another module", () => {
  it("that calls it", () => {
    const all = found({ "helper.py": HELPER, "main.py": `from helper import clean\n\n\n${LOOP}` });
    assert.deepEqual(Object.keys(all), ["helper.py"]);
    assert.match(
      all["helper.py"]!.join(),
      /^none-check-chain: .*the loop at line 5 of main\.py, which calls clean\(\)/,
    );
  });

  it("that calls it through a function of a third one", () => {
    const all = found({
      "helper.py": HELPER,
      "middle.py": "import helper\n\n\ndef convert(row):\n    return helper.clean(*row)\n",
      "main.py": "from middle import convert\n\n\ndef run(rows):\n    for row in rows:\n        convert(row)\n",
    });
    assert.deepEqual(Object.keys(all), ["helper.py"]);
    assert.match(all["helper.py"]!.join(), /line 5 of main\.py, which calls convert\(\), which calls clean\(\)/);
  });

  it("that calls a function of this module which calls it", () => {
    const all = found({
      "helper.py": `${HELPER}\n\ndef convert(row):\n    return clean(*row)\n`,
      "main.py": "from helper import convert\n\n\ndef run(rows):\n    for row in rows:\n        convert(row)\n",
    });
    assert.match(
      all["helper.py"]!.join(),
      /line 5 of main\.py, which calls convert\(\), which calls clean\(\)|line 5 of main\.py, which calls convert\(\)/,
    );
  });
});

describe("a function is not hot", () => {
  const CASES: Readonly<Record<string, Record<string, string>>> = {
    "when nobody calls it in a loop": { "main.py": "from helper import clean\n\n\ndef run(row):\n    clean(*row)\n" },
    "when the loop is short": { "main.py": `from helper import clean\n\n\n${LOOP.replace("rows:", "range(3):")}` },
    "when only a test calls it in a loop": { "test_helper.py": `from helper import clean\n\n\n${LOOP}` },
    "when the loop calls another function of that name": {
      "main.py": `from other import clean\n\n\n${LOOP}`,
      "other.py": "def clean(*row):\n    pass\n",
    },
    "when a comment marks the caller as cold": { "main.py": `from helper import clean\n\n\n# jit: cold\n${LOOP}` },
    "when a module calls it at import, in a loop": {
      "main.py": "from helper import clean\n\n\ndef other():\n    pass\n\n\nfor row in ROWS:\n    clean(*row)\n",
    },
  };
  for (const [name, files] of Object.entries(CASES)) {
    it(name, () => {
      assert.deepEqual(found({ "helper.py": HELPER, ...files }), {});
    });
  }

  it("when a comment marks it as cold itself", () => {
    const all = found({ "helper.py": `# jit: cold\n${HELPER}`, "main.py": `from helper import clean\n\n\n${LOOP}` });
    assert.deepEqual(all, {});
  });
});

it("functions that call each other across modules come to an end", () => {
  const all = found({
    "a.py":
      "import b\n\n\ndef ping(row):\n    b.pong(row)\n\n\ndef run(rows):\n    for row in rows:\n        ping(row)\n",
    "b.py": "import a\n\n\ndef pong(row):\n    a.ping(row)\n",
  });
  assert.deepEqual(all, {});
});

it("places of the loop and the calls are in their files", () => {
  const root = temporaryFolder({ "helper.py": HELPER, "main.py": `from helper import clean\n\n\n${LOOP}` });
  const engine = new Engine(parser);
  const project = new Project(engine);
  const folders = { root, sitePackages: [] };
  for (const name of ["helper.py", "main.py"]) project.include(join(root, name), folders);
  assert.deepEqual(project.relate(), [join(root, "helper.py")]);
  assert.deepEqual(project.relate(), []);
  const [finding] = engine
    .open(HELPER, { file: project.fileOf(join(root, "helper.py"), folders) })
    .analyse(SETTINGS).findings;
  assert.equal(finding!.loop!.file, join(root, "main.py"));
  assert.deepEqual(
    finding!.related.slice(0, 2).map(({ message, place }) => [message, place.file]),
    [
      ["The hot loop", join(root, "main.py")],
      ["Calls clean()", join(root, "main.py")],
    ],
  );
});
