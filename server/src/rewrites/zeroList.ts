/**
 * Starts a list with zeros instead of None. Offered where the statement after it writes every item before anything reads one: a plain loop
 * over `range` of the same number, whose body sets the item of the round and does nothing else with the list.
 */
import type { Fix, Refusal } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { NoneList } from "../semantics/noneLists.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { certainNumber } from "./certainTypes.js";
import type { FixEffect } from "./folding.js";
import { ownVariablesProblem } from "./ownVariables.js";
import { isPlainLocal } from "./purity.js";
import { statementOf } from "./statements.js";

/** The fix for a list of numbers that starts as `[None] * n`, or the reason why there is none. */
export function zeroList(
  module: ModuleFacts,
  found: NoneList,
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const zero = found.type === "int" ? "0" : "0.0";
  const title = `Start the list with ${zero} (PyPy)`;
  const problem = problemOf(module, found);
  if (problem !== null) return { fixes: [], refusals: [{ title, kind: "quickfix", reason: problem }] };
  const isCertain = certainNumber(module, found.count) === "int";
  const fix: Fix = {
    title,
    applicability: isCertain ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions: isCertain ? [] : [`${module.tree.textOf(found.count)} is an int`],
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [{ span: module.spanOf(found.display), newText: `[${zero}]` }],
  };
  return { fixes: [fix], refusals: [] };
}

/** Why it cannot be shown that every item is written before one is read, or null. */
function problemOf(module: ModuleFacts, found: NoneList): string | null {
  const { tree } = module;
  const { binding } = found;
  const statement = statementOf(tree, found.display);
  const loop = tree.nextNamed(statement);
  const unshown = `It cannot be shown that every item of ${binding.name} is written before it is read.`;
  if (loop === NONE || tree.kind[loop] !== Kind.for_statement || tree.hasError(loop)) return unshown;
  const write = writeOfEachRound(module, found, loop);
  if (write === NONE) return unshown;
  if (certainNumber(module, tree.childByField(write, Field.right)) !== found.type)
    return `What is written to ${binding.name} may be something else than ${found.type === "int" ? "an int" : "a float"}.`;
  for (const reference of module.values.referencesTo(binding)) {
    if (tree.contains(loop, reference) && !tree.contains(tree.childByField(write, Field.left), reference))
      return unshown;
    if (module.scopes.at(reference) !== binding.scope)
      return `${binding.name} is used in an inner function or comprehension.`;
  }
  if (leavesEarly(module, loop, binding.scope.node)) return unshown;
  return ownVariablesProblem(module, binding.scope.node);
}

/** `xs[i] = …` as a statement of the body of `for i in range(n)`, where nothing else changes `i` or `n`; else `NONE`. */
function writeOfEachRound(module: ModuleFacts, { binding, count, writes }: NoneList, loop: Node): Node {
  const { tree, values } = module;
  const target = tree.childByField(loop, Field.left);
  const range = tree.childByField(loop, Field.right);
  if (tree.kind[target] !== Kind.identifier || tree.kind[range] !== Kind.call) return NONE;
  const callee = values.of(tree.childByField(range, Field.function));
  const parts = tree.namedChildren(tree.childByField(range, Field.arguments));
  if (callee?.kind !== "external" || callee.name !== "builtins.range" || parts.length !== 1) return NONE;
  if (!isSteady(module, count) || tree.textOf(parts[0]!) !== tree.textOf(count)) return NONE;
  if (!isPlainLocal(module, target) || sitesIn(module, target, loop) !== 1) return NONE;
  const body = tree.childByField(loop, Field.body);
  return (
    writes.find((write) => {
      const item = tree.childByField(write, Field.left);
      return (
        tree.kind[write] === Kind.assignment &&
        tree.parent[tree.parent[write]!] === body &&
        tree.textOf(item) === `${binding.name}[${tree.textOf(target)}]`
      );
    }) ?? NONE
  );
}

/** A number, or a local name: it is the same in the list and in the loop that follows. */
function isSteady(module: ModuleFacts, count: Node): boolean {
  const { tree } = module;
  return tree.kind[count] === Kind.integer || (tree.kind[count] === Kind.identifier && isPlainLocal(module, count));
}

function sitesIn(module: ModuleFacts, name: Node, loop: Node): number {
  const sites = module.values.bindingOf(name)?.sites ?? [];
  return sites.filter((site) => module.tree.contains(loop, site.name)).length;
}

/** The loop may end before its last round, or an exception in it may be caught where the list can still be read. */
function leavesEarly(module: ModuleFacts, loop: Node, fn: Node): boolean {
  const { tree } = module;
  for (let node = loop; node < tree.next[loop]!; node++) {
    const kind = tree.kind[node];
    if (kind === Kind.break_statement || kind === Kind.continue_statement || kind === Kind.try_statement) return true;
    if (kind === Kind.with_statement) return true;
  }
  for (let outer = tree.parent[loop]!; outer !== fn && outer !== NONE; outer = tree.parent[outer]!) {
    if (tree.kind[outer] === Kind.try_statement || tree.kind[outer] === Kind.with_statement) return true;
  }
  return false;
}
