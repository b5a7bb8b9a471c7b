/**
 * From dotted names to files, as Python's import system has it: packages, modules, namespace packages and compiled extensions. Looks only
 * at the folders that a name leads through, and keeps what it saw until `clear`.
 */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ModuleName } from "../semantics/imports.js";

/** What a dotted name leads to. */
export type FoundModule =
  | { readonly kind: "source"; readonly path: string }
  | { readonly kind: "namespace" }
  | { readonly kind: "extension"; readonly path: string };

/** A folder by what can be imported from it. */
interface Listing {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

const EMPTY: Listing = { files: new Set(), folders: new Set() };

/** `fast.cpython-311-x86_64-linux-gnu.so`, `fast.pypy39-pp73-win32.pyd`, `fast.abi3.so`, `fast.so`. */
const EXTENSION_ENDING = /^(\.(cpython|pypy|graalpy|cp|abi3)[^.]*(\.[^.]+)?)?\.(so|pyd)$/;

/** Files of the standard library that no project has side by side. */
const LIBRARY_FILES = ["os.py", "site.py", "sre_compile.py", "abc.py"];

/** Finds modules. */
export class ModuleFiles {
  private readonly listings = new Map<string, Listing>();

  /** Forgets everything, after files have come or gone. */
  clear(): void {
    this.listings.clear();
  }

  /** The name of a file's module, and the folder that its first part lies in: packages are followed upward. */
  nameOf(path: string): { readonly name: ModuleName; readonly root: string } {
    const absolute = resolve(path);
    const stem = basename(absolute).replace(/\.\w+$/, "");
    const isPackage = stem === "__init__";
    const parts = isPackage ? [] : [stem];
    let folder = dirname(absolute);
    while (this.listing(folder).files.has("__init__.py") && dirname(folder) !== folder) {
      parts.unshift(basename(folder));
      folder = dirname(folder);
    }
    return { name: { name: parts.join("."), isPackage }, root: folder };
  }

  /** The module of a dotted name below one of several folders: the first that has its first part decides. */
  find(name: string, roots: readonly string[]): FoundModule | undefined {
    const [first, ...rest] = name.split(".");
    if (first === undefined || !roots.some((root) => this.mayHold(root, first))) return undefined;
    let namespace: FoundModule | undefined;
    for (const root of roots) {
      if (!this.mayHold(root, first)) continue;
      const found = this.below(root, first, rest);
      if (found?.kind !== "namespace") return found;
      // A namespace package may have parts below several roots, and a real package of its name comes before it.
      namespace ??= found;
    }
    return namespace;
  }

  /** True for a folder that holds the standard library: its modules are known by their names. */
  isLibrary(root: string): boolean {
    const { files } = this.listing(root);
    return LIBRARY_FILES.every((name) => files.has(name));
  }

  private mayHold(root: string, first: string): boolean {
    const { files, folders } = this.listing(root);
    return folders.has(first) || files.has(`${first}.py`) || this.extension(root, first) !== undefined;
  }

  private below(root: string, first: string, rest: readonly string[]): FoundModule | undefined {
    let folder = root;
    let found = this.at(folder, first);
    for (const [position, part] of rest.entries()) {
      folder = join(folder, position === 0 ? first : rest[position - 1]!);
      if (found === undefined || found.kind === "extension") return found;
      if (found.kind === "source" && basename(found.path) !== "__init__.py") return undefined;
      found = this.at(folder, part);
    }
    return found;
  }

  /** Python source comes before an extension of the same name: PyPy does not load what was compiled for CPython. */
  private at(folder: string, part: string): FoundModule | undefined {
    const { files, folders } = this.listing(folder);
    if (folders.has(part) && this.listing(join(folder, part)).files.has("__init__.py"))
      return { kind: "source", path: join(folder, part, "__init__.py") };
    if (files.has(`${part}.py`)) return { kind: "source", path: join(folder, `${part}.py`) };
    const extension = this.extension(folder, part);
    if (extension !== undefined) {
      const path = join(folder, extension);
      return usesCffi(path) ? undefined : { kind: "extension", path };
    }
    return folders.has(part) ? { kind: "namespace" } : undefined;
  }

  private extension(folder: string, part: string): string | undefined {
    for (const file of this.listing(folder).files)
      if (file.startsWith(`${part}.`) && EXTENSION_ENDING.test(file.slice(part.length))) return file;
    return undefined;
  }

  private listing(folder: string): Listing {
    let listing = this.listings.get(folder);
    if (listing === undefined) {
      listing = read(folder);
      this.listings.set(folder, listing);
    }
    return listing;
  }
}

/** Only what can be imported; links count as what they are called. */
function read(folder: string): Listing {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return EMPTY;
  }
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const entry of entries) {
    if (/\.(py|so|pyd)$/.test(entry.name)) files.add(entry.name);
    else if (/^\w+$/.test(entry.name) && !entry.isFile()) folders.add(entry.name);
  }
  return { files, folders };
}

/** Modules that cffi makes are called through cffi, which PyPy's JIT can enter. They name the function that cffi exports for them. */
function usesCffi(path: string): boolean {
  try {
    return readFileSync(path).includes("_cffi_");
  } catch {
    return false;
  }
}
