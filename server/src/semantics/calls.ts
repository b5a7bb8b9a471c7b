/** Who calls whom in a module: the calls that resolve to its own functions. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { isTarget } from "./attributeWrites.js";
import type { Definitions } from "./functions.js";
import type { FunctionInfo } from "./model.js";
import type { Rows } from "./rows.js";
import { Memo, Source, Sources, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** A place that calls a function of this module: a `call`, or an `attribute` that reads a property. */
export interface CallSite {
  readonly node: Node;
  readonly callee: FunctionInfo;
}

/** The resolved calls of a module. */
export class CallGraph {
  private readonly sites: Memo<Node, readonly CallSite[]>;
  private readonly callees: Memo<Node, FunctionInfo | undefined>;
  /** What functions and classes with methods are called where they are defined, and how many of them. */
  private readonly names = new Map<string, number>();
  /** Properties alone. */
  private readonly properties = new Map<string, number>();
  /** For answers that depend on whether a name is among them. */
  private readonly nameReaders: Sources;
  private readonly propertyReaders = new Source();

  constructor(
    private readonly tree: Tree,
    private readonly values: Values,
    private readonly definitions: Definitions,
    private readonly index: TreeIndex,
    private readonly tracker: Tracker,
  ) {
    this.nameReaders = new Sources(tracker);
    this.callees = new Memo(tracker, (call) => this.findCallee(call), { home: (call) => call });
    this.sites = new Memo(tracker, (outer) => this.findSites(outer), { home: (outer) => outer });
  }

  /** Takes in the rows of a part. */
  learn(rows: Rows): void {
    this.count(rows, 1);
  }

  /** Takes rows out again, while the tree still has them. */
  forget(rows: Rows): void {
    this.count(rows, -1);
  }

  /** The calls of this module's functions in a node's subtree, which is in one part; reads of properties included. In text order. */
  callsWithin(outer: Node): readonly CallSite[] {
    return this.sites.get(outer);
  }

  /** The function of this module that a `call` runs, or undefined. A class stands for its `__init__`. */
  calleeOf(call: Node): FunctionInfo | undefined {
    return this.callees.get(call);
  }

  private count({ from, to }: Rows, by: number): void {
    for (const node of this.index.between(from, to, Kind.function_definition)) {
      const fn = this.definitions.functionAt(node);
      this.countName(fn.name, by);
      if (fn.owner !== null) this.countName(fn.owner.name, by);
      if (fn.decoration === "property" && change(this.properties, fn.name, by)) this.tracker.drop(this.propertyReaders);
    }
  }

  private countName(name: string, by: number): void {
    if (change(this.names, name, by)) this.nameReaders.drop(name);
  }

  private isName(name: string): boolean {
    this.nameReaders.read(name);
    return this.names.has(name);
  }

  private findCallee(call: Node): FunctionInfo | undefined {
    const { tree } = this;
    const callee = tree.childByField(call, Field.function);
    // Most calls go elsewhere: a look at the last name spares resolving them.
    if (callee === NONE || (tree.kind[callee] !== Kind.identifier && !this.isName(lastName(tree, callee))))
      return undefined;
    const value = this.values.of(callee);
    if (value?.kind === "class") return this.values.memberOf(value.cls, "__init__", value.exact);
    if (value?.kind !== "function" || value.fn.decoration === "unknown" || value.fn.decoration === "property")
      return undefined;
    return value.fn;
  }

  private findSites(outer: Node): CallSite[] {
    const sites: CallSite[] = [];
    for (const node of this.index.within(outer, Kind.call)) {
      const callee = this.calleeOf(node);
      if (callee !== undefined) sites.push({ node, callee });
    }
    this.tracker.read(this.propertyReaders);
    if (this.properties.size === 0) return sites;
    this.addPropertyReads(outer, sites);
    return sites.sort((a, b) => a.node - b.node);
  }

  private addPropertyReads(outer: Node, sites: CallSite[]): void {
    const { tree, values } = this;
    for (let node = outer; node < tree.next[outer]!; node++) {
      if (tree.kind[node] !== Kind.attribute || isTarget(tree, node)) continue;
      const name = tree.childByField(node, Field.attribute);
      if (name === NONE || !this.properties.has(tree.textOf(name))) continue;
      const callee = values.getterOf(node);
      if (callee !== undefined) sites.push({ node, callee });
    }
  }
}

/** Counts a name. True when it was not there before, or is no longer. */
function change(counts: Map<string, number>, name: string, by: number): boolean {
  const before = counts.get(name) ?? 0;
  const after = before + by;
  if (after === 0) counts.delete(name);
  else counts.set(name, after);
  return before === 0 || after === 0;
}

/** The name that a callee ends with: `c` for `a.b.c`. */
function lastName(tree: Tree, callee: Node): string {
  if (callee === NONE) return "";
  if (tree.kind[callee] !== Kind.attribute) return tree.textOf(callee);
  const name = tree.childByField(callee, Field.attribute);
  return name === NONE ? "" : tree.textOf(name);
}
