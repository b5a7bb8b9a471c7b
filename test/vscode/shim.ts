/**
 * Runs a test suite in the extension host of code-server, behind the command line of desktop VS Code, as @vscode/test-electron calls it:
 * `[folder] --extensionDevelopmentPath=… --extensionTestsPath=… --extensions-dir=… --user-data-dir=…`. The page carries the paths to the
 * host in its `payload`; the host gives output and exit code back through two functions of the page, which exist with the smoke-test driver.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format } from "node:util";
import type { Browser } from "playwright-core";
import {
  installExtension,
  launchBrowser,
  type Profile,
  type RunningCodeServer,
  startCodeServer,
  writeSettings,
} from "./codeServer.js";

const EXIT_COULD_NOT_START = 70;
const EXIT_TIMED_OUT = 71;
const SUITE_SECONDS = 180;

/** What code-server logs on every start: its native libraries are not built, and the gallery cannot be reached. */
const HARMLESS = /Could not locate the bindings file|build.Release.watchdog|ENOTFOUND|ECONNREFUSED/;

interface CommandLine {
  readonly switches: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** Runs what the command line asks for; the result is the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const commandLine = parse(args);
  const temporary = mkdtempSync(join(tmpdir(), "code-server-"));
  const profile: Profile = {
    userData: commandLine.switches.get("user-data-dir")?.[0] ?? join(temporary, "user"),
    extensions: commandLine.switches.get("extensions-dir")?.[0] ?? join(temporary, "extensions"),
  };
  let server: RunningCodeServer | undefined;
  let browser: Browser | undefined;
  try {
    const vsix = commandLine.switches.get("install-extension")?.[0];
    if (vsix) {
      installExtension(profile, vsix);
      return 0;
    }
    writeSettings(profile);
    server = await startCodeServer(profile, ["--vscode-option", "enable-smoke-test-driver"]);
    browser = await launchBrowser();
    return await runSuite(browser, server, commandLine);
  } catch (error) {
    console.error(error);
    return EXIT_COULD_NOT_START;
  } finally {
    await browser?.close();
    await server?.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function runSuite(browser: Browser, server: RunningCodeServer, commandLine: CommandLine): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const exit = new Promise<number>((done) => {
    void page.exposeFunction("codeAutomationExit", (code: number) => done(code));
  });
  await page.exposeFunction("codeAutomationLog", (type: string, values: unknown[]) => {
    const text = format(...values);
    if (HARMLESS.test(text)) return;
    if (type === "error") console.error(text);
    else console.log(text);
  });
  await page.goto(addressOf(server.authority, commandLine));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((done) => {
    timer = setTimeout(() => done(EXIT_TIMED_OUT), SUITE_SECONDS * 1000);
  });
  const code = await Promise.race([exit, late]);
  clearTimeout(timer);
  const picture = process.env.JIT_HINTS_FAILURE_SCREENSHOT;
  if (code !== 0 && picture) await page.screenshot({ path: picture });
  if (code === EXIT_TIMED_OUT) console.error(`The suite did not end within ${SUITE_SECONDS} s.\n${server.errors()}`);
  return code;
}

function addressOf(authority: string, { switches, positionals }: CommandLine): string {
  const remote = (path: string) => `vscode-remote://${authority}${resolve(path)}`;
  const payload: [string, string][] = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  for (const path of switches.get("extensionDevelopmentPath") ?? []) {
    payload.push(["extensionDevelopmentPath", remote(path)]);
  }
  const tests = switches.get("extensionTestsPath")?.[0];
  // The desktop accepts a path without `.js`, code-server does not.
  if (tests) payload.push(["extensionTestsPath", remote(require.resolve(resolve(tests)))]);
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  const opened = positionals[0];
  if (!opened) query.set("ew", "true");
  else query.set(opened.endsWith(".code-workspace") ? "workspace" : "folder", resolve(opened));
  return `http://${authority}/?${query}`;
}

function parse(args: readonly string[]): CommandLine {
  const switches = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const arg of args) {
    const [, name, value = ""] = /^--([^=]+)=?(.*)$/s.exec(arg) ?? [];
    if (name === undefined) positionals.push(arg);
    else switches.set(name, [...(switches.get(name) ?? []), value]);
  }
  return { switches, positionals };
}
