/** What imported names stand for in other modules of the project. */
import { firstPart, type Imported, resolveName } from "../modules/resolution.js";
import { EXTENSION, type KnownModules, type Located } from "../modules/summary.js";
import { Sources, type Tracker } from "./tracking.js";

/** The name of a module, as far as files tell it. */
export interface ModuleName {
  /** Dotted. */
  readonly name: string;
  /** Its file is an `__init__.py`: relative imports start in it, not beside it. */
  readonly isPackage: boolean;
}

/** The absolute name of what an import statement names with leading dots; the same name where the module's own is not known. */
export function absoluteName(imported: string, module: ModuleName | null): string {
  const dots = /^\.+/.exec(imported)?.[0].length ?? 0;
  if (dots === 0 || module === null) return imported;
  const parts = module.name.split(".");
  const up = dots - (module.isPackage ? 1 : 0);
  // Beyond the top of the package Python raises an error.
  if (up > parts.length || (up === parts.length && !module.isPackage && parts.length > 1)) return imported;
  return [...parts.slice(0, parts.length - up), imported.slice(dots)].filter((part) => part !== "").join(".");
}

/** The imports of one module. */
export class Imports {
  /** By the dotted name of a module that was asked for. */
  private readonly readers: Sources;
  /** The files that the names led to. */
  private readonly files = new Map<string, string | null>();

  constructor(
    tracker: Tracker,
    private readonly known: KnownModules | null,
  ) {
    this.readers = new Sources(tracker);
  }

  /**
   * What a qualified name leads to, through the modules of the project: re-exports, methods of classes and their bases. Undefined where
   * nothing is known of other modules at all.
   *
   * @param from where the name stands, if it is not this module
   */
  resolve(name: string, from: KnownModules | null = this.known): Imported | undefined {
    return from === null ? undefined : resolveName(name, from, (module, at) => this.find(module, at));
  }

  /** True for a name of a package that is installed for the project. */
  isInstalled(name: string): boolean {
    const found = this.known === null ? undefined : this.find(firstPart(name), this.known);
    return found?.kind === EXTENSION || (found?.kind === "module" && found.isInstalled);
  }

  /** The files that names have led to. */
  get led(): readonly string[] {
    return [...new Set(this.files.values())].filter((file) => file !== null);
  }

  /**
   * Forgets the answers that depend on a module.
   *
   * @param file the path of the module that has changed; null when files have come or gone
   * @returns false when no answer does
   */
  changed(file: string | null): boolean {
    let any = false;
    for (const [name, led] of [...this.files]) {
      if (file !== null && led !== file) continue;
      this.files.delete(name);
      this.readers.drop(name);
      any = true;
    }
    return any;
  }

  private find(name: string, from: KnownModules): Located | undefined {
    this.readers.read(name);
    const found = from.module(name);
    this.files.set(name, found?.kind === "module" ? found.summary.file : null);
    return found;
  }
}
