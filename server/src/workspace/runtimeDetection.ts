/**
 * What `runtimes: "auto"` means for a file. Only a clear sign of a runtime with a JIT that was measured narrows the choice: a PyPy,
 * or a CPython 3.14 or 3.15. A CPython 3.12 or `requires-python` alone says where code runs today, not where it will be made fast.
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "smol-toml";
import { RUNTIME_IDS, RUNTIME_NAMES, type RuntimeId } from "../findings.js";
import { DEFAULT_RUNTIMES } from "../settings.js";
import { upward } from "./configuration.js";

/** The runtimes that a file is checked for, and why: a sentence for people. */
export interface DetectedRuntimes {
  readonly runtimes: readonly RuntimeId[];
  readonly reason: string;
}

/** The interpreter that is selected in the editor. What the editor does not know is left out. */
export interface Interpreter {
  readonly path?: string;
  /** For example `3.14.0` or `pypy3.10-7.3.17`. */
  readonly version?: string;
  /** As in `sys.implementation.name`. */
  readonly implementation?: string;
}

/** What points to a runtime. Absent signs are null. */
export interface RuntimeSigns {
  /** First line of the file. */
  readonly firstLine: string | null;
  readonly interpreter: Interpreter | null;
  /** Contents of `.python-version`. */
  readonly pythonVersion: string | null;
  /** `requires-python` of pyproject.toml. */
  readonly requiresPython: string | null;
}

/** The signs that the files of one folder share. */
export type FolderSigns = Pick<RuntimeSigns, "pythonVersion" | "requiresPython">;

/**
 * Reads `.python-version`, the nearest one upward to the project root as pyenv and uv do, and the project's `requires-python`.
 * Never throws.
 */
export function readFolderSigns(folder: string, projectRoot: string): FolderSigns {
  let pythonVersion: string | null = null;
  for (const candidate of upward(folder)) {
    pythonVersion = readIfThere(join(candidate, ".python-version"));
    if (pythonVersion !== null || candidate === projectRoot) break;
  }
  return { pythonVersion, requiresPython: requiresPython(join(projectRoot, "pyproject.toml")) };
}

/** Chooses the runtimes. The file's own sign counts more than the editor's, the editor's more than the project's. */
export function chooseRuntimes(signs: RuntimeSigns): DetectedRuntimes {
  const command = signs.firstLine === null ? null : shebangCommand(signs.firstLine);
  const versions = (signs.pythonVersion ?? "")
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
  const candidates: { readonly names: readonly string[]; readonly source: string }[] = [
    { names: command === null ? [] : [command], source: "the shebang" },
    {
      names: signs.interpreter === null ? [] : [interpreterName(signs.interpreter)],
      source: "the selected interpreter",
    },
    { names: versions, source: ".python-version" },
  ];
  const seen: string[] = [];
  for (const { names, source } of candidates) {
    if (names.length === 0) continue;
    const runtimes = RUNTIME_IDS.filter((id) => names.some((name) => runtimeOf(name) === id));
    if (names.every((name) => runtimeOf(name) !== null)) {
      return { runtimes, reason: `${listed(runtimes)}: ${source} names ${names.join(" and ")}.` };
    }
    seen.push(`${source} names ${names.join(" and ")}`);
  }
  if (signs.requiresPython !== null) seen.push(`requires-python is ${signs.requiresPython}`);
  const why = seen.length === 0 ? "" : ` (${seen.join(", ")})`;
  return {
    runtimes: DEFAULT_RUNTIMES,
    reason: `${listed(DEFAULT_RUNTIMES)}: nothing names one runtime with a JIT${why}.`,
  };
}

/** The runtime that a version or a command stands for; null when it is not a clear sign of one. */
function runtimeOf(name: string): RuntimeId | null {
  const lower = name.toLowerCase();
  if (/(?:^|[^a-z])pypy/.test(lower)) return "pypy";
  // The JIT of a free-threaded build (3.14t) is not the one that was measured.
  const version = /^(?:c?python[-@]?)?(\d+\.\d+)(?!\d)(?:\.\d+)?(?:(?:a|b|rc)\d+|-dev)?(?![\dt])/.exec(lower)?.[1];
  return RUNTIME_IDS.find((id) => version !== undefined && id === `cpython-${version}`) ?? null;
}

/** The command of a shebang line, without its folder. */
function shebangCommand(line: string): string | null {
  const words =
    /^#![ \t]*(.+)/
      .exec(line)?.[1]
      ?.trim()
      .split(/[ \t]+/) ?? [];
  const command = basename(words[0] ?? "") === "env" ? words.slice(1).find((word) => !/^-|=/.test(word)) : words[0];
  return command === undefined || command === "" ? null : basename(command);
}

/** The most telling name of an interpreter. */
function interpreterName({ path, version, implementation }: Interpreter): string {
  const isPyPy = /pypy/i.test(`${implementation} ${version}`) || (path !== undefined && isPathOfPyPy(path));
  if (isPyPy) return version ? `PyPy ${version.replace(/^pypy/i, "")}` : "PyPy";
  if (version !== undefined && version !== "") return version;
  if (path === undefined || path === "") return implementation ?? "an unknown interpreter";
  return environmentVersion(path) ?? pathName(path);
}

/** The name of the program says so, or the environment that it is of. A version alone is that of the language, as in `3.10.14`. */
function isPathOfPyPy(path: string): boolean {
  return /(?:^|[/\\])pypy[^/\\]*$/i.test(path) || environmentVersion(path) === "PyPy";
}

/** The part of an interpreter's path that names a runtime, such as `pypy3.10-7.3.17` in a folder of pyenv; else the last. */
function pathName(path: string): string {
  const parts = path
    .replace(/\.exe$/i, "")
    .split(/[/\\]/)
    .reverse();
  return parts.slice(0, 3).find((part) => runtimeOf(part) !== null) ?? parts[0]!;
}

/** The version of the interpreter behind a virtual environment, as the environment itself says it. */
function environmentVersion(interpreter: string): string | null {
  const text = readIfThere(join(dirname(dirname(interpreter)), "pyvenv.cfg"));
  const value = (key: string) => new RegExp(`^${key}[ \\t]*=[ \\t]*(.+)$`, "m").exec(text ?? "")?.[1]?.trim();
  const version = value("version") ?? value("version_info");
  if (/pypy/i.test(`${value("implementation")} ${value("home")}`)) return "PyPy";
  return version ?? null;
}

function requiresPython(file: string): string | null {
  try {
    const project = parse(readIfThere(file) ?? "").project as Record<string, unknown> | undefined;
    const value = project?.["requires-python"];
    return typeof value === "string" ? value : null;
  } catch {
    // The file's own errors are reported where its settings are read.
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function listed(runtimes: readonly RuntimeId[]): string {
  return runtimes.map((id) => RUNTIME_NAMES[id]).join(" and ");
}
