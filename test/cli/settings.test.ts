import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { CHAIN, UNUSED } from "./programs.js";
import { run } from "./run.js";

interface Reported {
  readonly code: string;
  readonly filename: string;
  readonly severity: string;
  readonly runtimes: readonly string[];
}

async function findings(folder: string, ...args: string[]): Promise<readonly Reported[]> {
  return JSON.parse((await run(folder, ["check", "--format", "json", ...args])).stdout);
}

describe("settings files", () => {
  test("pyproject.toml and jit-hints.toml, nearest first, each with per-file overrides", async () => {
    const folder = temporaryFolder({
      "pyproject.toml": [
        "[tool.jit-hints]",
        'runtimes = ["pypy"]',
        "[tool.jit-hints.rules]",
        'none-check-chain = "hint"',
        "[[tool.jit-hints.overrides]]",
        'files = ["tests/**"]',
        'rules = { none-check-chain = "off" }',
        "[[tool.jit-hints.overrides]]",
        'files = ["tests/bench_*.py"]',
        'rules = { none-check-chain = "error" }',
      ].join("\n"),
      "a.py": CHAIN,
      "tests/test_a.py": CHAIN,
      "tests/bench_a.py": CHAIN,
      "sub/jit-hints.toml": 'runtimes = ["cpython-3.14", "pypy"]\n',
      "sub/a.py": CHAIN + UNUSED,
    });
    const shown = (await findings(folder)).map(({ filename, severity, runtimes }) => [
      filename,
      severity,
      runtimes.join(),
    ]);
    assert.deepEqual(shown, [
      ["a.py", "hint", "pypy"],
      ["sub/a.py", "warning", "pypy"],
      ["sub/a.py", "information", "pypy,cpython-3.14"],
      ["tests/bench_a.py", "error", "pypy"],
    ]);
  });

  test("the command line counts more", async () => {
    const folder = temporaryFolder({
      "jit-hints.toml": 'runtimes = ["cpython-3.15"]\nrules.none-check-chain = "off"\n',
      "a.py": CHAIN + UNUSED,
    });
    assert.deepEqual(await findings(folder), []);
    assert.deepEqual(
      (await findings(folder, "--runtime", "pypy", "--select", "none-check-chain")).map(({ code }) => code),
      ["none-check-chain"],
    );
  });

  test("options of rules", async () => {
    const folder = temporaryFolder({
      "jit-hints.toml": "rules.none-check-chain = { minimum-checks = 7 }\n",
      "a.py": CHAIN,
    });
    assert.deepEqual(await findings(folder), []);
  });

  test("auto follows .python-version and shebangs", async () => {
    const folder = temporaryFolder({
      ".python-version": "3.14.2\n",
      "a.py": CHAIN,
      "script.py": `#!/usr/bin/env pypy3\n${CHAIN}`,
    });
    assert.deepEqual(
      (await findings(folder)).map(({ filename }) => filename),
      ["script.py"],
    );
    const { stdout } = await run(folder, ["check", "a.py"]);
    assert.match(stdout, /^Nothing found in 1 file for CPython 3\.14 with JIT\.$/m);
  });

  test("TOML that cannot be read: place and reason, nothing is guessed", async () => {
    const folder = temporaryFolder({
      "sub/pyproject.toml": "[tool.jit-hints]\nruntimes = [\n",
      "sub/a.py": CHAIN,
      "b.py": CHAIN,
    });
    const { code, stdout, stderr } = await run(folder, ["check", "--format", "json"]);
    assert.equal(code, 2);
    assert.match(stderr, /^error: sub\/pyproject\.toml:\d+:\d+: is not valid TOML: .+\n$/);
    assert.deepEqual(
      JSON.parse(stdout).map(({ filename }: Reported) => filename),
      ["b.py"],
    );
  });

  test("values that are not valid: place and what is allowed, the rest holds, nothing is changed", async () => {
    const folder = temporaryFolder({
      "jit-hints.toml": 'minimum-confidence = "hi"\nruntimes = ["pypy"]\n\n[rules]\nnone-chek-chain = "off"\n',
      "a.py": UNUSED,
    });
    const { code, stdout, stderr } = await run(folder, ["check", "--fix"]);
    assert.equal(code, 2);
    assert.equal(
      stderr.replace(/ Rules: .*/, ""),
      'error: jit-hints.toml:5:1: rules.none-chek-chain: is not a rule. Did you mean "none-check-chain"?\n' +
        'error: jit-hints.toml:1:1: minimum-confidence: must be one of "low", "medium", "high", not "hi"\n',
    );
    assert.match(stdout, /unused-ignore/);
    assert.doesNotMatch(stdout, /Fixed/);
  });
});
