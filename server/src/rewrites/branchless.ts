/**
 * Clamps without branches. Which form pays was measured (docs/rules/branch-chain.md): bit arithmetic on ints, `abs` on floats and one
 * small loop do; arithmetic with comparisons, the talk's form, does not, since a comparison's bool is itself a guard.
 */
import type { ModuleFacts } from "../semantics/module.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import { type Clamp, literalNumber, OPPOSITE } from "./clamps.js";
import { haveValues, isPlainLocal, purityOf, reads, unsetNames } from "./purity.js";

/** Something that must hold for equal results. Conditions of one kind are said once, for all names. */
export type Condition = "int-range" | "finite-float" | "finite-number";

/** A rewritten statement with what must hold for equal results, or why there is none. */
export type Branchless =
  | {
      readonly text: string;
      readonly condition: Condition;
      /** Names that are now read in any case, and may have no value. */
      readonly unset: readonly string[];
    }
  | { readonly reason: string };

const WORDS: Readonly<Record<Condition, (names: string, many: boolean) => string>> = {
  "int-range": (names, many) =>
    many
      ? `${names} are plain ints (no bools) inside 63 bits: -2**63 <= value < 2**63`
      : `${names} is a plain int (no bool) inside 63 bits: -2**63 <= ${names} < 2**63`,
  "finite-float": (names, many) =>
    `${names} ${many ? "are floats" : "is a float"}, finite and below 8.9e307, and the sign of a zero does not matter`,
  "finite-number": (names, many) =>
    `${names} and what ${many ? "they are" : "it is"} compared with and set to are finite numbers (no bools), ints of at most 2**53 in size where floats are among them; an int may become a float, and the sign of a zero does not matter`,
};

/** The preconditions of several rewritten statements, each kind once. */
export function conditionsInWords(
  rewritten: readonly { readonly name: string; readonly condition: Condition; readonly unset: readonly string[] }[],
): string[] {
  const names = new Map<Condition, Set<string>>();
  for (const { name, condition } of rewritten)
    names.set(condition, (names.get(condition) ?? new Set<string>()).add(name));
  const unset = [...new Set(rewritten.flatMap((part) => part.unset))];
  return [
    ...[...names].map(([condition, of]) => WORDS[condition]([...of].join(", "), of.size > 1)),
    ...haveValues(unset),
  ];
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
  if (clamp.type !== "int") return { reason: `${name} is not known to be an int.` };
  const text =
    value.value === 0
      ? `${name} = ${name} & ~(${name} >> 63)`
      : `${name} = (${value.value} & (${name} >> 63)) | (${name} & ~(${name} >> 63))`;
  return { text, condition: "int-range", unset: [] };
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
  if (clamp.type !== "float") return { reason: `${name} is not known to be a float.` };
  if (!module.values.isBuiltin("abs", clamp.statement))
    return { reason: "The name abs is not certain to be the builtin here." };
  return { text: `${name} = (${name} + abs(${name})) * 0.5`, condition: "finite-float", unset: [] };
}

/** `x = (x < c) * k + (x >= c) * x`: the talk's form. */
export function asComparisonArithmetic(module: ModuleFacts, clamp: Clamp): Branchless {
  const { name, operator } = clamp;
  for (const part of [clamp.bound, clamp.value]) {
    const purity = purityOf(module, part);
    if (purity === "effect" || purity === "fresh")
      return { reason: `${module.tree.textOf(part)} may have effects, and both sides would always be evaluated.` };
    const type = module.values.typeOf(part)?.type;
    if (!isNumber(type)) return { reason: `${module.tree.textOf(part)} is a ${type}, not a number.` };
  }
  if (!isNumber(clamp.type)) return { reason: `${name} is a ${clamp.type}, not a number.` };
  const bound = operand(module, clamp.bound);
  const value = operand(module, clamp.value);
  const text = `${name} = (${name} ${operator} ${bound}) * ${value} + (${name} ${OPPOSITE[operator]} ${bound}) * ${name}`;
  return { text, condition: "finite-number", unset: unsetNames(module, [clamp.value]) };
}

/** True for the types that arithmetic is for, and for those that are not known. */
function isNumber(type: string | undefined): boolean {
  return type === undefined || type === "int" || type === "float";
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
    if (reads(module, part, name)) return `${name} is compared with itself.`;
    const earlier = before.find((other) => reads(module, part, other.name));
    if (earlier !== undefined) return `The check of ${name} depends on ${earlier.name}, which is set before it.`;
  }
  if (before.some((other) => other.name === name)) return `${name} is checked twice.`;
  const later = before.find((other) => reads(module, other.bound, name) || reads(module, other.value, name));
  return later === undefined ? null : `The check of ${later.name} reads ${name}, which is set after it.`;
}
