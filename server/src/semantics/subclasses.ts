/** Which classes of a module may inherit from which, by the names that their bases mention. Asks nothing that depends on the answer. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { ClassInfo } from "./model.js";
import type { Rows } from "./rows.js";
import type { ScopeTable } from "./scopeTable.js";

/**
 * For each class those that may inherit from it, directly or not, in text order: a base `Base`, `outer.Base` or `made(Base)` may be any class
 * of that name, and another name for it is followed through the assignments of the module.
 */
export function findSubclasses(
  tree: Tree,
  scopes: ScopeTable,
  classes: readonly ClassInfo[],
): ReadonlyMap<ClassInfo, readonly ClassInfo[]> {
  const byName = new Map<string, ClassInfo[]>();
  for (const cls of classes) {
    const known = byName.get(cls.name);
    if (known === undefined) byName.set(cls.name, [cls]);
    else known.push(cls);
  }
  const bases = new Map<ClassInfo, Set<ClassInfo>>();
  for (const cls of classes) {
    const list = tree.childByField(cls.node, Field.superclasses);
    const found = new Set<ClassInfo>();
    if (list !== NONE) addNamed(tree, scopes, byName, list, found, new Set());
    if (found.size > 0) bases.set(cls, found);
  }
  const subclasses = new Map<ClassInfo, ClassInfo[]>();
  for (const cls of bases.keys()) {
    const above = new Set<ClassInfo>(bases.get(cls));
    for (const base of above) for (const further of bases.get(base) ?? []) above.add(further);
    above.delete(cls);
    for (const base of above) {
      const known = subclasses.get(base);
      if (known === undefined) subclasses.set(base, [cls]);
      else known.push(cls);
    }
  }
  return subclasses;
}

/** False for rows of which `findSubclasses` reads nothing, as those of most functions: they hold no class and bind no name of the module. */
export function bearsOnSubclasses({ kind }: Tree, { from, to }: Rows): boolean {
  if (!CLOSED.has(kind[from]!)) return true;
  for (let node = from; node < to; node++) {
    if (kind[node] === Kind.class_definition || kind[node] === Kind.global_statement) return true;
  }
  return false;
}

/** What binds no name of the module but its own. */
const CLOSED: ReadonlySet<number> = new Set([Kind.function_definition, Kind.decorated_definition, Kind.comment]);

/** Adds the classes whose names stand in an expression, or in what the module assigns to names in it. */
function addNamed(
  tree: Tree,
  scopes: ScopeTable,
  byName: ReadonlyMap<string, readonly ClassInfo[]>,
  expression: Node,
  found: Set<ClassInfo>,
  seen: Set<string>,
): void {
  const open: Node[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let node = next; node < tree.next[next]!; node++) {
      if (tree.kind[node] !== Kind.identifier) continue;
      const name = tree.textOf(node);
      if (seen.has(name)) continue;
      seen.add(name);
      for (const cls of byName.get(name) ?? []) found.add(cls);
      for (const { kind, by } of scopes.module.bindings.get(name)?.sites ?? []) {
        const right = kind === "assignment" ? tree.childByField(by, Field.right) : NONE;
        if (right !== NONE) open.push(right);
      }
    }
  }
}
