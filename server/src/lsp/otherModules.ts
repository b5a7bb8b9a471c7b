/** The modules of the workspace as the open documents see them, and what a change of one means for the others. */
import type { Location } from "vscode-languageserver";
import type { Engine, ProjectFile } from "../engine.js";
import type { Place } from "../findings.js";
import type { ModuleSummary } from "../modules/summary.js";
import type { ImportFolders } from "../workspace/project.js";
import type { ServerHost } from "./host.js";
import type { DocumentOwner, OpenDocument } from "./openDocument.js";
import { type PositionEncoding, TextPositions } from "./textPositions.js";

/** What is needed of a document's module. */
export interface ProjectModule extends DocumentOwner {
  /** Where the module stands in its project. To be told before it is analysed. */
  placeIn(file: ProjectFile | undefined): void;
  /** The text has syntax errors. */
  isBroken(engine: Engine): boolean;
  /** What other modules need to know; null as long as nobody has asked for its findings. */
  summary(engine: Engine): ModuleSummary | null;
  /** Its functions are called from other loops than before. */
  callersChanged(): void;
  /** True when something depended on the module that has changed. */
  otherModuleChanged(file: string | null): boolean;
}

/** The modules that a session knows. Without files on a disk it knows none. */
export class OtherModules {
  readonly #files: NonNullable<ServerHost["modules"]> | null;
  /** Another number when files have come or gone. */
  filesEpoch = 0;
  /** By path, the texts of files that findings point to. */
  readonly #texts = new Map<string, TextPositions>();

  constructor(
    private readonly host: Pick<ServerHost, "modules" | "pathOf" | "uriOf">,
    private readonly engine: Engine,
    private readonly documents: ReadonlyMap<string, OpenDocument>,
    private readonly encoding: PositionEncoding,
  ) {
    this.#files = host.modules ?? null;
  }

  /** Tells a document where it stands, before it is analysed. An open document counts with its text. */
  place(module: ProjectModule, folders: ImportFolders, isOpen: boolean): void {
    const project = this.#files?.projectOf(this.engine);
    const path = this.host.pathOf?.(module.uri) ?? null;
    if (project === undefined || path === null) return;
    module.placeIn(project.fileOf(path, folders));
    if (isOpen) project.setOpen(path, () => (module.isClosed ? null : module.summary(this.engine)));
  }

  /** A document was edited or closed. @returns the modules for which something may be another answer now */
  changed(module: ProjectModule): ProjectModule[] {
    const path = this.host.pathOf?.(module.uri) ?? null;
    if (path === null) return [];
    if (module.isClosed) this.#files?.projectOf(this.engine).setOpen(path, null);
    else if (module.isBroken(this.engine)) return [];
    return this.#dependents(path, module);
  }

  /** Takes the file of a path in among those whose loops count for others. */
  include(path: string, folders: ImportFolders): void {
    this.#files?.projectOf(this.engine).include(path, folders);
  }

  /** The folders in which a file's absolute imports are looked for, installed packages aside. */
  rootsOf(path: string, folders: ImportFolders): readonly string[] {
    return this.#files?.projectOf(this.engine).rootsOf(path, folders) ?? [];
  }

  /** The loops of a file count no more. */
  leaveOut(path: string): void {
    this.#files?.projectOf(this.engine).leaveOut(path);
  }

  /** Looks who calls whom among the files that are included. @returns the open modules that are called from other loops than before */
  relate(): ProjectModule[] {
    const changed = new Set(this.#files?.projectOf(this.engine).relate() ?? []);
    const modules = new Set<ProjectModule>();
    for (const { owner } of this.documents.values()) {
      if (!isProjectModule(owner) || !changed.has(this.host.pathOf?.(owner.uri) ?? "")) continue;
      owner.callersChanged();
      modules.add(owner);
    }
    return [...modules];
  }

  /** Files have changed on the disk, or, with null, have come or gone. */
  filesChanged(uris: readonly string[] | null): ProjectModule[] {
    const project = this.#files?.projectOf(this.engine);
    if (project === undefined) return [];
    if (uris === null) {
      this.filesEpoch++;
      project.clear();
      this.#texts.clear();
      return this.#dependents(null, null);
    }
    const found = new Set<ProjectModule>();
    for (const uri of uris) {
      const path = this.host.pathOf?.(uri) ?? null;
      if (path === null || this.documents.has(uri)) continue;
      project.changed(path);
      for (const module of this.#dependents(path, null)) found.add(module);
    }
    return [...found];
  }

  /** A place in another file; null where that file cannot be read. */
  locate({ file, span }: Place): Location | null {
    const uri = this.host.uriOf(file!);
    const open = this.documents.get(uri);
    if (open !== undefined) return { uri: open.uri, range: open.rangeOf(span) };
    let text = this.#texts.get(file!);
    if (text === undefined) {
      const source = this.#files?.readText(file!) ?? null;
      if (source === null) return null;
      text = new TextPositions(source, this.encoding);
      this.#texts.set(file!, text);
    }
    return { uri, range: text.rangeOf(span) };
  }

  #dependents(path: string | null, except: ProjectModule | null): ProjectModule[] {
    if (path !== null) this.#texts.delete(path);
    const modules = new Set<ProjectModule>();
    for (const { owner } of this.documents.values()) {
      if (owner !== except && isProjectModule(owner) && owner.otherModuleChanged(path)) modules.add(owner);
    }
    return [...modules];
  }
}

function isProjectModule(owner: DocumentOwner): owner is ProjectModule {
  return "otherModuleChanged" in owner;
}
