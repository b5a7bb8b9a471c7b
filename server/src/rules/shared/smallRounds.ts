/** Whether a loop does so little in a round that what one construct costs can be seen. */
import type { ModuleFacts } from "../../semantics/module.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import type { Node } from "../../syntax/tree.js";

/** More code than this in a loop, and one construct is a small part of it. */
const MOST_NODES = 250;

/** Functions that cost no more than a few operations. */
const CHEAP =
  /^(builtins\.(abs|bool|chr|divmod|enumerate|float|int|isinstance|len|max|min|ord|range|reversed|round|zip)|math\.\w+|(list|set|dict|collections\.deque)\.(append|add|get|pop))$/;

/** True for a loop that is short and calls nothing but what costs next to nothing. The loop statement is in the part that is looked at. */
export function isSmallRound(module: ModuleFacts, loop: Node): boolean {
  const { tree, index, values } = module;
  if (tree.next[loop]! - loop > MOST_NODES) return false;
  return index.within(loop, Kind.call).every((call) => {
    const callee = values.of(tree.childByField(call, Field.function));
    return callee?.kind === "external" && CHEAP.test(callee.name);
  });
}
