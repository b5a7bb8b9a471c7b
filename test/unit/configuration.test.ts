import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import {
  Configurations,
  describeConfigurationProblem,
  findProjectRoot,
} from "../../server/src/workspace/configuration.js";
import { positionOfSetting } from "../../server/src/workspace/tomlPositions.js";
import { temporaryFolder } from "./temporaryFolder.js";

const open = (folder: string) => new Configurations(RULE_METAS, folder);
const problemsIn = (folder: string) =>
  open(folder)
    .forFile(join(folder, "a.py"))
    .problems.map((problem) => describeConfigurationProblem(problem).replace(`${folder}/`, ""));

describe("finding settings files", () => {
  test("the nearest file wins, jit-hints.toml before pyproject.toml", () => {
    const folder = temporaryFolder({
      "jit-hints.toml": 'minimum-confidence = "low"\n',
      "pyproject.toml": '[tool.jit-hints]\nminimum-confidence = "high"\n',
      "src/jit-hints.toml": 'minimum-confidence = "medium"\n',
      "src/deep/a.py": "",
    });
    const configurations = open(folder);
    assert.deepEqual(configurations.forFile(join(folder, "a.py")).settings, { minimumConfidence: "low" });
    const nested = configurations.forFile(join(folder, "src/deep/a.py"));
    assert.deepEqual(nested.settings, { minimumConfidence: "medium" });
    assert.equal(nested.folder, join(folder, "src"));
  });

  test("pyproject.toml counts where it has a table for this tool", () => {
    const folder = temporaryFolder({
      "pyproject.toml": '[tool.jit-hints]\nruntimes = ["pypy"]\n[tool.jit-hints.rules]\nopaque-call-in-loop = "off"\n',
      "other/pyproject.toml": '[project]\nname = "x"\n',
    });
    const configurations = open(folder);
    assert.deepEqual(configurations.forFile(join(folder, "new/a.py")).settings, {
      runtimes: ["pypy"],
      rules: { "opaque-call-in-loop": { level: "off", options: {} } },
    });
    const other = configurations.forFile(join(folder, "other/a.py"));
    assert.deepEqual([other.file, other.settings, other.folder], [null, {}, join(folder, "other")]);
  });

  test("the search ends at the project root, else at the working directory", () => {
    const folder = temporaryFolder({
      "jit-hints.toml": 'minimum-confidence = "low"\n',
      "project/.git/HEAD": "",
      "project/src/a.py": "",
    });
    assert.equal(findProjectRoot(join(folder, "project/src")), join(folder, "project"));
    assert.deepEqual(open(folder).forFile(join(folder, "project/src/a.py")).settings, {});
    assert.equal(open(folder).projectRootOf(join(folder, "project/src")), join(folder, "project"));
    rmSync(join(folder, ".git"), { recursive: true });
    rmSync(join(folder, "project/.git"), { recursive: true });
    const inWorkingDirectory = open(join(folder, "project"));
    assert.deepEqual(inWorkingDirectory.forFile(join(folder, "project/src/a.py")).settings, {});
    assert.deepEqual(open(folder).forFile(join(folder, "project/src/a.py")).settings, { minimumConfidence: "low" });
  });

  test("files are read again after clear", () => {
    const folder = temporaryFolder();
    const configurations = open(folder);
    assert.equal(configurations.forFolder(folder).file, null);
    writeFileSync(join(folder, "jit-hints.toml"), 'minimum-confidence = "low"\n');
    assert.equal(configurations.forFolder(folder).file, null);
    configurations.clear();
    assert.equal(configurations.forFolder(folder).file, join(folder, "jit-hints.toml"));
    assert.deepEqual(
      configurations.found.map(({ file }) => file),
      [join(folder, "jit-hints.toml")],
    );
  });
});

describe("problems in settings files", () => {
  test("TOML that cannot be parsed: line, column, reason", () => {
    const folder = temporaryFolder({ "jit-hints.toml": 'runtimes = ["pypy"]\nexclude = \n' });
    assert.deepEqual(problemsIn(folder), ["jit-hints.toml:2:11: is not valid TOML: invalid value"]);
    assert.equal(open(folder).forFolder(folder).broken, true);
  });

  test("a broken pyproject.toml without settings for this tool is somebody else's", () => {
    assert.deepEqual(problemsIn(temporaryFolder({ "pyproject.toml": "[project\n" })), []);
    assert.match(
      problemsIn(temporaryFolder({ "pyproject.toml": "[tool.jit-hints\n" }))[0]!,
      /^pyproject\.toml:1:\d+: is not valid TOML/,
    );
  });

  test("bytes that are not UTF-8, and a folder instead of a file", () => {
    assert.deepEqual(problemsIn(temporaryFolder({ "jit-hints.toml": Buffer.from([0x61, 0xe9]) })), [
      "jit-hints.toml: is not valid UTF-8",
    ]);
    assert.deepEqual(problemsIn(temporaryFolder({ "jit-hints.toml/x": "" })), [
      "jit-hints.toml: cannot be read: is a folder",
    ]);
  });

  test("values that are not valid, with their line; the rest is kept", () => {
    const folder = temporaryFolder({
      "pyproject.toml": [
        "[project]",
        'name = "x"',
        "",
        "[tool.jit-hints]",
        'runtimes = ["jython", "pypy"]',
        "colour = 1",
        "",
        "[tool.jit-hints.rules]",
        '  opaque-call-in-loop = "loud"',
        "",
        "[[tool.jit-hints.overrides]]",
        'files = ["a"]',
        "[[tool.jit-hints.overrides]]",
        'files = ["b"]',
        "rules.nonsense = 'off'",
        "",
      ].join("\n"),
    });
    const places = problemsIn(folder).map((problem) => /^(\S+) (\S+)/.exec(problem)!.slice(1).join(" "));
    assert.deepEqual(places, [
      "pyproject.toml:6:1: colour:",
      "pyproject.toml:5:1: runtimes:",
      "pyproject.toml:9:3: rules.opaque-call-in-loop:",
      "pyproject.toml:15:1: overrides.1.rules.nonsense:",
    ]);
    const { settings, broken } = open(folder).forFolder(folder);
    assert.equal(broken, false);
    assert.deepEqual(settings.runtimes, ["pypy"]);
  });

  test("a byte order mark is no problem", () => {
    const folder = temporaryFolder({ "jit-hints.toml": '\ufeffminimum-confidence = "low"\r\n' });
    assert.deepEqual(open(folder).forFolder(folder).settings, { minimumConfidence: "low" });
  });

  test("a table that is not one", () => {
    assert.match(
      problemsIn(temporaryFolder({ "pyproject.toml": "[tool]\njit-hints = 3\n" }))[0]!,
      /^pyproject\.toml:2:1: must be a table/,
    );
  });
});

describe("positions of settings", () => {
  test("dotted keys, quoted keys, inline tables", () => {
    const text = 'a.b = 1\n"c d" = 2\n[t]\nrules = { x = "off" }\n';
    assert.deepEqual(positionOfSetting(text, ["a", "b"]), { row: 1, column: 1 });
    assert.deepEqual(positionOfSetting(text, ["c d"]), { row: 2, column: 1 });
    assert.deepEqual(positionOfSetting(text, ["t", "rules", "x"]), { row: 4, column: 1 });
    assert.deepEqual(positionOfSetting(text, ["t", "other"]), { row: 3, column: 1 });
    assert.equal(positionOfSetting(text, ["nowhere"]), null);
  });
});
