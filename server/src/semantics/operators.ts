/** The types that Python's operators give on values of builtin types. What is not certain is undefined. */
import { type Instance, instance } from "./model.js";

const NUMERIC = /^(int|float|bool)$/;
const SEQUENCE = /^(str|bytes|list|tuple)$/;

/** The type of `left OPERATOR right`, or of `left OPERATOR= right` without the `=`. */
export function binaryType(
  left: Instance | undefined,
  operator: string,
  right: Instance | undefined,
): Instance | undefined {
  if (left === undefined || left.cls !== null) return undefined;
  if (operator === "%" && (left.type === "str" || left.type === "bytes")) return instance(left.type, left.certain);
  if (right === undefined || right.cls !== null) return undefined;
  const certain = left.certain && right.certain;
  if (operator === "+" && left.type === right.type && SEQUENCE.test(left.type)) return instance(left.type, certain);
  if (operator === "*" && SEQUENCE.test(left.type) && (right.type === "int" || right.type === "bool"))
    return { ...left, certain };
  return arithmeticType(left.type, right.type, operator, certain);
}

/** The result of arithmetic on numbers. An int to the power of an int may be a float, so it is unknown. */
function arithmeticType(left: string, right: string, operator: string, certain: boolean): Instance | undefined {
  if (!NUMERIC.test(left) || !NUMERIC.test(right)) return undefined;
  const float = left === "float" || right === "float";
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "//":
    case "%":
      return instance(float ? "float" : "int", certain);
    case "/":
      return instance("float", certain);
    case "<<":
    case ">>":
      return float ? undefined : instance("int", certain);
    case "&":
    case "|":
    case "^":
      if (float) return undefined;
      return instance(left === "bool" && right === "bool" ? "bool" : "int", certain);
    default:
      return undefined;
  }
}

/** The type of `OPERATOR argument` for `+`, `-` and `~`. */
export function unaryType(operator: string, argument: Instance | undefined): Instance | undefined {
  if (argument === undefined || argument.cls !== null || !NUMERIC.test(argument.type)) return undefined;
  if (operator === "~") return argument.type === "float" ? undefined : instance("int", argument.certain);
  return argument.type === "bool" ? instance("int", argument.certain) : argument;
}

const COMPARABLE = /^(int|float|bool|str|bytes|None|list|tuple|dict|set|frozenset)$/;

/** True for types whose comparison with anything of these types gives a bool. */
export function comparesToBool(type: Instance | undefined): boolean {
  return type !== undefined && type.cls === null && COMPARABLE.test(type.type);
}
