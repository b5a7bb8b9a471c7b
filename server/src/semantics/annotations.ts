/** What annotations say about types. */
import { Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import { type Instance, instance, instanceOf, type Value } from "./model.js";

/** Answers what an expression stands for. */
interface Resolver {
  of(expression: Node): Value | undefined;
}

/** Generic types inside one another more deeply than this are unknown: the call stack has an end. */
const DEEPEST_ANNOTATION = 10;

/** The type that an annotation names, never certain. Optional and union types are unknown. */
export function annotationType(tree: Tree, values: Resolver, annotation: Node, depth = 0): Instance | undefined {
  if (annotation === NONE || depth > DEEPEST_ANNOTATION) return undefined;
  switch (tree.kind[annotation]) {
    case Kind.identifier:
    case Kind.attribute: {
      const value = values.of(annotation);
      if (value?.kind === "class") return instanceOf(value.cls, { certain: false, exact: false });
      if (value?.kind !== "external") return undefined;
      const type = annotationName(value.name);
      return type === undefined ? undefined : instance(type, false);
    }
    case Kind.generic_type: {
      const base = tree.firstNamed(annotation);
      const outer = base === NONE ? undefined : annotationType(tree, values, base, depth + 1);
      const parameters = tree.childOfKind(annotation, Kind.type_parameter);
      if (outer === undefined || parameters === NONE) return outer;
      const inner = tree.namedChildren(parameters);
      if (outer.type !== "list" && outer.type !== "set") return outer;
      const element =
        inner.length === 1 ? annotationType(tree, values, tree.firstNamed(inner[0]!), depth + 1) : undefined;
      return instance(outer.type, false, element ?? null);
    }
    default:
      return undefined;
  }
}

/** The builtin or qualified type that an annotation's name stands for. */
function annotationName(qualified: string): string | undefined {
  const typing: Readonly<Record<string, string>> = {
    "typing.List": "list",
    "typing.Dict": "dict",
    "typing.Set": "set",
    "typing.Tuple": "tuple",
    "typing.Text": "str",
    "typing.Pattern": "re.Pattern",
    "re.Pattern": "re.Pattern",
  };
  const known = typing[qualified];
  if (known !== undefined) return known;
  if (!qualified.startsWith("builtins.")) return undefined;
  const name = qualified.slice("builtins.".length);
  return /^(int|float|bool|str|bytes|bytearray|list|dict|set|frozenset|tuple)$/.test(name) ? name : undefined;
}
