/** Whether the tree around a place can be believed. */
import type { Span } from "./findings.js";
import type { ModuleFacts } from "./semantics/module.js";
import { Field, Kind } from "./syntax/kinds.generated.js";
import { NONE } from "./syntax/tree.js";

/**
 * False when the function around a span, or the module-level statement, holds a syntax error: recovery may then have moved its parts.
 * Code in other functions is not touched by it.
 */
export function isTrusted(module: ModuleFacts, span: Span): boolean {
  const { tree } = module;
  if (!tree.hasError(0)) return true;
  for (let node = tree.nodeAt(span.start); node !== NONE && node !== 0; node = tree.parent[node]!) {
    if (tree.kind[node] === Kind.ERROR) return false;
    const parent = tree.parent[node]!;
    const isFunction = tree.kind[node] === Kind.function_definition;
    const isStatement =
      parent === 0 ||
      (tree.kind[parent] === Kind.block &&
        tree.field[parent] === Field.body &&
        tree.kind[tree.parent[parent]!] === Kind.class_definition);
    if (isFunction || isStatement) return !tree.hasError(node);
  }
  return true;
}
