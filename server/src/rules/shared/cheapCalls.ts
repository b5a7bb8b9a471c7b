/** Calls that cost next to nothing beside what a rule is about. */
import type { ModuleFacts } from "../../semantics/module.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** Builtins, functions of `math`, and methods of the builtin containers. */
const CHEAP = /^(builtins|math|list|dict|set|tuple|int|float|collections\.deque)\.\w+$/;

/**
 * True when everything that is called in a part of the module is known to be a builtin or a method of a builtin container, so that a round of
 * it does little else than what is written there. `isLeftOut` says which calls do not count.
 */
export function hasOnlyCheapCalls(module: ModuleFacts, part: Node, isLeftOut: (call: Node) => boolean): boolean {
  const { tree, index, values } = module;
  return index.within(part, Kind.call).every((call) => {
    if (isLeftOut(call)) return true;
    const callee = values.of(tree.childByField(call, Field.function));
    return callee?.kind === "external" && CHEAP.test(callee.name);
  });
}

/** Methods of lists, sets and dicts. */
const CONTAINER_METHOD =
  /\.(?:append|add|remove|discard|extend|insert|pop|popleft|get|setdefault|update|items|keys|values|copy|index|count)$/;

/** True for a call that is named like a method of a container, whatever the object is. */
export function isNamedLikeContainerMethod({ tree }: ModuleFacts, call: Node): boolean {
  const callee = tree.childByField(call, Field.function);
  return callee !== NONE && CONTAINER_METHOD.test(tree.textOf(callee));
}
