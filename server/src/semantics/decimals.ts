/** Which expressions are Decimals. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { innermostRight } from "./assignments.js";
import type { ModuleFacts } from "./module.js";

/** `likely`: known from an annotation only. */
export type Decimalness = "certain" | "likely";

const DECIMAL = "decimal.Decimal";

/** Operators that give a Decimal where one of their sides is one. */
const ARITHMETIC = /^(\+|-|\*|\/|\/\/|%|\*\*)=?$/;

/** Methods that give a Decimal. */
const GIVES_DECIMAL =
  /^decimal\.Decimal\.(quantize|sqrt|copy_abs|copy_negate|copy_sign|normalize|to_integral_value|to_integral_exact|fma|max|min|exp|ln|log10|remainder_near|scaleb|shift|rotate)$/;

/** Expressions, and names that stand for names, are followed no more deeply. */
const DEEPEST = 6;

/** Names that modules which calculate with Decimals bind at module level: a look at them spares looking at every operation of all others. */
export function mayUseDecimals({ scopes }: ModuleFacts): boolean {
  return ["Decimal", "decimal", "D"].some((name) => scopes.module.find(name) !== undefined);
}

/** How sure it is that a `binary_operator` or `augmented_assignment` calculates with a Decimal; undefined where it is not known. */
export function decimalArithmetic(module: ModuleFacts, operation: Node, depth = 0): Decimalness | undefined {
  const { tree, values } = module;
  const operator = tree.childByField(operation, Field.operator);
  if (operator === NONE || !ARITHMETIC.test(tree.textOf(operator))) return undefined;
  const sides = [Field.left, Field.right].map((field) => tree.childByField(operation, field));
  const known = sides.map((side) => decimalness(module, side, depth + 1));
  // What else a Decimal is combined with is an int, or may be anything that is not known.
  const isOther = (side: Node, at: number): boolean => {
    const type = known[at] === undefined ? values.typeOf(side) : undefined;
    return type !== undefined && type.type !== "int" && type.type !== "bool";
  };
  if (sides.some(isOther)) return undefined;
  return known.includes("certain") ? "certain" : known.find((side) => side !== undefined);
}

function decimalness(module: ModuleFacts, node: Node, depth: number): Decimalness | undefined {
  const { tree, values } = module;
  if (node === NONE || depth > DEEPEST) return undefined;
  const type = values.typeOf(node);
  if (type !== undefined) return type.type === DECIMAL ? (type.certain ? "certain" : "likely") : undefined;
  switch (tree.kind[node]) {
    case Kind.parenthesized_expression:
      return decimalness(module, tree.firstNamed(node), depth + 1);
    case Kind.unary_operator:
      return decimalness(module, tree.childByField(node, Field.argument), depth + 1);
    case Kind.binary_operator:
      return decimalArithmetic(module, node, depth);
    case Kind.call: {
      const callee = values.of(tree.childByField(node, Field.function));
      return callee?.kind === "external" && GIVES_DECIMAL.test(callee.name)
        ? callee.certain
          ? "certain"
          : "likely"
        : undefined;
    }
    case Kind.identifier:
      return decimalName(module, node, depth);
    default:
      return undefined;
  }
}

/** A name that gets a Decimal wherever it is assigned. `+=` leaves it one, or fails. */
function decimalName(module: ModuleFacts, identifier: Node, depth: number): Decimalness | undefined {
  const { tree, values } = module;
  const binding = values.bindingOf(identifier);
  if (binding === undefined || binding.rebound) return undefined;
  let found: Decimalness | undefined;
  for (const site of binding.sites) {
    if (site.kind === "augmented" || site.kind === "annotation") continue;
    if (site.kind === "parameter") {
      const annotation = tree.childByField(site.by, Field.type);
      const named = annotation === NONE ? undefined : values.of(tree.firstNamed(annotation));
      if (named?.kind !== "external" || named.name !== DECIMAL) return undefined;
      found = "likely";
      continue;
    }
    if (site.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return undefined;
    // What it is calculated from may be itself.
    const value = innermostRight(tree, tree.childByField(site.by, Field.right));
    const own = decimalness(module, value, depth + 1);
    if (own === undefined) return undefined;
    if (found !== "likely") found = own;
  }
  return found;
}
