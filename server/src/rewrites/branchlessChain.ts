/** The quick-fixes for a chain of clamps: bit arithmetic, the abs form, or one small loop. */
import type { Fix, Refusal } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Node } from "../syntax/tree.js";
import { asAbsArithmetic, asBitArithmetic, type Branchless, conditionsInWords, foldProblem } from "./branchless.js";
import { certainNumber } from "./certainTypes.js";
import { type Clamp, readClamp } from "./clamps.js";
import { type FixEffect, wrapCall } from "./folding.js";
import { bareText, haveValues, unsetNames } from "./purity.js";
import { hasComment, placeOf, standAlone, statementOf } from "./statements.js";

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
  const rewritten = [];
  for (const clamp of clamps) {
    const form = rewrite(module, clamp);
    if ("reason" in form) reason = form.reason;
    else if (standAlone(module, clamp.statement, clamp.statement)) rewritten.push({ ...form, ...clamp });
    else reason = "A comment or another statement stands on the same lines, and it would be lost.";
  }
  if (rewritten.length === 0 || !enough(rewritten.length)) return reason;
  return {
    title: `Rewrite ${rewritten.length} checks as ${arithmetic} arithmetic (PyPy)`,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: conditionsInWords(rewritten),
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: rewritten.map(({ statement, text }) => ({ span: module.spanOf(statement), newText: text })),
  };
}

/** Folds the longest run of independent clamps with one operator into a loop. */
function fold(
  module: ModuleFacts,
  clamps: readonly Clamp[],
  enough: (rewritten: number) => boolean,
  effect: FixEffect,
): Fix | string {
  const { tree } = module;
  const best = longestRun(module, clamps);
  if (typeof best === "string") return best;
  if (!enough(best.length)) return "Too many of the checks stand apart, or compare in another way.";
  const first = best[0]!;
  const last = best[best.length - 1]!;
  const types = new Set(
    best.map((clamp) => module.values.typeOf(clamp.value)?.type).filter((type) => type !== undefined),
  );
  if (types.size > 1) return "The new values are of different types, and each mix of types would be a path of its own.";
  if (!module.values.isBuiltin("zip", first.statement)) return "The name zip is not certain to be the builtin here.";
  const names = best.map((clamp) => clamp.name);
  const newText = wrapCall({
    names,
    element: `k if x ${first.operator} c else x`,
    targets: "x, c, k",
    columns: [
      names,
      best.map((clamp) => bareText(module, clamp.bound)),
      best.map((clamp) => bareText(module, clamp.value)),
    ],
    ...placeOf(module, first.statement),
  });
  const parts = best.flatMap((clamp) => [clamp.target, clamp.bound, clamp.value]);
  const certain = new Set(parts.map((part) => certainNumber(module, part)));
  const preconditions = haveValues(unsetNames(module, parts));
  if (certain.size > 1 || certain.has(undefined)) {
    preconditions.unshift(
      `${names.join(", ")} and what they are compared with and set to are ints and floats, best all of one type: with mixed types the fold does not help`,
    );
  }
  return {
    title: `Fold ${best.length} checks into one loop (PyPy)`,
    applicability: preconditions.length === 0 ? "safe" : "unsafe",
    kind: "quickfix",
    preconditions,
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: [{ span: { start: tree.startOf(first.statement), end: tree.endOf(last.statement) }, newText }],
  };
}

/** The longest run of clamps that can be folded, directly after one another on lines of their own, or why there is none. */
function longestRun(module: ModuleFacts, clamps: readonly Clamp[]): Clamp[] | string {
  const { tree } = module;
  let reason = "Fewer than four of the checks stand directly after one another with the same comparison.";
  let best: Clamp[] = [];
  let run: Clamp[] = [];
  for (const clamp of clamps) {
    const { statement } = clamp;
    const previous = run[run.length - 1];
    const follows =
      previous !== undefined &&
      previous.operator === clamp.operator &&
      tree.nextNamed(previous.statement) === statement &&
      !hasComment(tree, { start: tree.endOf(previous.statement), end: tree.startOf(statement) });
    if (!follows) run = [];
    if (!standAlone(module, statement, statement)) {
      reason = "A comment or another statement stands on the same lines, and it would be lost.";
      run = [];
      continue;
    }
    const problem = foldProblem(module, clamp, run);
    if (problem !== null) {
      reason = problem;
      run = foldProblem(module, clamp, []) === null ? [clamp] : [];
    } else {
      run = [...run, clamp];
    }
    if (run.length > best.length) best = run;
  }
  return best.length < FEWEST_FOLDED ? reason : best;
}
