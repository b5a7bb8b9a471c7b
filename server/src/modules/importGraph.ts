/**
 * Which files of a workspace may import which, told from their texts without parsing: whose loops can matter for a file is a few files' of
 * many, and only those are worth being parsed. It takes too many for importers rather than too few.
 *
 * A module goes by its path with `/`, without `.py` or `/__init__.py`: `/project/a/b` for `/project/a/b.py` and `/project/a/b/__init__.py`.
 */

/** What a text may import. */
export interface Imported {
  /** Modules, if they are there. */
  readonly modules: readonly string[];
  /** Packages of which any module may be meant. */
  readonly packages: readonly string[];
}

/**
 * `from`, whatever stands up to `import`, and a list in parentheses or up to the end of the statement; or `import` and its list. Strings and
 * comments that look like imports pass for imports.
 */
const IMPORTS = /\bfrom\b([^\n;#'"()=:,]*?)\bimport\b[ \t]*(\((?:#[^\n]*|[^)#])*|[^\n;#]*)|\bimport\b[ \t]+([^\n;#]*)/g;

/** The module of a file. */
export function moduleOf(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "");
}

/**
 * Reads the imports of a text.
 *
 * @param path of the text's file: relative imports lead from its folder
 * @param roots folders in which absolute names are looked for
 */
export function importsOf(text: string, path: string, roots: readonly string[]): Imported {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const bases = roots.map((root) => root.replaceAll("\\", "/").replace(/\/$/, ""));
  const add = (base: string, name: string): void => {
    // Who imports `a.b.c` imports `a` and `a.b`, too.
    let module = base;
    for (const part of name.split(".")) {
      if (part !== "") module += `/${part}`;
      modules.add(module);
    }
  };
  const joined = text.includes("\\") ? text.replace(/\\\r?\n/g, " ") : text;
  for (const [, from, list, plain] of joined.normalize("NFKC").matchAll(IMPORTS)) {
    if (from === undefined) {
      for (const { name, isRenamed } of namesIn(plain!)) {
        for (const base of bases) {
          add(base, name);
          // `import a.b` binds `a`, of which all other modules can be reached.
          packages.add(join(base, isRenamed ? name : name.split(".")[0]!));
        }
      }
      continue;
    }
    const [, dots, name] = /^(\.*)(.*)$/.exec(from.replace(/\s+/g, ""))!;
    for (const base of dots === "" ? bases : [folderAbove(path.replaceAll("\\", "/"), dots!.length)]) {
      add(base, name!);
      for (const item of namesIn(list!)) packages.add(join(base, item.name === "*" ? name! : `${name}.${item.name}`));
    }
  }
  return { modules: [...modules], packages: [...packages] };
}

function namesIn(list: string): { readonly name: string; readonly isRenamed: boolean }[] {
  return list
    .replace(/#[^\n]*/g, "")
    .split(",")
    .map((part) => part.replace(/[()]/g, "").trim().split(/\s+/))
    .filter(([name]) => name !== undefined && name !== "")
    .map(([name, as]) => ({ name: name!, isRenamed: as === "as" }));
}

function join(base: string, name: string): string {
  return [base, ...name.split(".").filter((part) => part !== "")].join("/");
}

function folderAbove(path: string, levels: number): string {
  return path.split("/").slice(0, -levels).join("/");
}

/** The imports of a workspace. */
export class ImportGraph {
  private readonly files = new Set<string>();
  private readonly importers = new Map<string, string[]>();
  private readonly importersBelow = new Map<string, string[]>();

  /** Takes in a file, of which nothing has been taken in before. */
  add(path: string, { modules, packages }: Imported): void {
    this.files.add(path);
    for (const module of new Set([...modules, ...packages])) push(this.importers, module, path);
    for (const name of packages) push(this.importersBelow, name, path);
  }

  /** The files that may, through others or by themselves, import one of some files, and those files. */
  dependents(paths: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open: string[] = [];
    const take = (path: string): void => {
      if (found.has(path) || !this.files.has(path)) return;
      found.add(path);
      open.push(path);
    };
    for (const path of paths) take(path);
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const module = moduleOf(path);
      for (const importer of this.importers.get(module) ?? []) take(importer);
      for (let end = module.lastIndexOf("/"); end > 0; end = module.lastIndexOf("/", end - 1))
        for (const importer of this.importersBelow.get(module.slice(0, end)) ?? []) take(importer);
    }
    return found;
  }
}

function push(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
