/** What imported names stand for in other modules of the project. */
import {
  type ClassSummary,
  EXTENSION,
  type FunctionSummary,
  type KnownModules,
  type Located,
  type ModuleSummary,
} from "../modules/summary.js";
import { Sources, type Tracker } from "./tracking.js";

/** The name of a module, as far as files tell it. */
export interface ModuleName {
  /** Dotted. */
  readonly name: string;
  /** Its file is an `__init__.py`: relative imports start in it, not beside it. */
  readonly isPackage: boolean;
}

/** What a qualified name leads to. */
export type Imported =
  | {
      readonly kind: "function";
      readonly fn: FunctionSummary;
      readonly module: ModuleSummary;
      readonly imports: KnownModules;
    }
  /** Something that no module of the project defines, by its name there: `json.dumps` for what the project calls `tools.dumps`. */
  | { readonly kind: "external"; readonly name: string }
  /** Something in a compiled extension. */
  | { readonly kind: "extension"; readonly name: string }
  /** In a module that was found, but not known. */
  | { readonly kind: "unknown" };

const UNKNOWN: Imported = { kind: "unknown" };

/** Through more modules than this a name is not followed: it may lead in a circle. */
const LONGEST_WAY = 6;

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
    return from === null ? undefined : this.follow(name, from, 0);
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

  private follow(name: string, from: KnownModules, way: number): Imported {
    if (this.find(firstPart(name), from) === undefined) return { kind: "external", name };
    if (way > LONGEST_WAY) return UNKNOWN;
    // `from .scale import scale` makes `pkg.scale` a function, yet `from pkg.scale import other` still means the module. An import inside
    // the package means the module.
    const bindingsFirst = way === 0;
    const found = this.walk(name, from, way, bindingsFirst);
    return found.kind === "unknown" ? this.walk(name, from, way, !bindingsFirst) : found;
  }

  private walk(name: string, from: KnownModules, way: number, bindingsFirst: boolean): Imported {
    const parts = name.split(".");
    let module = this.find(parts[0]!, from)!;
    let length = 1;
    for (; length < parts.length && module.kind !== "extension"; length++) {
      if (bindingsFirst && module.kind === "module" && binds(module.summary, parts[length]!)) break;
      const inner = this.find(parts.slice(0, length + 1).join("."), from);
      if (inner === undefined) break;
      module = inner;
    }
    if (module.kind === "extension") return { kind: "extension", name };
    if (module.kind === "namespace") return UNKNOWN;
    return this.inModule(module, parts.slice(length), way);
  }

  /** What stands for `rest` in a module: `["f"]`, `["C"]`, `["C()", "m"]`. */
  private inModule(module: Located & { readonly kind: "module" }, rest: readonly string[], way: number): Imported {
    const { summary, imports } = module;
    const [first, ...more] = rest;
    if (first === undefined) return UNKNOWN;
    const name = first.replace(/\(\)$/, "");
    const isCalled = name !== first;
    const cls = summary.classes.get(name);
    if (cls !== undefined) return this.inClass(module, name, cls, isCalled, more, way);
    if (more.length === 0 && !isCalled) {
      const fn = summary.functions.get(name);
      if (fn !== undefined) return { kind: "function", fn, module: summary, imports };
    }
    const alias = summary.aliases.get(name);
    if (alias === undefined) return UNKNOWN;
    return this.follow([isCalled ? `${alias}()` : alias, ...more].join("."), imports, way + 1);
  }

  private inClass(
    module: Located & { readonly kind: "module" },
    name: string,
    cls: ClassSummary,
    isInstance: boolean,
    more: readonly string[],
    way: number,
  ): Imported {
    const { summary, imports } = module;
    if (!cls.makesInstances || more.length > 1) return UNKNOWN;
    const member = more[0] ?? "__init__";
    const fn = summary.functions.get(`${name}.${member}`);
    if (fn !== undefined) return { kind: "function", fn, module: summary, imports };
    // Which of several bases comes first is a longer story.
    if (cls.members.has(member) || cls.bases.length !== 1 || cls.bases[0] === null) return UNKNOWN;
    const base = isInstance && more.length === 1 ? `${cls.bases[0]}()` : cls.bases[0]!;
    return this.follow([base, ...more].join("."), imports, way + 1);
  }

  private find(name: string, from: KnownModules): Located | undefined {
    this.readers.read(name);
    const found = from.module(name);
    this.files.set(name, found?.kind === "module" ? found.summary.file : null);
    return found;
  }
}

function binds(summary: ModuleSummary, name: string): boolean {
  const plain = name.replace(/\(\)$/, "");
  return (
    summary.functions.has(plain) ||
    summary.classes.has(plain) ||
    summary.aliases.has(plain) ||
    summary.unknown.has(plain)
  );
}

function firstPart(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}
