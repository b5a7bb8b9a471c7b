/**
 * Collects what a loop adds to a str in a list that is joined after it, and what it adds to a bytes object in a bytearray. Offered for a
 * local name that is set to '' or b'' directly before the loop, and that nothing reads in the loop.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import type { Accumulation } from "../semantics/accumulation.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { certainText } from "./certainText.js";
import type { FixEffect } from "./folding.js";
import { freshName } from "./moduleConstant.js";
import { ownVariablesProblem } from "./ownVariables.js";
import { isPlainLocal } from "./purity.js";
import { beginsLine, placeOf } from "./statements.js";
import { joinEdits } from "./text.js";

const TITLES = {
  str: "Collect the pieces in a list and join them (PyPy)",
  bytes: "Collect the bytes in a bytearray",
} as const;

/** The fix for what a loop makes longer, or the reason why there is none. */
export function joinPieces(
  module: ModuleFacts,
  found: Accumulation,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const title = TITLES[found.type];
  const problem = problemOf(module, found);
  if (problem !== null) return { fixes: [], refusals: [{ title, kind: "quickfix", reason: problem }] };
  const isCertain = found.additions.every((addition) => certainText(module, pieceOf(module, addition)) === found.type);
  const fix: Fix = {
    title,
    applicability: isCertain ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions: isCertain
      ? []
      : [`what is added to ${found.binding.name} is always a ${found.type === "str" ? "str" : "bytes object"}`],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: found.type === "str" ? listEdits(module, found) : bytearrayEdits(module, found),
  };
  return { fixes: [fix], refusals: [] };
}

function pieceOf(module: ModuleFacts, addition: Node): Node {
  return module.tree.childByField(addition, Field.right);
}

/** The statement directly before the loop. */
function statementBefore(module: ModuleFacts, loop: Node): Node {
  const { tree } = module;
  let before: Node = NONE;
  for (let child = tree.firstNamed(tree.parent[loop]!); child !== loop && child !== NONE; child = tree.nextNamed(child))
    before = child;
  return before;
}

/** The `''` that the name is set to by the statement directly before the loop, or `NONE`. */
function emptyStart(module: ModuleFacts, { binding, outermost }: Accumulation): Node {
  const { tree } = module;
  const statement = statementBefore(module, outermost.node);
  if (statement === NONE || tree.kind[statement] !== Kind.expression_statement) return NONE;
  const assignment = tree.firstNamed(statement);
  if (tree.kind[assignment] !== Kind.assignment || tree.childByField(assignment, Field.type) !== NONE) return NONE;
  const left = tree.childByField(assignment, Field.left);
  const value = tree.childByField(assignment, Field.right);
  if (value === NONE || !binding.sites.some((site) => site.by === assignment && site.name === left)) return NONE;
  return tree.kind[value] === Kind.string && /^[bBuU]?(''|"")$/.test(tree.textOf(value)) ? value : NONE;
}

/** Why the pieces cannot be collected, or null. */
function problemOf(module: ModuleFacts, found: Accumulation): string | null {
  const { tree } = module;
  const { binding, outermost, additions } = found;
  const loop = outermost.node;
  const { name } = binding;
  if (!isPlainLocal(module, tree.childByField(additions[0]!, Field.left)))
    return `${name} is not a plain local variable of this function.`;
  const start = emptyStart(module, found);
  if (start === NONE) return `${name} is not set to an empty ${found.type} directly before the loop.`;
  if (!beginsLine(module, tree.parent[tree.parent[start]!]!) || !beginsLine(module, loop))
    return "Another statement stands on the same line.";
  const lefts = new Set(additions.map((addition) => tree.childByField(addition, Field.left)));
  for (const reference of module.values.referencesTo(binding)) {
    if (module.scopes.at(reference) !== binding.scope) return `${name} is read in an inner function or comprehension.`;
    if (tree.contains(loop, reference) && !lefts.has(reference)) return `${name} is read in the loop.`;
  }
  if (additions.some((addition) => isUnfit(module, addition)))
    return `What is added to ${name} is not written as one expression.`;
  if (found.type === "bytes" && !(module.values.isBuiltin("bytes", loop) && module.values.isBuiltin("bytearray", loop)))
    return "The module has a bytes or bytearray of its own.";
  return surroundingProblem(module, loop, binding.scope.node, name) ?? ownVariablesProblem(module, binding.scope.node);
}

/** `s += 1, 2` and `s += yield` mean something else in parentheses; two statements on one line belong together. */
function isUnfit(module: ModuleFacts, addition: Node): boolean {
  const { tree } = module;
  const kind = tree.kind[pieceOf(module, addition)];
  return (
    tree.hasError(addition) ||
    kind === Kind.expression_list ||
    kind === Kind.yield ||
    kind === Kind.assignment ||
    kind === Kind.augmented_assignment
  );
}

/** An exception that is caught around the loop leaves the name with what was collected until then. */
function surroundingProblem(module: ModuleFacts, loop: Node, fn: Node, name: string): string | null {
  const { tree } = module;
  for (let outer = tree.parent[loop]!; outer !== fn && outer !== NONE; outer = tree.parent[outer]!) {
    if (tree.kind[outer] === Kind.try_statement) return `The loop stands in a try, after which ${name} may be read.`;
    if (tree.kind[outer] === Kind.with_statement && !opensFiles(module, outer))
      return `The loop stands in a with that may swallow exceptions, after which ${name} may be read.`;
  }
  return null;
}

/** `with open(…) as file`: files let exceptions pass. */
function opensFiles(module: ModuleFacts, statement: Node): boolean {
  const { tree, values } = module;
  const clause = tree.childOfKind(statement, Kind.with_clause);
  if (clause === NONE) return false;
  return tree.namedChildren(clause).every((item) => {
    const value = tree.kind[item] === Kind.with_item ? tree.childByField(item, Field.value) : NONE;
    const opened = value !== NONE && tree.kind[value] === Kind.as_pattern ? tree.firstNamed(value) : value;
    return opened !== NONE && values.typeOf(opened)?.type.startsWith("io.") === true;
  });
}

/** `pieces = []`, `pieces.append(…)` for each `+=`, and one join after the loop. */
function listEdits(module: ModuleFacts, found: Accumulation): TextEdit[] {
  const { tree } = module;
  const { binding, additions, outermost } = found;
  const pieces = freshName(module, `${binding.name}_parts`);
  const start = emptyStart(module, found);
  const edits: TextEdit[] = [
    { span: { start: tree.startOf(tree.parent[start]!), end: tree.endOf(start) }, newText: `${pieces} = []` },
  ];
  for (const addition of additions) {
    const piece = pieceOf(module, addition);
    edits.push(
      { span: { start: tree.startOf(addition), end: tree.startOf(piece) }, newText: `${pieces}.append(` },
      { span: { start: tree.endOf(piece), end: tree.endOf(piece) }, newText: ")" },
    );
  }
  // Behind the parenthesis of a piece that ends the loop.
  edits.push(after(module, outermost.node, `${binding.name} = "".join(${pieces})`));
  return joinEdits(edits);
}

/** `data = bytearray()`, to which `+=` adds in place, and bytes again after the loop. */
function bytearrayEdits(module: ModuleFacts, found: Accumulation): TextEdit[] {
  const { binding, outermost } = found;
  return joinEdits([
    { span: module.spanOf(emptyStart(module, found)), newText: "bytearray()" },
    after(module, outermost.node, `${binding.name} = bytes(${binding.name})`),
  ]);
}

/** A line of its own after a loop, behind a comment that ends its last line. */
function after(module: ModuleFacts, loop: Node, line: string): TextEdit {
  const { tree, lines } = module;
  const { indent, ending } = placeOf(module, loop);
  const end = lines.endOf(lines.lineAt(tree.endOf(loop)));
  return { span: { start: end, end }, newText: `${ending}${indent}${line}` };
}
