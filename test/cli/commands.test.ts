import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { CHAIN, UNUSED } from "./programs.js";
import { run, start } from "./run.js";

const folder = temporaryFolder({ "a.py": CHAIN, "b.py": UNUSED });
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("jit-hints", () => {
  test("says its version", async () => {
    const { code, stdout } = await run(folder, ["--version"]);
    assert.deepEqual([code, stdout], [0, `${version}\n`]);
  });

  test("helps", async () => {
    const { code, stdout } = await run(folder, ["--help"]);
    assert.equal(code, 0);
    for (const command of ["check", "explain", "rules", "server"])
      assert.match(stdout, new RegExp(`^ {2}${command}\\b`, "m"));
    assert.doesNotMatch(stdout, /record/);
    const check = await run(folder, ["check", "--help"]);
    assert.equal(check.code, 0);
    assert.match(check.stdout, /Exit codes:\n {2}0 {2}nothing found\n {2}1 {2}findings/);
    assert.match(check.stdout, /Examples:/);
  });

  test("refuses what it does not know", async () => {
    for (const [args, message] of [
      [["chekc"], /unknown command 'chekc'\n\(Did you mean check\?\)/],
      [["record", "x"], /unknown command 'record'/],
      [["--bogus"], /unknown option '--bogus'/],
      [[], /^Usage: jit-hints/],
    ] as const) {
      const { code, stdout, stderr } = await run(folder, args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    }
  });
});

describe("jit-hints explain", () => {
  test("prints the page of a rule", async () => {
    const { code, stdout } = await run(folder, ["explain", "none-check-chain"]);
    assert.equal(code, 0);
    assert.match(stdout, /^# none-check-chain\n/);
    assert.doesNotMatch(stdout, /<!--/);
  });

  test("prints what is known about a line", async () => {
    const { code, stdout } = await run(folder, ["explain", "a.py:4"]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^a\.py:4, for PyPy and CPython 3\.15 with JIT: nothing names one runtime with a JIT\.\n\n {2}if a is None:\n\n/,
    );
    assert.match(stdout, /^warning none-check-chain at 4:9, confidence \w+$/m);
    assert.match(stdout, /^ {2}Measured:\n {4}PyPy /m);
    assert.match(stdout, /^ {2}Fixes:\n {4}unsafe: /m);
    assert.match(stdout, /^ {6}Only if: /m);
  });

  test("a line inside a finding belongs to it", async () => {
    assert.match((await run(folder, ["explain", "a.py:8:9"])).stdout, /none-check-chain at 4:9/);
    assert.match((await run(folder, ["explain", "a.py:2"])).stdout, /No finding on this line\./);
    assert.match(
      (await run(folder, ["explain", "--runtime", "cpython-3.15", "a.py:4"])).stdout,
      /No finding on this line\./,
    );
  });

  test("refuses what is neither, or not there", async () => {
    for (const [subject, message] of [
      [
        "none-chek-chain",
        /^error: "none-chek-chain" is neither a rule nor FILE:LINE\. Did you mean "none-check-chain"\?\n$/,
      ],
      ["a.py", /is neither a rule nor FILE:LINE\. For a file, say the line as well: a\.py:12\n$/],
      ["a.py:99", /^error: a\.py has no line 99: the last one is 17\n$/],
      ["a.py:0", /has no line 0/],
      ["nope.py:1", /^error: nope\.py: no such file or folder\n$/],
    ] as const) {
      const { code, stdout, stderr } = await run(folder, ["explain", subject]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
    }
  });
});

describe("jit-hints rules", () => {
  test("lists every rule", async () => {
    const { code, stdout } = await run(folder, ["rules"]);
    assert.equal(code, 0);
    assert.match(stdout, /^rule +stability +pypy +cpython-3\.14 +cpython-3\.15 +fixes +summary\n/);
    for (const { name } of JSON.parse((await run(folder, ["rules", "--format", "json"])).stdout)) {
      assert.match(stdout, new RegExp(`^${name} +`, "m"));
    }
  });

  test("json has all that is declared", async () => {
    const rules = JSON.parse((await run(folder, ["rules", "--format", "json"])).stdout);
    const chain = rules.find(({ name }: { name: string }) => name === "none-check-chain");
    assert.deepEqual(Object.keys(chain).sort(), [
      "fixes",
      "name",
      "options",
      "problem",
      "since",
      "stability",
      "summary",
      "verdicts",
    ]);
    assert.equal(chain.verdicts.pypy.speaks, true);
    assert.equal((await run(folder, ["rules", "--format", "sarif"])).code, 2);
  });
});

describe("jit-hints server", () => {
  test("needs to know how to talk", async () => {
    for (const args of [[], ["--stdio", "--node-ipc"], ["--socket=no"], ["--bogus"]]) {
      const { code, stdout, stderr } = await run(folder, ["server", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^error: .+\n\nUsage: jit-hints server --stdio \| --node-ipc \| --socket=PORT\n/);
    }
  });

  test("talks on standard input and output", async () => {
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const child = start(folder, ["server", "--stdio"]);
    child.stdin!.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    let output = "";
    for await (const chunk of child.stdout!) {
      output += chunk;
      if (output.includes('"capabilities"')) break;
    }
    assert.match(output, /^Content-Length: \d+\r\n/);
    assert.match(output, /"capabilities"/);
    child.stdin!.end();
    await once(child, "close");
  });
});
