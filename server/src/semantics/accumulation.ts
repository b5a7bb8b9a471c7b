/** Names that are made longer by `+=` round after round: which loops do that, and which begin the value anew. */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import { innermostRight } from "./assignments.js";
import type { ModuleFacts } from "./module.js";
import type { Binding } from "./scopes.js";
import type { Loop } from "./surroundings.js";

/** A str or bytes that a loop makes longer. */
export interface Accumulation {
  readonly binding: Binding;
  readonly type: "str" | "bytes";
  /** The `+=` in the outermost loop that does not begin the value anew, in text order. */
  readonly additions: readonly Node[];
  readonly outermost: Loop;
  /** Rounds of the loops that do not begin it anew; `Infinity` for an unknown length. */
  readonly rounds: number;
  /** Several of them, of which none is known to be short. */
  readonly nested: boolean;
  /** One of them has no end of its own. */
  readonly unbounded: boolean;
}

/** What an `augmented_assignment` makes longer in each round; undefined where that is no str or bytes that grows through a loop. */
export function accumulationAt(module: ModuleFacts, assignment: Node): Accumulation | undefined {
  const { tree, values } = module;
  const name = tree.childByField(assignment, Field.left);
  if (tree.kind[name] !== Kind.identifier || !isAddition(module, assignment)) return undefined;
  const loops = module.surroundings.around(assignment).loops;
  if (loops.length === 0) return undefined;
  const binding = values.bindingOf(name);
  if (binding === undefined || module.scopes.at(name) !== binding.scope) return undefined;
  const type = textTypeOf(module, binding);
  if (type === undefined) return undefined;
  const begun = binding.sites.filter((site) => site.kind === "assignment");
  const keeping: Loop[] = [];
  for (const loop of loops) {
    if (begun.some((site) => tree.contains(loop.node, site.by))) break;
    keeping.push(loop);
  }
  const outermost = keeping[keeping.length - 1];
  if (outermost === undefined) return undefined;
  return {
    binding,
    type,
    additions: binding.sites
      .filter((site) => site.kind === "augmented" && tree.contains(outermost.node, site.by))
      .map((site) => site.by),
    outermost,
    rounds: keeping.reduce((product, loop) => product * (loop.rounds ?? Number.POSITIVE_INFINITY), 1),
    nested: keeping.filter((loop) => loop.rounds === null || loop.rounds === Number.POSITIVE_INFINITY).length > 1,
    unbounded: keeping.some((loop) => loop.rounds === Number.POSITIVE_INFINITY),
  };
}

/** True for `+=`. */
function isAddition(module: ModuleFacts, assignment: Node): boolean {
  const { tree } = module;
  return tree.textOf(tree.childByField(assignment, Field.operator)) === "+=";
}

/** The type of a name that starts as a str or bytes wherever it is assigned, and changes by `+=` of such a thing alone. */
function textTypeOf(module: ModuleFacts, binding: Binding): Accumulation["type"] | undefined {
  const { tree, values } = module;
  if (binding.rebound) return undefined;
  let type: string | undefined;
  for (const site of binding.sites) {
    let own: string | undefined;
    if (site.kind === "augmented") {
      if (!isAddition(module, site.by)) return undefined;
      // `str += x` fails, or gives a str: what is added need not be known.
      own = values.typeOf(tree.childByField(site.by, Field.right))?.type ?? type;
    } else if (site.kind === "assignment" && tree.childByField(site.by, Field.left) === site.name) {
      const value = innermostRight(tree, tree.childByField(site.by, Field.right));
      own = value === NONE ? undefined : values.typeOf(value)?.type;
      if (own === undefined) return undefined;
    } else {
      return undefined;
    }
    if (type !== undefined && own !== type) return undefined;
    type = own;
  }
  return type === "str" || type === "bytes" ? type : undefined;
}
