/**
 * Python's scopes and what binds each name in them, as the language reference's "Naming and binding" has it: module, class,
 * function, lambda and comprehension scopes; `global` and `nonlocal`; a walrus in a comprehension binds outside it.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";

export type ScopeKind = "module" | "class" | "function" | "lambda" | "comprehension";

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
}

/** A name in a scope. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly sites: BindingSite[];
  /** An inner function reads or rebinds it (`nonlocal`, `global`, or free there). Filled for `nonlocal` and `global` alone. */
  rebound: boolean;
}

/** A scope. Names that are looked up in it are found by `lookup`. */
export class Scope {
  readonly bindings = new Map<string, Binding>();
  /** Names declared `global` here. */
  readonly globals = new Set<string>();
  /** Names declared `nonlocal` here. */
  readonly nonlocals = new Set<string>();
  readonly children: Scope[] = [];

  constructor(
    readonly kind: ScopeKind,
    /** The `module`, `class_definition`, `function_definition`, `lambda` or comprehension node. */
    readonly node: Node,
    readonly parent: Scope | null,
  ) {
    parent?.children.push(this);
  }
}

/** All scopes of a module. */
export interface ScopeTable {
  readonly module: Scope;
  /** By the node that makes the scope. */
  readonly byNode: ReadonlyMap<Node, Scope>;
  /** `from x import *` stands somewhere: a global name that nothing binds may come from there. */
  readonly hasStarImport: boolean;
}

const COMPREHENSIONS: ReadonlySet<number> = new Set([
  Kind.list_comprehension,
  Kind.set_comprehension,
  Kind.dictionary_comprehension,
  Kind.generator_expression,
]);

/** True for list, set and dict comprehensions and generator expressions. */
export function isComprehension(kind: number): boolean {
  return COMPREHENSIONS.has(kind);
}

/** A part of the tree, up to a row, whose names belong to a scope. */
interface Region {
  readonly end: number;
  readonly scope: Scope;
}

/** Builds the scopes of a module in one walk over its rows. */
export function buildScopes(tree: Tree): ScopeTable {
  return new ScopeBuilder(tree).build();
}

class ScopeBuilder {
  private readonly byNode = new Map<Node, Scope>();
  private readonly module: Scope;
  private readonly regions: Region[] = [];
  private scope: Scope;
  private hasStarImport = false;
  /** Bindings made under `global` or `nonlocal`, placed when every scope is known. */
  private readonly displaced: { name: string; site: BindingSite }[] = [];

  constructor(private readonly tree: Tree) {
    this.module = new Scope("module", 0, null);
    this.byNode.set(0, this.module);
    this.scope = this.module;
  }

  build(): ScopeTable {
    const { tree } = this;
    for (let node = 1; node < tree.count; node++) {
      while (this.regions.length > 0 && node >= this.regions[this.regions.length - 1]!.end) {
        this.regions.pop();
        this.scope = this.regions.length > 0 ? this.regions[this.regions.length - 1]!.scope : this.module;
      }
      this.enter(node);
    }
    this.placeDisplaced();
    return { module: this.module, byNode: this.byNode, hasStarImport: this.hasStarImport };
  }

  private push(node: Node, scope: Scope): void {
    this.regions.push({ end: this.tree.next[node]!, scope });
    this.scope = scope;
  }

  private open(kind: ScopeKind, node: Node): Scope {
    const scope = new Scope(kind, node, this.scope);
    this.byNode.set(node, scope);
    return scope;
  }

  private bind(kind: SiteKind, name: Node, by: Node, scope: Scope = this.scope): void {
    const text = this.tree.textOf(name);
    const site: BindingSite = { kind, name, by, from: this.scope };
    if (scope.globals.has(text) || scope.nonlocals.has(text)) {
      this.displaced.push({ name: text, site: { ...site, from: scope } });
      return;
    }
    addSite(scope, text, site);
  }

  private placeDisplaced(): void {
    for (const { name, site } of this.displaced) {
      let target: Scope = this.module;
      if (site.from.nonlocals.has(name)) {
        let outer = site.from.parent;
        while (outer !== null && !(isFunctionLike(outer) && outer.bindings.has(name))) outer = outer.parent;
        if (outer === null) continue;
        target = outer;
      }
      addSite(target, name, site).rebound = true;
    }
  }

  private enter(node: Node): void {
    const { tree } = this;
    switch (tree.kind[node]) {
      case Kind.function_definition: {
        const name = tree.childByField(node, Field.name);
        if (name !== NONE) this.bind("function", name, node);
        const scope = this.open("function", node);
        this.bindTypeParameters(node, scope);
        this.bindParameters(tree.childByField(node, Field.parameters), scope);
        return;
      }
      case Kind.class_definition: {
        const name = tree.childByField(node, Field.name);
        if (name !== NONE) this.bind("class", name, node);
        const scope = this.open("class", node);
        this.bindTypeParameters(node, scope);
        return;
      }
      case Kind.lambda: {
        const scope = this.open("lambda", node);
        this.bindParameters(tree.childByField(node, Field.parameters), scope);
        return;
      }
      case Kind.list_comprehension:
      case Kind.set_comprehension:
      case Kind.dictionary_comprehension:
      case Kind.generator_expression:
        this.push(node, this.open("comprehension", node));
        return;
      case Kind.block:
      case Kind.ERROR:
        this.enterBody(node);
        return;
      case Kind.for_in_clause:
        this.bindTarget("for", tree.childByField(node, Field.left), node, this.comprehensionScope(node));
        return;
      case Kind.for_statement:
        this.bindTarget("for", tree.childByField(node, Field.left), node);
        return;
      case Kind.assignment: {
        const right = tree.childByField(node, Field.right);
        this.bindTarget(right === NONE ? "annotation" : "assignment", tree.childByField(node, Field.left), node);
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
        this.hasStarImport = true;
        return;
      case Kind.global_statement:
        for (const name of tree.namedChildren(node)) this.scope.globals.add(tree.textOf(name));
        return;
      case Kind.nonlocal_statement:
        for (const name of tree.namedChildren(node)) this.scope.nonlocals.add(tree.textOf(name));
        return;
      case Kind.delete_statement:
        this.bindDeleted(node);
        return;
      case Kind.case_pattern:
        this.bindCapture(node);
        return;
      case Kind.splat_pattern:
      case Kind.keyword_pattern:
        this.bindSplatCapture(node);
        return;
      case Kind.type_alias_statement: {
        const left = tree.childByField(node, Field.left);
        const name = left === NONE ? NONE : this.firstIdentifier(left);
        if (name !== NONE) this.bind("type-alias", name, node);
        return;
      }
      default:
        // The body of a lambda is an expression; every other expression needs nothing.
        if (tree.field[node] === Field.body && tree.kind[tree.parent[node]!] === Kind.lambda) {
          this.push(node, this.byNode.get(tree.parent[node]!)!);
        } else if (this.isFirstIterable(node)) {
          this.push(node, this.scope.parent ?? this.module);
        }
    }
  }

  /** The body of a function or class switches to its scope. A lambda's body and a first iterable may be of any kind. */
  private enterBody(node: Node): void {
    const { tree } = this;
    const parent = tree.parent[node]!;
    const kind = tree.kind[parent];
    if (tree.field[node] === Field.body && (kind === Kind.function_definition || kind === Kind.class_definition)) {
      this.push(node, this.byNode.get(parent)!);
    }
  }

  /** The first iterable of a comprehension is evaluated in the scope around it. */
  private isFirstIterable(node: Node): boolean {
    const { tree } = this;
    if (tree.field[node] !== Field.right) return false;
    const clause = tree.parent[node]!;
    if (tree.kind[clause] !== Kind.for_in_clause) return false;
    return tree.childOfKind(tree.parent[clause]!, Kind.for_in_clause) === clause;
  }

  private comprehensionScope(clause: Node): Scope {
    return this.byNode.get(this.tree.parent[clause]!) ?? this.scope;
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
      if (name !== NONE) this.bind("parameter", name, parameter, scope);
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

  private bindTypeParameters(node: Node, scope: Scope): void {
    const parameters = this.tree.childByField(node, Field.type_parameters);
    if (parameters === NONE) return;
    for (const parameter of this.tree.namedChildren(parameters)) {
      const name = this.firstIdentifier(parameter);
      if (name !== NONE) this.bind("type-parameter", name, parameter, scope);
    }
  }

  /** Binds every name of a target: identifiers, also inside tuples, lists and stars; attributes and subscripts bind nothing. */
  private bindTarget(kind: SiteKind, target: Node, by: Node, scope: Scope = this.scope): void {
    const { tree } = this;
    if (target === NONE) return;
    switch (tree.kind[target]) {
      case Kind.identifier:
        this.bind(kind, target, by, scope);
        return;
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
        for (const part of tree.namedChildren(target)) this.bindTarget(kind, part, by, scope);
        return;
      default:
        return;
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

  private bindDeleted(node: Node): void {
    const { tree } = this;
    for (const target of tree.namedChildren(node)) this.bindTarget("delete", target, node);
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

function isFunctionLike(scope: Scope): boolean {
  return scope.kind === "function" || scope.kind === "lambda" || scope.kind === "comprehension";
}

function addSite(scope: Scope, name: string, site: BindingSite): Binding {
  let binding = scope.bindings.get(name);
  if (binding === undefined) {
    binding = { name, scope, sites: [], rebound: false };
    scope.bindings.set(name, binding);
  }
  binding.sites.push(site);
  return binding;
}

/** The scope in which a node's names are looked up. */
export function scopeOf(tree: Tree, scopes: ScopeTable, node: Node): Scope {
  let child = node;
  for (let outer = tree.parent[node]!; outer !== NONE; child = outer, outer = tree.parent[outer]!) {
    switch (tree.kind[outer]) {
      case Kind.function_definition:
      case Kind.class_definition:
        if (tree.field[child] === Field.body) return scopes.byNode.get(outer)!;
        if (tree.field[child] === Field.parameters && isParameterName(tree, node)) return scopes.byNode.get(outer)!;
        break;
      case Kind.lambda:
        if (tree.field[child] === Field.body) return scopes.byNode.get(outer)!;
        if (tree.field[child] === Field.parameters && isParameterName(tree, node)) return scopes.byNode.get(outer)!;
        break;
      case Kind.list_comprehension:
      case Kind.set_comprehension:
      case Kind.dictionary_comprehension:
      case Kind.generator_expression: {
        const first = tree.childOfKind(outer, Kind.for_in_clause);
        const iterable = first === NONE ? NONE : tree.childByField(first, Field.right);
        if (iterable === NONE || !tree.contains(iterable, node)) return scopes.byNode.get(outer)!;
        break;
      }
      default:
        break;
    }
  }
  return scopes.module;
}

/** True for the identifier that a parameter binds, false for its default and annotation. */
function isParameterName(tree: Tree, node: Node): boolean {
  const parent = tree.parent[node]!;
  switch (tree.kind[parent]) {
    case Kind.parameters:
    case Kind.lambda_parameters:
      return true;
    case Kind.default_parameter:
    case Kind.typed_default_parameter:
      return tree.field[node] === Field.name;
    case Kind.typed_parameter:
    case Kind.list_splat_pattern:
    case Kind.dictionary_splat_pattern:
      return tree.field[node] !== Field.type;
    default:
      return false;
  }
}

/**
 * Looks a name up as Python does from a scope: the scope itself, then the enclosing functions and the module; class scopes are
 * skipped from inside. Undefined where nothing in the module binds it: a builtin, or unknown.
 */
export function lookup(scopes: ScopeTable, from: Scope, name: string): Binding | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    if (scope !== from && scope.kind === "class") continue;
    if (scope.globals.has(name)) return scopes.module.bindings.get(name);
    if (scope.nonlocals.has(name)) continue;
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}
