/** The fix of the None chain keeps PyPy's traces from multiplying: examples/data_driven.py before and after it, on PyPy. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { applyFix, createEngine, findingsIn } from "../rules/engine.js";
import { ROOT } from "../rules/pages.js";

const PROGRAM = join(ROOT, "examples", "data_driven.py");

interface Run {
  readonly bridges: number;
  /** What the program printed after its time. */
  readonly result: string;
}

function runOnPyPy(path: string): Run {
  const run = spawnSync("pypy3", [path], { env: { ...process.env, PYPYLOG: "jit-summary:-" }, encoding: "utf8" });
  const output = run.stdout + run.stderr;
  assert.equal(run.status, 0, output);
  const bridges = /^Total # of bridges:\s+(\d+)/m.exec(output);
  const result = /^[\d.]+ secs, (.*)$/m.exec(output);
  assert.ok(bridges && result, output);
  return { bridges: Number(bridges[1]), result: result[1]! };
}

function fixed(text: string): string {
  const settings = { runtimes: ["pypy" as const], rules: {}, minimumConfidence: "medium" as const };
  const finding = findingsIn(createEngine(), text, settings).find((it) => it.rule === "none-check-chain");
  const fix = finding?.fixes.find((it) => it.kind === "quickfix");
  assert.ok(fix, "no quick fix is offered");
  return applyFix(text, fix);
}

const missing = spawnSync("pypy3", ["--version"]).error !== undefined;
if (missing) {
  assert.ok(process.env.CI !== "true", "pypy3 is not installed");
  console.error("NOT RUN: pypy3 is not installed, nobody counted the bridges of examples/data_driven.py");
}

test("the fix of the None chain takes the bridges away and keeps the result", { skip: missing }, () => {
  const text = readFileSync(PROGRAM, "utf8");
  const folder = mkdtempSync(join(tmpdir(), "jit-hints-"));
  try {
    const path = join(folder, "data_driven.py");
    writeFileSync(path, fixed(text));
    const before = runOnPyPy(PROGRAM);
    const after = runOnPyPy(path);
    console.log(`bridges: ${before.bridges} before the fix, ${after.bridges} after it`);
    assert.ok(before.bridges > 400, `${before.bridges} bridges before the fix`);
    assert.ok(after.bridges < 60, `${after.bridges} bridges after the fix`);
    assert.equal(after.result, before.result);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
