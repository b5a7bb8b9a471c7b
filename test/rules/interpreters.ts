/** Runs original and rewritten programs on real interpreters. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

/** The interpreters on which fixes are executed. */
export const INTERPRETERS: readonly string[] = ["python3", "pypy3"];

/** What `run_pairs.py` reads for one pair. */
export interface PairRequest {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly run: string;
  readonly shape: string;
  readonly feed: readonly string[];
  readonly compare: string;
  readonly calls?: readonly string[];
}

/** What it answers. */
export interface PairResult {
  readonly id: string;
  readonly cases: number;
  readonly returned: number;
  readonly differences: readonly string[];
}

/** Runs all pairs in one process; null where the interpreter is not installed. */
export function runPairs(interpreter: string, pairs: readonly PairRequest[]): PairResult[] | null {
  const script = fileURLToPath(new URL("run_pairs.py", import.meta.url));
  const run = spawnSync(interpreter, [script], {
    input: JSON.stringify(pairs),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 120_000,
  });
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") return null;
  assert.equal(run.error, undefined);
  assert.equal(run.status, 0, `${interpreter} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as PairResult[];
}

/** Says loudly that an interpreter is missing; an error where CI runs. */
export function notInstalled(interpreter: string, context: TestContext): void {
  const message = `${interpreter} is not installed: no fix was executed on it`;
  assert.ok(process.env.CI !== "true", message);
  console.error(`NOT RUN: ${message}`);
  context.skip(message);
}
