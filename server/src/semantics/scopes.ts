/**
 * Python's scopes and what binds each name in them, as the language reference's "Naming and binding" has it: module, class,
 * function, lambda, comprehension and type parameter scopes; `global` and `nonlocal`; a walrus in a comprehension binds outside it;
 * private names are mangled. test/semantics/symtable.test.ts holds all of it against CPython's own symbol tables.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { partsOf, type Rows } from "./rows.js";
import { Sources, Tracker } from "./tracking.js";

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

/** All scopes of a module. */
export class ScopeTable {
  /** The first is the module's. Scopes that are gone leave holes. */
  private readonly scopes: (Scope | undefined)[] = [];
  private readonly holes: number[] = [];
  private readonly scopesOf = new Map<Node, Scope[]>();
  private readonly nodes = new Map<Node, Scope>();
  /** The position of each row's scope. */
  private readonly positions: Uint32Array;
  private readonly stars: Node[] = [];
  /** `global` stands in a class or at module level, where it holds for other statements, too. */
  private declaresForOthers = false;

  constructor(
    private readonly tree: Tree,
    private readonly tracker: Tracker,
  ) {
    this.positions = new Uint32Array(tree.count);
    this.add("module", 0, null, null);
  }

  get module(): Scope {
    return this.scopes[0]!;
  }

  /** The scopes directly inside a scope. */
  childrenOf(scope: Scope): Scope[] {
    return this.scopes.filter((child) => child?.parent === scope) as Scope[];
  }

  /** By the node that makes the scope. */
  get byNode(): ReadonlyMap<Node, Scope> {
    return this.nodes;
  }

  /** The `wildcard_import`s in text order: a global name that nothing binds may come from there. */
  get starImports(): readonly Node[] {
    return this.stars;
  }

  /** `from x import *` stands somewhere. */
  get hasStarImport(): boolean {
    return this.stars.length > 0;
  }

  /** The scope in which a node's names are looked up. The node that makes a scope is outside of it, its body is inside. */
  at(node: Node): Scope {
    return this.scopes[this.positions[node]!]!;
  }

  /** True when what these rows say decides about the whole module, so that they cannot be exchanged by themselves. */
  isDecisive({ from, to }: Rows): boolean {
    return this.declaresForOthers || this.stars.some((node) => node >= from && node < to);
  }

  /** Takes in the rows of a part. Those of the class around it have been taken in before. */
  learn(rows: Rows): void {
    const scope = this.scopeAround(rows.owner);
    new ScopeBuilder(this.tree, this, this.positions, rows, scope).build();
  }

  /** Takes rows out again. */
  forget(rows: Rows): void {
    const outer = this.scopeAround(rows.owner);
    for (const scope of outer === this.module ? [outer] : [outer, this.module]) {
      for (const [key, binding] of scope.bindings) {
        if (!binding.sites.some(({ name }) => name >= rows.from && name < rows.to)) continue;
        const sites = binding.sites.filter(({ name }) => name < rows.from || name >= rows.to);
        scope.changed(key);
        if (sites.length === 0) scope.bindings.delete(key);
        setSites(this.tree, binding, sites);
      }
    }
    for (const scope of this.scopesOf.get(rows.from) ?? []) {
      this.nodes.delete(scope.node);
      this.scopes[scope.position] = undefined;
      this.holes.push(scope.position);
    }
    this.scopesOf.delete(rows.from);
  }

  /** For `ScopeBuilder`: makes a scope. */
  add(kind: ScopeKind, node: Node, parent: Scope | null, className: string | null, part: Node = 0): Scope {
    const position = this.holes.pop() ?? this.scopes.length;
    const isShared = kind === "module" || kind === "class";
    const readers = isShared && this.tracker.isTracking ? new Sources(this.tracker) : null;
    const scope = new Scope(kind, node, parent, position, className, readers);
    this.scopes[position] = scope;
    this.nodes.set(node, scope);
    const known = this.scopesOf.get(part);
    if (known === undefined) this.scopesOf.set(part, [scope]);
    else known.push(scope);
    return scope;
  }

  /** For `ScopeBuilder`. */
  addStarImport(node: Node): void {
    this.stars.push(node);
  }

  /** For `ScopeBuilder`: a `global` or `nonlocal` statement of a scope. */
  noteDeclaration(scope: Scope): void {
    if (scope.kind === "module" || scope.kind === "class") this.declaresForOthers = true;
  }

  private scopeAround(owner: Rows | null): Scope {
    for (let rows = owner; rows !== null; rows = rows.owner) {
      if (rows.classNode !== NONE) return this.nodes.get(rows.classNode)!;
    }
    return this.module;
  }
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

/** Builds the scopes of a module that is only read. */
export function buildScopes(tree: Tree): ScopeTable {
  const table = new ScopeTable(tree, new Tracker());
  for (const rows of partsOf(tree)) table.learn(rows);
  return table;
}

/** Takes the rows of a part into the table, in one walk. */
class ScopeBuilder {
  /** The scope of the rows up to `end`, and those around it, which take over at their `end`. */
  private scope: Scope;
  private end: number;
  private readonly around: { readonly scope: Scope; readonly end: number }[] = [];
  /** Names of parameters stand outside the function, and are looked up inside. */
  private readonly parameterNames: { readonly node: Node; readonly scope: Scope }[] = [];
  /** Bindings made under `global` or `nonlocal`, placed when every scope is known. */
  private readonly displaced: { readonly key: string; readonly declared: Scope; readonly site: BindingSite }[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly table: ScopeTable,
    private readonly positions: Uint32Array,
    private readonly rows: Rows,
    scope: Scope,
  ) {
    this.end = rows.to;
    this.scope = scope;
  }

  build(): void {
    const { tree, positions, rows } = this;
    const { field } = tree;
    for (let node = rows.from; node < rows.to; node++) {
      while (node >= this.end) this.leave();
      if (field[node] === Field.body) this.enterBody(node);
      else if (field[node] === Field.right) this.enterFirstIterable(node);
      positions[node] = this.scope.position;
      this.visit(node);
    }
    for (const { node, scope } of this.parameterNames) positions[node] = scope.position;
    this.placeDisplaced();
  }

  /** Makes a scope; its rows come with `enter`. */
  private open(kind: ScopeKind, node: Node, parent: Scope | null, className: string | null = null): Scope {
    return this.table.add(kind, node, parent, className, this.rows.from);
  }

  private enter(scope: Scope, end: number): void {
    this.around.push({ scope: this.scope, end: this.end });
    this.scope = scope;
    this.end = end;
  }

  private leave(): void {
    const { scope, end } = this.around.pop()!;
    this.scope = scope;
    this.end = end;
  }

  private bind(kind: SiteKind, name: Node, by: Node, scope: Scope = this.scope): void {
    const text = this.tree.textOf(name);
    const key = keyOf(scope, text);
    const isDisplaced = scope.globals.has(key) || scope.nonlocals.has(key);
    const site: BindingSite = { kind, name, by, from: this.scope, isDisplaced };
    if (isDisplaced) this.displaced.push({ key, declared: scope, site });
    else addSite(this.tree, scope, key, site);
  }

  private placeDisplaced(): void {
    for (const { key, declared, site } of this.displaced) {
      let target: Scope | null = this.table.module;
      if (declared.nonlocals.has(key)) {
        target = declared.parent;
        while (target !== null && !(isFunctionLike(target) && target.bindings.has(key))) target = target.parent;
      }
      if (target === null) continue;
      // `global` at module level declares what holds anyway.
      addSite(this.tree, target, key, target === declared ? { ...site, isDisplaced: false } : site);
    }
  }

  private visit(node: Node): void {
    const { tree } = this;
    switch (tree.kind[node]) {
      case Kind.function_definition:
      case Kind.class_definition:
        this.visitDefinition(node);
        return;
      case Kind.lambda: {
        const scope = this.open("lambda", node, this.scope);
        this.bindParameters(tree.childByField(node, Field.parameters), scope);
        return;
      }
      case Kind.list_comprehension:
      case Kind.set_comprehension:
      case Kind.dictionary_comprehension:
      case Kind.generator_expression:
        this.enter(this.open("comprehension", node, this.scope), tree.next[node]!);
        return;
      case Kind.for_in_clause:
        this.bindTarget("for", tree.childByField(node, Field.left), node, this.table.byNode.get(tree.parent[node]!));
        return;
      case Kind.for_statement:
        this.bindTarget("for", tree.childByField(node, Field.left), node);
        return;
      case Kind.assignment: {
        const left = tree.childByField(node, Field.left);
        if (tree.childByField(node, Field.right) !== NONE) this.bindTarget("assignment", left, node);
        // `(x): int` declares nothing.
        else if (left !== NONE && tree.kind[left] === Kind.identifier) this.bind("annotation", left, node);
        return;
      }
      case Kind.augmented_assignment:
        this.bindTarget("augmented", tree.childByField(node, Field.left), node);
        return;
      case Kind.named_expression: {
        const name = tree.childByField(node, Field.name);
        if (name !== NONE) this.bind("walrus", name, node, this.walrusScope());
        return;
      }
      case Kind.as_pattern:
        this.bindAsPattern(node);
        return;
      case Kind.import_statement:
      case Kind.import_from_statement:
      case Kind.future_import_statement:
        this.bindImport(node);
        return;
      case Kind.wildcard_import:
        this.table.addStarImport(node);
        return;
      case Kind.global_statement:
        for (const name of tree.namedChildren(node)) this.scope.declareGlobal(keyOf(this.scope, tree.textOf(name)));
        this.table.noteDeclaration(this.scope);
        return;
      case Kind.nonlocal_statement:
        for (const name of tree.namedChildren(node)) this.scope.declareNonlocal(keyOf(this.scope, tree.textOf(name)));
        this.table.noteDeclaration(this.scope);
        return;
      case Kind.delete_statement:
        for (const target of tree.namedChildren(node)) this.bindTarget("delete", target, node);
        return;
      case Kind.case_pattern:
        this.bindCapture(node);
        return;
      case Kind.splat_pattern:
      case Kind.keyword_pattern:
        this.bindSplatCapture(node);
        return;
      case Kind.type_alias_statement:
        this.visitTypeAlias(node);
        return;
      default:
        return;
    }
  }

  /** Binds the name in the scope around; the parameters and the scope of the body come after it. */
  private visitDefinition(node: Node): void {
    const { tree } = this;
    const isClass = tree.kind[node] === Kind.class_definition;
    const name = tree.childByField(node, Field.name);
    if (name !== NONE) this.bind(isClass ? "class" : "function", name, node);
    const typeParameters = tree.childByField(node, Field.type_parameters);
    let parent = this.scope;
    if (typeParameters !== NONE) {
      parent = this.openTypeParameters(typeParameters, typeParameters);
      this.enter(parent, tree.next[node]!);
    }
    const className = isClass ? (name === NONE ? "" : tree.textOf(name)) : null;
    const scope = this.open(isClass ? "class" : "function", node, parent, className);
    if (!isClass) this.bindParameters(tree.childByField(node, Field.parameters), scope);
  }

  private visitTypeAlias(node: Node): void {
    const { tree } = this;
    const left = tree.firstNamed(tree.childByField(node, Field.left));
    const generic = left !== NONE && tree.kind[left] === Kind.generic_type ? left : NONE;
    const name = generic === NONE ? left : tree.firstNamed(generic);
    // The grammar takes `type(x).attribute = y` for an alias as well.
    if (name === NONE || tree.kind[name] !== Kind.identifier) return;
    this.bind("type-alias", name, node);
    const parameters = generic === NONE ? NONE : tree.childOfKind(generic, Kind.type_parameter);
    if (parameters !== NONE) this.enter(this.openTypeParameters(node, parameters), tree.next[node]!);
  }

  private openTypeParameters(node: Node, list: Node): Scope {
    const scope = this.open("type-parameters", node, this.scope);
    for (const parameter of this.tree.namedChildren(list)) {
      const name = this.firstIdentifier(parameter);
      if (name !== NONE) this.bind("type-parameter", name, parameter, scope);
    }
    return scope;
  }

  /** The bodies of functions, classes and lambdas belong to their scopes. */
  private enterBody(body: Node): void {
    const owner = this.tree.parent[body]!;
    const kind = this.tree.kind[owner];
    if (kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda)
      this.enter(this.table.byNode.get(owner)!, this.tree.next[body]!);
  }

  /** The first iterable of a comprehension is evaluated in the scope around it. */
  private enterFirstIterable(iterable: Node): void {
    const { tree } = this;
    const clause = tree.parent[iterable]!;
    if (tree.kind[clause] !== Kind.for_in_clause) return;
    const comprehension = tree.parent[clause]!;
    if (tree.childOfKind(comprehension, Kind.for_in_clause) !== clause) return;
    const around = this.table.byNode.get(comprehension)?.parent;
    if (around != null) this.enter(around, tree.next[iterable]!);
  }

  private walrusScope(): Scope {
    let scope = this.scope;
    while (scope.kind === "comprehension" && scope.parent !== null) scope = scope.parent;
    return scope;
  }

  private bindParameters(parameters: Node, scope: Scope): void {
    const { tree } = this;
    if (parameters === NONE) return;
    for (const parameter of tree.namedChildren(parameters)) {
      const name = this.parameterName(parameter);
      if (name === NONE) continue;
      this.bind("parameter", name, parameter, scope);
      this.parameterNames.push({ node: name, scope });
    }
  }

  private parameterName(parameter: Node): Node {
    const { tree } = this;
    switch (tree.kind[parameter]) {
      case Kind.identifier:
        return parameter;
      case Kind.default_parameter:
      case Kind.typed_default_parameter:
        return tree.childByField(parameter, Field.name);
      case Kind.typed_parameter:
      case Kind.list_splat_pattern:
      case Kind.dictionary_splat_pattern: {
        const inner = tree.firstNamed(parameter);
        if (inner === NONE || tree.kind[inner] === Kind.identifier) return inner;
        return this.parameterName(inner);
      }
      default:
        return NONE;
    }
  }

  /** Binds every name of a target: identifiers, also inside tuples, lists and stars; attributes and subscripts bind nothing. */
  private bindTarget(kind: SiteKind, target: Node, by: Node, scope: Scope = this.scope): void {
    const { tree } = this;
    if (target === NONE) return;
    for (let node = target, end = tree.next[target]!; node < end; node++) {
      if (tree.kind[node] === Kind.identifier) this.bind(kind, node, by, scope);
      else if (!isTargetList(tree.kind[node]!)) node = tree.next[node]! - 1;
    }
  }

  private bindAsPattern(node: Node): void {
    const { tree } = this;
    const alias = tree.childByField(node, Field.alias);
    if (alias !== NONE) {
      let outer = tree.parent[node]!;
      while (tree.kind[outer] === Kind.tuple || tree.kind[outer] === Kind.parenthesized_expression)
        outer = tree.parent[outer]!;
      this.bindTarget(tree.kind[outer] === Kind.except_clause ? "except" : "with", alias, node);
      return;
    }
    // `case PATTERN as name`: the grammar has the name as the last child.
    const parts = tree.namedChildren(node);
    const last = parts[parts.length - 1];
    if (last !== undefined && tree.kind[last] === Kind.identifier) this.bind("match", last, node);
  }

  private bindImport(node: Node): void {
    const { tree } = this;
    for (const imported of tree.childrenByField(node, Field.name)) {
      if (tree.kind[imported] === Kind.aliased_import) {
        const alias = tree.childByField(imported, Field.alias);
        if (alias !== NONE) this.bind("import", alias, imported);
      } else {
        const first = tree.firstNamed(imported);
        if (first !== NONE) this.bind("import", first, imported);
      }
    }
  }

  /** `case name:` captures, `case a.b:` and `case 3:` do not. */
  private bindCapture(node: Node): void {
    const { tree } = this;
    const inner = tree.firstNamed(node);
    if (inner === NONE || tree.kind[inner] !== Kind.dotted_name) return;
    const name = tree.firstNamed(inner);
    if (name !== NONE && tree.nextNamed(name) === NONE) this.bind("match", name, node);
  }

  private bindSplatCapture(node: Node): void {
    const { tree } = this;
    if (tree.kind[node] === Kind.splat_pattern) {
      const name = tree.firstNamed(node);
      if (name !== NONE && tree.kind[name] === Kind.identifier) this.bind("match", name, node);
      return;
    }
    // `Point(x=name)`: the value is the second child, a capture when it is a bare name.
    const key = tree.firstNamed(node);
    const value = key === NONE ? NONE : tree.nextNamed(key);
    if (value === NONE) return;
    if (tree.kind[value] === Kind.identifier) this.bind("match", value, node);
    else if (tree.kind[value] === Kind.dotted_name) {
      const name = tree.firstNamed(value);
      if (name !== NONE && tree.nextNamed(name) === NONE) this.bind("match", name, node);
    }
  }

  private firstIdentifier(node: Node): Node {
    const { tree } = this;
    for (let inner = node; inner < tree.next[node]!; inner++) {
      if (tree.kind[inner] === Kind.identifier) return inner;
    }
    return NONE;
  }
}

/** What may stand around the names of a target. */
function isTargetList(kind: number): boolean {
  switch (kind) {
    case Kind.pattern_list:
    case Kind.tuple_pattern:
    case Kind.list_pattern:
    case Kind.list_splat_pattern:
    case Kind.expression_list:
    case Kind.tuple:
    case Kind.list:
    case Kind.list_splat:
    case Kind.parenthesized_expression:
    case Kind.as_pattern_target:
      return true;
    default:
      return false;
  }
}

function isFunctionLike(scope: Scope): boolean {
  return scope.kind === "function" || scope.kind === "lambda" || scope.kind === "comprehension";
}

function addSite(tree: Tree, scope: Scope, key: string, site: BindingSite): void {
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
