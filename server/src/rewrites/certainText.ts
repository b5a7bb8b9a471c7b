/**
 * Text and bytes whose type no input can change. What a name holds, and what `str()` makes of an object, may be of a subclass with operators
 * of its own, so these are not among them.
 */
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";

/** A type, for certain. */
export type TextType = "str" | "bytes";

const CALLS: ReadonlyMap<string, TextType> = new Map([
  ...["bin", "chr", "hex", "oct"].map((name) => [`builtins.${name}`, "str"] as const),
  ["struct.pack", "bytes"],
]);

/** Methods of a plain str or bytes that give one of the same type. */
const METHODS = /^(join|lower|upper|strip|lstrip|rstrip|title|replace|center|ljust|rjust|zfill|format)$/;

/** The type of an expression that gives a plain str or bytes object whatever the program gets, or undefined. */
export function certainText(module: ModuleFacts, expression: Node): TextType | undefined {
  return module.tree.isDeep(expression) ? undefined : textOf(module, expression);
}

function textOf(module: ModuleFacts, node: Node): TextType | undefined {
  const { tree } = module;
  switch (tree.kind[node]) {
    case Kind.string:
      return typeOfLiteral(module, node);
    case Kind.concatenated_string: {
      const types = new Set(tree.namedChildren(node).map((part) => typeOfLiteral(module, part)));
      return types.size === 1 ? [...types][0] : undefined;
    }
    case Kind.parenthesized_expression:
      return textOf(module, tree.firstNamed(node));
    case Kind.conditional_expression: {
      const [yes, , no] = tree.namedChildren(node);
      return yes === undefined || no === undefined ? undefined : same(textOf(module, yes), textOf(module, no));
    }
    case Kind.binary_operator: {
      const left = textOf(module, tree.childByField(node, Field.left));
      const operator = tree.textOf(tree.childByField(node, Field.operator));
      if (operator === "+") return same(left, textOf(module, tree.childByField(node, Field.right)));
      return operator === "%" ? left : undefined;
    }
    case Kind.call:
      return typeOfCall(module, node);
    default:
      return undefined;
  }
}

function same(a: TextType | undefined, b: TextType | undefined): TextType | undefined {
  return a === b ? a : undefined;
}

/** An f-string of nothing but one value is what the value's `__format__` gives. */
function typeOfLiteral(module: ModuleFacts, string: Node): TextType | undefined {
  const { tree } = module;
  const parts = tree.namedChildren(string).filter((part) => !isQuote(tree.kind[part]!));
  if (parts.length === 1 && tree.kind[parts[0]!] === Kind.interpolation) return undefined;
  const type = module.values.typeOf(string)?.type;
  return type === "str" || type === "bytes" ? type : undefined;
}

function isQuote(kind: number): boolean {
  return kind === Kind.string_start || kind === Kind.string_end;
}

function typeOfCall(module: ModuleFacts, call: Node): TextType | undefined {
  const { tree, values } = module;
  const callee = tree.childByField(call, Field.function);
  const value = values.of(callee);
  if (value?.kind !== "external") return undefined;
  const known = CALLS.get(value.name);
  if (known !== undefined) return known;
  if (tree.kind[callee] !== Kind.attribute) return undefined;
  const owner = textOf(module, tree.childByField(callee, Field.object));
  const name = tree.childByField(callee, Field.attribute);
  if (owner === undefined || name === NONE) return undefined;
  const method = tree.textOf(name);
  if (method === "encode") return owner === "str" ? "bytes" : undefined;
  return METHODS.test(method) && !(owner === "bytes" && method === "format") ? owner : undefined;
}
