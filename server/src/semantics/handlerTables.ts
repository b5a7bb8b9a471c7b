/** Dicts, lists and tuples whose values are functions of this module. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { displayOf, itemsOf } from "./knownItems.js";
import type { ClassInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { keyOf, onlySite } from "./scopes.js";

/** A table: where it is written, and the functions in it, each once. */
export interface HandlerTable {
  /** `NONE` where the expression is no such table. */
  readonly display: Node;
  readonly handlers: readonly Node[];
}

const NOTHING: HandlerTable = { display: NONE, handlers: [] };

/**
 * The functions of this module, lambdas and bound methods that a table is known to hold: a name that is given a display once, or an
 * attribute of `self` that the class body or `__init__` gives one. Empty where any value is something else.
 */
export function handlersIn(module: ModuleFacts, table: Node): HandlerTable {
  const { tree } = module;
  if (table === NONE) return NOTHING;
  const display = tree.kind[table] === Kind.attribute ? displayOfAttribute(module, table) : displayOf(module, table);
  if (display === NONE) return NOTHING;
  const values = valuesOf(module, table, display);
  if (!values.every((value) => isFunction(module, value))) return NOTHING;
  const different = new Map(values.map((value) => [tree.textOf(value), value]));
  return { display, handlers: [...different.values()] };
}

function valuesOf(module: ModuleFacts, table: Node, display: Node): readonly Node[] {
  const { tree } = module;
  if (tree.kind[display] !== Kind.dictionary)
    return itemsOf(module, tree.kind[table] === Kind.attribute ? display : table);
  return tree
    .namedChildren(display)
    .map((pair) => (tree.kind[pair] === Kind.pair ? tree.childByField(pair, Field.value) : pair));
}

function isFunction(module: ModuleFacts, value: Node): boolean {
  return module.tree.kind[value] === Kind.lambda || module.values.of(value)?.kind === "function";
}

/** The display that `self.name` always is. */
function displayOfAttribute(module: ModuleFacts, attribute: Node): Node {
  const { tree, values } = module;
  const name = tree.childByField(attribute, Field.attribute);
  const object = values.of(tree.childByField(attribute, Field.object));
  if (name === NONE || (object?.kind !== "instance" && object?.kind !== "class") || object.cls === null) return NONE;
  // Every assignment in the module gives a dict, a list or a tuple.
  if (!/^(dict|list|tuple)$/.test(values.typeOf(attribute)?.type ?? "")) return NONE;
  const key = keyOf(module.scopes.at(name), tree.textOf(name));
  const binding = object.cls.scope.find(key);
  const site = binding === undefined ? undefined : onlySite(binding);
  if (site?.kind === "assignment") return displayAt(module, tree.childByField(site.by, Field.right));
  return binding === undefined ? displayInInit(module, object.cls, tree.textOf(name)) : NONE;
}

function displayAt(module: ModuleFacts, right: Node): Node {
  return right === NONE ? NONE : displayOf(module, right);
}

function displayInInit(module: ModuleFacts, cls: ClassInfo, name: string): Node {
  const { tree } = module;
  const init = module.values.memberOf(cls, "__init__", true);
  if (init === undefined || init.owner !== cls) return NONE;
  module.tracker.readAt(init.node);
  let found: Node = NONE;
  for (let node = init.node; node < tree.next[init.node]!; node++) {
    if (tree.kind[node] !== Kind.assignment) continue;
    const left = tree.childByField(node, Field.left);
    if (left === NONE || tree.kind[left] !== Kind.attribute || tree.textOf(left) !== `self.${name}`) continue;
    if (found !== NONE) return NONE;
    found = displayAt(module, tree.childByField(node, Field.right));
  }
  return found;
}
