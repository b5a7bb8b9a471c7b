/** What assignments give to what. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";

/** Targets nested more deeply are not looked into: the call stack has an end. */
const DEEPEST = 50;

/** True when the construct that binds a name is a statement of the body itself, under no condition. */
export function isStatementOf(tree: Tree, by: Node, body: Node): boolean {
  let node = by;
  for (let outer = tree.parent[node]!; outer !== NONE; node = outer, outer = tree.parent[outer]!) {
    switch (tree.kind[outer]) {
      case Kind.expression_statement:
      case Kind.decorated_definition:
      case Kind.assignment:
      case Kind.import_statement:
      case Kind.import_from_statement:
        break;
      default:
        return outer === body;
    }
  }
  return false;
}

/** The value at the end of `a = b = value`. */
export function innermostRight(tree: Tree, right: Node): Node {
  let node = right;
  while (node !== NONE && tree.kind[node] === Kind.assignment) node = tree.childByField(node, Field.right);
  return node;
}

/** The part of `1, 2` that goes to one of the names of `a, b`; `NONE` where that is not plain. */
export function partOf(tree: Tree, target: Node, value: Node, name: Node, depth = 0): Node {
  if (target === NONE || value === NONE || depth > DEEPEST) return NONE;
  if (!isPattern(tree.kind[target]!)) return target === name ? value : NONE;
  const kind = tree.kind[value];
  if (kind !== Kind.expression_list && kind !== Kind.tuple && kind !== Kind.list) return NONE;
  const targets = tree.namedChildren(target);
  const values = tree.namedChildren(value);
  const isSplat = (part: Node): boolean =>
    tree.kind[part] === Kind.list_splat || tree.kind[part] === Kind.list_splat_pattern;
  if (targets.length !== values.length || targets.some(isSplat) || values.some(isSplat)) return NONE;
  const position = targets.findIndex((part) => tree.contains(part, name));
  return position < 0 ? NONE : partOf(tree, targets[position]!, values[position]!, name, depth + 1);
}

function isPattern(kind: number): boolean {
  return kind === Kind.pattern_list || kind === Kind.tuple_pattern || kind === Kind.list_pattern;
}
