/** How a file is written: its indentation and its line endings. */
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Tree } from "../syntax/tree.js";
import type { Lines } from "./lines.js";

/** What new code is to look like. */
export interface Style {
  /** One level of indentation. */
  readonly indentUnit: string;
  readonly lineEnding: string;
}

/** The style of a module: that of its first indented block and its first line. */
export function styleOf(tree: Tree, lines: Lines): Style {
  const lineEnding = lines.count > 1 ? tree.textBetween(lines.endOf(0), lines.startOf(1)) : "\n";
  return { indentUnit: indentUnit(tree, lines), lineEnding };
}

function indentUnit(tree: Tree, lines: Lines): string {
  for (let node = 0; node < tree.count; node++) {
    if (tree.kind[node] !== Kind.block) continue;
    const first = tree.firstNamed(node);
    const owner = tree.parent[node]!;
    if (first === NONE || lines.lineAt(tree.startOf(first)) === lines.lineAt(tree.startOf(owner))) continue;
    const inner = lines.indentOf(lines.lineAt(tree.startOf(first)));
    const outer = lines.indentOf(lines.lineAt(tree.startOf(owner)));
    if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length);
  }
  return "    ";
}
