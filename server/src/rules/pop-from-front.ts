/** A list that is used as a queue in a hot loop: taking its first item moves all others. */
import type { Confidence } from "../findings.js";
import { useDeque } from "../rewrites/useDeque.js";
import { type FrontAccess, frontAccessesIn } from "../semantics/frontAccesses.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import { growsContainer } from "../semantics/references.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls, isNamedLikeContainerMethod } from "./shared/cheapCalls.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { onEveryRuntime } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "pop-from-front";
const BECAUSE = "The other items of the list are moved by one place each time.";

export const popFromFront: Rule = {
  meta: {
    name: "pop-from-front",
    summary: "A list whose first item is taken or inserted in a hot loop",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: onEveryRuntime({ speaks: true, because: BECAUSE, evidence: [PAIR] }),
    options: [],
    fixes: [
      { title: "Make the list a collections.deque", applicability: "safe" },
      { title: "Make the list a collections.deque, under a stated precondition", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, rows: Rows): void {
    const groups = new Map<string, { first: FrontAccess; others: FrontAccess[] }>();
    for (const access of frontAccessesIn(context.module, rows)) {
      const around = context.module.definitions.functionAround(access.node);
      const key = `${around?.node ?? ""}:${context.module.tree.textOf(access.list)}`;
      const group = groups.get(key);
      if (group !== undefined) group.others.push(access);
      else if (costAt(context, access) !== null) groups.set(key, { first: access, others: [] });
    }
    for (const { first, others } of groups.values()) report(context, first, others);
  },
};

function costAt(context: RuleContext, { node }: FrontAccess): ReturnType<typeof costOfConstruct> {
  return costOfConstruct(context, context.module.hotness.lexical(node), () => PAIR);
}

function report(context: RuleContext, access: FrontAccess, others: readonly FrontAccess[]): void {
  const { module } = context;
  const { node, kind, list } = access;
  const heat = module.hotness.lexical(node);
  const cost = costAt(context, access);
  if (cost === null) return;
  const name = module.tree.textOf(list).replace(/\s+/g, " ");
  const offered = useDeque(module, access, effectOf(PAIR, "A queue of 2,000 items", context.selectedRuntimes));
  reportConstruct(context, heat, cost, {
    span: module.spanOf(node),
    what:
      kind === "insert"
        ? `${name}.insert(0, …) moves all items of the list.`
        : `${kind === "pop" ? `${name}.pop(0)` : `del ${name}[0]`} moves all other items of the list.`,
    why: `It runs in ${hotBecause(module, heat)}. Against a deque, a list of 2,000 items took ${cost.figures}.`,
    advice:
      kind === "insert"
        ? "Append, and reverse the list once after the loop, or use collections.deque and appendleft()."
        : "Use collections.deque and popleft().",
    confidence: confidenceOf(module, access, heat),
    related: others.map((other) => ({ message: `Also at the front of ${name}`, place: module.placeOf(other.node) })),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

/**
 * A list that a `for` inside the loop fills again is a queue, which may be long: a round takes one item, and may add many. Others are often a
 * few parts of something, hold an item or two between rounds, or are of unknown type. Moving a few hundred items takes as long as one call,
 * so the walk must be all that a round does.
 */
function confidenceOf(module: ModuleFacts, { kind, list, certain }: FrontAccess, heat: Heat): Confidence {
  if (heat.declared) return certain ? "high" : "low";
  if (!certain || kind === "insert" || heat.loop === null) return "low";
  return isFilledIn(module, list, heat.loop.node) && onlyWalks(module, heat.loop.node) ? "medium" : "low";
}

/** Besides looking into containers, a round calls nothing but what gives the next items. */
function onlyWalks(module: ModuleFacts, loop: Node): boolean {
  const { tree, index } = module;
  const heads = index.within(loop, Kind.for_statement).map((inner) => tree.childByField(inner, Field.right));
  return hasOnlyCheapCalls(
    module,
    loop,
    (call) =>
      isNamedLikeContainerMethod(module, call) || heads.some((head) => head !== NONE && tree.contains(head, call)),
  );
}

function isFilledIn(module: ModuleFacts, list: Node, loop: Node): boolean {
  const { tree, values } = module;
  if (tree.kind[list] !== Kind.identifier) return false;
  const binding = values.bindingOf(list);
  // A list that the round makes itself holds what this round found.
  if (binding === undefined || binding.sites.some((site) => tree.contains(loop, site.by))) return false;
  return values
    .referencesTo(binding)
    .some((reference) => growsContainer(tree, reference) && isInForInside(module, reference, loop));
}

/** True when a `for` statement stands around the reference, inside the loop, and goes over what is not short by its name: bases, arguments. */
function isInForInside({ tree, surroundings }: ModuleFacts, reference: Node, loop: Node): boolean {
  if (!tree.contains(loop, reference)) return false;
  for (let node = tree.parent[reference]!; node !== loop; node = tree.parent[node]!)
    if (tree.kind[node] === Kind.for_statement) return !surroundings.loopAt(node).shortByName;
  return false;
}
