/** The quick-fixes for a chain of clamps: bit arithmetic, the abs form, or one small loop. */
import type { Fix, Refusal } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Node } from "../syntax/tree.js";
import {
  asAbsArithmetic,
  asBitArithmetic,
  type Branchless,
  type Condition,
  conditionsInWords,
  foldProblem,
} from "./branchless.js";
import { type Clamp, readClamp } from "./clamps.js";
import { type FixEffect, wrapCall } from "./folding.js";
import { purityOf } from "./purity.js";
import { indentAt, indentUnit, lineEnding, standAlone, statementOf } from "./statements.js";

/** What was measured for each form. */
export interface ChainEffects {
  readonly bits: FixEffect;
  readonly abs: FixEffect;
  readonly loop: FixEffect;
}

/** A loop over fewer values costs more than it saves (sweep `branches` of the lab). */
const FEWEST_FOLDED = 4;

/**
 * Fixes for the chain, best first, and the forms that are refused.
 *
 * @param checks the nodes of the chain's checks in one function, in text order
 * @param allowed how many checks may remain: fewer than the rule reports
 */
export function branchlessFixes(
  module: ModuleFacts,
  checks: readonly Node[],
  allowed: number,
  effects: ChainEffects,
): { fixes: Fix[]; refusals: Refusal[] } {
  const statements = [...new Set(checks.map((check) => statementOf(module.tree, check)))];
  const clamps = statements.map((statement) => readClamp(module, statement)).filter((clamp) => clamp !== undefined);
  const fixes: Fix[] = [];
  const refusals: Refusal[] = [];
  const offer = (offered: Fix | string, title: string): void => {
    if (typeof offered === "string") refusals.push({ title, kind: "quickfix", reason: offered });
    else fixes.push(offered);
  };
  const enough = (rewritten: number): boolean => checks.length - rewritten < allowed;
  offer(
    inPlace(module, clamps, asBitArithmetic, enough, "bit", effects.bits),
    "Rewrite the checks as bit arithmetic (PyPy)",
  );
  offer(
    inPlace(module, clamps, asAbsArithmetic, enough, "float", effects.abs),
    "Rewrite the checks as float arithmetic (PyPy)",
  );
  const loop = "Fold the checks into one loop (PyPy)";
  offer(fold(module, clamps, enough, effects.loop), loop);
  return { fixes, refusals };
}

/** Rewrites each clamp where it stands. */
function inPlace(
  module: ModuleFacts,
  clamps: readonly Clamp[],
  rewrite: (module: ModuleFacts, clamp: Clamp) => Branchless,
  enough: (rewritten: number) => boolean,
  arithmetic: string,
  effect: FixEffect,
): Fix | string {
  let reason = "The checks do not set a name to a new value when it is out of range.";
  const needed = new Map<Condition, string[]>();
  const edits = [];
  for (const clamp of clamps) {
    const form = rewrite(module, clamp);
    if ("reason" in form) {
      reason = form.reason;
    } else if (!standAlone(module, clamp.statement, clamp.statement)) {
      reason = "A comment or another statement stands on the same lines, and it would be lost.";
    } else {
      for (const condition of form.conditions) needed.set(condition, [...(needed.get(condition) ?? []), clamp.name]);
      edits.push({ span: module.spanOf(clamp.statement), newText: form.text });
    }
  }
  if (edits.length === 0 || !enough(edits.length)) return reason;
  return {
    title: `Rewrite ${edits.length} checks as ${arithmetic} arithmetic (PyPy)`,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: conditionsInWords(needed),
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits,
  };
}

/** Folds the longest run of independent clamps with one operator and one type of new value into a loop. */
function fold(
  module: ModuleFacts,
  clamps: readonly Clamp[],
  enough: (rewritten: number) => boolean,
  effect: FixEffect,
): Fix | string {
  const { tree, lines } = module;
  let reason = "Fewer than four of the checks stand directly after one another with the same comparison.";
  let best: Clamp[] = [];
  let run: Clamp[] = [];
  for (const clamp of clamps) {
    const previous = run[run.length - 1];
    const follows =
      previous !== undefined &&
      tree.nextNamed(previous.statement) === clamp.statement &&
      previous.operator === clamp.operator;
    if (!follows) run = [];
    const problem = foldProblem(module, clamp, run);
    if (problem !== null) reason = problem;
    run = problem === null ? [...run, clamp] : [];
    if (run.length > best.length) best = run;
  }
  if (best.length < FEWEST_FOLDED || !enough(best.length)) return reason;
  const first = best[0]!;
  const last = best[best.length - 1]!;
  const types = new Set(
    best.map((clamp) => module.values.typeOf(clamp.value)?.type).filter((type) => type !== undefined),
  );
  if (types.size > 1) return "The new values are of different types, and each mix of types would be a path of its own.";
  if (!standAlone(module, first.statement, last.statement))
    return "A comment stands among the checks, and it would be lost.";
  if (!module.values.isBuiltin("zip", first.statement)) return "The name zip is not certain to be the builtin here.";
  const names = best.map((clamp) => clamp.name);
  const newText = wrapCall({
    names,
    element: `k if x ${first.operator} c else x`,
    targets: "x, c, k",
    columns: [names, best.map((clamp) => tree.textOf(clamp.bound)), best.map((clamp) => tree.textOf(clamp.value))],
    indent: indentAt(tree, lines, first.statement),
    unit: indentUnit(tree, lines),
    ending: lineEnding(tree.text),
  });
  const [type] = types;
  const preconditions: string[] = [];
  const known = (clamp: Clamp): boolean =>
    clamp.type?.certain === true && clamp.type.name === type && module.values.typeOf(clamp.value)?.type === type;
  if (!best.every(known)) {
    preconditions.push(
      `${names.join(", ")} and their new values are all of one type: with mixed types the fold does not help`,
    );
  }
  const unbound = best
    .flatMap((clamp) => [clamp.bound, clamp.value])
    .filter((part) => purityOf(module, part) === "name");
  if (unbound.length > 0)
    preconditions.push(
      `${[...new Set(unbound.map((part) => tree.textOf(part)))].join(", ")} have values here: all are now read first`,
    );
  return {
    title: `Fold ${best.length} checks into one loop (PyPy)`,
    applicability: preconditions.length === 0 ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions,
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [{ span: { start: tree.start[first.statement]!, end: tree.end[last.statement]! }, newText }],
  };
}
