/**
 * A local name for a global that a loop changes: `total += x` becomes `local_total += x`, with `local_total = total` before the loop and
 * `total = local_total` after it.
 *
 * Until the loop ends the global has its old value. Functions of this module that would see it are looked for; what else could (methods of
 * unknown objects, other threads, an exception that leaves the loop) is stated.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import { isStatementOf } from "../semantics/assignments.js";
import type { GlobalAccumulator } from "../semantics/globalAccumulators.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FixEffect } from "./folding.js";
import { freshName } from "./moduleConstant.js";
import { haveValues, isVariable } from "./purity.js";
import { indentAt, statementOf } from "./statements.js";

/** Functions that a called function leads to are looked through up to this number. */
const MOST_FUNCTIONS = 100;

/** Statements that leave the loop, or let others run while it goes on. */
const LEAVING: ReadonlyMap<number, string> = new Map<number, string>([
  [Kind.return_statement, "The loop returns from the function."],
  [Kind.yield, "The loop yields, and others see the global meanwhile."],
  [Kind.await, "The loop waits, and others see the global meanwhile."],
  [Kind.kw_async, "The loop waits, and others see the global meanwhile."],
  [Kind.global_statement, "The name is declared global inside the loop."],
]);

/** The fix, or why there is none. */
export function accumulateLocally(
  module: ModuleFacts,
  found: GlobalAccumulator,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const { binding } = found;
  const title = `Add to a local name, and set ${binding.name} after the loop`;
  const reason = problemOf(module, found);
  if (reason !== null) return { fixes: [], refusals: [{ title, kind: "quickfix", reason }] };
  const fix: Fix = {
    title,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: [
      `nothing that the loop runs, and no other thread, reads or changes ${binding.name}: it has its old value until the loop ends`,
      `no exception leaves the loop: ${binding.name} would keep its old value`,
      ...haveValues(hasValue(module, found) ? [] : [binding.name]),
    ],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: editsFor(module, found, freshName(module, `local_${binding.name.replace(/^_+/, "").toLowerCase()}`)),
  };
  return { fixes: [fix], refusals: [] };
}

/** Where the loop names the global, in text order. */
function namesInLoop(module: ModuleFacts, { binding, loop }: GlobalAccumulator): Node[] {
  const { tree, values } = module;
  const names: Node[] = [];
  for (let node = loop; node < tree.next[loop]!; node++) {
    if (tree.kind[node] !== Kind.identifier || !isVariable(module, node)) continue;
    if (values.bindingOf(node) === binding) names.push(node);
  }
  return names;
}

function problemOf(module: ModuleFacts, found: GlobalAccumulator): string | null {
  const { tree, scopes } = module;
  const { binding, loop, fn } = found;
  let breaks = false;
  for (let node = loop; node < tree.next[loop]!; node++) {
    const reason = LEAVING.get(tree.kind[node]!);
    if (reason !== undefined) return reason;
    breaks ||= tree.kind[node] === Kind.break_statement;
  }
  if (!breaks && module.surroundings.loopAt(loop).rounds === Number.POSITIVE_INFINITY)
    return "The loop ends by an exception alone.";
  for (const name of namesInLoop(module, found)) {
    if (scopes.at(name) !== fn.scope) return `A function or comprehension inside the loop reads ${binding.name}.`;
    if (showsItsName(module, name)) return `An f-string shows the name ${binding.name}.`;
  }
  for (let node = fn.node; node < tree.next[fn.node]!; node++) {
    if (tree.kind[node] !== Kind.identifier || !isVariable(module, node)) continue;
    if (/^(locals|vars|dir|globals|eval|exec)$/.test(tree.textOf(node)))
      return `The function uses ${tree.textOf(node)}, which sees its names.`;
  }
  const reader = calledReader(module, found);
  return reader === null ? null : `The loop calls ${reader.name}(), which leads to code that uses ${binding.name}.`;
}

/** `f"{total=}"` */
function showsItsName(module: ModuleFacts, name: Node): boolean {
  const { tree } = module;
  for (let outer = tree.parent[name]!; outer !== NONE; outer = tree.parent[outer]!) {
    if (tree.kind[outer] === Kind.interpolation) return /=\s*(![rsa])?\s*(:.*)?\}$/s.test(tree.textOf(outer));
    if (tree.kind[outer] === Kind.block) return false;
  }
  return false;
}

/** A function that the loop calls and that names the global, or calls one that does. */
function calledReader(module: ModuleFacts, { binding, loop }: GlobalAccumulator): FunctionInfo | null {
  const { tree, index, calls } = module;
  const references = module.values.referencesTo(binding);
  const seen = new Set<FunctionInfo>();
  const uses = (fn: FunctionInfo): boolean => {
    if (seen.has(fn) || seen.size >= MOST_FUNCTIONS) return false;
    seen.add(fn);
    module.tracker.readAt(fn.node);
    if (references.some((reference) => tree.contains(fn.node, reference))) return true;
    return calledIn(fn.node).some(uses);
  };
  const calledIn = (outer: Node): FunctionInfo[] =>
    index
      .within(outer, Kind.call)
      .map((call) => calls.calleeOf(call))
      .filter((callee) => callee !== undefined);
  return calledIn(loop).find(uses) ?? null;
}

/** The global has a value whenever the loop begins: the function, or the module before the function, sets it under no condition. */
function hasValue(module: ModuleFacts, { binding, fn, loop }: GlobalAccumulator): boolean {
  const { tree } = module;
  return binding.sites.some((site) => {
    if (site.kind !== "assignment") return false;
    const statement = statementOf(tree, site.by);
    if (site.isDisplaced)
      return site.from === fn.scope && statement < loop && tree.contains(tree.parent[statement]!, loop);
    return isStatementOf(tree, site.by, 0) && statement < fn.node;
  });
}

function editsFor(module: ModuleFacts, found: GlobalAccumulator, local: string): TextEdit[] {
  const { tree, lines, style } = module;
  const { loop } = found;
  const names = namesInLoop(module, found);
  const written = tree.textOf(names[0]!);
  const indent = indentAt(tree, lines, loop);
  const before = lines.startOf(firstLineOf(module, loop));
  const after = lines.endOf(lines.lineAt(tree.endOf(loop)));
  const inLoop = names.map((name) => ({ span: module.spanOf(name), newText: local }));
  return [
    { span: { start: before, end: before }, newText: `${indent}${local} = ${written}${style.lineEnding}` },
    ...inLoop,
    { span: { start: after, end: after }, newText: `${style.lineEnding}${indent}${written} = ${local}` },
  ];
}

/** The line of the loop, or of the first of the comments directly above it, which belong to it. */
function firstLineOf(module: ModuleFacts, loop: Node): number {
  const { tree, lines } = module;
  let line = lines.lineAt(tree.startOf(loop));
  while (line > 0) {
    const start = lines.startOf(line - 1) + lines.indentOf(line - 1).length;
    if (tree.charAt(start) !== "#" || tree.kind[tree.nodeAt(start)] !== Kind.comment) break;
    line--;
  }
  return line;
}
