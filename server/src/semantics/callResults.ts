/** What calls of builtins and library functions give. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { fileTypeOfMode, itemTypeOf, returnTypeOf } from "./builtins.js";
import { type Instance, instance, join } from "./model.js";

/** Answers for the types of expressions and of what they contain. */
interface Types {
  typeOf(expression: Node): Instance | undefined;
  elementOf(iterable: Node): Instance | undefined;
}

/**
 * The type of what a call of an external name gives.
 *
 * @param name the qualified name
 * @param certain false when the name is known from an annotation only
 */
export function externalResult(
  tree: Tree,
  values: Types,
  call: Node,
  name: string,
  certain: boolean,
): Instance | undefined {
  if (name === "builtins.open" || name === "io.open") return openedFile(tree, call);
  if (name === "builtins.abs" || name === "builtins.min" || name === "builtins.max")
    return sameTypeCall(tree, values, call);
  const type = returnTypeOf(name);
  if (type === undefined) return undefined;
  const first = firstArgument(tree, call);
  // `os.path.join(b"…")` and `re.sub(b"…", …)` give bytes.
  if (type === "str or bytes") {
    const text = first === NONE ? undefined : values.typeOf(first);
    return text?.type === "str" || text?.type === "bytes" ? { ...text, certain: text.certain && certain } : undefined;
  }
  const item = itemTypeOf(name);
  if (item !== undefined) return instance(type, certain, instance(item, certain));
  const keepsItems = /^builtins\.(list|tuple|set|frozenset|reversed|sorted)$/.test(name);
  return instance(type, certain, keepsItems && first !== NONE ? (values.elementOf(first) ?? null) : null);
}

function firstArgument(tree: Tree, call: Node): Node {
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE || tree.kind[list] !== Kind.argument_list) return NONE;
  const first = tree.firstNamed(list);
  return first === NONE || tree.kind[first] === Kind.keyword_argument ? NONE : first;
}

/** `abs(x)`, `min(a, b)`, `max(a, b)` of numbers of one type. */
function sameTypeCall(tree: Tree, values: Types, call: Node): Instance | undefined {
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE || tree.kind[list] !== Kind.argument_list) return undefined;
  const types = tree.namedChildren(list).map((argument) => values.typeOf(argument));
  let joined = types[0];
  for (const type of types.slice(1)) joined = join(joined, type);
  return joined?.type === "int" || joined?.type === "float" ? joined : undefined;
}

function openedFile(tree: Tree, call: Node): Instance | undefined {
  const list = tree.childByField(call, Field.arguments);
  if (list === NONE) return undefined;
  const parts = tree.namedChildren(list);
  const keyword = parts.find(
    (part) => tree.kind[part] === Kind.keyword_argument && tree.textOf(tree.childByField(part, Field.name)) === "mode",
  );
  const mode = keyword !== undefined ? tree.childByField(keyword, Field.value) : parts[1];
  if (mode === undefined || tree.kind[mode] === Kind.keyword_argument) return instance("io.TextIOWrapper");
  if (tree.kind[mode] !== Kind.string) return undefined;
  return instance(fileTypeOfMode(tree.textOf(mode).replace(/^[rbuf]*['"]+|['"]+$/gi, "")));
}
