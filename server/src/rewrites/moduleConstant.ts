/** A new constant at module level, for rewrites that prepare something once. */
import type { TextEdit } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { lineEnding } from "./statements.js";

/** A name that nothing in the module uses yet: `wanted`, or with a number. */
export function freshName(module: ModuleFacts, wanted: string): string {
  let name = wanted;
  for (let number = 2; new RegExp(`\\b${name}\\b`).test(module.tree.text); number++) name = `${wanted}_${number}`;
  return name;
}

/** Inserts `line` on a line of its own before the module-level statement that a node is in, with one blank line after it. */
export function insertBeforeStatement(module: ModuleFacts, node: Node, line: string): TextEdit {
  const { tree, lines } = module;
  let statement = node;
  while (tree.parent[statement] !== 0 && tree.parent[statement] !== NONE) statement = tree.parent[statement]!;
  const ending = lineEnding(tree.text);
  const at = lines.startOf(lines.lineAt(tree.start[firstOfComments(module, statement)]!));
  const isDefinition =
    tree.kind[statement] === Kind.class_definition ||
    tree.kind[statement] === Kind.function_definition ||
    tree.kind[statement] === Kind.decorated_definition;
  return { span: { start: at, end: at }, newText: `${line}${ending}${isDefinition ? ending + ending : ""}` };
}

/** Comments directly above a definition belong to it. */
function firstOfComments(module: ModuleFacts, statement: Node): Node {
  const { tree, lines } = module;
  let first = statement;
  for (const comment of [...module.index.all(Kind.comment)].reverse()) {
    if (tree.start[comment]! >= tree.start[first]!) continue;
    if (lines.lineAt(tree.start[comment]!) !== lines.lineAt(tree.start[first]!) - 1 || tree.parent[comment] !== 0)
      break;
    first = comment;
  }
  return first;
}
