/**
 * The modules of a project as they see each other: where imports lead, and a summary of each module, made when it is first needed. Nothing
 * is searched: only the files that names lead to are read.
 */
import { statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Engine, ProjectFile } from "../engine.js";
import { findOutsideHeats, type ModuleWithImports, NO_CALLERS, type OutsideHeats } from "../modules/callers.js";
import { detached, Names } from "../modules/detached.js";
import { EXTENSION, type KnownModules, LARGEST_FILE, type Located, type ModuleSummary } from "../modules/summary.js";
import { ModuleFiles } from "./moduleFiles.js";
import { readPythonSource } from "./pythonSource.js";

/** Where the modules of a file's imports are looked for. */
export interface ImportFolders {
  /** The root of the project. */
  readonly root: string;
  /** The folders of installed packages, of which only names and extensions are known. */
  readonly sitePackages: readonly string[];
}

/** Summaries by file, and ways from names to files. One project knows many roots. */
export class Project {
  private readonly files = new ModuleFiles();
  /** Null for a file that cannot be read. */
  private readonly summaries = new Map<string, ModuleSummary | null>();
  private readonly views = new Map<string, View>();
  /** Of texts that are open and may differ from their files. */
  private readonly open = new Map<string, () => ModuleSummary | null>();

  /** The files whose loops count. */
  private readonly included = new Map<string, ImportFolders>();
  private callers: ReadonlyMap<string, OutsideHeats> = new Map();

  private readonly names = new Names((name) => Buffer.from(name, "utf16le").toString("utf16le"));

  constructor(private readonly engine: Engine) {}

  /**
   * What the engine is to know about a file.
   *
   * @param path absolute
   */
  fileOf(path: string, folders: ImportFolders): ProjectFile {
    const { name } = this.files.nameOf(path);
    const roots = this.rootsOf(path, folders);
    const key = [...roots, "", ...folders.sitePackages].join("\0");
    let view = this.views.get(key);
    if (view === undefined) {
      view = new View(this, this.files, roots, folders);
      this.views.set(key, view);
    }
    return { path, name, modules: view, callersNow: () => this.callersOf(path) };
  }

  /** The folders in which a file's absolute imports are looked for, installed packages aside. */
  rootsOf(path: string, folders: ImportFolders): string[] {
    return [...new Set([this.files.nameOf(path).root, join(folders.root, "src"), folders.root])];
  }

  /** Takes a file in among those whose loops count for the functions of others. Reads it if it has not been read. */
  include(path: string, folders: ImportFolders): void {
    this.included.set(path, folders);
    this.summaryOf(path, folders);
  }

  /** The opposite of `include`. What has been read of the file is kept. */
  leaveOut(path: string): void {
    this.included.delete(path);
  }

  /**
   * Looks which functions are called from loops of other modules, among the files that have been included.
   *
   * @returns the paths of the files for which that is another answer than before
   */
  relate(): string[] {
    const modules: ModuleWithImports[] = [];
    // Of two loops alike the first is named: in the order of paths, not in that of reading.
    for (const path of [...this.included.keys()].sort()) {
      const folders = this.included.get(path)!;
      const summary = this.summaryOf(path, folders);
      if (summary !== null) modules.push({ summary, imports: this.fileOf(path, folders).modules });
    }
    const before = this.callers;
    this.callers = findOutsideHeats(modules);
    return [...new Set([...before.keys(), ...this.callers.keys()])].filter(
      (path) => textOf(before.get(path)) !== textOf(this.callers.get(path)),
    );
  }

  /** What makes the functions of a file hot from others. */
  callersOf(path: string): OutsideHeats {
    return this.callers.get(path) ?? NO_CALLERS;
  }

  /** From now on the summary of a file is that of an open text; null ends that. */
  setOpen(path: string, summary: (() => ModuleSummary | null) | null): void {
    if (summary === null) this.open.delete(path);
    else this.open.set(path, summary);
    this.summaries.delete(path);
  }

  /** Forgets what is known of a file that has changed. */
  changed(path: string): void {
    this.summaries.delete(path);
  }

  /** Forgets where names lead, after files have come or gone. */
  clear(): void {
    this.files.clear();
    this.summaries.clear();
    for (const view of this.views.values()) view.clear();
  }

  /** The summary of a file, or null if it cannot be read. */
  summaryOf(path: string, folders: ImportFolders): ModuleSummary | null {
    const open = this.open.get(path)?.();
    if (open !== undefined && open !== null) return open;
    let summary = this.summaries.get(path);
    if (summary === undefined) {
      summary = this.summarise(path, folders);
      this.summaries.set(path, summary);
    }
    return summary;
  }

  private summarise(path: string, folders: ImportFolders): ModuleSummary | null {
    let text: string;
    try {
      if (statSync(path).size > LARGEST_FILE) return null;
      text = readPythonSource(path).text;
    } catch {
      return null;
    }
    const module = this.engine.open(text, { file: this.fileOf(path, folders) });
    try {
      const summary = module.summary();
      return summary === null ? null : detached(summary, this.names);
    } finally {
      module.dispose();
    }
  }
}

function textOf(heats: OutsideHeats | undefined): string {
  return heats === undefined ? "" : JSON.stringify([...heats]);
}

/** Where the imports of the files below one root lead. */
class View implements KnownModules {
  private readonly located = new Map<string, Located | undefined>();
  private readonly paths = new Map<string, string>();

  constructor(
    private readonly project: Project,
    private readonly files: ModuleFiles,
    private readonly roots: readonly string[],
    private readonly folders: ImportFolders,
  ) {}

  module(name: string): Located | undefined {
    const path = this.paths.get(name);
    if (path !== undefined) return this.source(path);
    if (this.located.has(name)) return this.located.get(name);
    const located = this.locate(name);
    if (located?.kind !== "module") this.located.set(name, located);
    return located;
  }

  clear(): void {
    this.located.clear();
    this.paths.clear();
  }

  private locate(name: string): Located | undefined {
    const roots = this.roots.filter((root) => !this.files.isLibrary(root));
    const found = this.files.find(name, [...roots, ...this.folders.sitePackages]);
    switch (found?.kind) {
      case "source":
        this.paths.set(name, found.path);
        return this.source(found.path);
      case "extension":
        return { kind: EXTENSION };
      case "namespace":
        return { kind: "namespace" };
      default:
        return undefined;
    }
  }

  private source(path: string): Located | undefined {
    const summary = this.project.summaryOf(path, this.folders);
    if (summary === null) return undefined;
    const isInstalled = this.folders.sitePackages.some((folder) => path.startsWith(folder + sep));
    return { kind: "module", summary, imports: this.project.fileOf(path, this.folders).modules, isInstalled };
  }
}
