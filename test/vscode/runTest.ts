/**
 * Installs the packaged VSIX into a new profile and runs a mocha suite in the extension host against it.
 *
 *   node --import tsx test/vscode/runTest.ts [SUITE]
 *
 * VSCODE_EXECUTABLE names the VS Code to use (test/vscode/code-server-as-code.mjs on machines without a desktop);
 * without it @vscode/test-electron downloads one.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { build, buildSync } from "esbuild";
import { ROOT } from "./codeServer.js";
import { createMultiRootWorkspace, packagedVsix } from "./fixtures.js";
import type { SuiteResult } from "./suite/index.js";
import { ENVIRONMENTS_EXTENSION, PYTHON_EXTENSION } from "./suite/names.js";

/** Every suite; the host runs those that JIT_HINTS_SUITE names. */
const SUITES = ["extension", "views", "runtime", "workspace", "serverLife", "failure", "performance"];

/** What a run gave. */
export interface HostRun {
  /** Whether VS Code ended well, as the suite in it says. */
  readonly ok: boolean;
  readonly results: readonly SuiteResult[];
}

/** Extensions that name the selected interpreter, and what stands in for each. */
const STAND_INS = { [PYTHON_EXTENSION]: "pythonStandIn.ts", [ENVIRONMENTS_EXTENSION]: "environmentsStandIn.ts" };

/**
 * Runs suites one after the other in one host; their names are separated by commas. `failure` must fail.
 *
 * @param interpreters the extension that names the selected interpreter
 */
export async function runHostSuite(
  suite: string,
  interpreters: keyof typeof STAND_INS = PYTHON_EXTENSION,
): Promise<HostRun> {
  const temporary = mkdtempSync(join(tmpdir(), "jit-hints-profile-"));
  const workspace = createMultiRootWorkspace();
  const results = join(temporary, "results.json");
  const profile = [`--user-data-dir=${join(temporary, "user")}`, `--extensions-dir=${join(temporary, "extensions")}`];
  try {
    const executable = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode());
    install(executable, profile, packagedVsix());
    const ok = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: standIn(interpreters, join(temporary, "stand-in")),
      extensionTestsPath: await bundleSuite(),
      launchArgs: [workspace, ...profile],
      extensionTestsEnv: { JIT_HINTS_SUITE: suite, JIT_HINTS_RESULTS: results },
    }).then(
      (code) => code === 0,
      () => false,
    );
    return { ok, results: readResults(results) };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    rmSync(dirname(workspace), { recursive: true, force: true });
  }
}

function install(executable: string, profile: readonly string[], vsix: string): void {
  const cli = process.env.VSCODE_EXECUTABLE
    ? [executable]
    : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const [program, ...args] = [...cli, ...profile, `--install-extension=${vsix}`, "--force"];
  const { status, stdout, stderr } = spawnSync(program!, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`Installing the VSIX failed:\n${stdout}\n${stderr}`);
}

/**
 * The extension under test is an installed one; VS Code wants one under development all the same. It stands in for one that cannot be
 * had without the marketplace: the same name and the same API, and the tests say which interpreter is selected.
 */
function standIn(id: keyof typeof STAND_INS, folder: string): string {
  mkdirSync(folder);
  const [publisher, name] = id.split(".");
  const manifest = { name, publisher, version: "0.0.0", engines: { vscode: "^1.91.0" }, main: "./main.js" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, activationEvents: ["onLanguage:python"] }));
  buildSync({
    entryPoints: [join(__dirname, "suite", STAND_INS[id])],
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    outfile: join(folder, "main.js"),
  });
  return folder;
}

/** The extension host loads CommonJS files. */
async function bundleSuite(): Promise<string> {
  const sources = join(ROOT, "test", "vscode", "suite");
  const outdir = join(ROOT, "test-output", "vscode-suite");
  await build({
    entryPoints: ["index.ts", ...SUITES.map((name) => `${name}.suite.ts`)].map((file) => join(sources, file)),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    outdir,
  });
  return join(outdir, "index.js");
}

function readResults(file: string): SuiteResult[] {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return [];
  }
}

if (require.main === module) {
  void runHostSuite(process.argv[2] ?? "extension").then(({ ok }) => {
    process.exitCode = ok ? 0 : 1;
  });
}
