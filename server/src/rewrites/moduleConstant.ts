/** A precompiled `struct.Struct` at module level, for rewrites that read a record at once. */
import type { TextEdit } from "../findings.js";
import type { ClassInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { statementOf } from "./statements.js";

/** The constant's name, and the edit that makes it. */
export interface StructConstant {
  readonly name: string;
  readonly edit: TextEdit;
}

/**
 * A name that nothing in the module uses yet: `wanted`, or with a number.
 *
 * @param skipped the number of free names that are left to other rewrites of the same text, since several may be applied together
 */
export function freshName(module: ModuleFacts, wanted: string, skipped = 0): string {
  const stem = wanted.normalize("NFKC");
  let left = skipped;
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}_${number}`;
    if (!module.mentions.has(name) && left-- === 0) return name;
  }
}

/** The constant for a class: `_HTTP_HEADER` for `HttpHeader`. */
export function constantNameFor(cls: ClassInfo): string {
  return `_${cls.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}`;
}

/**
 * `NAME = struct.Struct(FORMAT)` before the module-level statement that holds the call, or the reason why it cannot stand there.
 *
 * @param call a call of `struct.unpack_from`
 * @param skipped as for `freshName`
 */
export function structConstant(
  module: ModuleFacts,
  call: Node,
  format: string,
  wanted: string,
  skipped: number,
): StructConstant | string {
  const { tree } = module;
  const callee = tree.childByField(call, Field.function);
  const struct = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.object) : NONE;
  if (struct === NONE || tree.kind[struct] !== Kind.identifier)
    return "The module struct is not imported under a name of its own.";
  const binding = module.values.bindingOf(struct);
  const site = binding === undefined ? undefined : onlySite(binding);
  const at = placeBefore(module, call);
  if (
    site?.kind !== "import" ||
    tree.parent[statementOf(tree, site.by)] !== 0 ||
    tree.endOf(statementOf(tree, site.by)) > at.start
  )
    return "The module struct is not imported at module level before this place.";
  // It looks at the statements and comments around the place, wherever they are.
  module.readEverything();
  const name = freshName(module, wanted, skipped);
  const line = `${name} = ${tree.textOf(struct)}.Struct("${format}")`;
  const ending = module.style.lineEnding;
  const gap = at.isDefinition ? ending + ending : "";
  return { name, edit: { span: { start: at.start, end: at.start }, newText: `${line}${ending}${gap}` } };
}

/** Where a line can be inserted before the module-level statement that a node is in. */
function placeBefore(module: ModuleFacts, node: Node): { start: number; isDefinition: boolean } {
  const { tree, lines } = module;
  let statement = node;
  while (tree.parent[statement] !== 0 && tree.parent[statement] !== NONE) statement = tree.parent[statement]!;
  const kind = tree.kind[statement];
  return {
    start: lines.startOf(lines.lineAt(tree.startOf(firstOfComments(module, statement)))),
    isDefinition:
      kind === Kind.class_definition || kind === Kind.function_definition || kind === Kind.decorated_definition,
  };
}

/** Comments directly above a definition belong to it. */
function firstOfComments(module: ModuleFacts, statement: Node): Node {
  const { tree, lines } = module;
  let first = statement;
  for (const comment of [...module.index.all(Kind.comment)].reverse()) {
    if (tree.startOf(comment) >= tree.startOf(first)) continue;
    if (lines.lineAt(tree.startOf(comment)) !== lines.lineAt(tree.startOf(first)) - 1 || tree.parent[comment] !== 0)
      break;
    first = comment;
  }
  return first;
}
