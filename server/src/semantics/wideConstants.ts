/** Whole numbers that the source shows, of any size. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { ModuleFacts } from "./module.js";
import { onlySite } from "./scopes.js";

/** PyPy keeps ints up to this one in a machine word. */
export const WIDEST_MACHINE_INT = (1n << 63n) - 1n;

const DEEPEST = 6;
/** Shifts and powers beyond this are nobody's mask. */
const MOST_BITS = 4096n;

/** The value of a literal, a name that is bound once to such an expression, or arithmetic of both; undefined for anything else. */
export function wholeNumber(module: ModuleFacts, node: Node, depth = 0): bigint | undefined {
  const { tree, values } = module;
  if (node === NONE || depth > DEEPEST) return undefined;
  switch (tree.kind[node]) {
    case Kind.integer:
      return literal(tree.textOf(node));
    case Kind.parenthesized_expression:
      return wholeNumber(module, tree.firstNamed(node), depth + 1);
    case Kind.identifier: {
      const binding = values.bindingOf(node);
      const site = binding === undefined ? undefined : onlySite(binding);
      if (site?.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return undefined;
      return wholeNumber(module, tree.childByField(site.by, Field.right), depth + 1);
    }
    case Kind.binary_operator: {
      const left = wholeNumber(module, tree.childByField(node, Field.left), depth + 1);
      const right =
        left === undefined ? undefined : wholeNumber(module, tree.childByField(node, Field.right), depth + 1);
      if (left === undefined || right === undefined) return undefined;
      return calculated(left, tree.textOf(tree.childByField(node, Field.operator)), right);
    }
    default:
      return undefined;
  }
}

function literal(text: string): bigint | undefined {
  const digits = text.replace(/_/g, "").toLowerCase();
  return /^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+)$/.test(digits) && digits.length < MOST_BITS ? BigInt(digits) : undefined;
}

function calculated(left: bigint, operator: string, right: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "|":
      return left | right;
    case "*":
      return left * right;
    case "<<":
      return right >= 0n && right < MOST_BITS ? left << right : undefined;
    case "**":
      return right >= 0n && right < MOST_BITS && left >= 0n && left < 65536n ? left ** right : undefined;
    default:
      return undefined;
  }
}
