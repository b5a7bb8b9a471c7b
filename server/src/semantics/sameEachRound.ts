/** Whether an expression has the same value in each round of a loop, as far as the names in it tell. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node, Tree } from "../syntax/tree.js";
import { growsContainer } from "./references.js";
import type { Binding } from "./scopes.js";
import type { Values } from "./values.js";

/** Calls that give the same for the same arguments, and that an expression may hold. */
const PURE_BUILTINS = /^(?:str|bytes|int|float|len|list|tuple|set|frozenset|dict|sorted|range|min|max)$/;
const PURE_METHODS =
  /^(?:items|keys|values|lower|upper|strip|encode|decode|format|join|replace|get|escape|compile|copy)$/;
/** Whose object it is, is a question of the call. */
const RECEIVER = /^(?:self|cls)$/;

/**
 * True when nothing in the expression is bound inside `around` (a loop, or the function whose calls are asked about), and the expression
 * calls only what gives the same for the same arguments. Of objects that keep their names only lists, sets and dicts that grow are seen to
 * change.
 *
 * @param mayGrow what grows passes for the same
 */
export function isSameEachRound(tree: Tree, values: Values, expression: Node, around: Node, mayGrow = false): boolean {
  const changes = (name: Node): boolean => {
    const binding = values.bindingOf(name);
    if (binding === undefined) return false;
    return isBoundWithin(tree, binding, around, expression) || (!mayGrow && growsWithin(tree, values, binding, around));
  };
  for (let node = expression; node < tree.next[expression]!; node++) {
    switch (tree.kind[node]) {
      case Kind.await:
      case Kind.yield:
      case Kind.lambda:
      case Kind.named_expression:
        return false;
      case Kind.call:
        if (!isPureCall(tree, node)) return false;
        break;
      case Kind.identifier:
        if (isVariable(tree, node) && changes(node)) return false;
        break;
      default:
        break;
    }
  }
  return true;
}

function isPureCall(tree: Tree, call: Node): boolean {
  const callee = tree.childByField(call, Field.function);
  if (tree.kind[callee] === Kind.identifier) return PURE_BUILTINS.test(tree.textOf(callee));
  return (
    tree.kind[callee] === Kind.attribute && PURE_METHODS.test(tree.textOf(tree.childByField(callee, Field.attribute)))
  );
}

function isVariable(tree: Tree, identifier: Node): boolean {
  const parent = tree.parent[identifier]!;
  if (tree.kind[parent] === Kind.attribute) return tree.field[identifier] !== Field.attribute;
  return tree.kind[parent] !== Kind.keyword_argument || tree.field[identifier] !== Field.name;
}

/** A loop, assignment or parameter inside `around` binds the name. What the expression itself binds, as a comprehension, is its own. */
function isBoundWithin(tree: Tree, binding: Binding, around: Node, expression: Node): boolean {
  return binding.sites.some(
    ({ kind, name }) =>
      tree.contains(around, name) &&
      !tree.contains(expression, name) &&
      !(kind === "parameter" && RECEIVER.test(binding.name)),
  );
}

function growsWithin(tree: Tree, values: Values, binding: Binding, around: Node): boolean {
  if (binding.scope.kind === "module" || binding.sites.some(({ kind }) => kind === "import")) return false;
  return values
    .referencesTo(binding)
    .some((reference) => tree.contains(around, reference) && growsContainer(tree, reference));
}
