/** `try` statements that make a decision of an exception: what is caught, and how it comes about. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { enclosingFunction } from "./functions.js";
import type { ClassInfo, FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { lastStatement } from "./surroundings.js";

/** A `try` with one handler, after which the loop around goes on. */
export interface Handled {
  /** The `except_clause`. */
  readonly clause: Node;
  /** The expression that names what is caught: one name. */
  readonly caught: Node;
  readonly body: Node;
  readonly handler: Node;
}

/** The parts of a `try` that has one handler for one class, without `finally`; undefined for others, and where the handler leaves. */
export function handledBy(module: ModuleFacts, statement: Node): Handled | undefined {
  const { tree } = module;
  if (tree.hasError(statement) || tree.childOfKind(statement, Kind.finally_clause) !== NONE) return undefined;
  const clauses = tree.namedChildren(statement).filter((child) => tree.kind[child] === Kind.except_clause);
  const [clause, more] = clauses;
  if (clause === undefined || more !== undefined) return undefined;
  let caught = tree.childByField(clause, Field.value);
  if (caught !== NONE && tree.kind[caught] === Kind.as_pattern) caught = tree.firstNamed(caught);
  const body = tree.childByField(statement, Field.body);
  const handler = tree.childOfKind(clause, Kind.block);
  if (caught === NONE || body === NONE || handler === NONE || leaves(module, handler)) return undefined;
  // The first round that does not raise ends the loop: a search that tries few things.
  const last = lastStatement(tree, body);
  if (tree.kind[last] === Kind.return_statement || tree.kind[last] === Kind.break_statement) return undefined;
  return { clause, caught, body, handler };
}

/** The handler ends the loop or the function, or raises again: the exception is no everyday case. */
function leaves(module: ModuleFacts, handler: Node): boolean {
  const { tree } = module;
  for (let node = handler; node < tree.next[handler]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.raise_statement || kind === Kind.return_statement || kind === Kind.break_statement) return true;
    if (kind === Kind.function_definition || kind === Kind.lambda) node = tree.next[node]! - 1;
  }
  return lastStatement(tree, handler) === NONE;
}

/** Functions are followed so far, as in the lab's pair. */
const DEEPEST = 3;

/** How an exception comes about: the calls that lead to the `raise`, outermost first. */
export interface RaisedThrough {
  readonly path: readonly { readonly call: Node; readonly callee: FunctionInfo }[];
  readonly raise: Node;
}

/** The first `raise` of a class of this module behind the calls in a node, or undefined. */
export function raisedBehind(module: ModuleFacts, inside: Node, cls: ClassInfo): RaisedThrough | undefined {
  return search(module, inside, NONE, cls, []);
}

function search(
  module: ModuleFacts,
  inside: Node,
  owner: Node,
  cls: ClassInfo,
  path: RaisedThrough["path"],
): RaisedThrough | undefined {
  const { tree } = module;
  module.tracker.readAt(inside);
  if (path.length > 0) {
    for (let node = inside; node < tree.next[inside]!; node++)
      if (tree.kind[node] === Kind.raise_statement && enclosingFunction(tree, node) === owner)
        if (raisedClass(module, node) === cls) return { path, raise: node };
  }
  if (path.length >= DEEPEST) return undefined;
  for (const call of module.index.within(inside, Kind.call)) {
    const callee = module.calls.calleeOf(call);
    if (callee === undefined || path.some((step) => step.callee === callee) || callee.isGenerator || callee.isAsync)
      continue;
    const found = search(module, callee.node, callee.node, cls, [...path, { call, callee }]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function raisedClass(module: ModuleFacts, raise: Node): ClassInfo | undefined {
  const { tree, values } = module;
  let raised = tree.firstNamed(raise);
  if (raised !== NONE && tree.kind[raised] === Kind.call) raised = tree.childByField(raised, Field.function);
  const value = raised === NONE ? undefined : values.of(raised);
  return value?.kind === "class" ? value.cls : undefined;
}
