/**
 * What V8 has compiled of dist/services.js, kept in the user's cache folder from one start of the server to the next. Reading this much code takes
 * a fifth of the time from the start to the first diagnostics; Node.js has `module.enableCompileCache` for it from 22 on. What cannot be kept
 * is compiled, as it is without this.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { VERSION } from "../workspace/version.js";

/** Other versions of this server and of Node.js that somebody may have beside each other. */
const MOST_FILES = 4;

/** A module that has been loaded. */
export interface LoadedCode<T> {
  readonly exports: T;
  /**
   * Keeps what has been compiled until now, also of functions that were compiled when they were first called. The flags of V8 have to be
   * those that it was loaded under: V8 takes nothing that was compiled under others. Does nothing the second time, and nothing where the module was
   * loaded from what had been kept.
   */
  keep(): void;
}

/**
 * Loads a CommonJS module as `require` does.
 *
 * @param file the path of the module
 * @param folder where compiled code is kept; null for nowhere
 * @throws what the module throws, and where it cannot be read
 */
export function loadCode<T>(file: string, folder: string | null): LoadedCode<T> {
  const code = Module.wrap(readFileSync(file, "utf8"));
  const kept = folder === null ? null : join(folder, nameOf(file));
  const cachedData = kept === null ? undefined : readIfThere(kept);
  const script = new Script(code, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, Module.createRequire(file), module, file, dirname(file));
  let toKeep = cachedData === undefined || script.cachedDataRejected === true ? kept : null;
  return {
    exports: module.exports as T,
    keep() {
      if (toKeep === null) return;
      write(toKeep, script.createCachedData());
      toKeep = null;
    },
  };
}

/** The folder of compiled code in the user's cache folder; null for a user who has none. */
export function codeFolder(): string | null {
  try {
    // It looks for the user's home when it is loaded, and throws where there is none.
    const { default: envPaths }: typeof import("env-paths") = require("env-paths");
    return join(envPaths("jit-hints", { suffix: "" }).cache, "code");
  } catch {
    return null;
  }
}

/** V8 itself checks its own version, its flags and the length of the code. */
function nameOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${basename(file, ".js")}-${VERSION}-${size}-${Math.trunc(mtimeMs)}-${process.version}-${process.arch}.bin`;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Another server may be reading or writing the same file. A folder that cannot be written to is none of the user's concern. */
function write(path: string, data: Buffer): void {
  const folder = dirname(path);
  const unfinished = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, data);
    renameSync(unfinished, path);
    for (const old of newestFirst(folder).slice(MOST_FILES)) rmSync(old, { force: true });
  } catch {
    removeIfThere(unfinished);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path);
  } catch {
    // It was not made.
  }
}

function newestFirst(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .sort((a, b) => b.time - a.time)
    .map(({ path }) => path);
}
