/** Whether the tree around a place can be believed. */
import type { Span } from "./findings.js";
import type { ModuleFacts } from "./semantics/module.js";
import { Field, Kind } from "./syntax/kinds.generated.js";
import { NONE } from "./syntax/tree.js";
import { untrusted } from "./syntax/trust.js";

/**
 * False when the function around a span, or the statement at module or class level, cannot be believed: recovery from a syntax error may
 * have moved its parts, or a half-typed line has swallowed the next. Code in other functions is not touched by it.
 */
export function isTrusted(module: ModuleFacts, span: Span): boolean {
  const { tree } = module;
  for (let node = tree.nodeAt(span.start); node !== NONE && node !== 0; node = tree.parent[node]!) {
    if (tree.kind[node] === Kind.ERROR) return false;
    const parent = tree.parent[node]!;
    const isFunction = tree.kind[node] === Kind.function_definition;
    const isStatement =
      parent === 0 ||
      (tree.kind[parent] === Kind.block &&
        tree.field[parent] === Field.body &&
        tree.kind[tree.parent[parent]!] === Kind.class_definition);
    if (isFunction || isStatement) {
      module.tracker.readAt(node);
      return !untrusted(tree, node);
    }
  }
  return true;
}
