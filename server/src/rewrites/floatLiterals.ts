/**
 * Writes int literals as floats where the other paths give floats: `0.0` for `0`. Arithmetic of an int with a float converts the int first,
 * so results are equal where every use is one with a float. Elsewhere the type shows: in a text, as an index, in a division of two ints.
 */
import type { Fix, Refusal } from "../findings.js";
import { isLiteral, type MixedNumber, otherOperand, usesOfMixed } from "../semantics/mixedNumbers.js";
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { certainNumber } from "./certainTypes.js";
import type { FixEffect } from "./folding.js";

const TITLE = "Write the ints as floats";

/** The product of two such ints is still one that a float holds exactly. */
const LARGEST = 2 ** 26;

/**
 * The fix that makes floats of the ints of all the values, or why there is none.
 *
 * @param areDefaults the ints are defaults, which arrive elsewhere, too
 */
export function floatLiterals(
  module: ModuleFacts,
  values: readonly MixedNumber[],
  effect: FixEffect,
  areDefaults = false,
): { fixes: Fix[]; refusals: Refusal[] } {
  const ints = values.flatMap((value) => value.ints);
  const digits: Node[] = [];
  for (const int of ints) {
    const written = digitsOf(module, int);
    if (typeof written === "string") return refused(written);
    digits.push(written);
  }
  if (effect.slowsDown.length > 0) return refused("It was measured slower on a selected runtime.");
  const isExact = !areDefaults && values.every((value) => isExactlyFloat(module, value));
  return {
    refusals: [],
    fixes: [
      {
        title: digits.length === 1 ? "Write the int as a float" : `Write ${digits.length} ints as floats`,
        applicability: isExact ? "safe" : "unsafe",
        kind: "quickfix",
        preconditions: isExact
          ? []
          : ["nothing needs an int here (an index, a text), and what is calculated from ints alone stays within 2**53"],
        effect: effect.text,
        slowsDown: effect.slowsDown,
        edits: digits
          .map((node) => ({ start: module.tree.endOf(node), end: module.tree.endOf(node) }))
          .sort((a, b) => a.start - b.start)
          .map((span) => ({ span, newText: ".0" })),
      },
    ],
  };
}

function refused(reason: string): { fixes: Fix[]; refusals: Refusal[] } {
  return { fixes: [], refusals: [{ title: TITLE, kind: "quickfix", reason }] };
}

/** The decimal digits of an int literal that a float can be made of by `.0`, or why there are none. */
function digitsOf({ tree }: ModuleFacts, int: Node): Node | string {
  if (!isLiteral(tree, int, Kind.integer)) return "Not every int is a number that is written here.";
  const isSigned = tree.kind[int] === Kind.unary_operator;
  const node = isSigned ? tree.childByField(int, Field.argument) : int;
  const text = tree.textOf(node);
  if (!/^\d[\d_]*$/.test(text) || (isSigned && tree.textOf(tree.childByField(int, Field.operator)) === "~"))
    return "Not every int is written in plain decimal digits.";
  const value = Number(text.replaceAll("_", ""));
  if (isSigned && value === 0) return "-0 is 0, and -0.0 is another float than 0.0.";
  return value > LARGEST
    ? "An int is larger than 2**26: a float may not hold exactly what is calculated from it."
    : node;
}

/** Functions that show a function's variables to others. */
const SHOWING = /^(locals|vars|eval|exec|dir)$/;

function isExactlyFloat(module: ModuleFacts, value: MixedNumber): boolean {
  const { tree } = module;
  const { at, complete } = usesOfMixed(module, value, NONE);
  if (!complete || showsVariables(module, value)) return false;
  return at.every((use) => {
    const other = otherOperand(tree, use);
    return other !== NONE && certainNumber(module, other) === "float";
  });
}

function showsVariables(module: ModuleFacts, { ints }: MixedNumber): boolean {
  const { tree } = module;
  const fn = module.definitions.functionAround(ints[0]!);
  if (fn === null) return true;
  return module.index.within(fn.node, Kind.call).some((call) => {
    const callee = tree.childByField(call, Field.function);
    return callee !== NONE && tree.kind[callee] === Kind.identifier && SHOWING.test(tree.textOf(callee));
  });
}
