/** Places that take from the front of a list, or put something there: all other items move. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import type { Rows } from "./rows.js";

/** One of them. */
export interface FrontAccess {
  /** The call, or the `del` statement. */
  readonly node: Node;
  readonly kind: "pop" | "insert" | "del";
  /** The list. */
  readonly list: Node;
  /** False when it is known to be a list from an annotation only. */
  readonly certain: boolean;
}

/** The accesses in a part of the module that are written in loops, in text order. */
export function frontAccessesIn(module: ModuleFacts, rows: Rows): FrontAccess[] {
  const found: FrontAccess[] = [];
  const { byName } = module.loopCalls.in(rows);
  for (const call of byName.get("list.pop") ?? [])
    if (hasZero(module, call, 1)) found.push(ofCall(module, call, "pop"));
  for (const call of byName.get("list.insert") ?? [])
    if (hasZero(module, call, 2)) found.push(ofCall(module, call, "insert"));
  for (const statement of module.index.between(rows.from, rows.to, Kind.delete_statement)) {
    const access = ofDelete(module, statement);
    if (access !== undefined) found.push(access);
  }
  return found.sort((a, b) => a.node - b.node);
}

/** `0` is the first of so many plain arguments. */
function hasZero(module: ModuleFacts, call: Node, count: number): boolean {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  if (tree.kind[list] !== Kind.argument_list) return false;
  const parts = tree.namedChildren(list);
  const isPlain = (part: Node): boolean =>
    tree.kind[part] !== Kind.keyword_argument && tree.kind[part] !== Kind.list_splat;
  return parts.length === count && tree.textOf(parts[0]!) === "0" && parts.every(isPlain);
}

function ofCall(module: ModuleFacts, node: Node, kind: "pop" | "insert"): FrontAccess {
  const { tree, values } = module;
  const callee = tree.childByField(node, Field.function);
  const list = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.object) : NONE;
  return { node, kind, list, certain: values.typeOf(list)?.certain === true };
}

/** `del xs[0]` and nothing else. */
function ofDelete(module: ModuleFacts, node: Node): FrontAccess | undefined {
  const { tree, values } = module;
  const target = tree.firstNamed(node);
  if (target === NONE || tree.kind[target] !== Kind.subscript || tree.hasError(node)) return undefined;
  if (tree.textOf(tree.childByField(target, Field.subscript)) !== "0") return undefined;
  const list = tree.childByField(target, Field.value);
  const type = values.typeOf(list);
  return type?.type === "list" ? { node, kind: "del", list, certain: type.certain } : undefined;
}
