/** Who calls whom in a module: the calls that resolve to its own functions. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { isTarget } from "./attributeWrites.js";
import type { Definitions } from "./functions.js";
import type { FunctionInfo } from "./model.js";
import type { TreeIndex } from "./treeIndex.js";
import type { Values } from "./values.js";

/** A place that calls a function of this module: a `call`, or an `attribute` that reads a property. */
export interface CallSite {
  readonly node: Node;
  readonly callee: FunctionInfo;
}

/** The resolved calls of a module. */
export class CallGraph {
  private readonly sites = new Map<FunctionInfo, CallSite[]>();
  private readonly callees = new Map<Node, FunctionInfo | null>();
  /** What functions and classes with methods are called where they are defined. */
  private readonly names = new Set<string>();

  constructor(
    private readonly tree: Tree,
    private readonly values: Values,
    definitions: Definitions,
    index: TreeIndex,
  ) {
    const properties = new Set<string>();
    for (const fn of definitions.all()) {
      this.names.add(fn.name);
      if (fn.owner !== null) this.names.add(fn.owner.name);
      if (fn.decoration === "property") properties.add(fn.name);
    }
    for (const call of index.all(Kind.call)) {
      const callee = this.calleeOf(call);
      if (callee !== undefined) this.add(call, callee);
    }
    if (properties.size > 0) this.addPropertyReads(properties);
  }

  /** The calls of a function in this module. */
  callsOf(fn: FunctionInfo): readonly CallSite[] {
    return this.sites.get(fn) ?? [];
  }

  /** The function of this module that a `call` runs, or undefined. A class stands for its `__init__`. */
  calleeOf(call: Node): FunctionInfo | undefined {
    let callee = this.callees.get(call);
    if (callee === undefined) {
      callee = this.findCallee(call) ?? null;
      this.callees.set(call, callee);
    }
    return callee ?? undefined;
  }

  private findCallee(call: Node): FunctionInfo | undefined {
    const { tree } = this;
    const callee = tree.childByField(call, Field.function);
    // Most calls go elsewhere: a look at the last name spares resolving them.
    if (!this.names.has(lastName(tree, callee)) && tree.kind[callee] !== Kind.identifier) return undefined;
    const value = this.values.of(callee);
    if (value?.kind === "class") return this.values.memberOf(value.cls, "__init__", value.exact);
    if (value?.kind !== "function" || value.fn.decoration === "unknown" || value.fn.decoration === "property")
      return undefined;
    return value.fn;
  }

  private addPropertyReads(names: ReadonlySet<string>): void {
    const { tree, values } = this;
    for (let node = 0; node < tree.count; node++) {
      if (tree.kind[node] !== Kind.attribute || isTarget(tree, node)) continue;
      const name = tree.childByField(node, Field.attribute);
      if (name === NONE || !names.has(tree.textOf(name))) continue;
      const getter = values.getterOf(node);
      if (getter !== undefined) this.add(node, getter);
    }
  }

  private add(node: Node, callee: FunctionInfo): void {
    const sites = this.sites.get(callee);
    if (sites === undefined) this.sites.set(callee, [{ node, callee }]);
    else sites.push({ node, callee });
  }
}

/** The name that a callee ends with: `c` for `a.b.c`. */
function lastName(tree: Tree, callee: Node): string {
  if (callee === NONE) return "";
  if (tree.kind[callee] !== Kind.attribute) return tree.textOf(callee);
  const name = tree.childByField(callee, Field.attribute);
  return name === NONE ? "" : tree.textOf(name);
}
