import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  NO_SELECTION,
  parseConfidence,
  parseRules,
  parseRuntimes,
  resolveSettings,
} from "../../server/src/cli/checkOptions.js";
import { defaultJobs } from "../../server/src/cli/jobs.js";
import { parseTransport } from "../../server/src/cli/serverArguments.js";
import { DEFAULT_SETTINGS, mergeSettings, type Settings } from "../../server/src/settings.js";

const KNOWN = ["none-check-chain", "branch-chain", "unused-ignore"];

describe("option values", () => {
  test("rules: repeated and in lists", () => {
    assert.deepEqual(parseRules("--select", ["branch-chain, unused-ignore", "none-check-chain"], KNOWN), [
      "branch-chain",
      "unused-ignore",
      "none-check-chain",
    ]);
    assert.throws(() => parseRules("--select", ["none-chek-chain"], KNOWN), {
      message: `--select: "none-chek-chain" is not a rule. Did you mean "none-check-chain"? Rules: ${KNOWN.join(", ")}`,
    });
  });

  test("runtimes: each once, in the usual order", () => {
    assert.deepEqual(parseRuntimes(["cpython-3.15,pypy", "pypy"]), ["pypy", "cpython-3.15"]);
    assert.throws(() => parseRuntimes(["pypy3"]), {
      message: '--runtime: "pypy3" is not a runtime. Runtimes: pypy, cpython-3.14, cpython-3.15',
    });
  });

  test("confidence", () => {
    assert.equal(parseConfidence("low"), "low");
    assert.throws(() => parseConfidence("hi"), { message: '--min-confidence: "hi" is not one of low, medium, high' });
  });

  test("jobs pay from many files on", () => {
    assert.equal(defaultJobs(0), 1);
    assert.equal(defaultJobs(39), 1);
    assert.ok(defaultJobs(10_000) >= 1 && defaultJobs(10_000) <= 8);
  });
});

describe("the command line and the settings", () => {
  const settings: Settings = mergeSettings(DEFAULT_SETTINGS, {
    minimumConfidence: "high",
    rules: { "branch-chain": { level: "off", options: { minimum: 3 } } },
    overrides: [
      { files: ["tests/**"], rules: { "none-check-chain": { level: "off", options: {} } }, runtimes: ["cpython-3.14"] },
    ],
  });
  const resolve = (path: string, selection: Partial<typeof NO_SELECTION>) =>
    resolveSettings(settings, path, ["pypy"], { ...NO_SELECTION, ...selection }, KNOWN);
  const levels = (path: string, selection: Partial<typeof NO_SELECTION>) => {
    const { rules } = resolve(path, selection);
    return KNOWN.map((name) => rules[name]?.level ?? "on").join(" ");
  };

  test("settings hold where the command line says nothing", () => {
    assert.equal(levels("a.py", {}), "on off on");
    assert.equal(resolve("a.py", {}).minimumConfidence, "high");
    assert.deepEqual(resolve("tests/a.py", {}).runtimes, ["cpython-3.14"]);
  });

  test("the command line wins, also over per-file overrides", () => {
    const selection = { runtimes: ["pypy"], minimumConfidence: "low" } as const;
    assert.deepEqual(resolve("tests/a.py", selection).runtimes, ["pypy"]);
    assert.equal(resolve("tests/a.py", selection).minimumConfidence, "low");
  });

  test("a selected rule is on, the others are off, and its options stay", () => {
    assert.equal(levels("a.py", { select: ["branch-chain"] }), "off on off");
    assert.deepEqual(resolve("a.py", { select: ["branch-chain"] }).rules["branch-chain"], { options: { minimum: 3 } });
  });

  test("a selected rule stays off where an override switches it off", () => {
    assert.equal(levels("tests/a.py", { select: ["none-check-chain", "branch-chain"] }), "off on off");
  });

  test("an ignored rule is off, also when it is selected", () => {
    assert.equal(levels("a.py", { ignore: ["unused-ignore"] }), "on off off");
    assert.equal(
      levels("a.py", { select: ["none-check-chain", "unused-ignore"], ignore: ["unused-ignore"] }),
      "on off off",
    );
  });
});

describe("the server's arguments", () => {
  test("one transport", () => {
    assert.deepEqual(parseTransport(["--stdio"]), { kind: "stdio" });
    assert.deepEqual(parseTransport(["--node-ipc", "--clientProcessId=12"]), { kind: "ipc" });
    assert.deepEqual(parseTransport(["--clientProcessId", "12", "--socket=6009"]), { kind: "socket", port: 6009 });
    assert.deepEqual(parseTransport(["--socket", "6009"]), { kind: "socket", port: 6009 });
  });

  test("anything else is a problem", () => {
    for (const args of [
      [],
      ["--stdio", "--node-ipc"],
      ["--socket"],
      ["--socket=x"],
      ["--socket=0"],
      ["--socket=70000"],
      ["--bogus", "--stdio"],
      ["stdio"],
    ]) {
      assert.ok("problem" in parseTransport(args), args.join(" "));
    }
  });
});
