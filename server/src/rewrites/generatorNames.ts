/** What the names of a generator become where its loops stand in line. */
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { lookup } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isPossiblyUnset } from "./bound.js";
import { isVariable } from "./purity.js";

/** New names by the generator's own. */
export type Renames = ReadonlyMap<string, string>;

/** Why a name of the generator would mean something else in the consumer, where the loop is, or null. */
export function nameProblem(
  module: ModuleFacts,
  generator: FunctionInfo,
  consumer: FunctionInfo,
  loop: Node,
): string | null {
  const { tree, scopes, values } = module;
  const body = tree.childByField(generator.node, Field.body);
  for (let node = body; node < tree.next[body]!; node++) {
    if (tree.kind[node] !== Kind.identifier) continue;
    const name = tree.textOf(node);
    if (isPrivate(name) && generator.scope.privatePrefix !== consumer.scope.privatePrefix)
      return `The name ${name} is private to another class.`;
    if (!isVariable(module, node)) continue;
    const binding = values.bindingOf(node);
    if (binding?.scope === generator.scope) {
      const isRead = !binding.sites.some((site) => site.name === node && site.kind !== "augmented");
      if (isRead && isPossiblyUnset(module, node))
        return `${name} may be read before it has a value, and would then have one from an earlier round.`;
    } else if (binding?.scope.kind !== "comprehension" && binding !== lookup(scopes, consumer.scope, name)) {
      return `The name ${name} means something else in the loop's function.`;
    } else if (binding?.scope === consumer.scope && isPossiblyUnset(module, node, loop)) {
      return `${name} may have no value at the loop, which is another error in a function of its own.`;
    }
  }
  for (let node = consumer.node; node < tree.next[consumer.node]!; node++) {
    if (tree.kind[node] !== Kind.identifier || !isVariable(module, node)) continue;
    if (/^(locals|vars|dir|eval|exec)$/.test(tree.textOf(node)))
      return `The loop's function uses ${tree.textOf(node)}, which would see the names of the generator.`;
  }
  return null;
}

function isPrivate(name: string): boolean {
  return name.startsWith("__") && !name.endsWith("__");
}

/** The normal forms of all names of variables in a subtree, those of another subtree left out. */
export function namesUsedIn(module: ModuleFacts, node: Node, without: Node = NONE): Set<string> {
  const { tree } = module;
  const names = new Set<string>();
  for (let inner = node; inner < tree.next[node]!; inner++) {
    if (inner === without) inner = tree.next[inner]! - 1;
    else if (tree.kind[inner] === Kind.identifier && isVariable(module, inner))
      names.add(tree.textOf(inner).normalize("NFKC"));
  }
  return names;
}

/**
 * New names for those of the generator that the consumer uses too; `given` are known already. Names that mean something around the
 * consumer are left to that: another generator whose loops come here may read them.
 */
export function renamesFor(
  module: ModuleFacts,
  generator: FunctionInfo,
  consumer: FunctionInfo,
  given: Renames,
): Map<string, string> {
  const { scopes, values } = module;
  const inConsumer = namesUsedIn(module, consumer.node, generator.node);
  const inGenerator = namesUsedIn(module, generator.node);
  const isTaken = (name: string): boolean =>
    inConsumer.has(name) ||
    lookup(scopes, consumer.scope, name) !== undefined ||
    values.isBuiltin(name, consumer.node) ||
    (scopes.hasStarImport && isReadFromOutside(module, name));
  const renames = new Map(given);
  for (const { name } of generator.scope.bindings.values()) {
    const normal = name.normalize("NFKC");
    if (renames.has(normal) || !isTaken(normal)) continue;
    const stem = normal.endsWith("_") ? normal : `${normal}_`;
    let number = 2;
    while (isTaken(`${stem}${number}`) || inGenerator.has(`${stem}${number}`)) number++;
    inGenerator.add(`${stem}${number}`);
    renames.set(normal, `${stem}${number}`);
  }
  return renames;
}

/** A name that nothing in the module binds: it may come from a star import. */
function isReadFromOutside(module: ModuleFacts, name: string): boolean {
  const { tree, values } = module;
  module.readEverything();
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] === Kind.identifier && tree.textOf(node) === name && values.bindingOf(node) === undefined)
      return true;
  }
  return false;
}

/** The new name of an identifier of the generator, or undefined where it keeps its own. */
export function renamed(
  module: ModuleFacts,
  generator: FunctionInfo,
  renames: Renames,
  identifier: Node,
): string | undefined {
  const { tree } = module;
  if (tree.kind[identifier] !== Kind.identifier || !isVariable(module, identifier)) return undefined;
  if (module.values.bindingOf(identifier)?.scope !== generator.scope) return undefined;
  return renames.get(tree.textOf(identifier).normalize("NFKC"));
}
