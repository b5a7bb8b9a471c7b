/**
 * The settings that hold for one document: the editor's and the project's put together. Precedence, weakest first:
 *
 * 1. the defaults,
 * 2. `initializationOptions`,
 * 3. the editor's settings (`workspace/configuration` for the document, or `workspace/didChangeConfiguration`),
 * 4. the nearest settings file (`jit-hints.toml`, or pyproject.toml with `[tool.jit-hints]`).
 *
 * The file wins because a project's settings are the same for everyone who works on it, and for its CI; an editor that
 * reports its defaults as if the user had set them cannot undo them. Values combine key by key and rule by rule.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuntimeId } from "../findings.js";
import { matchesGlob } from "../globs.js";
import { RULE_METAS } from "../rules/registry.js";
import { type AnalysisSettings, analysisSettingsFor, DEFAULT_SETTINGS, mergeSettings } from "../settings.js";
import {
  type Configuration,
  type ConfigurationProblem,
  Configurations,
  findProjectRoot,
  readConfigurationText,
  relativePath,
} from "../workspace/configuration.js";
import type { ImportFolders } from "../workspace/project.js";
import { chooseRuntimes, type FolderSigns, readFolderSigns } from "../workspace/runtimeDetection.js";
import { sitePackagesOf } from "../workspace/sitePackages.js";
import type { EditorLayer } from "./editorSettings.js";
import { relativeUri } from "./uris.js";

/** What is needed to know a document's settings. */
export interface SettingsQuestion {
  readonly uri: string;
  readonly firstLine: string;
  /** Weakest first. */
  readonly editor: readonly EditorLayer[];
  /** The workspace folder that holds the document. */
  readonly workspaceFolder: string | null;
}

/** What holds for a document. */
export interface DocumentSettings {
  /** The document is not to be checked. */
  readonly excluded: boolean;
  readonly analysis: AnalysisSettings;
  /** Why these runtimes: one sentence. */
  readonly reason: string;
  /** Where imports are looked for; null for a document that is not on a disk. */
  readonly imports: ImportFolders | null;
}

/** Reads settings files and signs of a runtime, and keeps them until `clear`. */
export class ProjectSettings {
  readonly #configurations: Configurations;
  readonly #signs = new Map<string, FolderSigns>();
  readonly #imports = new Map<string, ImportFolders>();

  /**
   * @param environment where installed packages may be; null where no module can be imported from a disk
   */
  constructor(
    workingDirectory: string,
    private readonly environment: { readonly activated: string | undefined } | null,
  ) {
    this.#configurations = new Configurations(RULE_METAS, workingDirectory);
  }

  /** What is wrong in the settings files that have been read. */
  get problems(): readonly ConfigurationProblem[] {
    return this.#configurations.found.flatMap((configuration) => configuration.problems);
  }

  /** Forgets everything, after a file was changed, created or deleted. */
  clear(): void {
    this.#configurations.clear();
    this.#signs.clear();
    this.#imports.clear();
  }

  /**
   * The settings file of a document's project: the one in use, else the pyproject.toml or the jit-hints.toml to be made at the
   * project's root. Null where there is no project. The text is null for a file that is not there.
   */
  settingsFileFor(
    uri: string,
    workspaceFolder: string | null,
  ): { readonly path: string; readonly text: string | null } | null {
    const path = pathOf(uri);
    if (path === null) return null;
    let file = this.#configurations.forFile(path).file;
    if (file === null) {
      const root = findProjectRoot(dirname(path)) ?? (workspaceFolder === null ? null : pathOf(workspaceFolder));
      if (root === null) return null;
      const pyproject = join(root, "pyproject.toml");
      file = existsSync(pyproject) ? pyproject : join(root, "jit-hints.toml");
    }
    try {
      return { path: file, text: existsSync(file) ? readFileSync(file, "utf8") : null };
    } catch {
      return null;
    }
  }

  /** What is wrong in the text of a settings file. */
  problemsIn(uri: string, text: string): readonly ConfigurationProblem[] {
    const path = pathOf(uri);
    return path === null ? [] : (readConfigurationText(path, text, RULE_METAS)?.problems ?? []);
  }

  /** The settings of a document. */
  resolve(question: SettingsQuestion): DocumentSettings {
    const path = pathOf(question.uri);
    const file = path === null ? null : this.#configurations.forFile(path);
    const pathInProject = file === null || path === null ? "" : relativePath(file.folder, path);
    const pathInWorkspace = relativeUri(question.uri, question.workspaceFolder);

    const editor = mergeSettings(DEFAULT_SETTINGS, ...question.editor.map((layer) => layer.settings));
    const fromEditor = analysisSettingsFor(editor, pathInWorkspace, editor.runtimes === "auto" ? [] : editor.runtimes);
    const merged = mergeSettings(
      DEFAULT_SETTINGS,
      {
        rules: fromEditor.rules,
        minimumConfidence: fromEditor.minimumConfidence,
        ...(fromEditor.runtimes.length > 0 ? { runtimes: fromEditor.runtimes } : {}),
      },
      file?.settings ?? {},
    );
    const chosen =
      merged.runtimes === "auto"
        ? this.#detect(question, path, file)
        : { runtimes: merged.runtimes, reason: `Set in ${sourceOfRuntimes(file)}.` };
    const analysis = analysisSettingsFor(merged, pathInProject, chosen.runtimes);
    return {
      excluded:
        file?.settings.exclude === undefined
          ? matchesGlob(editor.exclude, pathInWorkspace)
          : matchesGlob(file.settings.exclude, pathInProject),
      analysis,
      reason: analysis.runtimes === chosen.runtimes ? chosen.reason : "Set for this file by an override.",
      imports: path === null || this.environment === null ? null : this.#importsOf(path, question, this.environment),
    };
  }

  /** The root of a project is found as for settings; without one, it is the folder of the workspace. */
  #importsOf(
    path: string,
    { editor, workspaceFolder }: SettingsQuestion,
    { activated }: { readonly activated: string | undefined },
  ): ImportFolders {
    const folder = dirname(path);
    const root = findProjectRoot(folder) ?? (workspaceFolder === null ? null : pathOf(workspaceFolder)) ?? folder;
    const interpreter = interpreterOf(editor)?.path ?? null;
    const key = `${root}\0${interpreter}`;
    let imports = this.#imports.get(key);
    if (imports === undefined) {
      imports = { root, sitePackages: sitePackagesOf(root, interpreter, activated) };
      this.#imports.set(key, imports);
    }
    return imports;
  }

  #detect(
    question: SettingsQuestion,
    path: string | null,
    file: Configuration | null,
  ): { readonly runtimes: readonly RuntimeId[]; readonly reason: string } {
    const none: FolderSigns = { pythonVersion: null, requiresPython: null };
    const interpreter = interpreterOf(question.editor);
    const signs = path === null || file === null ? none : this.#folderSigns(path);
    return chooseRuntimes({ firstLine: question.firstLine, interpreter, ...signs });
  }

  #folderSigns(path: string): FolderSigns {
    const folder = path.replace(/[/\\][^/\\]*$/, "");
    let signs = this.#signs.get(folder);
    if (signs === undefined) {
      signs = readFolderSigns(folder, this.#configurations.projectRootOf(folder));
      this.#signs.set(folder, signs);
    }
    return signs;
  }
}

/** The interpreter that the strongest layer names. */
function interpreterOf(editor: readonly EditorLayer[]): EditorLayer["interpreter"] {
  return editor.reduceRight<EditorLayer["interpreter"]>((found, layer) => found ?? layer.interpreter, null);
}

function sourceOfRuntimes(file: Configuration | null): string {
  if (file?.settings.runtimes === undefined || file.file === null) return "the editor's settings";
  return file.file.replace(/^.*[/\\]/, "");
}

/** The path of a document on disk; null for untitled and virtual ones. */
function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    // Not a path on this system, for example one with a host name.
    return null;
  }
}
