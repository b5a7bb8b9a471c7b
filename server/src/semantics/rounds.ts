/** How often a loop goes round, where the source says it. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { parametersOf } from "./functions.js";
import { growsContainer } from "./references.js";
import { onlySite } from "./scopes.js";
import type { Values } from "./values.js";

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
const ENUMERATE = "builtins.enumerate";
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
  if (tree.kind[condition] === Kind.false || tree.kind[condition] === Kind.none) return 0;
  if (tree.kind[condition] === Kind.integer) return integerValue(tree, condition) === 0 ? 0 : Number.POSITIVE_INFINITY;
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
    case Kind.binary_operator:
      return lengthOfOperation(tree, values, iterable, depth);
    case Kind.list_comprehension:
    case Kind.set_comprehension:
    case Kind.dictionary_comprehension:
    case Kind.generator_expression:
      return lengthOfComprehension(tree, values, iterable, depth);
    default:
      return null;
  }
}

/** As long as its loops together, or shorter. */
function lengthOfComprehension(tree: Tree, values: Values, comprehension: Node, depth: number): Rounds {
  let length = 1;
  for (const clause of tree.namedChildren(comprehension)) {
    if (tree.kind[clause] !== Kind.for_in_clause) continue;
    const own = lengthOf(tree, values, tree.childByField(clause, Field.right), depth + 1);
    if (own === null) return null;
    length *= own;
  }
  return length;
}

/** `xs + ys` and `xs * 3`. */
function lengthOfOperation(tree: Tree, values: Values, operation: Node, depth: number): Rounds {
  const left = tree.childByField(operation, Field.left);
  const right = tree.childByField(operation, Field.right);
  switch (tree.textOf(tree.childByField(operation, Field.operator))) {
    case "+":
      return sum([lengthOf(tree, values, left, depth + 1), lengthOf(tree, values, right, depth + 1)]);
    case "*": {
      const length = lengthOf(tree, values, left, depth + 1);
      const times = length === null ? null : integerOf(tree, values, right, depth + 1);
      return length === null || times === null ? null : length * Math.max(0, times);
    }
    default:
      return null;
  }
}

function sum(lengths: readonly Rounds[]): Rounds {
  let total = 0;
  for (const length of lengths) {
    if (length === null) return null;
    total += length;
  }
  return total;
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
  let length = 0;
  for (const part of tree.namedChildren(string)) {
    if (tree.kind[part] === Kind.string_content) length += tree.endOf(part) - tree.startOf(part);
  }
  return length;
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
    if (displayLength(tree, value) === 0) return null;
    if (values.referencesTo(binding).some((reference) => growsContainer(tree, reference))) return null;
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
    if (value.name === "itertools.product") return lengthOfProduct(tree, values, list, depth);
    const length = lengthOfExternalCall(tree, values, value.name, parts, depth);
    if (length !== undefined) return length;
  }
  if (tree.kind[callee] === Kind.attribute) {
    const method = tree.textOf(tree.childByField(callee, Field.attribute));
    if (/^(items|keys|values|copy)$/.test(method))
      return lengthOf(tree, values, tree.childByField(callee, Field.object), depth + 1);
    if (method === "__subclasses__" || method === "mro") return FEW;
  }
  return null;
}

/** `product(xs, ys)` and `product(xs, repeat=3)`. */
function lengthOfProduct(tree: Tree, values: Values, list: Node, depth: number): Rounds {
  let length = 1;
  let repeat: number | null = 1;
  for (const part of tree.namedChildren(list)) {
    if (tree.kind[part] === Kind.comment) continue;
    if (tree.kind[part] === Kind.keyword_argument) {
      repeat = upperBoundOf(tree, values, tree.childByField(part, Field.value), depth + 1);
      continue;
    }
    const own = lengthOf(tree, values, part, depth + 1);
    if (own === null) return null;
    length *= own;
  }
  return repeat === null ? null : length ** repeat;
}

/** Undefined for calls of which nothing is known. `parts` are the positional arguments. */
function lengthOfExternalCall(
  tree: Tree,
  values: Values,
  name: string,
  parts: readonly Node[],
  depth: number,
): Rounds | undefined {
  const lengthOfPart = (part: Node): Rounds => lengthOf(tree, values, part, depth + 1);
  if (SAME_LENGTH.has(name)) return parts.length === 1 || name === ENUMERATE ? lengthOfPart(parts[0] ?? NONE) : null;
  switch (name) {
    case "builtins.range":
      return rangeLength(tree, values, parts, depth);
    case "builtins.zip":
    case "builtins.map":
    case "builtins.filter": {
      // The shortest decides, and an unknown one may be shorter still.
      const iterables = name === "builtins.zip" ? parts : parts.slice(1);
      const known = iterables.map(lengthOfPart).filter((length) => length !== null);
      return known.length > 0 ? Math.min(...known) : null;
    }
    case "itertools.count":
    case "itertools.cycle":
      return Number.POSITIVE_INFINITY;
    case "itertools.repeat":
      return parts.length < 2 ? Number.POSITIVE_INFINITY : upperBoundOf(tree, values, parts[1]!, depth + 1);
    case "itertools.groupby":
      // As many groups as items at most.
      return lengthOfPart(parts[0] ?? NONE);
    case "itertools.chain":
      return sum(parts.map(lengthOfPart));
    case "itertools.islice": {
      const last = parts[parts.length === 2 ? 1 : 2];
      const stop = last === undefined ? null : upperBoundOf(tree, values, last, depth + 1);
      return stop ?? lengthOfPart(parts[0] ?? NONE);
    }
    default:
      return undefined;
  }
}

function rangeLength(tree: Tree, values: Values, parts: readonly Node[], depth: number): Rounds {
  const numbers = parts.map((part, position) =>
    // With a step the end may be the lower bound.
    position === parts.length - 1 && parts.length < 3
      ? upperBoundOf(tree, values, part, depth)
      : integerOf(tree, values, part, depth),
  );
  if (parts.length === 1 && numbers[0] === null && mentionsRetries(tree, parts[0]!)) return FEW;
  if (numbers.some((number) => number === null)) return null;
  const [first, second, step] = numbers as number[];
  if (second === undefined) return Math.max(0, first ?? 0);
  const by = step ?? 1;
  return by === 0 ? 0 : Math.max(0, Math.ceil((second - first!) / by));
}

/** An integer that a value is not above: itself, or the known one of `min(n, 10)`. */
function upperBoundOf(tree: Tree, values: Values, node: Node, depth: number): number | null {
  if (tree.kind[node] !== Kind.call || depth > 6) return integerOf(tree, values, node, depth);
  const callee = values.of(tree.childByField(node, Field.function));
  const list = tree.childByField(node, Field.arguments);
  if (callee?.kind !== "external" || callee.name !== "builtins.min" || tree.kind[list] !== Kind.argument_list)
    return integerOf(tree, values, node, depth);
  const parts = tree.namedChildren(list);
  if (parts.length < 2) return null;
  const known = parts.map((part) => upperBoundOf(tree, values, part, depth + 1)).filter((number) => number !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** An integer that the source shows: a literal, a name bound once to a literal, `len` of something of known length. */
function integerOf(tree: Tree, values: Values, node: Node, depth: number): number | null {
  if (depth > 6) return null;
  switch (tree.kind[node]) {
    case Kind.integer:
      return integerValue(tree, node);
    case Kind.parenthesized_expression:
      return integerOf(tree, values, tree.firstNamed(node), depth + 1);
    case Kind.unary_operator: {
      const value = integerOf(tree, values, tree.childByField(node, Field.argument), depth + 1);
      const operator = tree.charAt(tree.startOf(node));
      return value === null || operator === "~" ? null : operator === "-" ? -value : value;
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
      if (callee?.kind !== "external" || list === NONE || tree.kind[list] !== Kind.argument_list) return null;
      if (callee.name !== "builtins.len") return null;
      return lengthOf(tree, values, tree.firstNamed(list), depth + 1);
    }
    default:
      return null;
  }
}

function integerValue(tree: Tree, integer: Node): number | null {
  const value = Number(tree.textOf(integer).replace(/_/g, ""));
  return Number.isSafeInteger(value) ? value : null;
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

/** An expression without the parentheses around it. */
export function unparenthesized(tree: Tree, node: Node): Node {
  let inner = node;
  while (inner !== NONE && tree.kind[inner] === Kind.parenthesized_expression) inner = tree.firstNamed(inner);
  return inner;
}
