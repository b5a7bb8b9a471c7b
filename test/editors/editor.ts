/**
 * What the suites of all editors share: a project to open, `jit-hints` on the PATH, and the set-up that docs/editors.md tells users to
 * copy. Each editor runs its own script, which tells its steps line by line as JSON.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after } from "node:test";
import { GENERATOR, NONE_CHAIN } from "../lsp/fixtures.js";
import { temporaryFolder } from "../unit/temporaryFolder.js";

/** The folder of the project. */
export const ROOT = join(__dirname, "..", "..");
const GUIDE = readFileSync(join(ROOT, "docs", "editors.md"), "utf8");

/** The blocks of code below a heading of docs/editors.md, in order. */
export function snippets(heading: string): readonly string[] {
  const section = GUIDE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  assert.ok(section, `docs/editors.md has no heading ${heading}`);
  return [...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
}

/** A snippet in which the runtimes are set, in the editor's own language, where users find "auto". */
export function withRuntimes(snippet: string, auto: string, runtimes: string): string {
  assert.ok(snippet.includes(auto), `the snippet does not hold ${auto}`);
  return snippet.replace(auto, runtimes);
}

/** What a script of an editor tells: the hints that are shown, after each step. */
export interface Step {
  readonly step: string;
  readonly hints: readonly { readonly line: number; readonly rule: string; readonly message?: string }[];
}

/** The project: two files with the settings of `pypy`, and one whose runtimes are the editor's business. */
export function createProject(): { readonly folder: string; readonly saved: () => string } {
  const folder = temporaryFolder({
    "jit-hints.toml": 'runtimes = ["pypy"]\n',
    "chain.py": NONE_CHAIN,
    "both.py": GENERATOR + NONE_CHAIN,
    "other/jit-hints.toml": 'minimum-confidence = "medium"\n',
    // The last line is for a type checker.
    "other/both.py": `${GENERATOR + NONE_CHAIN}no_such_name\n`,
  });
  return { folder, saved: () => readFileSync(join(folder, "chain.py"), "utf8") };
}

/** Runs an editor to its end. The environment has the project as HINTS_FOLDER, the set-up as HINTS_SETUP, and a home of its own. */
export function runEditor(
  command: string,
  args: readonly string[],
  { folder, setup, env = {} }: { readonly folder: string; readonly setup: string; readonly env?: NodeJS.ProcessEnv },
): readonly Step[] {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "jit-hints-home-")));
  after(() => rmSync(home, { recursive: true, force: true }));
  const steps = join(home, "steps");
  const setupFile = join(home, "setup");
  writeFileSync(setupFile, setup);
  writeFileSync(steps, "");
  const program = join(home, "jit-hints");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "dist", "cli.js")}" "$@"\n`);
  chmodSync(program, 0o755);
  const { status, signal, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    input: "",
    timeout: 90_000,
    env: {
      ...process.env,
      PATH: `${home}${delimiter}${process.env.PATH ?? ""}`,
      HOME: home,
      HINTS_FOLDER: folder,
      HINTS_SETUP: setupFile,
      HINTS_STEPS: steps,
      ...env,
    },
  });
  const told = readFileSync(steps, "utf8");
  assert.equal(status, 0, `${signal ?? ""}\n${told}\n${stdout}\n${stderr}`);
  return told
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Step);
}

/**
 * What every editor must have shown: the hint where it is, moved with an edit above it, gone after its fix, which is saved; and in
 * the other file the settings of the nearest file before those of the editor.
 */
export function assertSteps(steps: readonly Step[], saved: string): void {
  const rulesAt = Object.fromEntries(
    steps.map(({ step, hints }) => [step, hints.map(({ rule, line }) => `${rule}:${line}`).sort()]),
  );
  assert.deepEqual(rulesAt, {
    opened: ["none-check-chain:4"],
    moved: ["none-check-chain:5"],
    fixed: [],
    "file settings": ["generator-in-loop:9", "none-check-chain:15"],
    "editor settings": ["generator-in-loop:9"],
  });
  assert.match(saved, /^# typed\n/);
  assert.match(saved, /^ {8}a, b, c, d, e, f, g = \[.* zip\(\(a, b, c, d, e, f, g\)/ms);
  assert.equal(saved.includes("is None:"), false);
}
