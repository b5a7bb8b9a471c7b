/** Lists that are made as `[None] * n` and then filled with numbers. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import type { Binding } from "./scopes.js";

/** One of them. */
export interface NoneList {
  readonly binding: Binding;
  /** The `list` in `[None] * n`. */
  readonly display: Node;
  /** The `n`. */
  readonly count: Node;
  readonly type: "int" | "float";
  /** The assignments to its items, in text order; never empty. */
  readonly writes: readonly Node[];
  /** All values that are written are of that type for certain. */
  readonly certain: boolean;
  /** None is written elsewhere in the function, or others get hold of the list: what is not filled may be asked for. */
  readonly mayBeAsked: boolean;
}

/** The list that a `binary_operator` makes, where it goes to a local name and only ints, or only floats, are written to it. */
export function noneListAt(module: ModuleFacts, operation: Node): NoneList | undefined {
  const { tree, values } = module;
  if (tree.textOf(tree.childByField(operation, Field.operator)) !== "*") return undefined;
  const left = tree.childByField(operation, Field.left);
  const right = tree.childByField(operation, Field.right);
  const display = isOneNone(module, left) ? left : isOneNone(module, right) ? right : NONE;
  if (display === NONE) return undefined;
  const assignment = tree.parent[operation]!;
  if (tree.kind[assignment] !== Kind.assignment || tree.field[operation] !== Field.right) return undefined;
  const name = tree.childByField(assignment, Field.left);
  if (tree.kind[name] !== Kind.identifier) return undefined;
  const binding = values.bindingOf(name);
  if (binding === undefined || binding.rebound || binding.scope.kind !== "function" || binding.sites.length !== 1)
    return undefined;
  return filled(module, binding, display, display === left ? right : left);
}

function isOneNone(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  if (tree.kind[node] !== Kind.list) return false;
  const items = tree.namedChildren(node);
  return items.length === 1 && tree.kind[items[0]!] === Kind.none;
}

function filled(module: ModuleFacts, binding: Binding, display: Node, count: Node): NoneList | undefined {
  const { tree, values } = module;
  const writes: Node[] = [];
  const types = new Set<string | undefined>();
  let certain = true;
  let mayBeAsked = nonesIn(module, binding.scope.node) > 1;
  for (const reference of values.referencesTo(binding)) {
    const item = tree.parent[reference]!;
    const isItem = tree.kind[item] === Kind.subscript && tree.field[reference] === Field.value;
    const write = isItem ? tree.parent[item]! : NONE;
    if (write !== NONE && tree.field[item] === Field.left && isAssignment(tree.kind[write]!)) {
      const type = values.typeOf(tree.childByField(write, Field.right));
      if (tree.kind[write] === Kind.assignment) types.add(type?.type);
      certain &&= type?.certain === true;
      writes.push(write);
    } else if (!isItem && reference !== binding.sites[0]!.name && !isRead(module, reference)) {
      mayBeAsked = true;
    }
  }
  const [type, ...others] = types;
  if (others.length > 0 || (type !== "int" && type !== "float")) return undefined;
  return { binding, display, count, type, writes, certain, mayBeAsked };
}

function isAssignment(kind: number): boolean {
  return kind === Kind.assignment || kind === Kind.augmented_assignment;
}

/** A loop over the list, or one of the builtins that need its items. */
function isRead(module: ModuleFacts, reference: Node): boolean {
  const { tree } = module;
  const parent = tree.parent[reference]!;
  if (tree.kind[parent] === Kind.for_statement || tree.kind[parent] === Kind.for_in_clause) return true;
  if (tree.kind[parent] !== Kind.argument_list) return false;
  return /^(len|sum|min|max|enumerate)$/.test(tree.textOf(tree.childByField(tree.parent[parent]!, Field.function)));
}

function nonesIn(module: ModuleFacts, fn: Node): number {
  const { tree } = module;
  let count = 0;
  for (let node = fn; node < tree.next[fn]!; node++) if (tree.kind[node] === Kind.none) count++;
  return count;
}
