/** Functions that look at their own variables by name, so that no variable of theirs can be changed unseen. */
import type { ModuleFacts } from "../semantics/module.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";

const SHOWING_LOCALS = /^(locals|vars|dir|eval|exec)$/;

/** A refusal for a function that calls `locals` or the like, or null. */
export function ownVariablesProblem(module: ModuleFacts, fn: Node): string | null {
  const { tree } = module;
  const shows = module.index.within(fn, Kind.call).some((call) => {
    const callee = tree.childByField(call, Field.function);
    return tree.kind[callee] === Kind.identifier && SHOWING_LOCALS.test(tree.textOf(callee));
  });
  return shows ? "The function looks at its own variables by their names." : null;
}
