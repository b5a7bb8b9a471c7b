/** Coroutine functions and asynchronous generators of a module that run to their end without ever waiting. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";

/** Functions that await each other through more levels than this are taken to wait. */
const DEEPEST_CHAIN = 6;

/** Statements that do nothing by themselves: a body of these is to be filled by a subclass. */
const EMPTY: ReadonlySet<number> = new Set([
  Kind.pass_statement,
  Kind.raise_statement,
  Kind.string,
  Kind.ellipsis,
  Kind.comment,
]);

/**
 * What a function awaits, itself first, when all of that is in the module and none of it awaits anything else; undefined when it may wait,
 * when it holds `async for` or `async with`, or when it has no body to speak of.
 */
export function awaitedWithoutWaiting(module: ModuleFacts, fn: FunctionInfo): readonly FunctionInfo[] | undefined {
  const chain: FunctionInfo[] = [];
  return collect(module, fn, chain, 0) ? chain : undefined;
}

/** The `await` expressions and the words `async` in a node, those of functions that are only defined there left out. In text order. */
export function waitsIn(module: ModuleFacts, outer: Node): Node[] {
  const { tree } = module;
  const found: Node[] = [];
  for (let node = outer + 1; node < tree.next[outer]!; node++) {
    const kind = tree.kind[node]!;
    if (isDefinition(kind)) node = tree.next[node]! - 1;
    else if (kind === Kind.await || kind === Kind.kw_async) found.push(node);
  }
  return found;
}

/** The function of this module whose call an `await` waits for, or undefined. */
export function awaitedFunction(module: ModuleFacts, node: Node): FunctionInfo | undefined {
  const { tree } = module;
  const call = tree.firstNamed(node);
  const fn = call === NONE || tree.kind[call] !== Kind.call ? undefined : module.calls.calleeOf(call);
  return fn?.isAsync && !fn.isGenerator ? fn : undefined;
}

function collect(module: ModuleFacts, fn: FunctionInfo, chain: FunctionInfo[], depth: number): boolean {
  const { tree } = module;
  if (chain.includes(fn)) return true;
  const body = tree.childByField(fn.node, Field.body);
  module.tracker.readAt(fn.node);
  if (depth > DEEPEST_CHAIN || body === NONE || tree.hasError(fn.node) || isEmpty(module, body)) return false;
  chain.push(fn);
  for (let node = body + 1; node < tree.next[body]!; node++) {
    const kind = tree.kind[node]!;
    if (isDefinition(kind)) node = tree.next[node]! - 1;
    else if (kind === Kind.kw_async) return false;
    else if (kind === Kind.await) {
      const awaited = awaitedFunction(module, node);
      if (awaited === undefined || !collect(module, awaited, chain, depth + 1)) return false;
    }
  }
  return true;
}

function isDefinition(kind: number): boolean {
  return kind === Kind.function_definition || kind === Kind.class_definition || kind === Kind.lambda;
}

function isEmpty(module: ModuleFacts, body: Node): boolean {
  const { tree } = module;
  return tree.namedChildren(body).every((statement) => {
    const kind = tree.kind[statement]!;
    const value = tree.firstNamed(statement);
    if (kind === Kind.expression_statement) return value !== NONE && EMPTY.has(tree.kind[value]!);
    if (kind !== Kind.return_statement) return EMPTY.has(kind);
    return value === NONE || tree.firstNamed(value) === NONE;
  });
}
