/**
 * Clamps without branches. Which form pays was measured (docs/rules/branch-chain.md): bit arithmetic on ints, `abs` on floats and one
 * small loop do; arithmetic with comparisons, the talk's form, does not, since a comparison's bool is itself a guard.
 */
import type { ModuleFacts } from "../semantics/module.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import { type Clamp, literalNumber, OPPOSITE } from "./clamps.js";
import { isPlainLocal, namesIn, purityOf } from "./purity.js";

/** Something that must hold for equal results. Conditions of one kind are said once, for all names. */
export type Condition = "int-range" | "int-annotation" | "finite-float" | "float-annotation" | "finite-number";

/** A rewritten statement with what must hold for equal results, or why there is none. */
export type Branchless =
  | { readonly text: string; readonly conditions: readonly Condition[] }
  | { readonly reason: string };

const WORDS: Readonly<Record<Condition, (names: string, many: boolean) => string>> = {
  "int-range": (names, many) =>
    `${names} ${many ? "are ints" : "is an int"} inside 63 bits (-2**63 <= ${many ? "value" : names} < 2**63), not bool`,
  "int-annotation": (names, many) =>
    `${names} ${many ? "are ints, as their annotations say" : "is an int, as its annotation says"}`,
  "finite-float": (names, many) =>
    `${names} ${many ? "are" : "is"} finite and below 8.9e307, and the sign of a zero does not matter`,
  "float-annotation": (names, many) =>
    `${names} ${many ? "are floats, as their annotations say" : "is a float, as its annotation says"}`,
  "finite-number": (names, many) =>
    `${names} and the new ${many ? "values" : "value"} are finite numbers, not bool, and the sign of a zero does not matter`,
};

/** The preconditions of several rewritten statements, each kind once. */
export function conditionsInWords(needed: ReadonlyMap<Condition, readonly string[]>): string[] {
  return [...needed].map(([condition, names]) => WORDS[condition](names.join(", "), names.length > 1));
}

/** `x = x & ~(x >> 63)`: ints that are below zero become a constant. */
export function asBitArithmetic(module: ModuleFacts, clamp: Clamp): Branchless {
  const { name } = clamp;
  const bound = literalNumber(module, clamp.bound);
  const value = literalNumber(module, clamp.value);
  if (clamp.operator !== "<" || bound?.value !== 0 || !bound.isInt)
    return { reason: `Bit arithmetic needs a test for "${name} < 0".` };
  if (value === undefined || !value.isInt)
    return { reason: `Bit arithmetic needs an int constant as the new value of ${name}.` };
  if (clamp.type?.name !== "int") return { reason: `${name} is not known to be an int.` };
  const text =
    value.value === 0
      ? `${name} = ${name} & ~(${name} >> 63)`
      : `${name} = (${value.value} & (${name} >> 63)) | (${name} & ~(${name} >> 63))`;
  return { text, conditions: clamp.type.certain ? ["int-range"] : ["int-range", "int-annotation"] };
}

/** `x = (x + abs(x)) * 0.5`: floats below zero become 0.0. */
export function asAbsArithmetic(module: ModuleFacts, clamp: Clamp): Branchless {
  const { name } = clamp;
  const bound = literalNumber(module, clamp.bound);
  const value = literalNumber(module, clamp.value);
  if ((clamp.operator !== "<" && clamp.operator !== "<=") || bound?.value !== 0)
    return { reason: `The abs form needs a test for "${name} < 0".` };
  if (value === undefined || value.isInt || value.value !== 0)
    return { reason: `The abs form needs 0.0 as the new value of ${name}.` };
  if (clamp.type?.name !== "float") return { reason: `${name} is not known to be a float.` };
  if (!module.values.isBuiltin("abs", clamp.statement))
    return { reason: "The name abs is not certain to be the builtin here." };
  const text = `${name} = (${name} + abs(${name})) * 0.5`;
  return { text, conditions: clamp.type.certain ? ["finite-float"] : ["finite-float", "float-annotation"] };
}

/** `x = (x < c) * k + (x >= c) * x`: the talk's form. */
export function asComparisonArithmetic(module: ModuleFacts, clamp: Clamp): Branchless {
  const { name, operator } = clamp;
  if (purityOf(module, clamp.bound) === "effect" || purityOf(module, clamp.value) === "effect") {
    return { reason: "The bound or the new value may have effects, and both would always be evaluated." };
  }
  const type = clamp.type?.name;
  if (type !== undefined && type !== "int" && type !== "float")
    return { reason: `${name} is a ${type}, not a number.` };
  const bound = operand(module, clamp.bound);
  const value = operand(module, clamp.value);
  const text = `${name} = (${name} ${operator} ${bound}) * ${value} + (${name} ${OPPOSITE[operator]} ${bound}) * ${name}`;
  return { text, conditions: ["finite-number"] };
}

function operand(module: ModuleFacts, node: Node): string {
  const { tree } = module;
  const text = tree.textOf(node);
  const kind = tree.kind[node];
  const simple =
    kind === Kind.identifier ||
    kind === Kind.integer ||
    kind === Kind.float ||
    kind === Kind.parenthesized_expression ||
    kind === Kind.unary_operator;
  return simple ? text : `(${text})`;
}

/** Why a clamp cannot be folded into a loop together with those before it, or null. */
export function foldProblem(module: ModuleFacts, clamp: Clamp, before: readonly Clamp[]): string | null {
  const { name } = clamp;
  if (!isPlainLocal(module, clamp.target)) return `${name} is not a plain local variable of this function.`;
  for (const part of [clamp.bound, clamp.value]) {
    const purity = purityOf(module, part);
    if (purity === "effect" || purity === "fresh")
      return `${module.tree.textOf(part)} may have effects or fail, so it must stay lazy.`;
    const reads = namesIn(module, part);
    if (reads.has(name)) return `${name} is compared with itself.`;
    const earlier = before.find((other) => reads.has(other.name));
    if (earlier !== undefined) return `The check of ${name} depends on ${earlier.name}, which is set before it.`;
  }
  if (before.some((other) => other.name === name)) return `${name} is checked twice.`;
  const later = before.find(
    (other) => namesIn(module, other.bound).has(name) || namesIn(module, other.value).has(name),
  );
  return later === undefined ? null : `The check of ${later.name} reads ${name}, which is set after it.`;
}
