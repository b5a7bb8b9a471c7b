/**
 * Folds a chain of None checks into one small loop: `a, b = [d if x is None else x for x, d in zip((a, b), (1, 2))]`. A loop header is
 * the only place where PyPy's traces merge, so the paths join there. The form matters: literal pairs instead of `zip` leave the
 * bridges (docs/rules/none-check-chain.md).
 */
import type { Fix, Refusal } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { type FixEffect, wrapCall } from "./folding.js";
import { isPlainLocal, namesIn, purityOf } from "./purity.js";
import { indentAt, indentUnit, lineEnding, standAlone, statementOf } from "./statements.js";

/** A statement `if x is None: x = d`, in one of its spellings. */
interface DefaultCheck {
  readonly statement: Node;
  readonly name: string;
  readonly target: Node;
  readonly value: Node;
  /** The type of the default: `int`, `str`, `None`, a qualified name, or `unknown`. */
  readonly type: string;
}

/** Folding fewer checks than this costs more than it saves (sweep `none-checks` of the lab). */
const FEWEST_FOLDED = 4;

/** The fix, or why there is none. `checks` are the nodes of the chain's checks in one function, in text order. */
export function foldNoneChecks(
  module: ModuleFacts,
  checks: readonly Node[],
  effect: FixEffect,
): { fixes: Fix[]; refusals: Refusal[] } {
  const title = "Fold the None checks into one loop (PyPy)";
  const refuse = (reason: string) => ({ fixes: [], refusals: [{ title, kind: "quickfix" as const, reason }] });
  const runs = adjacentRuns(module, checks);
  const longest = runs.reduce<Node[]>((best, run) => (run.length > best.length ? run : best), []);
  if (longest.length < FEWEST_FOLDED)
    return refuse("Fewer than four of the checks stand directly after one another as statements.");
  const first = longest[0]!;
  const last = longest[longest.length - 1]!;
  if (!standAlone(module, first, last)) return refuse("A comment stands among the checks, and it would be lost.");
  if (!module.values.isBuiltin("zip", first)) return refuse("The name zip is not certain to be the builtin here.");

  const plan = planFold(module, longest);
  if (plan.folds.length === 0) return refuse(plan.reason);
  const converts = plan.folds.some((fold) => fold.converts);
  if (converts && !module.values.isBuiltin("float", first))
    return refuse("The name float is not certain to be the builtin here.");
  const newText = writePlan(module, plan.parts, first);
  const folded = plan.folds.reduce((sum, fold) => sum + fold.checks.length, 0);
  const preconditions = preconditionsOf(module, plan.folds);
  return {
    fixes: [
      {
        title: `Fold ${folded} None checks into ${plan.folds.length === 1 ? "one loop" : `${plan.folds.length} loops`} (PyPy)`,
        applicability: preconditions.length === 0 ? "safe" : "unsafe",
        kind: "quickfix",
        preconditions,
        effect: effect.text,
        slowsDown: effect.slowsDown,
        edits: [{ span: { start: module.tree.start[first]!, end: module.tree.end[last]! }, newText }],
      },
    ],
    refusals: [],
  };
}

/** Runs of checks that are statements directly after one another in one block. */
function adjacentRuns(module: ModuleFacts, checks: readonly Node[]): Node[][] {
  const { tree } = module;
  const statements = [...new Set(checks.map((check) => statementOf(tree, check)))];
  const runs: Node[][] = [];
  for (const statement of statements) {
    const run = runs[runs.length - 1];
    if (run !== undefined && tree.nextNamed(run[run.length - 1]!) === statement) run.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

interface Fold {
  readonly checks: DefaultCheck[];
  /** Int and float defaults together: every value is converted to float. */
  readonly converts: boolean;
}

interface Plan {
  readonly folds: Fold[];
  /** In text order: a fold, or a statement that stays as it is. */
  readonly parts: (Fold | Node)[];
  readonly reason: string;
}

/** Splits a run where a default depends on the checks before it or must stay lazy, and groups what is between by type. */
function planFold(module: ModuleFacts, statements: readonly Node[]): Plan {
  const parts: (Fold | Node)[] = [];
  let stretch: DefaultCheck[] = [];
  let reason = "The checks do not all set the tested name to a default.";
  const close = (): void => {
    for (const part of groupByType(stretch)) parts.push(part);
    stretch = [];
  };
  for (const statement of statements) {
    const check = readDefaultCheck(module, statement);
    const problem = check === undefined ? reason : problemOf(module, check, stretch);
    if (check === undefined || problem !== null) {
      reason = problem ?? reason;
      close();
      parts.push(statement);
    } else {
      stretch.push(check);
    }
  }
  close();
  const folds = parts.filter((part): part is Fold => typeof part !== "number");
  if (
    folds.length === 0 &&
    !parts.some((part) => typeof part === "number" && readDefaultCheck(module, part) === undefined)
  ) {
    reason = reason.startsWith("The checks do not")
      ? "The defaults are of different types, and each mix of types would be a path of its own."
      : reason;
  }
  return { folds, parts, reason };
}

/** Why a check cannot be folded together with those before it, or null. */
function problemOf(module: ModuleFacts, check: DefaultCheck, before: readonly DefaultCheck[]): string | null {
  if (!isPlainLocal(module, check.target)) return `${check.name} is not a plain local variable of this function.`;
  if (purityOf(module, check.value) === "effect")
    return `The default of ${check.name} may have effects or fail, so it must stay lazy.`;
  const reads = namesIn(module, check.value);
  if (reads.has(check.name)) return `The default of ${check.name} reads ${check.name} itself.`;
  const earlier = before.find((other) => reads.has(other.name));
  if (earlier !== undefined) return `The default of ${check.name} depends on ${earlier.name}, which is set before it.`;
  if (before.some((other) => other.name === check.name)) return `${check.name} is checked twice.`;
  const later = before.find((other) => namesIn(module, other.value).has(check.name));
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
  for (const checks of groups.values()) {
    const types = new Set(checks.map((check) => check.type));
    if (checks.length >= FEWEST_FOLDED && !types.has("unknown")) parts.push({ checks, converts: types.size > 1 });
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

function writePlan(module: ModuleFacts, parts: readonly (Fold | Node)[], first: Node): string {
  const { tree, lines } = module;
  const indent = indentAt(tree, lines, first);
  const ending = lineEnding(tree.text);
  const unit = indentUnit(tree, lines);
  const written = parts.map((part) => {
    if (typeof part === "number") return tree.textOf(part);
    const names = part.checks.map((check) => check.name);
    const values = part.checks.map((check) => tree.textOf(check.value));
    const element = part.converts ? "float(d if x is None else x)" : "d if x is None else x";
    return wrapCall({ names, element, targets: "x, d", columns: [names, values], indent, unit, ending });
  });
  return written.join(`${ending}${indent}`);
}

function preconditionsOf(module: ModuleFacts, folds: readonly Fold[]): string[] {
  const preconditions: string[] = [];
  for (const fold of folds) {
    const names = fold.checks.map((check) => check.name).join(", ");
    if (fold.converts) {
      preconditions.push(`${names} are None or numbers: they are converted to float, so ints become floats`);
      continue;
    }
    const type = fold.checks[0]!.type;
    const known = fold.checks.every((check) => {
      const valueType = module.values.typeOf(check.target);
      return valueType?.certain === true && valueType.type === type;
    });
    if (!known)
      preconditions.push(`${names} are None or ${type}, like the defaults: with mixed types the fold does not help`);
  }
  const unbound = folds.flatMap((fold) => fold.checks).filter((check) => purityOf(module, check.value) === "name");
  if (unbound.length > 0) {
    const names = [...new Set(unbound.map((check) => module.tree.textOf(check.value)))].join(", ");
    preconditions.push(`${names} have values here: all defaults are now read first`);
  }
  return preconditions;
}
