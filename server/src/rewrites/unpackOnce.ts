/** Reads all fields of a record by one precompiled `struct.Struct`, before the statement that reads the first of them. */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { type FieldRead, type Layout, layoutOf } from "../semantics/fieldReads.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { onlySite } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { assignment } from "./lineWidth.js";
import { constantNameFor, freshName, structConstant } from "./moduleConstant.js";
import { haveValues, isPlainLocal, namesIn, unsetNames } from "./purity.js";
import { beginsLine, hasComment, placeOf, statementOf } from "./statements.js";
import { joinEdits } from "./text.js";

const RECORD = "_RECORD";
const TITLE = "Unpack the record at once (CPython)";

/** The fix for reads of one buffer in one block, or the reason why there is none. */
export function unpackOnce(
  module: ModuleFacts,
  reads: readonly FieldRead[],
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const plan = planFor(module, reads);
  if (typeof plan === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: plan }] };
  const fix: Fix = {
    title: `Unpack the ${reads.length} fields at once (CPython)`,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: plan.preconditions,
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: plan.edits,
  };
  return { fixes: [fix], refusals: [] };
}

interface Plan {
  readonly edits: readonly TextEdit[];
  readonly preconditions: readonly string[];
}

function planFor(module: ModuleFacts, reads: readonly FieldRead[]): Plan | string {
  const { tree } = module;
  const statements = [...new Set(reads.map((read) => statementOf(tree, read.call)))].sort((a, b) => a - b);
  const first = statements[0]!;
  const fn = module.definitions.functionAround(first);
  if (fn === null) return "The fields are read at module or class level.";
  if (!followOneAnother(module, statements))
    return "The fields are not read by statements of one block that follow each other.";
  if (!beginsLine(module, first)) return "Another statement stands on the same line.";
  const layout = layoutOf(module, reads);
  if (typeof layout === "string") return layout;
  const problem =
    reads.map((read) => placeProblem(module, fn, read)).find((reason) => reason !== null) ??
    sourceProblem(module, reads, statements);
  if (problem !== null) return problem;
  const record = structConstant(module, reads[0]!.call, layout.format, RECORD, recordsBefore(module, reads));
  if (typeof record === "string") return record;

  const buffer = tree.textOf(reads[0]!.buffer);
  const from = layout.start === 0 ? layout.base : `${layout.base} + ${layout.start}`;
  const call = `${record.name}.unpack_from(${buffer}, ${layout.base === "" ? layout.start : from})`;
  const targets = layout.fields.map((read) => directTarget(module, read)).filter((target) => target !== undefined);
  const last = statements[statements.length - 1]!;
  const wholeStatements =
    new Set(targets).size === reads.length && !hasComment(tree, { start: tree.startOf(first), end: tree.endOf(last) });
  const preconditions = [
    layout.base === ""
      ? `${buffer} holds the whole record`
      : `${buffer} holds the whole record, and ${layout.base} is an int that is not negative`,
    ...haveValues(unsetNames(module, [reads[0]!.buffer, ...offsetsOf(reads)])),
  ];
  if (wholeStatements) {
    // Nothing else runs between the reads: the one unpacking takes their place.
    const span = { start: tree.startOf(first), end: tree.endOf(last) };
    const edits = joinEdits([record.edit, { span, newText: assignment(placeOf(module, first), targets, call) }]);
    return { edits, preconditions };
  }
  if (reads.some((read) => read.target !== NONE))
    return "Some of the fields are taken out by patterns, and some are not.";
  preconditions.push(`${buffer} does not change between the reads: all fields are now read before the first is used`);
  return { edits: joinEdits([record.edit, ...besideStatements(module, first, layout, call)]), preconditions };
}

/** The number of other rewrites that may make a constant of this name: those of earlier reads, and of classes called so. */
function recordsBefore(module: ModuleFacts, reads: readonly FieldRead[]): number {
  const { tree, definitions } = module;
  const group = (read: FieldRead): string => `${tree.parent[statementOf(tree, read.call)]}:${tree.textOf(read.buffer)}`;
  const all = module.fieldReads.map(group);
  const groups = [...new Set(all)].filter((key) => all.indexOf(key) !== all.lastIndexOf(key));
  const classes = definitions.allClasses().filter((cls) => constantNameFor(cls) === RECORD).length;
  return classes + groups.indexOf(group(reads[0]!));
}

/** The unpacking before the first statement, and a name in the place of each read. */
function besideStatements(module: ModuleFacts, first: Node, layout: Layout, call: string): TextEdit[] {
  const { tree } = module;
  const names = layout.fields.map((_, position) => freshName(module, `field_${position}`));
  const start = tree.startOf(first);
  const place = placeOf(module, first);
  return [
    { span: { start, end: start }, newText: `${assignment(place, names, call)}${place.ending}${place.indent}` },
    ...layout.fields.map((read, position) => ({ span: module.spanOf(read.value), newText: names[position]! })),
  ];
}

/** Why a read cannot be taken out of its place, or null. */
function placeProblem(module: ModuleFacts, fn: FunctionInfo, read: FieldRead): string | null {
  const { tree } = module;
  if (module.scopes.at(read.call) !== fn.scope)
    return "A field is read in a lambda or comprehension, for each call or round of it.";
  for (
    let outer = tree.parent[read.call]!;
    outer !== NONE && tree.kind[outer] !== Kind.block;
    outer = tree.parent[outer]!
  ) {
    if (tree.kind[outer] === Kind.interpolation) return "A field is read in an f-string.";
  }
  return null;
}

/** Why buffer or offset may be something else from read to read, or null. */
function sourceProblem(module: ModuleFacts, reads: readonly FieldRead[], statements: readonly Node[]): string | null {
  const { tree, values } = module;
  for (const source of [reads[0]!.buffer, ...offsetsOf(reads)]) {
    for (let node = source; node < tree.next[source]!; node++) {
      if (tree.kind[node] === Kind.attribute || (node === reads[0]!.buffer && tree.kind[node] !== Kind.identifier))
        return "The buffer or the offset is not a plain name.";
    }
    for (const name of namesIn(module, source)) {
      const binding = values.bindingOf(name);
      if (binding === undefined || (!isPlainLocal(module, name) && onlySite(binding) === undefined))
        return `${tree.textOf(name)} is not a plain local variable of this function.`;
      if (binding.sites.some((site) => statements.some((statement) => tree.contains(statement, site.name))))
        return `${tree.textOf(name)} is assigned between the reads.`;
    }
  }
  return null;
}

function offsetsOf(reads: readonly FieldRead[]): Node[] {
  return reads.map((read) => read.offset).filter((offset) => offset !== NONE);
}

/** The name in `x = struct.unpack_from("d", buf, 0)[0]` or `(x,) = struct.unpack_from("d", buf, 0)`, where that is all. */
function directTarget(module: ModuleFacts, read: FieldRead): string | undefined {
  const { tree } = module;
  const assignment = tree.parent[read.value]!;
  if (
    tree.kind[assignment] !== Kind.assignment ||
    tree.field[read.value] !== Field.right ||
    tree.kind[tree.parent[assignment]!] !== Kind.expression_statement ||
    tree.childByField(assignment, Field.type) !== NONE
  )
    return undefined;
  const target = read.target === NONE ? tree.childByField(assignment, Field.left) : read.target;
  return tree.kind[target] === Kind.identifier && isPlainLocal(module, target) ? tree.textOf(target) : undefined;
}

function followOneAnother(module: ModuleFacts, statements: readonly Node[]): boolean {
  const { tree } = module;
  return statements.every((statement, position) => {
    const kind = tree.kind[statement];
    if (kind !== Kind.expression_statement && kind !== Kind.return_statement) return false;
    return position === 0 || tree.nextNamed(statements[position - 1]!) === statement;
  });
}
