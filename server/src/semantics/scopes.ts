/**
 * Python's scopes and what binds each name in them, as the language reference's "Naming and binding" has it: module, class,
 * function, lambda, comprehension and type parameter scopes; `global` and `nonlocal`; a walrus in a comprehension binds outside it;
 * private names are mangled. `scopeBuilder.ts` reads them from a tree, `scopeTable.ts` keeps those of a module.
 * test/semantics/symtable.test.ts holds all of it against CPython's own symbol tables.
 */
import { Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";
import type { Rows } from "./rows.js";
import type { ScopeTable } from "./scopeTable.js";
import type { Sources } from "./tracking.js";

/** `type-parameters`: around a definition with a list of them, `def f[T](…)`. */
export type ScopeKind = "module" | "class" | "function" | "lambda" | "comprehension" | "type-parameters";

/** What a binding site is. */
export type SiteKind =
  | "parameter"
  | "assignment"
  | "augmented"
  | "annotation"
  | "for"
  | "with"
  | "except"
  | "import"
  | "function"
  | "class"
  | "walrus"
  | "delete"
  | "match"
  | "type-alias"
  | "type-parameter";

/** One place that binds a name. */
export interface BindingSite {
  readonly kind: SiteKind;
  /** The identifier that is bound. */
  readonly name: Node;
  /**
   * The construct that binds: the assignment, the parameter, the `for_statement` or `for_in_clause`, the `function_definition`, the
   * `dotted_name` or `aliased_import` of an import, …
   */
  readonly by: Node;
  /** The scope in which the statement stands; differs from the binding's scope after `global` and `nonlocal`. */
  readonly from: Scope;
  /** `global` or `nonlocal` made it a binding of another scope. */
  readonly isDisplaced: boolean;
}

/** A name in a scope. */
export interface Binding {
  /** `keyOf` its name. */
  readonly key: string;
  /** As it is written where it is bound first. */
  readonly name: string;
  readonly scope: Scope;
  readonly sites: readonly BindingSite[];
  /** Another scope binds it too, by `global` or `nonlocal`. */
  readonly rebound: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The one site of a binding, or undefined when there are several or another scope binds it, too. */
export function onlySite(binding: Binding): BindingSite | undefined {
  return binding.sites.length === 1 && !binding.rebound ? binding.sites[0] : undefined;
}

/** Shared by the scopes without declarations, which are nearly all. */
const NO_NAMES: ReadonlySet<string> = new Set();

/** A scope. Names are looked up in it by `find`, and from it by `lookup`. */
export class Scope {
  /** By `keyOf` the name. Of a module or class, answers depend on what they look up: use `find` for these. */
  readonly bindings = new Map<string, Binding>();
  private declaredGlobal: Set<string> | undefined;
  private declaredNonlocal: Set<string> | undefined;
  /** What private names are mangled with here: the name of the class around, without leading underscores. Empty for none. */
  readonly privatePrefix: string;
  private cell: Binding | undefined;

  constructor(
    readonly kind: ScopeKind,
    /** The `module`, `class_definition`, `function_definition`, `lambda` or comprehension, or the list of type parameters. */
    readonly node: Node,
    readonly parent: Scope | null,
    /** Where it stands in the table's list. */
    readonly position: number,
    className: string | null,
    /** Of modules and classes, which several parts of the text bind names in: who looked up which key. */
    private readonly readers: Sources | null,
  ) {
    this.privatePrefix = className === null ? (parent?.privatePrefix ?? "") : className.replace(/^_+/, "");
  }

  /** The binding of a key in this scope itself, or undefined. */
  find(key: string): Binding | undefined {
    this.readers?.read(key);
    return this.bindings.get(key);
  }

  /** Forgets the answers that depend on a key. */
  changed(key: string): void {
    this.readers?.drop(key);
  }

  /** Keys of names declared `global` here. */
  get globals(): ReadonlySet<string> {
    return this.declaredGlobal ?? NO_NAMES;
  }

  /** Keys of names declared `nonlocal` here. */
  get nonlocals(): ReadonlySet<string> {
    return this.declaredNonlocal ?? NO_NAMES;
  }

  /** Adds a key to the names declared `global`. */
  declareGlobal(key: string): void {
    this.declaredGlobal ??= new Set();
    this.declaredGlobal.add(key);
  }

  /** Adds a key to the names declared `nonlocal`. */
  declareNonlocal(key: string): void {
    this.declaredNonlocal ??= new Set();
    this.declaredNonlocal.add(key);
  }

  /** `__class__` as the methods of a class see it: nothing in the text binds it. */
  get classCell(): Binding {
    this.cell ??= { key: "__class__", name: "__class__", scope: this, sites: [], rebound: true };
    return this.cell;
  }

  /** The scope around; a list of type parameters counts as a part of its definition. */
  get outer(): Scope | null {
    return this.parent?.kind === "type-parameters" ? this.parent.parent : this.parent;
  }
}

/** True for scopes in which several parts of a module bind names. */
export function isShared(scope: Scope): boolean {
  return scope.kind === "module" || scope.kind === "class";
}

/** The key under which a scope keeps a name: `__x` in `class C` is `_C__x`, and characters are in their normal form. */
export function keyOf(scope: Scope, name: string): string {
  return privateKey(scope, isAscii(name) ? name : name.normalize("NFKC"));
}

function isAscii(name: string): boolean {
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) > 127) return false;
  return true;
}

function privateKey(scope: Scope, name: string): string {
  if (scope.privatePrefix === "" || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  return name.endsWith("__") ? name : `_${scope.privatePrefix}${name}`;
}

/** True for list, set and dict comprehensions and generator expressions. */
export function isComprehension(kind: number): boolean {
  return (
    kind === Kind.list_comprehension ||
    kind === Kind.set_comprehension ||
    kind === Kind.dictionary_comprehension ||
    kind === Kind.generator_expression
  );
}

/** Adds a site to the binding of a key in a scope, and forgets what depends on the key. */
export function addSite(tree: Tree, scope: Scope, key: string, site: BindingSite): void {
  const binding = scope.bindings.get(key);
  if (binding === undefined) {
    const name = tree.textOf(site.name);
    scope.bindings.set(key, { key, name, scope, sites: [site], rebound: site.isDisplaced });
  } else {
    const last = binding.sites[binding.sites.length - 1]!;
    const sites = binding.sites as BindingSite[];
    sites.push(site);
    if (comesBefore(site, last))
      setSites(
        tree,
        binding,
        sites.sort((a, b) => (comesBefore(a, b) ? -1 : 1)),
      );
    else if (site.isDisplaced) (binding as Mutable<Binding>).rebound = true;
  }
  scope.changed(key);
}

/** Sites stand in text order, after them those that `global` and `nonlocal` displaced. */
function comesBefore(a: BindingSite, b: BindingSite): boolean {
  return a.isDisplaced === b.isDisplaced ? a.name < b.name : b.isDisplaced;
}

/** Removes the sites in some rows from the binding of a key in a scope, and forgets what depends on the key. */
export function removeSites(tree: Tree, scope: Scope, key: string, { from, to }: Rows): void {
  const binding = scope.bindings.get(key);
  if (binding === undefined) return;
  const sites = binding.sites.filter(({ name }) => name < from || name >= to);
  if (sites.length === binding.sites.length) return;
  scope.changed(key);
  if (sites.length === 0) scope.bindings.delete(key);
  setSites(tree, binding, sites);
}

function setSites(tree: Tree, binding: Mutable<Binding>, sites: readonly BindingSite[]): void {
  binding.sites = sites;
  if (sites[0] !== undefined) binding.name = tree.textOf(sites[0].name);
  binding.rebound = sites.some((site) => site.isDisplaced);
}

/**
 * Looks a name up as Python does from a scope: the scope itself, then the enclosing functions and the module; class scopes are
 * skipped from inside, except from the type parameters of what stands in them. Undefined where nothing in the module binds it: a
 * builtin, or unknown.
 */
export function lookup(scopes: ScopeTable, from: Scope, name: string): Binding | undefined {
  const key = keyOf(from, name);
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    if (scope.kind === "class" && scope !== from && !(from.kind === "type-parameters" && from.parent === scope)) {
      if (key === "__class__") return scope.classCell;
      continue;
    }
    if (scope.globals.has(key)) return scopes.module.find(key);
    if (scope.nonlocals.has(key)) continue;
    const binding = scope.find(key);
    if (binding !== undefined) return binding;
  }
  return undefined;
}
