/** Which expressions can be evaluated earlier, or although they were not needed, without anybody noticing. */

import type { ModuleFacts } from "../semantics/module.js";
import { onlySite } from "../semantics/values.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";

/**
 * `constant`: a literal; it cannot fail. `bound`: a name that is certain to have a value. `name`: a name that may not have one yet.
 * `fresh`: a display of such parts, which makes a new object. `effect`: anything that may run code or fail.
 */
export type Purity = "constant" | "bound" | "name" | "fresh" | "effect";

const ORDER: readonly Purity[] = ["constant", "bound", "name", "fresh", "effect"];

/** How freely an expression can be moved. */
export function purityOf(module: ModuleFacts, node: Node): Purity {
  const { tree } = module;
  switch (tree.kind[node]) {
    case Kind.integer:
    case Kind.float:
    case Kind.true:
    case Kind.false:
    case Kind.none:
    case Kind.ellipsis:
      return "constant";
    case Kind.string:
      return tree.childOfKind(node, Kind.interpolation) === NONE ? "constant" : "effect";
    case Kind.concatenated_string:
    case Kind.tuple:
      return worstOf(tree.namedChildren(node).map((child) => purityOf(module, child)));
    case Kind.list:
    case Kind.dictionary:
    case Kind.set: {
      const inner = worstOf(tree.namedChildren(node).map((child) => purityOf(module, child)));
      return inner === "effect" ? "effect" : "fresh";
    }
    case Kind.pair: {
      // A key is hashed; only constants are certain to have a hash.
      if (purityOf(module, tree.childByField(node, Field.key)) !== "constant") return "effect";
      return purityOf(module, tree.childByField(node, Field.value));
    }
    case Kind.parenthesized_expression:
      return purityOf(module, tree.firstNamed(node));
    case Kind.unary_operator: {
      const argument = tree.childByField(node, Field.argument);
      return tree.kind[argument] === Kind.integer || tree.kind[argument] === Kind.float ? "constant" : "effect";
    }
    case Kind.identifier: {
      const binding = module.values.bindingOf(node);
      if (binding === undefined) return "name";
      const site = onlySite(binding);
      return site?.kind === "parameter" ||
        site?.kind === "import" ||
        site?.kind === "function" ||
        site?.kind === "class"
        ? "bound"
        : "name";
    }
    default:
      return "effect";
  }
}

function worstOf(parts: readonly Purity[]): Purity {
  return parts.reduce<Purity>((worst, part) => (ORDER.indexOf(part) > ORDER.indexOf(worst) ? part : worst), "constant");
}

/** The names that an expression reads, attributes and keywords not counted. */
export function namesIn(module: ModuleFacts, expression: Node): Set<string> {
  const { tree } = module;
  const names = new Set<string>();
  for (let node = expression; node < tree.next[expression]!; node++) {
    if (tree.kind[node] !== Kind.identifier) continue;
    if (tree.field[node] === Field.attribute && tree.kind[tree.parent[node]!] === Kind.attribute) continue;
    names.add(tree.textOf(node));
  }
  return names;
}

/** True for a name that belongs to the function around the node: assigned here, not `global`, `nonlocal` or rebound by inner functions. */
export function isPlainLocal(module: ModuleFacts, identifier: Node): boolean {
  const binding = module.values.bindingOf(identifier);
  if (binding === undefined || binding.rebound || binding.scope.kind !== "function") return false;
  const fn = module.definitions.functionAround(identifier);
  return fn !== null && fn.scope === binding.scope && !binding.sites.some((site) => site.kind === "delete");
}
