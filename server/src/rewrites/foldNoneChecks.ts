/**
 * Folds a chain of None checks into one small loop: `a, b = [d if x is None else x for x, d in zip((a, b), (1, 2))]`. A loop header is
 * the only place where PyPy's traces merge, so the paths join there. The form matters: literal pairs instead of `zip` leave the
 * bridges (docs/rules/none-check-chain.md).
 *
 * Testing for None runs no code, and only defaults that can be evaluated at any time are moved, so results are equal for all values;
 * what must be stated is that names have values, and the conversion where int and float defaults are mixed.
 */
import type { Fix, Refusal, TextEdit } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { type FixEffect, wrapCall } from "./folding.js";
import { bareText, haveValues, isPlainLocal, purityOf, reads, unsetNames } from "./purity.js";
import { hasComment, placeOf, standAlone, statementOf } from "./statements.js";

/** A statement `if x is None: x = d`, in one of its spellings. */
interface DefaultCheck {
  readonly statement: Node;
  readonly name: string;
  readonly target: Node;
  readonly value: Node;
  /** The type of the default: `int`, `str`, `None`, a qualified name, or `unknown`. */
  readonly type: string;
}

/** Checks that become one loop. */
interface Fold {
  readonly checks: readonly DefaultCheck[];
  /** Int and float defaults together: every value is converted to float. */
  readonly converts: boolean;
}

/** What a run of statements becomes: in text order folds, and statements that stay as they are. */
interface Plan {
  readonly statements: readonly Node[];
  readonly parts: readonly (Fold | Node)[];
  /** The checks that are evaluated at another time than before: those that are folded, and those among them. */
  readonly moved: readonly DefaultCheck[];
}

/** Folding fewer checks than this costs more than it saves (sweep `none-checks` of the lab). */
const FEWEST_FOLDED = 4;

const TITLE = "Fold the None checks into one loop (PyPy)";

/** The fix, or why there is none. `checks` are the nodes of the chain's checks in one function, in text order. */
export function foldNoneChecks(
  module: ModuleFacts,
  checks: readonly Node[],
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const plans = plansFor(module, checks);
  if (typeof plans === "string") return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason: plans }] };
  const folds = plans.flatMap((plan) => plan.parts).filter((part): part is Fold => typeof part !== "number");
  const folded = folds.reduce((sum, fold) => sum + fold.checks.length, 0);
  const fix: Fix = {
    title: `Fold ${folded} None checks into ${folds.length === 1 ? "one loop" : `${folds.length} loops`} (PyPy)`,
    applicability: "unsafe",
    kind: "quickfix",
    preconditions: preconditionsOf(
      module,
      folds,
      plans.flatMap((plan) => plan.moved),
    ),
    effect: effect.text,
    slowsDown: effect.slowsDown,
    edits: plans.map((plan) => writePlan(module, plan)),
  };
  return { fixes: [fix], refusals: [] };
}

/** The plans of the runs in which something is folded, or why nothing is. */
function plansFor(module: ModuleFacts, checks: readonly Node[]): Plan[] | string {
  const runs = adjacentRuns(module, checks).filter((run) => run.length >= FEWEST_FOLDED);
  const first = runs[0]?.[0];
  if (first === undefined)
    return "Fewer than four of the checks stand directly after one another as statements of their own, without comments.";
  if (!module.values.isBuiltin("zip", first)) return "The name zip is not certain to be the builtin here.";
  const plans: Plan[] = [];
  let reason = "";
  for (const statements of runs) {
    const plan = planFold(module, statements);
    if (typeof plan === "string") reason ||= plan;
    else plans.push(plan);
  }
  if (plans.length === 0) return reason;
  const converts = plans.some((plan) => plan.parts.some((part) => typeof part !== "number" && part.converts));
  if (converts && !module.values.isBuiltin("float", first))
    return "The name float is not certain to be the builtin here.";
  return plans;
}

/** Runs of checks that are statements directly after one another in one block, on lines of their own, with no comment among them. */
function adjacentRuns(module: ModuleFacts, checks: readonly Node[]): Node[][] {
  const { tree } = module;
  const runs: Node[][] = [];
  for (const statement of new Set(checks.map((check) => statementOf(tree, check)))) {
    const run = runs[runs.length - 1];
    const before = run?.[run.length - 1];
    const follows =
      before !== undefined &&
      tree.nextNamed(before) === statement &&
      standAlone(module, before, before) &&
      standAlone(module, statement, statement) &&
      !hasComment(tree, { start: tree.endOf(before), end: tree.startOf(statement) });
    if (follows) run!.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

/** Splits a run where a default depends on the checks before it or must stay lazy, and groups what is between by type. */
function planFold(module: ModuleFacts, statements: readonly Node[]): Plan | string {
  const parts: (Fold | Node)[] = [];
  const moved: DefaultCheck[] = [];
  let stretch: DefaultCheck[] = [];
  let reason: string | undefined;
  const close = (): void => {
    const grouped = groupByType(stretch);
    if (grouped.some((part) => typeof part !== "number")) moved.push(...stretch);
    parts.push(...grouped);
    stretch = [];
  };
  for (const statement of statements) {
    const check = readDefaultCheck(module, statement);
    const problem =
      check === undefined
        ? "The checks do not all set the tested name to a default."
        : problemOf(module, check, stretch);
    if (problem !== null) {
      reason ??= problem;
      close();
    }
    if (check === undefined || problemOf(module, check, stretch) !== null) parts.push(statement);
    else stretch.push(check);
  }
  close();
  if (moved.length > 0) return { statements, parts, moved };
  return (
    reason ?? "Fewer than four defaults are known to be of one type, and each mix of types would be a path of its own."
  );
}

/** Why a check cannot be folded together with those before it, or null. */
function problemOf(module: ModuleFacts, check: DefaultCheck, before: readonly DefaultCheck[]): string | null {
  if (!isPlainLocal(module, check.target)) return `${check.name} is not a plain local variable of this function.`;
  if (purityOf(module, check.value) === "effect")
    return `The default of ${check.name} may have effects or fail, so it must stay lazy.`;
  if (reads(module, check.value, check.name)) return `The default of ${check.name} reads ${check.name} itself.`;
  const earlier = before.find((other) => reads(module, check.value, other.name));
  if (earlier !== undefined) return `The default of ${check.name} depends on ${earlier.name}, which is set before it.`;
  if (before.some((other) => other.name === check.name)) return `${check.name} is checked twice.`;
  const later = before.find((other) => reads(module, other.value, check.name));
  if (later !== undefined) return `The default of ${later.name} reads ${check.name}, which is set after it.`;
  return null;
}

/** Each group of one type that is worth a loop, then the statements that are in none. They are independent, so order is free. */
function groupByType(stretch: readonly DefaultCheck[]): (Fold | Node)[] {
  const groups = new Map<string, DefaultCheck[]>();
  for (const check of stretch) {
    const key = check.type === "int" || check.type === "float" ? "number" : check.type;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  const parts: (Fold | Node)[] = [];
  const left: Node[] = [];
  for (const [type, checks] of groups) {
    if (checks.length >= FEWEST_FOLDED && type !== "unknown")
      parts.push({ checks, converts: new Set(checks.map((check) => check.type)).size > 1 });
    else left.push(...checks.map((check) => check.statement));
  }
  return [...parts, ...left.sort((a, b) => a - b)];
}

/** `if x is None: x = d`, `x = d if x is None else x`, `x = x if x is not None else d`. */
function readDefaultCheck(module: ModuleFacts, statement: Node): DefaultCheck | undefined {
  const { tree } = module;
  if (tree.kind[statement] === Kind.if_statement) {
    if (tree.childByField(statement, Field.alternative) !== NONE) return undefined;
    const target = noneTest(module, tree.childByField(statement, Field.condition), "is");
    const block = tree.childByField(statement, Field.consequence);
    if (target === NONE || block === NONE) return undefined;
    const only = tree.firstNamed(block);
    if (only === NONE || tree.nextNamed(only) !== NONE) return undefined;
    return defaultCheck(module, statement, target, assignedValue(module, only, tree.textOf(target)));
  }
  const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
  if (assignment === NONE || tree.kind[assignment] !== Kind.assignment) return undefined;
  if (tree.childByField(assignment, Field.type) !== NONE) return undefined;
  const target = tree.childByField(assignment, Field.left);
  const right = tree.childByField(assignment, Field.right);
  if (tree.kind[target] !== Kind.identifier || right === NONE || tree.kind[right] !== Kind.conditional_expression)
    return undefined;
  const [yes, condition, no] = tree.namedChildren(right);
  if (yes === undefined || condition === undefined || no === undefined) return undefined;
  const name = tree.textOf(target);
  const isNone = noneTest(module, condition, "is");
  if (isNone !== NONE && tree.textOf(isNone) === name && tree.textOf(no) === name)
    return defaultCheck(module, statement, target, yes);
  const isNotNone = noneTest(module, condition, "is not");
  if (isNotNone !== NONE && tree.textOf(isNotNone) === name && tree.textOf(yes) === name)
    return defaultCheck(module, statement, target, no);
  return undefined;
}

function defaultCheck(module: ModuleFacts, statement: Node, target: Node, value: Node): DefaultCheck | undefined {
  if (value === NONE) return undefined;
  const type = module.values.typeOf(value)?.type ?? "unknown";
  return { statement, name: module.tree.textOf(target), target, value, type };
}

/** The name that `name is None` (or `is not`) tests. */
function noneTest(module: ModuleFacts, condition: Node, operator: "is" | "is not"): Node {
  const { tree } = module;
  let test = condition;
  while (test !== NONE && tree.kind[test] === Kind.parenthesized_expression) test = tree.firstNamed(test);
  if (test === NONE || tree.kind[test] !== Kind.comparison_operator) return NONE;
  const [left, right, more] = tree.namedChildren(test).filter((child) => tree.field[child] !== Field.operators);
  if (left === undefined || right === undefined || more !== undefined) return NONE;
  if (tree.kind[left] !== Kind.identifier || tree.kind[right] !== Kind.none) return NONE;
  return tree.textOf(tree.childByField(test, Field.operators)).replace(/\s+/g, " ") === operator ? left : NONE;
}

/** The value of `name = value`, or `NONE` for any other statement. */
function assignedValue(module: ModuleFacts, statement: Node, name: string): Node {
  const { tree } = module;
  const assignment = tree.kind[statement] === Kind.expression_statement ? tree.firstNamed(statement) : NONE;
  if (
    assignment === NONE ||
    tree.kind[assignment] !== Kind.assignment ||
    tree.childByField(assignment, Field.type) !== NONE
  )
    return NONE;
  const target = tree.childByField(assignment, Field.left);
  const value = tree.childByField(assignment, Field.right);
  if (tree.kind[target] !== Kind.identifier || tree.textOf(target) !== name || tree.kind[value] === Kind.assignment)
    return NONE;
  return tree.kind[value] === Kind.expression_list || tree.kind[value] === Kind.yield ? NONE : value;
}

function writePlan(module: ModuleFacts, plan: Plan): TextEdit {
  const { tree } = module;
  const first = plan.statements[0]!;
  const last = plan.statements[plan.statements.length - 1]!;
  const place = placeOf(module, first);
  const written = plan.parts.map((part) => {
    if (typeof part === "number") return tree.textOf(part);
    const names = part.checks.map((check) => check.name);
    const values = part.checks.map((check) => bareText(module, check.value));
    const element = part.converts ? "float(d if x is None else x)" : "d if x is None else x";
    return wrapCall({ names, element, targets: "x, d", columns: [names, values], ...place });
  });
  return {
    span: { start: tree.startOf(first), end: tree.endOf(last) },
    newText: written.join(`${place.ending}${place.indent}`),
  };
}

function preconditionsOf(module: ModuleFacts, folds: readonly Fold[], moved: readonly DefaultCheck[]): string[] {
  const preconditions = folds.map((fold) => {
    const names = fold.checks.map((check) => check.name).join(", ");
    return fold.converts
      ? `${names} are None, floats, or ints of at most 2**53 in size: all become floats`
      : `${names} are None or ${fold.checks[0]!.type}, like the defaults: with mixed types the fold does not help`;
  });
  const expressions = moved.flatMap((check) => [check.target, check.value]);
  return [...preconditions, ...haveValues(unsetNames(module, expressions))];
}
