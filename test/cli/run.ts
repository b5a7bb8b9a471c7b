/** Runs the built command line. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The program under test: `npm run build` makes it. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

if (!existsSync(CLI)) throw new Error("dist/cli.js is missing: run npm run build first");

/** What a run has left. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Standard output as it came. */
  readonly bytes: Buffer;
  readonly stderr: string;
}

/** Starts the program in a folder. Nothing of the tester's own terminal gets through. */
export function start(folder: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], { cwd: folder, stdio: "pipe", env: { PATH: process.env.PATH } });
}

/** Runs the program to its end. */
export function run(folder: string, args: readonly string[], input: string | Uint8Array = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = start(folder, args);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout!.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr!.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin!.on("error", () => {});
    child.stdin!.end(input);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const bytes = Buffer.concat(stdout);
      resolve({ code, signal, bytes, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}
