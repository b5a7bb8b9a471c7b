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
 * Where an import begins: `from`, a name, `import`; or `import` alone. Strings and comments that look like imports pass for imports. What is
 * imported is read from there without being passed over: an open parenthesis in a comment must not hide the imports after it.
 */
const HEAD = /\bfrom\b([^\n;#'"()=:,]{0,300}?)\bimport\b|\bimport\b/g;

/** Nobody imports so much at once; it ends the reading of a parenthesis that never closes. */
const LONGEST_LIST = 20_000;

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
  const joined = plainText(text);
  for (const { 0: head, 1: from, index } of joined.matchAll(HEAD)) {
    const items = namesIn(listAt(joined, index + head.length));
    if (from === undefined) {
      for (const { name, isRenamed } of items) {
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
      for (const item of items) packages.add(join(base, item.name === "*" ? name! : `${name}.${item.name}`));
    }
  }
  return { modules: [...modules], packages: [...packages] };
}

/** The text with one kind of line ending, joined lines and names in Python's own form. */
function plainText(text: string): string {
  let plain = text;
  if (plain.includes("\r")) plain = plain.replace(/\r\n?/g, "\n");
  if (plain.includes("\\")) plain = plain.replaceAll("\\\n", " ");
  return plain.normalize("NFKC");
}

/** The list after `import`: in parentheses, or up to the end of the statement. Comments in it are left out. */
function listAt(text: string, offset: number): string {
  const end = Math.min(text.length, offset + LONGEST_LIST);
  let at = offset;
  while (at < end && (text[at] === " " || text[at] === "\t")) at++;
  const isOpen = text[at] === "(";
  let list = "";
  for (; at < end; at++) {
    const char = text[at]!;
    if (isOpen ? char === ")" : char === "\n" || char === ";") break;
    if (char !== "#") list += char;
    else if (isOpen) while (at + 1 < end && text[at + 1] !== "\n") at++;
    else break;
  }
  return list;
}

function namesIn(list: string): { readonly name: string; readonly isRenamed: boolean }[] {
  return list
    .replace("(", "")
    .split(",")
    .map((part) => part.trim().split(/\s+/))
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

  /** The files that may, through others or by themselves, import one of some files, and of those the ones that were taken in. */
  dependents(paths: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open = [...paths];
    /** Modules, and packages with a stroke at the end, whose importers have been found. */
    const done = new Set<string>();
    const takeOnce = (key: string, importers: readonly string[] | undefined): void => {
      if (done.has(key)) return;
      done.add(key);
      for (const importer of importers ?? []) if (!found.has(importer)) open.push(importer);
    };
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (this.files.has(path)) found.add(path);
      const module = moduleOf(path);
      takeOnce(module, this.importers.get(module));
      for (let end = module.lastIndexOf("/"); end > 0; end = module.lastIndexOf("/", end - 1)) {
        const folder = module.slice(0, end);
        takeOnce(`${folder}/`, this.importersBelow.get(folder));
      }
    }
    return found;
  }
}

function push(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
