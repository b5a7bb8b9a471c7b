/** Global names that loops change by `+=` and the like. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { innermostRight } from "./assignments.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { type Binding, keyOf } from "./scopes.js";

/** A global number that the loops of a function change. */
export interface GlobalAccumulator {
  readonly binding: Binding;
  readonly fn: FunctionInfo;
  /** The outermost loop statement of the function around the changes. */
  readonly loop: Node;
  /** The augmented assignments of the name in that loop, in text order. Never empty. */
  readonly assignments: readonly Node[];
  /** `float` where one of the values that it gets is a float. */
  readonly type: "int" | "float";
  /** False when the type of something that is added is not known. */
  readonly certain: boolean;
}

/** What an `augmented_assignment` changes: undefined where that is no global that is known to be a number, or no loop is around it. */
export function globalAccumulatorAt(module: ModuleFacts, assignment: Node): GlobalAccumulator | undefined {
  const { tree, scopes, values } = module;
  const name = tree.childByField(assignment, Field.left);
  if (name === NONE || tree.kind[name] !== Kind.identifier) return undefined;
  const scope = scopes.at(name);
  if (scope.kind !== "function" || !scope.globals.has(keyOf(scope, tree.textOf(name)))) return undefined;
  const fn = module.definitions.functionAround(assignment);
  const { loops } = module.surroundings.around(assignment);
  const loop = loops[loops.length - 1]?.node;
  const binding = values.bindingOf(name);
  if (loop === undefined || binding === undefined || fn === null || fn.scope !== scope) return undefined;
  const number = numberIn(module, binding);
  if (number === undefined) return undefined;
  const assignments = binding.sites
    .filter((site) => site.kind === "augmented" && site.from === scope && tree.contains(loop, site.by))
    .map((site) => site.by);
  return { binding, fn, loop, assignments: assignments.length > 0 ? assignments : [assignment], ...number };
}

/** The type of the numbers that a name has wherever the module binds it. */
function numberIn(module: ModuleFacts, binding: Binding): Pick<GlobalAccumulator, "type" | "certain"> | undefined {
  const { tree, values } = module;
  let type: GlobalAccumulator["type"] = "int";
  let certain = true;
  let isSet = false;
  for (const site of binding.sites) {
    let value: Node;
    if (site.kind === "annotation") continue;
    else if (site.kind === "augmented") value = tree.childByField(site.by, Field.right);
    else if (site.kind === "assignment" && tree.childByField(site.by, Field.left) === site.name) {
      value = innermostRight(tree, tree.childByField(site.by, Field.right));
      isSet = true;
    } else return undefined;
    const own = values.typeOf(value);
    if (own === undefined) {
      if (site.kind === "assignment") return undefined;
      certain = false;
      continue;
    }
    if (!/^(int|float|bool)$/.test(own.type)) return undefined;
    certain &&= own.certain;
    if (own.type === "float" || tree.textOf(tree.childByField(site.by, Field.operator)) === "/=") type = "float";
  }
  return isSet ? { type, certain } : undefined;
}
