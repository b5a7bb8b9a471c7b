/** The Pythons that these tests compare with, and their standard library. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PythonParser } from "../../server/src/syntax/parser.js";

/** A parser with the committed grammar. */
export const parser = PythonParser.create(readFileSync(new URL("../../grammars/python.wasm", import.meta.url)));

/** An interpreter. */
export interface Python {
  readonly command: string;
  /** 11 for Python 3.11. */
  readonly minor: number;
  /** The folder of its standard library. */
  readonly library: string;
}

/** The `python3` on PATH if its version is not newer than wanted, else an older one beside it. */
export function findPython(newestMinor = Number.POSITIVE_INFINITY): Python | undefined {
  for (const command of ["python3", "python3.11", "python3.10", "python3.9"]) {
    try {
      const program = "import sys, sysconfig; print(sys.version_info[1], sysconfig.get_path('stdlib'))";
      const answer = execFileSync(command, ["-c", program], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      const [, minor, library] = /^(\d+) (.*)$/m.exec(answer) ?? [];
      if (library !== undefined && Number(minor) <= newestMinor) return { command, minor: Number(minor), library };
    } catch {
      // Not installed: the next one.
    }
  }
  return undefined;
}

/**
 * Runs a program of this folder and gives the values that it prints, one JSON text a line.
 *
 * @param input what the program reads from its standard input
 * @throws when it ends with another code than 0
 */
export async function* jsonLines<T>(
  python: Python,
  program: string,
  args: readonly string[],
  input = "",
): AsyncGenerator<T> {
  const script = fileURLToPath(new URL(program, import.meta.url));
  // Without site-packages and settings of the machine, which may replace modules.
  const child = spawn(python.command, ["-S", "-E", "-X", "utf8", script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  child.stdin.end(input);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as T;
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}
