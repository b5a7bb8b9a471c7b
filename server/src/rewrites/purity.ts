/** Which expressions can be evaluated earlier, or although they were not needed, without anybody noticing. */

import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { isPossiblyUnset } from "./bound.js";

/**
 * `constant`: a literal that can be a key. `pure`: names, and tuples of such parts; it can only fail where a name has no value.
 * `fresh`: a display of such parts, which makes a new object each time. `effect`: anything that may run code or fail.
 */
export type Purity = "constant" | "pure" | "fresh" | "effect";

const ORDER: readonly Purity[] = ["constant", "pure", "fresh", "effect"];

/** How freely an expression can be moved. */
export function purityOf(module: ModuleFacts, node: Node): Purity {
  return module.tree.isDeep(node) ? "effect" : purityWithin(module, node);
}

function purityWithin(module: ModuleFacts, node: Node): Purity {
  const { tree } = module;
  switch (tree.kind[node]) {
    case Kind.integer:
    case Kind.float:
    case Kind.true:
    case Kind.false:
    case Kind.none:
    case Kind.ellipsis:
      return "constant";
    case Kind.identifier:
      return "pure";
    case Kind.string:
      return tree.childOfKind(node, Kind.interpolation) === NONE ? "constant" : "effect";
    case Kind.concatenated_string:
    case Kind.tuple:
      return worstOf(tree.namedChildren(node).map((child) => purityWithin(module, child)));
    case Kind.list:
    case Kind.dictionary:
      return fresh(tree.namedChildren(node).map((child) => purityWithin(module, child)));
    case Kind.set:
      // Items of a set and keys are hashed; only constants are certain to have a hash.
      return fresh(tree.namedChildren(node).map((child) => constantOnly(purityWithin(module, child))));
    case Kind.pair:
      return worstOf([
        constantOnly(purityWithin(module, tree.childByField(node, Field.key))),
        purityWithin(module, tree.childByField(node, Field.value)),
      ]);
    case Kind.parenthesized_expression:
      return purityWithin(module, tree.firstNamed(node));
    case Kind.unary_operator:
      return isSignedNumber(module, node) ? "constant" : "effect";
    default:
      return "effect";
  }
}

/** `-1`, `+1.5`, `~7`; not `~1.5`, which fails. */
function isSignedNumber(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  const kind = tree.kind[tree.childByField(node, Field.argument)];
  if (kind === Kind.float) return tree.textOf(tree.childByField(node, Field.operator)) !== "~";
  return kind === Kind.integer && !/[jJ]$/.test(tree.textOf(node));
}

function worstOf(parts: readonly Purity[]): Purity {
  return parts.reduce<Purity>((worst, part) => (ORDER.indexOf(part) > ORDER.indexOf(worst) ? part : worst), "constant");
}

function fresh(parts: readonly Purity[]): Purity {
  return worstOf(["fresh", ...parts]);
}

function constantOnly(purity: Purity): Purity {
  return purity === "constant" ? purity : "effect";
}

/** The text of an expression without parentheses around the whole, which it does not need between commas. */
export function bareText(module: ModuleFacts, expression: Node): string {
  const { tree } = module;
  let node = expression;
  while (tree.kind[node] === Kind.parenthesized_expression) node = tree.firstNamed(node);
  return tree.textOf(node);
}

/** The names that an expression reads, each once, in text order; attributes and keywords are none. */
export function namesIn(module: ModuleFacts, expression: Node): Node[] {
  const { tree } = module;
  const names = new Map<string, Node>();
  for (let node = expression; node < tree.next[expression]!; node++) {
    if (tree.kind[node] === Kind.identifier && isVariable(module, node) && !names.has(tree.textOf(node)))
      names.set(tree.textOf(node), node);
  }
  return [...names.values()];
}

/** False for identifiers that are attributes or names of keyword arguments. */
export function isVariable(module: ModuleFacts, identifier: Node): boolean {
  const { tree } = module;
  const parent = tree.kind[tree.parent[identifier]!];
  if (parent === Kind.attribute) return tree.field[identifier] !== Field.attribute;
  return parent !== Kind.keyword_argument || tree.field[identifier] !== Field.name;
}

/** True when the expression reads the name. */
export function reads(module: ModuleFacts, expression: Node, name: string): boolean {
  return namesIn(module, expression).some((node) => module.tree.textOf(node) === name);
}

/** The names in the expressions that may have no value when they are read, each once. */
export function unsetNames(module: ModuleFacts, expressions: readonly Node[]): string[] {
  const unset = expressions.flatMap((expression) =>
    namesIn(module, expression).filter((name) => isPossiblyUnset(module, name)),
  );
  return [...new Set(unset.map((name) => module.tree.textOf(name)))];
}

/** The precondition that names have values, as a list of one or none. */
export function haveValues(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? `${names[0]} has a value here: it is now always read, and read first`
      : `${names.join(", ")} have values here: they are now always read, and read first`,
  ];
}

/** True for a name that belongs to the function around the node: assigned here, not `global`, `nonlocal` or rebound by inner functions. */
export function isPlainLocal(module: ModuleFacts, identifier: Node): boolean {
  const binding = module.values.bindingOf(identifier);
  if (binding === undefined || binding.rebound || binding.scope.kind !== "function") return false;
  const fn = module.definitions.functionAround(identifier);
  return fn !== null && fn.scope === binding.scope && !binding.sites.some((site) => site.kind === "delete");
}
