/** What stands in lists, tuples and dicts whose items the text shows. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { innermostRight } from "./assignments.js";
import type { ModuleFacts } from "./module.js";
import { unparenthesized } from "./rounds.js";
import { type Binding, onlySite } from "./scopes.js";

/** Names that stand for other names are followed so far. */
const FURTHEST = 3;

/** The expression that a name always stands for: what the one assignment to it gives, or `NONE`. */
export function assignedOnce(module: ModuleFacts, binding: Binding): Node {
  const { tree } = module;
  const site = onlySite(binding);
  if (site?.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return NONE;
  return unparenthesized(tree, innermostRight(tree, tree.childByField(site.by, Field.right)));
}

/** The display or comprehension that an expression is, or that the name that it is always stands for; `NONE` for others. */
export function displayOf(module: ModuleFacts, expression: Node): Node {
  const { tree, values } = module;
  let node = unparenthesized(tree, expression);
  for (let step = 0; step < FURTHEST && node !== NONE && tree.kind[node] === Kind.identifier; step++) {
    const binding = values.bindingOf(node);
    node = binding === undefined ? NONE : assignedOnce(module, binding);
  }
  return node;
}

/**
 * The items that a list or tuple is known to have: those that are written, and those that `append` adds to a name. There may be more.
 * Empty for everything else.
 */
export function itemsOf(module: ModuleFacts, expression: Node): readonly Node[] {
  const { tree, values } = module;
  const display = displayOf(module, expression);
  if (display === NONE) return [];
  const kind = tree.kind[display];
  if (kind !== Kind.list && kind !== Kind.tuple && kind !== Kind.expression_list) return [];
  const items = tree.namedChildren(display).filter((item) => tree.kind[item] !== Kind.list_splat);
  const node = unparenthesized(tree, expression);
  const binding = kind === Kind.list && tree.kind[node] === Kind.identifier ? values.bindingOf(node) : undefined;
  return binding === undefined ? items : [...items, ...appendedTo(module, binding)];
}

/** The arguments of `name.append(…)`. */
function appendedTo(module: ModuleFacts, binding: Binding): Node[] {
  const { tree } = module;
  const found: Node[] = [];
  for (const reference of module.values.referencesTo(binding)) {
    const attribute = tree.parent[reference]!;
    const call = tree.parent[attribute]!;
    if (tree.kind[attribute] !== Kind.attribute || tree.kind[call] !== Kind.call) continue;
    if (tree.textOf(tree.childByField(attribute, Field.attribute)) !== "append") continue;
    const list = tree.childByField(call, Field.arguments);
    const [item, more] = list === NONE ? [] : tree.namedChildren(list);
    if (item !== undefined && more === undefined) found.push(item);
  }
  return found;
}

/** The list or tuple that an expression takes one item of, which is not always the same: `xs[i]`, `random.choice(xs)`; else `NONE`. */
export function chosenFrom(module: ModuleFacts, expression: Node): Node {
  const { tree, values } = module;
  const node = unparenthesized(tree, expression);
  switch (node === NONE ? Kind.ERROR : tree.kind[node]) {
    case Kind.subscript: {
      const index = tree.childByField(node, Field.subscript);
      return index === NONE || isFixed(module, index) ? NONE : tree.childByField(node, Field.value);
    }
    case Kind.call: {
      const callee = values.of(tree.childByField(node, Field.function));
      if (callee?.kind !== "external" || callee.name !== "random.choice") return NONE;
      return tree.firstNamed(tree.childByField(node, Field.arguments));
    }
    case Kind.identifier: {
      const binding = values.bindingOf(node);
      const site = binding === undefined ? undefined : onlySite(binding);
      if (binding === undefined || site === undefined) return NONE;
      if (site.kind === "for") {
        const isWhole = tree.childByField(site.by, Field.left) === site.name;
        return isWhole ? tree.childByField(site.by, Field.right) : NONE;
      }
      const value = assignedOnce(module, binding);
      return value === NONE || tree.kind[value] === Kind.identifier ? NONE : chosenFrom(module, value);
    }
    default:
      return NONE;
  }
}

/** A literal, or a slice: not one of several items. */
function isFixed(module: ModuleFacts, index: Node): boolean {
  const { tree } = module;
  switch (tree.kind[index]) {
    case Kind.integer:
    case Kind.string:
    case Kind.slice:
    case Kind.true:
    case Kind.false:
    case Kind.none:
      return true;
    case Kind.unary_operator:
      return isFixed(module, tree.childByField(index, Field.argument));
    default:
      return false;
  }
}

/**
 * How many rounds a loop over the items has at most, or `Infinity` where the text does not show all of them.
 *
 * @param loop a `for_statement` or `for_in_clause`
 */
export function roundsOver(module: ModuleFacts, loop: Node): number {
  const source = module.tree.childByField(loop, Field.right);
  const items = itemsOf(module, source);
  if (items.length === 0) return Number.POSITIVE_INFINITY;
  const isAddedInLoop = items.some((item) => module.surroundings.around(item).loops.length > 0);
  const display = displayOf(module, source);
  return isAddedInLoop && !items.every((item) => module.tree.contains(display, item))
    ? Number.POSITIVE_INFINITY
    : items.length;
}
