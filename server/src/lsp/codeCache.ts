/**
 * What V8 has compiled of dist/services.js, kept in the user's cache folder from one start of the server to the next. Reading this much code takes
 * a fifth of the time from the start to the first diagnostics; Node.js has `module.enableCompileCache` for it from 22 on. What cannot be kept
 * is compiled, as it is without this.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, isAbsolute, join } from "node:path";
import { Script } from "node:vm";
import { VERSION } from "../workspace/version.js";

/** Other versions of this server and of Node.js that somebody may have beside each other. */
const MOST_FILES = 4;

/** A kept file begins with the checksum of what follows: V8 takes code for granted that it has made, and ends the process where it was damaged. */
const CHECKSUM_BYTES = 4;

/** A module that has been loaded. */
export interface LoadedCode<T> {
  readonly exports: T;
  /**
   * Keeps what has been compiled until now, also of functions that were compiled when they were first called. The flags of V8 have to be
   * those that it was loaded under: V8 takes nothing that was compiled under others. Does nothing the second time, and nothing where the module was
   * loaded from what had been kept. Never throws.
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
  const code = readFileSync(file);
  const kept = folder === null ? null : pathOf(file, code, folder);
  const cachedData = kept === null ? null : readKept(kept);
  const script = new Script(Module.wrap(code.toString("utf8")), {
    filename: file,
    ...(cachedData === null ? {} : { cachedData }),
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, Module.createRequire(file), module, file, dirname(file));
  let toKeep = cachedData === null || script.cachedDataRejected === true ? kept : null;
  return {
    exports: module.exports as T,
    keep() {
      if (toKeep !== null) write(toKeep, () => script.createCachedData());
      toKeep = null;
    },
  };
}

/** The folder of compiled code in the user's cache folder; null for a user who has none. */
export function codeFolder(): string | null {
  try {
    // It looks for the user's home when it is loaded, and throws where there is none.
    const { default: envPaths }: typeof import("env-paths") = require("env-paths");
    const folder = join(envPaths("jit-hints", { suffix: "" }).cache, "code");
    // Nothing is kept in the folder that is open, nor read from there.
    return isAbsolute(folder) ? folder : null;
  } catch {
    return null;
  }
}

/** A checksum of 32 bits; null where this version of Node.js has none. */
function checksumOf(bytes: Uint8Array): number | null {
  // Read late, as all that a start does not need. Missing before Node.js 20.15.
  const { crc32 }: { crc32?: (bytes: Uint8Array) => number } = require("node:zlib");
  return crc32 === undefined ? null : crc32(bytes);
}

/** V8 itself checks its flags, and the length of the code. */
function pathOf(file: string, code: Uint8Array, folder: string): string | null {
  const checksum = checksumOf(code);
  if (checksum === null) return null;
  const { versions, arch } = process;
  return join(folder, `${basename(file, ".js")}-${VERSION}-${checksum.toString(16)}-${versions.v8}-${arch}.bin`);
}

/** What was kept, if it is there and whole. */
function readKept(path: string): Buffer | null {
  try {
    const bytes = readFileSync(path);
    const data = bytes.subarray(CHECKSUM_BYTES);
    return data.length > 0 && bytes.readUInt32LE(0) === checksumOf(data) ? data : null;
  } catch {
    return null;
  }
}

/** Another server may be reading or writing the same file. A folder that cannot be written to is none of the user's concern. */
function write(path: string, make: () => Buffer): void {
  const folder = dirname(path);
  const unfinished = `${path}.${process.pid}.${Date.now()}`;
  try {
    const data = make();
    const head = Buffer.alloc(CHECKSUM_BYTES);
    head.writeUInt32LE(checksumOf(data) ?? 0);
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, Buffer.concat([head, data]));
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
