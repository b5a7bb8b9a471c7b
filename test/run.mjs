#!/usr/bin/env node
/**
 * The one test runner. Without arguments: prerequisites, build, check, then every suite. With names of suites: build and those.
 *
 *   node test/run.mjs                      all of it, what `npm test` and CI run
 *   node test/run.mjs unit rules cli lsp   the fast ones
 *
 * A suite is the files test/<name>/**\/*.test.ts, run by Node's own test runner in a process of its own. A suite whose tools are missing is
 * skipped, loudly; with CI=true that is a failure. So is a suite that ran no test. The last line is `N passed, N failed`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUTPUT = join(ROOT, "test-output");
const VSIX = join(OUTPUT, "python-jit-hints.vsix");

const CODE_SERVER = join(ROOT, ".cache/editors/installed");
const REPORTER = new URL("reporter.mjs", import.meta.url).href;
const ALE = "/usr/share/vim-ale/plugin/ale.vim";
const PYRIGHT = join(ROOT, ".cache/editors/pyright/node_modules/pyright/langserver.index.js");

/**
 * @typedef {object} Suite
 * @property {number} seconds the whole suite is ended after this time
 * @property {number} [parallel] test files at the same time; 1 where they measure time or share a program
 * @property {string[]} [needs] commands on PATH, or files
 * @property {string[][]} [before] commands that must succeed first
 * @property {Record<string, string>} [env]
 */

/** @type {Record<string, Suite>} */
const SUITES = {
  unit: { seconds: 180, parallel: 2, needs: ["python3"] },
  rules: { seconds: 180, parallel: 2, needs: ["python3"] },
  cli: { seconds: 180, parallel: 2 },
  lsp: { seconds: 180, parallel: 2 },
  pypy: { seconds: 600, needs: ["pypy3", "python3"] },
  editors: { seconds: 240, needs: ["nvim", "emacs", "vim", ALE, PYRIGHT] },
  vscode: {
    seconds: 600,
    needs: ["chromium", "python3", CODE_SERVER],
    before: [["node", "scripts/package.mjs", "--out", VSIX]],
    env: { JIT_HINTS_VSIX: VSIX },
  },
  semantics: { seconds: 300, parallel: 2, needs: ["python3"] },
  fuzz: { seconds: 2400, parallel: 2 },
};

const isCi = process.env.CI === "true";
/** @type {import("node:child_process").ChildProcess | undefined} */
let running;

/** Runs a command in its own process group, so that a suite that hangs is ended with all that it started. */
function run(command, { seconds = 900, env = {} } = {}) {
  return new Promise((resolve) => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    running = child;
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child, "SIGKILL");
    }, seconds * 1000);
    const finish = (code, problem) => {
      clearTimeout(timer);
      running = undefined;
      // Nothing that a suite started outlives it.
      endGroup(child, "SIGKILL");
      resolve({ ok: code === 0, problem: timedOut ? `ended after ${seconds} s` : problem });
    };
    child.on("error", (error) => finish(1, error.message));
    child.on("exit", (code, signal) => finish(code, code === 0 ? undefined : `exit code ${code ?? signal}`));
  });
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (running) endGroup(running, signal);
    process.exit(1);
  });
}

function title(text) {
  console.log(`\n=== ${text} ${"=".repeat(Math.max(3, 100 - text.length))}`);
}

function missing(needs = []) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return needs.filter(
    (need) => !(need.includes("/") ? existsSync(need) : folders.some((f) => existsSync(join(f, need)))),
  );
}

function testFiles(name) {
  const folder = join(ROOT, "test", name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => join("test", name, file));
}

/** The suites, and after them the folders with tests that nobody has made a suite: those fail. */
function suiteFolders() {
  const folders = readdirSync(join(ROOT, "test")).filter((name) => !(name in SUITES) && testFiles(name).length > 0);
  return [...Object.keys(SUITES), ...folders];
}

/** What test/reporter.mjs has written. */
function readReport(file) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  // A run that was ended may have left half a line.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  const lines = whole.filter(Boolean).map((line) => JSON.parse(line));
  const sum = (...names) =>
    lines.reduce((total, line) => total + names.reduce((all, name) => all + (line[name] ?? 0), 0), 0);
  return {
    passed: sum("pass"),
    failed: sum("fail", "cancelled"),
    skipped: sum("skipped", "todo"),
    failures: lines.flatMap(({ failure }) => failure ?? []),
  };
}

async function runSuite(name, suite) {
  title(name);
  if (!suite) return { name, passed: 0, failed: 1, skipped: 0, problem: "is not among the suites of test/run.mjs" };
  const lacking = missing(suite.needs);
  if (lacking.length > 0) {
    console.log(`!!! The suite "${name}" DID NOT RUN. Missing: ${lacking.join(", ")} (test/setup installs it)`);
    return {
      name,
      passed: 0,
      failed: isCi ? 1 : 0,
      skipped: isCi ? 0 : 1,
      problem: `did not run: ${lacking.join(", ")} missing`,
    };
  }
  for (const command of suite.before ?? []) {
    const { ok, problem } = await run(command, { seconds: 120 });
    if (!ok) return { name, passed: 0, failed: 1, skipped: 0, problem: `${command.join(" ")}: ${problem}` };
  }
  const files = testFiles(name);
  if (files.length === 0) return { name, passed: 0, failed: 1, skipped: 0, problem: "has no test file" };
  const report = join(OUTPUT, `${name}.jsonl`);
  rmSync(report, { force: true });
  const { ok, problem } = await run(
    [
      process.execPath,
      ...["--import", "tsx", "--test", `--test-concurrency=${suite.parallel ?? 1}`],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${REPORTER}`, `--test-reporter-destination=${report}`],
      ...files,
    ],
    { seconds: suite.seconds, env: suite.env },
  );
  const counts = readReport(report);
  if (ok && counts.passed === 0) return { name, ...counts, failed: 1, problem: "ran no test" };
  // A run that ended badly counts at least one failure, also where it was stopped before it could report one.
  return { name, ...counts, failed: ok ? counts.failed : Math.max(1, counts.failed), problem };
}

function summarise(results) {
  const failures = results.flatMap(({ failures }) => failures ?? []);
  if (failures.length > 0) {
    title("failed");
    console.log(failures.join("\n"));
  }
  title("summary");
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, passed, failed, skipped, problem, seconds } of results) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${name.padEnd(9)} ${counts.padEnd(36)} ${seconds.toFixed(0).padStart(4)} s  ${problem ?? ""}`);
  }
  console.log("");
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed === 0 && total.passed > 0;
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ...result, seconds: (performance.now() - start) / 1000 };
}

/** A step that is no suite: a result only where it fails. */
async function step(name, command, options) {
  title(name);
  const { ok, problem, seconds } = await timed(() => run(command, options));
  return ok ? [] : [{ name, passed: 0, failed: 1, skipped: 0, problem, seconds }];
}

async function main(names) {
  const unknown = names.filter((name) => !(name in SUITES));
  if (unknown.length > 0) {
    console.error(`Unknown suite: ${unknown.join(", ")}. There are: ${Object.keys(SUITES).join(", ")}`);
    return false;
  }
  mkdirSync(OUTPUT, { recursive: true });
  const complete = names.length === 0;
  const results = [];
  if (complete) results.push(...(await step("setup", ["bash", "test/setup"], { seconds: 1200 })));
  results.push(...(await step("build", [process.execPath, "scripts/build.mjs"])));
  // Nothing can be tested without these two.
  if (results.length > 0) return summarise(results);
  if (complete) results.push(...(await step("check", ["npm", "run", "--silent", "check"])));
  for (const name of complete ? suiteFolders() : names) {
    results.push(await timed(() => runSuite(name, SUITES[name])));
  }
  return summarise(results);
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
