/** Whether a name is certain to have a value where it is read. */
import type { ModuleFacts } from "../semantics/module.js";
import type { Binding, BindingSite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { statementOf } from "./statements.js";

/**
 * False for parameters, builtins, and names that an earlier statement of the blocks around has set for certain.
 *
 * @param at where the name is read, if that is not where it stands
 */
export function isPossiblyUnset(module: ModuleFacts, identifier: Node, at = identifier): boolean {
  const name = module.tree.textOf(identifier);
  const binding = module.values.bindingOf(identifier);
  if (binding === undefined) return !module.values.isBuiltin(name, identifier);
  // The name of an exception is deleted where its handler ends.
  if (binding.sites.some((site) => site.kind === "delete" || site.kind === "except")) return true;
  return !binding.sites.some((site) => site.kind === "parameter" || isSetBefore(module, site, at, binding));
}

function isSetBefore(module: ModuleFacts, site: BindingSite, at: Node, binding: Binding): boolean {
  const { tree } = module;
  switch (site.kind) {
    case "for":
    case "with":
      return binding.scope.kind !== "comprehension" && isInBodyOf(module, site, at);
    case "assignment":
    case "augmented":
    case "import":
    case "function":
    case "class": {
      const statement = statementOf(tree, site.by);
      const block = tree.parent[statement]!;
      return tree.startOf(statement) < tree.startOf(at) && !tree.contains(statement, at)
        ? block === NONE || tree.contains(block, at)
        : false;
    }
    case "walrus":
      return isInBranchOf(module, site.by, at);
    default:
      return false;
  }
}

/** In the body of the `if` or `while` whose condition begins with the walrus: `while (x := f()) > 0:`. */
function isInBranchOf(module: ModuleFacts, walrus: Node, at: Node): boolean {
  const { tree } = module;
  let node = walrus;
  for (let outer = tree.parent[node]!; outer !== NONE; node = outer, outer = tree.parent[outer]!) {
    const kind = tree.kind[outer];
    if (kind === Kind.if_statement || kind === Kind.while_statement) {
      const body = tree.childByField(outer, kind === Kind.if_statement ? Field.consequence : Field.body);
      return tree.field[node] === Field.condition && body !== NONE && tree.contains(body, at);
    }
    if (!CONDITIONS.has(kind!) || tree.firstNamed(outer) !== node) return false;
  }
  return false;
}

const CONDITIONS: ReadonlySet<number> = new Set([
  Kind.parenthesized_expression,
  Kind.not_operator,
  Kind.comparison_operator,
  Kind.boolean_operator,
  Kind.binary_operator,
]);

/** In the body of the `for` or `with` that sets the name. */
function isInBodyOf(module: ModuleFacts, site: BindingSite, at: Node): boolean {
  const { tree } = module;
  let owner = site.by;
  while (owner !== NONE && tree.kind[owner] !== Kind.for_statement && tree.kind[owner] !== Kind.with_statement)
    owner = tree.parent[owner]!;
  if (owner === NONE) return false;
  const body = tree.childByField(owner, Field.body);
  return body !== NONE && tree.contains(body, at);
}
