/** From qualified names to what they stand for in the modules of a project: through re-exports, methods of classes and their bases. */
import {
  type ClassSummary,
  EXTENSION,
  type FunctionSummary,
  type KnownModules,
  type Located,
  type ModuleSummary,
} from "./summary.js";

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

/** Finds a module by its dotted name, as code with these imports means it. */
export type Find = (name: string, from: KnownModules) => Located | undefined;

/**
 * What a qualified name leads to.
 *
 * @param from the imports of the module that the name stands in
 * @param find instead of asking `from`
 */
export function resolveName(
  name: string,
  from: KnownModules,
  find: Find = (module, at) => at.module(module),
): Imported {
  return follow(name, from, find, 0);
}

function follow(name: string, from: KnownModules, find: Find, way: number): Imported {
  if (find(firstPart(name), from) === undefined) return { kind: "external", name };
  if (way > LONGEST_WAY) return UNKNOWN;
  // `from .scale import scale` makes `pkg.scale` a function, yet `from pkg.scale import other` still means the module. An import inside
  // the package means the module.
  const bindingsFirst = way === 0;
  const found = walk(name, from, find, way, bindingsFirst);
  return found.kind === "unknown" ? walk(name, from, find, way, !bindingsFirst) : found;
}

function walk(name: string, from: KnownModules, find: Find, way: number, bindingsFirst: boolean): Imported {
  const parts = name.split(".");
  let module = find(parts[0]!, from)!;
  let length = 1;
  for (; length < parts.length && module.kind !== "extension"; length++) {
    if (bindingsFirst && module.kind === "module" && binds(module.summary, parts[length]!)) break;
    const inner = find(parts.slice(0, length + 1).join("."), from);
    if (inner === undefined) break;
    module = inner;
  }
  if (module.kind === EXTENSION) return { kind: "extension", name };
  if (module.kind === "namespace") return UNKNOWN;
  return inModule(module, parts.slice(length), find, way);
}

/** What stands for `rest` in a module: `["f"]`, `["C"]`, `["C()", "m"]`. */
function inModule(
  module: Located & { readonly kind: "module" },
  rest: readonly string[],
  find: Find,
  way: number,
): Imported {
  const { summary, imports } = module;
  const [first, ...more] = rest;
  if (first === undefined) return UNKNOWN;
  const name = first.replace(/\(\)$/, "");
  const isCalled = name !== first;
  const cls = summary.classes.get(name);
  if (cls !== undefined) return inClass(module, name, cls, isCalled, more, find, way);
  if (more.length === 0 && !isCalled) {
    const fn = summary.functions.get(name);
    if (fn !== undefined) return { kind: "function", fn, module: summary, imports };
  }
  const alias = summary.aliases.get(name);
  if (alias === undefined) return UNKNOWN;
  return follow([isCalled ? `${alias}()` : alias, ...more].join("."), imports, find, way + 1);
}

function inClass(
  module: Located & { readonly kind: "module" },
  name: string,
  cls: ClassSummary,
  isInstance: boolean,
  more: readonly string[],
  find: Find,
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
  return follow([base, ...more].join("."), imports, find, way + 1);
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

/** `json` of `json.dumps`. */
export function firstPart(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? name : name.slice(0, dot);
}
