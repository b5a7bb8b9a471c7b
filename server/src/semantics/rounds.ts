/** How often a loop goes round, where the source says it. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { parametersOf } from "./functions.js";
import type { Values } from "./values.js";
import { onlySite } from "./values.js";

/** A number, `Infinity` for a loop without an end of its own (`while True`), or null where it is not known. */
export type Rounds = number | null;

/**
 * What is taken for the length of things that are short by their nature: the arguments of a call, a class's bases, the command line,
 * the attempts of a retry loop. Any value far below the JITs' thresholds says the same.
 */
const FEW = 8;

const SHORT_ATTRIBUTES: ReadonlySet<string> = new Set([
  "__mro__",
  "__bases__",
  "__slots__",
  "__all__",
  "__args__",
  "__parameters__",
  "_fields",
]);
const SHORT_NAMES: ReadonlySet<string> = new Set(["sys.argv", "sys.path", "sys.meta_path", "sys.path_hooks"]);
const RETRY = /^_*(max_?|num_?|n_?)?(retr(y|ies)|attempts?|tries)(_count|_limit)?$/i;
/** Calls whose result is as long as their first argument. */
const SAME_LENGTH: ReadonlySet<string> = new Set(
  ["enumerate", "reversed", "sorted", "list", "tuple", "iter", "set", "frozenset"].map((name) => `builtins.${name}`),
);

/** The rounds of a `for_statement`, `for_in_clause` or `while_statement`. */
export function roundsOfLoop(tree: Tree, values: Values, loop: Node): Rounds {
  if (tree.kind[loop] !== Kind.while_statement) return lengthOf(tree, values, tree.childByField(loop, Field.right), 0);
  const condition = unparenthesized(tree, tree.childByField(loop, Field.condition));
  if (condition === NONE) return null;
  if (tree.kind[condition] === Kind.true) return Number.POSITIVE_INFINITY;
  if (tree.kind[condition] === Kind.integer) return tree.textOf(condition) === "0" ? 0 : Number.POSITIVE_INFINITY;
  return mentionsRetries(tree, condition) ? FEW : null;
}

/** The length of an iterable, or null. */
function lengthOf(tree: Tree, values: Values, iterable: Node, depth: number): Rounds {
  if (iterable === NONE || depth > 6) return null;
  switch (tree.kind[iterable]) {
    case Kind.parenthesized_expression:
      return lengthOf(tree, values, tree.firstNamed(iterable), depth + 1);
    case Kind.list:
    case Kind.tuple:
    case Kind.set:
    case Kind.dictionary:
    case Kind.expression_list:
      return displayLength(tree, iterable);
    case Kind.string:
      return stringLength(tree, iterable);
    case Kind.identifier:
      return lengthOfName(tree, values, iterable, depth);
    case Kind.attribute:
      return lengthOfAttribute(tree, values, iterable);
    case Kind.call:
      return lengthOfCall(tree, values, iterable, depth);
    case Kind.subscript:
      return lengthOfSlice(tree, values, iterable, depth);
    case Kind.binary_operator: {
      if (tree.textOf(tree.childByField(iterable, Field.operator)) !== "+") return null;
      const left = lengthOf(tree, values, tree.childByField(iterable, Field.left), depth + 1);
      const right = lengthOf(tree, values, tree.childByField(iterable, Field.right), depth + 1);
      return left === null || right === null ? null : left + right;
    }
    default:
      return null;
  }
}

function displayLength(tree: Tree, display: Node): Rounds {
  let length = 0;
  for (const item of tree.namedChildren(display)) {
    const kind = tree.kind[item];
    if (kind === Kind.list_splat || kind === Kind.dictionary_splat || kind === Kind.parenthesized_list_splat)
      return null;
    length++;
  }
  return length;
}

function stringLength(tree: Tree, string: Node): Rounds {
  if (tree.childOfKind(string, Kind.interpolation) !== NONE) return null;
  return tree.end[string]! - tree.start[string]!;
}

function lengthOfName(tree: Tree, values: Values, name: Node, depth: number): Rounds {
  const binding = values.bindingOf(name);
  const site = binding === undefined ? undefined : onlySite(binding);
  if (binding === undefined || site === undefined) return null;
  if (site.kind === "parameter") {
    if (tree.kind[binding.scope.node] !== Kind.function_definition) return null;
    const parameter = parametersOf(tree, binding.scope.node).find((candidate) => candidate.node === site.by);
    return parameter?.kind === "star" || parameter?.kind === "double-star" ? FEW : null;
  }
  if (site.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return null;
  const value = tree.childByField(site.by, Field.right);
  const kind = tree.kind[value];
  // A list, set or dict may grow after it was written; a look at its uses is enough, since names in other modules are not followed.
  if (kind === Kind.list || kind === Kind.set || kind === Kind.dictionary) {
    const grows = new RegExp(
      `\\b${binding.name}\\s*(\\.\\s*(append|extend|insert|add|update|setdefault)\\b|\\[[^\\]\\n]*\\]\\s*=[^=])`,
    );
    if (displayLength(tree, value) === 0 || grows.test(tree.text)) return null;
  }
  return lengthOf(tree, values, value, depth + 1);
}

function lengthOfAttribute(tree: Tree, values: Values, attribute: Node): Rounds {
  const name = tree.childByField(attribute, Field.attribute);
  if (name !== NONE && SHORT_ATTRIBUTES.has(tree.textOf(name))) return FEW;
  const value = values.of(attribute);
  return value?.kind === "external" && SHORT_NAMES.has(value.name) ? FEW : null;
}

function lengthOfCall(tree: Tree, values: Values, call: Node, depth: number): Rounds {
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE || tree.kind[list] !== Kind.argument_list) return null;
  const parts = tree.namedChildren(list).filter((part) => tree.kind[part] !== Kind.keyword_argument);
  const callee = tree.childByField(call, Field.function);
  const value = values.of(callee);
  if (value?.kind === "external") {
    if (value.name === "builtins.range") return rangeLength(tree, values, parts, depth);
    if (SAME_LENGTH.has(value.name) && parts[0] !== undefined) return lengthOf(tree, values, parts[0], depth + 1);
    if (value.name === "builtins.zip") {
      // The shortest decides, and an unknown one may be shorter still.
      const known = parts.map((part) => lengthOf(tree, values, part, depth + 1)).filter((length) => length !== null);
      return known.length > 0 ? Math.min(...known) : null;
    }
  }
  if (tree.kind[callee] === Kind.attribute) {
    const method = tree.textOf(tree.childByField(callee, Field.attribute));
    if (/^(items|keys|values|copy)$/.test(method))
      return lengthOf(tree, values, tree.childByField(callee, Field.object), depth + 1);
    if (method === "__subclasses__" || method === "mro") return FEW;
  }
  return null;
}

function rangeLength(tree: Tree, values: Values, parts: readonly Node[], depth: number): Rounds {
  const numbers = parts.map((part) => integerOf(tree, values, part, depth));
  if (parts.length === 1 && numbers[0] === null && mentionsRetries(tree, parts[0]!)) return FEW;
  if (numbers.some((number) => number === null)) return null;
  const [first, second, step] = numbers as number[];
  if (second === undefined) return Math.max(0, first ?? 0);
  const by = step ?? 1;
  return by === 0 ? 0 : Math.max(0, Math.ceil((second - first!) / by));
}

/** An integer that the source shows: a literal, a name bound once to a literal, `len` of something of known length. */
function integerOf(tree: Tree, values: Values, node: Node, depth: number): number | null {
  if (depth > 6) return null;
  switch (tree.kind[node]) {
    case Kind.integer: {
      const value = Number(tree.textOf(node).replace(/_/g, ""));
      return Number.isSafeInteger(value) ? value : null;
    }
    case Kind.parenthesized_expression:
      return integerOf(tree, values, tree.firstNamed(node), depth + 1);
    case Kind.unary_operator: {
      const value = integerOf(tree, values, tree.childByField(node, Field.argument), depth + 1);
      return value !== null && tree.text[tree.start[node]!] === "-" ? -value : null;
    }
    case Kind.binary_operator: {
      const left = integerOf(tree, values, tree.childByField(node, Field.left), depth + 1);
      const right = integerOf(tree, values, tree.childByField(node, Field.right), depth + 1);
      if (left === null || right === null) return null;
      return arithmetic(left, tree.textOf(tree.childByField(node, Field.operator)), right);
    }
    case Kind.identifier: {
      const binding = values.bindingOf(node);
      const site = binding === undefined ? undefined : onlySite(binding);
      if (site?.kind !== "assignment" || tree.childByField(site.by, Field.left) !== site.name) return null;
      return integerOf(tree, values, tree.childByField(site.by, Field.right), depth + 1);
    }
    case Kind.call: {
      const callee = values.of(tree.childByField(node, Field.function));
      const list = tree.childByField(node, Field.arguments);
      if (callee?.kind !== "external" || callee.name !== "builtins.len" || list === NONE) return null;
      return lengthOf(tree, values, tree.firstNamed(list), depth + 1);
    }
    default:
      return null;
  }
}

function arithmetic(left: number, operator: string, right: number): number | null {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "//":
      return right === 0 ? null : Math.floor(left / right);
    case "**":
      return right >= 0 && right < 64 ? left ** right : null;
    case "<<":
      return right >= 0 && right < 53 ? left * 2 ** right : null;
    default:
      return null;
  }
}

/** `xs[:3]`, `xs[2:5]`: at most that many; a slice of something of known length is no longer than it. */
function lengthOfSlice(tree: Tree, values: Values, subscript: Node, depth: number): Rounds {
  const slice = tree.childByField(subscript, Field.subscript);
  if (slice === NONE || tree.kind[slice] !== Kind.slice) return null;
  const whole = lengthOf(tree, values, tree.childByField(subscript, Field.value), depth + 1);
  const bounds = /^\s*(\d*)\s*:\s*(\d+)\s*$/.exec(tree.textOf(slice));
  if (bounds === null) return whole;
  const length = Math.max(0, Number(bounds[2]) - Number(bounds[1] || 0));
  return whole === null ? length : Math.min(whole, length);
}

function mentionsRetries(tree: Tree, node: Node): boolean {
  for (let inner = node; inner < tree.next[node]!; inner++) {
    if (tree.kind[inner] === Kind.identifier && RETRY.test(tree.textOf(inner))) return true;
  }
  return false;
}

function unparenthesized(tree: Tree, node: Node): Node {
  let inner = node;
  while (inner !== NONE && tree.kind[inner] === Kind.parenthesized_expression) inner = tree.firstNamed(inner);
  return inner;
}
