/** The scopes of a module, by rows and by the nodes that make them. Parts of the module can be taken in and out. */
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { partsOf, type Rows } from "./rows.js";
import { ScopeBuilder } from "./scopeBuilder.js";
import { removeSites, Scope, type ScopeKind } from "./scopes.js";
import { Sources, Tracker } from "./tracking.js";

/** All scopes of a module. */
export class ScopeTable {
  /** The first is the module's. Scopes that are gone leave holes. */
  private readonly scopes: (Scope | undefined)[] = [];
  private readonly holes: number[] = [];
  private readonly scopesOf = new Map<Node, Scope[]>();
  private readonly nodes = new Map<Node, Scope>();
  /** By the first row of each part: what it binds in the module and in classes, where other parts may bind names, too. */
  private readonly shared = new Map<Node, { readonly scope: Scope; readonly key: string }[]>();
  /** The position of each row's scope. */
  private readonly positions: Int32Array;
  private readonly stars: Node[] = [];
  /** `global` stands in a class or at module level, where it holds for other statements, too. */
  private declaresForOthers = false;

  constructor(
    private readonly tree: Tree,
    private readonly tracker: Tracker,
  ) {
    this.positions = new Int32Array(tree.count);
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
    for (const { scope, key } of this.shared.get(rows.from) ?? []) removeSites(this.tree, scope, key, rows);
    this.shared.delete(rows.from);
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
    const holdsParts = kind === "module" || kind === "class";
    const readers = holdsParts && this.tracker.isTracking ? new Sources(this.tracker) : null;
    const scope = new Scope(kind, node, parent, position, className, readers);
    this.scopes[position] = scope;
    this.nodes.set(node, scope);
    const known = this.scopesOf.get(part);
    if (known === undefined) this.scopesOf.set(part, [scope]);
    else known.push(scope);
    return scope;
  }

  /** For `ScopeBuilder`: a part binds a name. */
  noteSite(scope: Scope, key: string, { from }: Rows): void {
    if (!this.tracker.isTracking || (scope.kind !== "module" && scope.kind !== "class")) return;
    const known = this.shared.get(from);
    if (known === undefined) this.shared.set(from, [{ scope, key }]);
    else if (known[known.length - 1]!.key !== key || known[known.length - 1]!.scope !== scope)
      known.push({ scope, key });
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

/** Builds the scopes of a module that is only read. */
export function buildScopes(tree: Tree): ScopeTable {
  const table = new ScopeTable(tree, new Tracker());
  for (const rows of partsOf(tree)) table.learn(rows);
  return table;
}
