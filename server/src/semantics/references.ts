/** The places where a name stands, and what they do with its value. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { type Binding, lookup } from "./scopes.js";
import type { ScopeTable } from "./scopeTable.js";

/** The identifiers that mean a binding, in text order, those that bind it included. */
export function referencesTo(tree: Tree, scopes: ScopeTable, binding: Binding): Node[] {
  const { kind } = tree;
  const { name } = binding;
  const within = binding.scope.node;
  const found: Node[] = [];
  for (let node = within; node < tree.next[within]!; node++) {
    if (kind[node] !== Kind.identifier || tree.lengthOf(node) !== name.length) continue;
    if (tree.textOf(node) !== name || !namesVariable(tree, node)) continue;
    if (lookup(scopes, scopes.at(node), name) === binding) found.push(node);
  }
  return found;
}

/** False for the names of attributes and of keyword arguments. */
function namesVariable(tree: Tree, identifier: Node): boolean {
  const parent = tree.parent[identifier]!;
  const field = tree.field[identifier];
  if (tree.kind[parent] === Kind.attribute) return field !== Field.attribute;
  return tree.kind[parent] !== Kind.keyword_argument || field !== Field.name;
}

/** Methods that make a list, set or dict longer. */
const GROWING = /^(append|extend|insert|add|update|setdefault)$/;

/** True when the reference makes the container longer: `xs.append(…)`, `xs[k] = …`, `xs += …`. */
export function growsContainer(tree: Tree, reference: Node): boolean {
  const parent = tree.parent[reference]!;
  switch (tree.kind[parent]) {
    case Kind.attribute:
      return GROWING.test(tree.textOf(tree.childByField(parent, Field.attribute)));
    case Kind.subscript:
      return tree.field[reference] === Field.value && isAssigned(tree, parent);
    default:
      return tree.field[reference] === Field.left && tree.kind[parent] === Kind.augmented_assignment;
  }
}

/** Builtins that read their arguments and keep nothing of them. */
const READING: ReadonlySet<string> = new Set(
  "all any bool dict enumerate frozenset len list max min reversed set sorted str sum tuple zip".split(" "),
);

/** True when the reference only reads items of a container, so that its items stay what they are. */
export function readsItems(tree: Tree, reference: Node): boolean {
  const parent = tree.parent[reference]!;
  const field = tree.field[reference];
  switch (tree.kind[parent]) {
    case Kind.for_statement:
    case Kind.for_in_clause:
      return field === Field.right;
    case Kind.subscript:
      return field === Field.value && !isAssigned(tree, parent);
    case Kind.assignment:
      return field === Field.left;
    case Kind.comparison_operator:
    case Kind.list_splat:
    case Kind.not_operator:
      return true;
    case Kind.attribute:
      return /^(index|count|copy)$/.test(tree.textOf(tree.childByField(parent, Field.attribute)));
    case Kind.argument_list: {
      const callee = tree.childByField(tree.parent[parent]!, Field.function);
      return callee !== NONE && tree.kind[callee] === Kind.identifier && READING.has(tree.textOf(callee));
    }
    default:
      return false;
  }
}

function isAssigned(tree: Tree, target: Node): boolean {
  const parent = tree.parent[target]!;
  switch (tree.kind[parent]) {
    case Kind.assignment:
    case Kind.augmented_assignment:
    case Kind.for_statement:
    case Kind.for_in_clause:
      return tree.field[target] === Field.left;
    case Kind.delete_statement:
    case Kind.expression_list:
    case Kind.pattern_list:
    case Kind.tuple_pattern:
    case Kind.list_pattern:
    case Kind.as_pattern_target:
      return true;
    default:
      return false;
  }
}
