/** From what the user named to tasks: which files, under which settings. */
import { dirname } from "node:path";
import { matchesGlob } from "../globs.js";
import { NO_CALLERS } from "../modules/callers.js";
import { RULE_METAS } from "../rules/registry.js";
import { DEFAULT_SETTINGS, mergeSettings } from "../settings.js";
import {
  Configurations,
  describeConfigurationProblem,
  relativePath,
  shortestPath,
} from "../workspace/configuration.js";
import type { FoundFile } from "../workspace/discover.js";
import type { ImportFolders } from "../workspace/project.js";
import { type FolderSigns, readFolderSigns } from "../workspace/runtimeDetection.js";
import { sitePackagesOf } from "../workspace/sitePackages.js";
import type { CheckTask } from "./checkFile.js";

/** Looks up settings files and signs of a runtime, each once. */
export class Planner {
  private readonly configurations: Configurations;
  private readonly signs = new Map<string, FolderSigns>();
  /** By project root. */
  private readonly imports = new Map<string, ImportFolders>();

  constructor(private readonly workingDirectory: string) {
    this.configurations = new Configurations(RULE_METAS, workingDirectory);
  }

  /** What is wrong in the settings files that were looked at. */
  get problems(): readonly string[] {
    return this.configurations.found.flatMap(({ problems }) =>
      problems.map((problem) =>
        describeConfigurationProblem({ ...problem, file: shortestPath(problem.file, this.workingDirectory) }),
      ),
    );
  }

  /** True for a file or folder that the settings of its folder exclude. */
  isExcluded(path: string): boolean {
    const { settings, folder } = this.configurations.forFile(path);
    return matchesGlob(settings.exclude ?? [], relativePath(folder, path));
  }

  /** The task for a file; null if its settings file cannot be read, so that nobody knows what to check. */
  taskFor({ filename, path }: FoundFile, bytes: Uint8Array | null = null): CheckTask | null {
    const configuration = this.configurations.forFile(path);
    if (configuration.broken) return null;
    return {
      filename,
      path,
      bytes,
      settings: mergeSettings(DEFAULT_SETTINGS, configuration.settings),
      relativePath: relativePath(configuration.folder, path),
      signs: this.signsOf(dirname(path)),
      imports: this.importsOf(dirname(path)),
      callers: NO_CALLERS,
      mayFix: configuration.problems.length === 0,
    };
  }

  private importsOf(folder: string): ImportFolders {
    const root = this.configurations.projectRootOf(folder);
    let imports = this.imports.get(root);
    if (imports === undefined) {
      imports = { root, sitePackages: sitePackagesOf(root, null, process.env.VIRTUAL_ENV) };
      this.imports.set(root, imports);
    }
    return imports;
  }

  private signsOf(folder: string): FolderSigns {
    let signs = this.signs.get(folder);
    if (signs === undefined) {
      signs = readFolderSigns(folder, this.configurations.projectRootOf(folder));
      this.signs.set(folder, signs);
    }
    return signs;
  }
}
