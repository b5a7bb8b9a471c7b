/** Whether a name is certain to have a value where it is read. */
import type { ModuleFacts } from "../semantics/module.js";
import type { Binding, BindingSite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { statementOf } from "./statements.js";

/** False for parameters, builtins, and names that an earlier statement of the blocks around has set for certain. */
export function isPossiblyUnset(module: ModuleFacts, identifier: Node): boolean {
  const name = module.tree.textOf(identifier);
  const binding = module.values.bindingOf(identifier);
  if (binding === undefined) return !module.values.isBuiltin(name, identifier);
  // The name of an exception is deleted where its handler ends.
  if (binding.sites.some((site) => site.kind === "delete" || site.kind === "except")) return true;
  return !binding.sites.some((site) => site.kind === "parameter" || isSetBefore(module, site, identifier, binding));
}

function isSetBefore(module: ModuleFacts, site: BindingSite, identifier: Node, binding: Binding): boolean {
  const { tree } = module;
  switch (site.kind) {
    case "for":
    case "with":
      return binding.scope.kind !== "comprehension" && isInBodyOf(module, site, identifier);
    case "assignment":
    case "augmented":
    case "import":
    case "function":
    case "class": {
      const statement = statementOf(tree, site.by);
      const block = tree.parent[statement]!;
      return tree.start[statement]! < tree.start[identifier]! && !tree.contains(statement, identifier)
        ? block === NONE || tree.contains(block, identifier)
        : false;
    }
    default:
      return false;
  }
}

/** In the body of the `for` or `with` that sets the name. */
function isInBodyOf(module: ModuleFacts, site: BindingSite, identifier: Node): boolean {
  const { tree } = module;
  let owner = site.by;
  while (owner !== NONE && tree.kind[owner] !== Kind.for_statement && tree.kind[owner] !== Kind.with_statement)
    owner = tree.parent[owner]!;
  if (owner === NONE) return false;
  const body = tree.childByField(owner, Field.body);
  return body !== NONE && tree.contains(body, identifier);
}
