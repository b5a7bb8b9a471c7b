/** Loops over what `itertools` makes for which a plain loop was measured. A rule of their own speaks of them. */
import type { ModuleFacts } from "../../semantics/module.js";
import { isComprehension } from "../../semantics/scopes.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** The functions, by qualified name. */
const LOOPED_ITERTOOLS: ReadonlySet<string> = new Set(["itertools.product", "itertools.groupby", "itertools.chain"]);

/** The `for_statement` or `for_in_clause` that goes over a call of one of them, or `NONE` where it is read otherwise or has no other form. */
export function itertoolsLoop(module: ModuleFacts, call: Node, name: string): Node {
  const { tree } = module;
  if (!LOOPED_ITERTOOLS.has(name) || tree.field[call] !== Field.right || tree.hasError(call)) return NONE;
  const loop = tree.parent[call]!;
  const isLoop =
    tree.kind[loop] === Kind.for_statement ||
    (tree.kind[loop] === Kind.for_in_clause && isComprehension(tree.kind[tree.parent[loop]!]!));
  return isLoop && (name === "itertools.groupby" || hasFixedParts(module, call)) ? loop : NONE;
}

/** `product(xs, ys)` can be written as loops: how many iterables there are is known. `product(*lists)` and `product(bits, repeat=n)` cannot. */
function hasFixedParts(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const parts = tree.namedChildren(tree.childByField(call, Field.arguments));
  const iterables = parts.filter((part) => tree.kind[part] !== Kind.comment);
  return (
    iterables.length >= 2 &&
    iterables.every((part) => tree.kind[part] !== Kind.list_splat && tree.kind[part] !== Kind.keyword_argument)
  );
}
