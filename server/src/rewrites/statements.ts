/** Statements as text: which stand together on lines of their own, how they are indented. */
import type { Span } from "../findings.js";
import type { Lines } from "../semantics/lines.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { Place } from "./lineWidth.js";

/** The statement that a node stands in, directly in a block or module. */
export function statementOf(tree: Tree, node: Node): Node {
  let statement = node;
  for (let outer = tree.parent[node]!; outer !== NONE; outer = tree.parent[outer]!) {
    if (tree.kind[outer] === Kind.block || tree.kind[outer] === Kind.module) return statement;
    statement = outer;
  }
  return statement;
}

/** True when nothing but white space stands before the statement on its line. */
export function beginsLine(module: ModuleFacts, statement: Node): boolean {
  const { tree, lines } = module;
  const start = tree.startOf(statement);
  return tree.textBetween(lines.startOf(lines.lineAt(start)), start).trim() === "";
}

/** True when nothing but white space stands before and after the statements on their lines, and no comment stands among them. */
export function standAlone(module: ModuleFacts, first: Node, last: Node): boolean {
  const { tree, lines } = module;
  const start = tree.startOf(first);
  const end = tree.endOf(last);
  const after = tree.textBetween(end, lines.endOf(lines.lineAt(end)));
  if (!beginsLine(module, first) || after.trim() !== "") return false;
  return !hasComment(tree, { start, end });
}

/** True when a comment starts inside the range. */
export function hasComment(tree: Tree, span: Span): boolean {
  const outer = tree.nodeAt(span.start);
  for (let node = outer; node < tree.count && tree.startOf(node) < span.end; node++) {
    if (tree.kind[node] === Kind.comment && tree.startOf(node) >= span.start) return true;
  }
  return false;
}

/** The indentation of the line that a node starts on. */
export function indentAt(tree: Tree, lines: Lines, node: Node): string {
  return lines.indentOf(lines.lineAt(tree.startOf(node)));
}

/** Where a statement stands, for writing another in its place. */
export function placeOf(module: ModuleFacts, node: Node): Place {
  const { tree, lines, style } = module;
  return { indent: indentAt(tree, lines, node), unit: style.indentUnit, ending: style.lineEnding };
}
