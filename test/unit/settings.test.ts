import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { matchesGlob } from "../../server/src/globs.js";
import type { RuleMeta } from "../../server/src/rules/rule.js";
import {
  analysisSettingsFor,
  DEFAULT_SETTINGS,
  describeProblem,
  mergeSettings,
  readSettings,
} from "../../server/src/settings.js";

const verdict = { speaks: true, because: "", evidence: [] };
const meta = (name: string, options: RuleMeta["options"] = []): RuleMeta => ({
  name,
  summary: "",
  problem: "data-driven control flow",
  stability: "stable",
  since: "0.1.0",
  verdicts: { pypy: verdict, "cpython-3.14": verdict, "cpython-3.15": verdict },
  options,
  fixes: [],
});
const RULES = new Map(
  [
    meta("none-check-chain", [
      { name: "minimum", type: "number", default: 6, minimum: 2, description: "" },
      { name: "countHelpers", type: "boolean", default: true, description: "" },
    ]),
    meta("branch-chain"),
  ].map((rule) => [rule.name, rule]),
);
const read = (raw: unknown) => readSettings(raw, RULES);
const problemsOf = (raw: unknown) => read(raw).problems.map(describeProblem);

describe("reading settings", () => {
  test("takes every setting", () => {
    const { settings, problems } = read({
      runtimes: ["cpython-3.15", "pypy", "pypy"],
      minimumConfidence: "low",
      exclude: ["build", "src/gen/*.py"],
      rules: { "none-check-chain": { level: "warning", minimum: 4, countHelpers: false }, "branch-chain": "off" },
      overrides: [
        { files: ["tests/**"], rules: { "branch-chain": "hint" }, minimumConfidence: "high", runtimes: ["pypy"] },
      ],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      runtimes: ["pypy", "cpython-3.15"],
      minimumConfidence: "low",
      exclude: ["build", "src/gen/*.py"],
      rules: {
        "none-check-chain": { level: "warning", options: { minimum: 4, countHelpers: false } },
        "branch-chain": { level: "off", options: {} },
      },
      overrides: [
        {
          files: ["tests/**"],
          rules: { "branch-chain": { level: "hint", options: {} } },
          minimumConfidence: "high",
          runtimes: ["pypy"],
        },
      ],
    });
  });

  test("takes the spelling of TOML, `severity` for a level, and nulls as not given", () => {
    const { settings, problems } = read({
      "minimum-confidence": "high",
      runtimes: null,
      rules: { "none-check-chain": { severity: "hint", "count-helpers": true }, "branch-chain": null },
      overrides: [{ files: ["a.py"], "minimum-confidence": "low" }],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      minimumConfidence: "high",
      rules: { "none-check-chain": { level: "hint", options: { countHelpers: true } } },
      overrides: [{ files: ["a.py"], rules: {}, minimumConfidence: "low" }],
    });
  });

  test("takes nothing for settings", () => {
    for (const raw of [undefined, null, {}]) assert.deepEqual(read(raw), { settings: {}, problems: [] });
    assert.deepEqual(read({ runtimes: "auto" }).settings, { runtimes: "auto" });
  });

  test("keeps what is valid and says what is not, with what is allowed", () => {
    const { settings, problems } = read({
      runtimes: ["pypy", "jython"],
      minimumConfidence: "hi",
      exclude: ["build", 7, "!keep"],
      rules: { "none-check-chain": { level: "loud", minimum: 4 }, "none-chek-chain": "off" },
      colour: true,
    });
    assert.deepEqual(settings, {
      runtimes: ["pypy"],
      exclude: ["build"],
      rules: { "none-check-chain": { options: { minimum: 4 } } },
    });
    assert.deepEqual(problems.map(describeProblem), [
      "colour: is not a setting. Allowed: runtimes, rules, minimumConfidence, exclude, overrides",
      'runtimes: must be "auto" or a list of "pypy", "cpython-3.14", "cpython-3.15"; "jython" is not among them',
      'rules.none-check-chain.level: must be one of "off", "hint", "information", "warning", "error", not "loud"',
      'rules.none-chek-chain: is not a rule. Did you mean "none-check-chain"? Rules: none-check-chain, branch-chain',
      'minimumConfidence: must be one of "low", "medium", "high", not "hi"',
      "exclude: must be a list of globs; 7 is not one",
      'exclude: "!keep": globs that begin with "!" are not supported',
    ]);
  });

  test("names wrong types", () => {
    assert.deepEqual(problemsOf([]), ["must be a table of settings, not a list"]);
    assert.deepEqual(problemsOf("pypy"), ['must be a table of settings, not "pypy"']);
    assert.deepEqual(problemsOf({ runtimes: "pypy" }), [
      'runtimes: must be "auto" or a list of "pypy", "cpython-3.14", "cpython-3.15", not "pypy"',
    ]);
    assert.match(problemsOf({ runtimes: [] })[0]!, /^runtimes: must name a runtime/);
    assert.match(problemsOf({ rules: ["branch-chain"] })[0]!, /^rules: must be a table from rule to level, not a list/);
    assert.match(
      problemsOf({ rules: { "branch-chain": false } })[0]!,
      /^rules\.branch-chain: must be one of .*not false/,
    );
    assert.match(problemsOf({ exclude: "build" })[0]!, /^exclude: must be a list of globs, not "build"/);
    assert.match(problemsOf({ overrides: { files: [] } })[0]!, /^overrides: must be a list of tables/);
    assert.match(problemsOf({ overrides: ["tests"] })[0]!, /^overrides\.0: must be a table with "files"/);
  });

  test("checks options of rules against their declaration", () => {
    const rule = (value: unknown) => problemsOf({ rules: { "none-check-chain": value } });
    assert.deepEqual(rule({ minimum: 1 }), ["rules.none-check-chain.minimum: must be a number of at least 2, not 1"]);
    assert.deepEqual(rule({ minimum: "6" }), [
      'rules.none-check-chain.minimum: must be a number of at least 2, not "6"',
    ]);
    assert.deepEqual(rule({ minimum: Number.NaN }), [
      "rules.none-check-chain.minimum: must be a number of at least 2, not NaN",
    ]);
    assert.deepEqual(rule({ countHelpers: 1 }), ["rules.none-check-chain.countHelpers: must be true or false, not 1"]);
    assert.deepEqual(rule({ minimun: 4 }), [
      'rules.none-check-chain.minimun: is not an option of none-check-chain. Did you mean "minimum"? Allowed: level, severity, minimum, countHelpers',
    ]);
  });

  test("needs files in an override, and takes no auto there", () => {
    assert.match(problemsOf({ overrides: [{ rules: {} }] })[0]!, /^overrides\.0: has no "files"/);
    assert.match(
      problemsOf({ overrides: [{ files: ["a"], runtimes: "auto" }] })[0]!,
      /^overrides\.0\.runtimes: must be a list of/,
    );
  });

  test("says when a setting is given in both spellings", () => {
    assert.deepEqual(problemsOf({ minimumConfidence: "low", "minimum-confidence": "high" }), [
      "minimum-confidence: is given twice, also as minimumConfidence",
    ]);
  });

  test("never throws", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.rules = cyclic;
    for (const raw of [
      cyclic,
      new Date(),
      () => 1,
      Symbol.iterator,
      1n,
      { rules: { __proto__: { level: "x" } } },
      { overrides: [[], null] },
    ]) {
      assert.doesNotThrow(() => read(raw));
    }
  });
});

describe("merging settings", () => {
  test("later layers win, rules combine option by option", () => {
    const merged = mergeSettings(
      DEFAULT_SETTINGS,
      { runtimes: ["pypy"], rules: { a: { level: "off", options: { x: 1, y: 1 } } }, exclude: ["one"] },
      { rules: { a: { options: { y: 2 } }, b: { level: "hint", options: {} } }, exclude: ["two"] },
      { minimumConfidence: "high" },
    );
    assert.deepEqual(merged, {
      runtimes: ["pypy"],
      rules: { a: { level: "off", options: { x: 1, y: 2 } }, b: { level: "hint", options: {} } },
      minimumConfidence: "high",
      exclude: ["two"],
      overrides: [],
    });
    assert.deepEqual(mergeSettings(DEFAULT_SETTINGS), DEFAULT_SETTINGS);
  });

  test("per-file overrides apply in order", () => {
    const settings = mergeSettings(DEFAULT_SETTINGS, {
      rules: { a: { level: "error", options: { x: 1 } } },
      overrides: [
        { files: ["tests/**"], rules: { a: { level: "off", options: {} } }, runtimes: ["pypy"] },
        { files: ["tests/bench_*.py"], rules: { a: { level: "hint", options: { x: 2 } } }, minimumConfidence: "low" },
      ],
    });
    const runtimes = ["cpython-3.15"] as const;
    const plain = { runtimes, rules: settings.rules, minimumConfidence: "medium" };
    assert.deepEqual(analysisSettingsFor(settings, "src/a.py", runtimes), plain);
    assert.deepEqual(analysisSettingsFor(settings, "tests/a.py", runtimes), {
      ...plain,
      runtimes: ["pypy"],
      rules: { a: { level: "off", options: { x: 1 } } },
    });
    assert.deepEqual(analysisSettingsFor(settings, "tests/bench_a.py", runtimes), {
      runtimes: ["pypy"],
      rules: { a: { level: "hint", options: { x: 2 } } },
      minimumConfidence: "low",
    });
  });
});

describe("globs", () => {
  const cases: readonly [string, string, boolean][] = [
    ["*.py", "a.py", true],
    ["*.py", "deep/down/a.py", true],
    ["build", "build/lib/a.py", true],
    ["build", "src/build/a.py", true],
    ["build/", "build/a.py", true],
    ["build", "rebuild/a.py", false],
    ["/build", "build/a.py", true],
    ["/build", "src/build/a.py", false],
    ["src/gen", "src/gen/x/a.py", true],
    ["src/gen", "lib/src/gen/a.py", false],
    ["./src/*.py", "src/a.py", true],
    ["src/*.py", "src/x/a.py", false],
    ["src/**/test_*.py", "src/test_a.py", true],
    ["**/.hidden/**", "x/.hidden/a.py", true],
    ["{a,b}.py", "b.py", true],
    ["a[0-9].py", "a7.py", true],
    ["A.py", "a.py", false],
  ];
  for (const [glob, path, expected] of cases) {
    test(`${glob} ${expected ? "matches" : "does not match"} ${path}`, () => {
      assert.equal(matchesGlob([glob], path), expected);
    });
  }

  test("no glob matches nothing", () => assert.equal(matchesGlob([], "a.py"), false));
});
