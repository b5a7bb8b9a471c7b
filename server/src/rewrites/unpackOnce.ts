/** Reads all fields of a record by one precompiled `struct.Struct`, before the statement that reads the first of them. */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { type FieldRead, layoutOf } from "../semantics/fieldReads.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { freshName, insertBeforeStatement } from "./moduleConstant.js";
import { isPlainLocal } from "./purity.js";
import { hasComment, indentAt, lineEnding, statementOf } from "./statements.js";
import { joinEdits } from "./text.js";

const TITLE = "Unpack the record at once (CPython)";

/** The fix for reads of one buffer in one block, or the reason why there is none. */
export function unpackOnce(
  module: ModuleFacts,
  reads: readonly FieldRead[],
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const result = plan(module, reads);
  if (typeof result === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: result }] };
  return {
    fixes: [
      {
        title: `Unpack the ${reads.length} fields at once (CPython)`,
        applicability: "unsafe",
        kind: "quickfix",
        preconditions: ["the buffer holds the whole record: all fields are now read before the first is used"],
        effect: effect.text,
        slowsDown: effect.slowsDown,
        edits: result,
      },
    ],
    refusals: [],
  };
}

function plan(module: ModuleFacts, reads: readonly FieldRead[]): TextEdit[] | string {
  const { tree, lines } = module;
  const statements = [...new Set(reads.map((read) => statementOf(tree, read.call)))].sort((a, b) => a - b);
  const first = statements[0]!;
  if (!followOneAnother(module, statements))
    return "The fields are not read by statements of one block that follow each other.";
  const layout = layoutOf(module, reads);
  if (typeof layout === "string") return layout;
  for (const node of [reads[0]!.buffer, ...offsetNames(module, reads)]) {
    if (tree.kind[node] !== Kind.identifier) return "The buffer or the offset is not a plain name.";
    if (assignedIn(module, statements, tree.textOf(node))) return `${tree.textOf(node)} is assigned between the reads.`;
  }
  const callee = tree.childByField(reads[0]!.call, Field.function);
  if (tree.kind[callee] !== Kind.attribute) return "The module struct is not imported under a name of its own.";
  const indent = indentAt(tree, lines, first);
  const beginning = tree.text.slice(lines.startOf(lines.lineAt(tree.start[first]!)), tree.start[first]!);
  if (beginning.trim() !== "") return "Another statement stands on the same line.";
  const ending = lineEnding(tree.text);
  const record = freshName(module, "RECORD");
  const names = new Map<FieldRead, string>();
  const edits: TextEdit[] = [];
  for (const [position, read] of layout.fields.entries()) {
    const direct = directTarget(module, read);
    names.set(read, direct ?? freshName(module, `field_${position}`));
  }
  // Where every statement only gives a field its name, the one unpacking takes their place.
  const whole =
    reads.every((read) => directTarget(module, read) !== undefined) &&
    new Set(names.values()).size === reads.length &&
    !hasComment(tree, { start: tree.start[first]!, end: tree.end[statements[statements.length - 1]!]! });
  const offset =
    layout.base === "" ? String(layout.start) : layout.start === 0 ? layout.base : `${layout.base} + ${layout.start}`;
  const call = `${record}.unpack_from(${tree.textOf(reads[0]!.buffer)}, ${offset})`;
  const struct = tree.textOf(tree.childByField(callee, Field.object));
  edits.push(insertBeforeStatement(module, first, `${record} = ${struct}.Struct("${layout.format}")`));
  if (whole) {
    const targets = layout.fields.map((read) => names.get(read)!).join(", ");
    edits.push({
      span: { start: tree.start[first]!, end: tree.end[statements[statements.length - 1]!]! },
      newText: `${targets} = ${call}`,
    });
    return joinEdits(edits);
  }
  if (reads.some((read) => read.target !== NONE))
    return "Some of the fields are taken out by patterns, and some are not.";
  for (const [position, read] of layout.fields.entries()) names.set(read, freshName(module, `field_${position}`));
  const targets = layout.fields.map((read) => names.get(read)!).join(", ");
  edits.push({
    span: { start: tree.start[first]!, end: tree.start[first]! },
    newText: `${targets} = ${call}${ending}${indent}`,
  });
  for (const read of reads) edits.push({ span: module.spanOf(read.value), newText: names.get(read)! });
  return joinEdits(edits);
}

/** `x = struct.unpack_from("d", buf, 0)[0]` names the field `x`. */
function directTarget(module: ModuleFacts, read: FieldRead): string | undefined {
  const { tree } = module;
  if (read.target !== NONE) return isPlainLocal(module, read.target) ? tree.textOf(read.target) : undefined;
  const assignment = tree.parent[read.value]!;
  if (
    tree.kind[assignment] !== Kind.assignment ||
    tree.field[read.value] !== Field.right ||
    tree.kind[tree.parent[assignment]!] !== Kind.expression_statement
  )
    return undefined;
  const target = tree.childByField(assignment, Field.left);
  const plain =
    tree.kind[target] === Kind.identifier &&
    tree.childByField(assignment, Field.type) === NONE &&
    isPlainLocal(module, target);
  return plain ? tree.textOf(target) : undefined;
}

function followOneAnother(module: ModuleFacts, statements: readonly Node[]): boolean {
  const { tree } = module;
  return statements.every((statement, position) => {
    const kind = tree.kind[statement];
    if (kind !== Kind.expression_statement && kind !== Kind.return_statement) return false;
    return position === 0 || tree.nextNamed(statements[position - 1]!) === statement;
  });
}

function offsetNames(module: ModuleFacts, reads: readonly FieldRead[]): Node[] {
  const { tree } = module;
  const names: Node[] = [];
  for (const read of reads) {
    if (read.offset === NONE) continue;
    for (let node = read.offset; node < tree.next[read.offset]!; node++) {
      if (tree.kind[node] === Kind.identifier || tree.kind[node] === Kind.attribute) {
        names.push(node);
        node = tree.next[node]! - 1;
      }
    }
  }
  return names;
}

function assignedIn(module: ModuleFacts, statements: readonly Node[], name: string): boolean {
  const { tree } = module;
  return statements.some((statement) => {
    for (let node = statement; node < tree.next[statement]!; node++) {
      const kind = tree.kind[node];
      if (kind !== Kind.assignment && kind !== Kind.augmented_assignment && kind !== Kind.named_expression) continue;
      const target = tree.childByField(node, kind === Kind.named_expression ? Field.name : Field.left);
      if (new RegExp(`\\b${name}\\b`).test(tree.textOf(target))) return true;
    }
    return false;
  });
}
