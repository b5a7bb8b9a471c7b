/**
 * Settings files. A file is governed by the nearest `jit-hints.toml`, or pyproject.toml with `[tool.jit-hints]`, in its folder or
 * above, up to the project root: the nearest folder with a pyproject.toml or `.git`, else the working directory.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parse, TomlError } from "smol-toml";
import type { RuleMeta } from "../rules/rule.js";
import { describeProblem, readSettings, type Settings } from "../settings.js";
import { describeIoError } from "./ioErrors.js";
import { positionOfSetting } from "./tomlPositions.js";

/** Something wrong in a settings file. */
export interface ConfigurationProblem {
  readonly file: string;
  /** 1-based; null where the place is not known. */
  readonly row: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** What the settings files say about the files of one folder. */
export interface Configuration {
  /** The settings file, or null if there is none. */
  readonly file: string | null;
  /** Globs in the settings are relative to this folder. */
  readonly folder: string;
  readonly settings: Partial<Settings>;
  /** Values that were left out because they are not valid. */
  readonly problems: readonly ConfigurationProblem[];
  /** True when the file could not be read as a whole, so that nothing in it is known. */
  readonly broken: boolean;
}

/** A problem with its place, in the form of compilers. */
export function describeConfigurationProblem(problem: ConfigurationProblem): string {
  const place = [problem.file, problem.row, problem.column].filter((part) => part !== null).join(":");
  return `${place}: ${problem.message}`;
}

/** The project root of a folder: the nearest folder upward with a pyproject.toml or `.git`, or null. */
export function findProjectRoot(folder: string): string | null {
  for (const candidate of upward(folder)) {
    if (existsSync(join(candidate, "pyproject.toml")) || existsSync(join(candidate, ".git"))) return candidate;
  }
  return null;
}

/** The folder and those above it, nearest first. */
export function* upward(folder: string): Generator<string> {
  let current = resolve(folder);
  for (;;) {
    yield current;
    const parent = dirname(current);
    if (parent === current) return;
    current = parent;
  }
}

/** A path relative to a folder, with `/` on every system. */
export function relativePath(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

/** A path as people expect it: relative where the file is in the working directory. */
export function shortestPath(path: string, workingDirectory: string = process.cwd()): string {
  const relative = relativePath(workingDirectory, path);
  return relative.startsWith("..") ? path : relative;
}

/** Finds and reads settings files. Keeps what it has read until `clear`. */
export class Configurations {
  private readonly byFolder = new Map<string, Configuration>();
  private readonly byFile = new Map<string, Configuration | null>();

  constructor(
    private readonly rules: ReadonlyMap<string, RuleMeta>,
    private readonly workingDirectory: string,
  ) {}

  /** Forgets everything, after a settings file was changed, created or deleted. */
  clear(): void {
    this.byFolder.clear();
    this.byFile.clear();
  }

  /** The settings for the files directly in a folder, which need not exist. */
  forFolder(folder: string): Configuration {
    const absolute = resolve(folder);
    let configuration = this.byFolder.get(absolute);
    if (configuration === undefined) {
      configuration = this.find(absolute);
      this.byFolder.set(absolute, configuration);
    }
    return configuration;
  }

  /** The settings for a file. */
  forFile(path: string): Configuration {
    return this.forFolder(dirname(resolve(path)));
  }

  /** Where the search for settings and, later, for modules ends. */
  projectRootOf(folder: string): string {
    return findProjectRoot(folder) ?? this.workingDirectory;
  }

  /** Every settings file that has been found so far. */
  get found(): readonly Configuration[] {
    return [...this.byFile.values()].filter((configuration) => configuration !== null);
  }

  private find(folder: string): Configuration {
    const root = this.projectRootOf(folder);
    for (const candidate of upward(folder)) {
      const configuration =
        this.read(join(candidate, "jit-hints.toml")) ?? this.read(join(candidate, "pyproject.toml"));
      if (configuration !== null) return configuration;
      if (candidate === root) break;
    }
    return { file: null, folder: root, settings: {}, problems: [], broken: false };
  }

  private read(file: string): Configuration | null {
    let configuration = this.byFile.get(file);
    if (configuration === undefined) {
      configuration = existsSync(file) ? readConfiguration(file, this.rules) : null;
      this.byFile.set(file, configuration);
    }
    return configuration;
  }
}

/** Reads one settings file; null for a pyproject.toml that says nothing about this tool. Never throws. */
function readConfiguration(file: string, rules: ReadonlyMap<string, RuleMeta>): Configuration | null {
  try {
    return readConfigurationText(file, new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)), rules);
  } catch (error) {
    return brokenConfiguration(
      file,
      error instanceof TypeError ? "is not valid UTF-8" : `cannot be read: ${describeIoError(error)}`,
    );
  }
}

function brokenConfiguration(
  file: string,
  message: string,
  row: number | null = null,
  column: number | null = null,
): Configuration {
  return { file, folder: dirname(file), settings: {}, problems: [{ file, row, column, message }], broken: true };
}

/** Reads the text of a settings file; null for a pyproject.toml that says nothing about this tool. Never throws. */
export function readConfigurationText(
  file: string,
  text: string,
  rules: ReadonlyMap<string, RuleMeta>,
): Configuration | null {
  const isPyproject = file.endsWith("pyproject.toml");
  // A project's broken pyproject.toml is not this tool's business unless it holds settings of this tool.
  if (isPyproject && !text.includes("jit-hints")) return null;
  try {
    const document = parse(text);
    const table = isPyproject ? toolTable(document) : document;
    if (table === undefined) return null;
    const { settings, problems } = readSettings(table, rules);
    const prefix = isPyproject ? ["tool", "jit-hints"] : [];
    return {
      file,
      folder: dirname(file),
      settings,
      problems: problems.map((problem) => {
        const position = positionOfSetting(text, [...prefix, ...problem.path]);
        const place = { row: position?.row ?? null, column: position?.column ?? null };
        return { file, ...place, message: describeProblem(problem) };
      }),
      broken: false,
    };
  } catch (error) {
    if (!(error instanceof TomlError)) return brokenConfiguration(file, `cannot be read: ${(error as Error).message}`);
    return brokenConfiguration(file, `is not valid TOML: ${reasonOf(error)}`, error.line, error.column);
  }
}

function toolTable(document: Record<string, unknown>): unknown {
  const tool = document.tool;
  return typeof tool === "object" && tool !== null ? (tool as Record<string, unknown>)["jit-hints"] : undefined;
}

/** The parser's message without its heading and without the excerpt below it. */
function reasonOf(error: TomlError): string {
  return error.message.split("\n", 1)[0]!.replace(/^Invalid TOML document: /, "");
}
