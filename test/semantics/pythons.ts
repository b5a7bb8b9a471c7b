/** The Python that these tests compare with: the `python3` on PATH, and its standard library. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PythonParser } from "../../server/src/syntax/parser.js";

/** A parser with the committed grammar. */
export const parser = PythonParser.create(readFileSync(new URL("../../grammars/python.wasm", import.meta.url)));

/** The folder of the standard library. */
export function standardLibrary(): string {
  return execFileSync("python3", ["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], {
    encoding: "utf8",
  }).trim();
}

/**
 * Runs a program of this folder and gives the values that it prints, one JSON text a line.
 *
 * @param input what the program reads from its standard input
 * @throws when it ends with another code than 0
 */
export async function* jsonLines<T>(program: string, args: readonly string[], input = ""): AsyncGenerator<T> {
  const script = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn("python3", ["-X", "utf8", script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  child.stdin.end(input);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as T;
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}
