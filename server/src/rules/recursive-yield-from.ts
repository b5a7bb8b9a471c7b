/** A generator that yields from itself: each item passes through a frame for every level above it. */
import type { Related } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const TREE = "recursive-yield-from-tree";
const NESTED = "recursive-yield-from-flatten";

export const recursiveYieldFrom: Rule = {
  meta: {
    name: "recursive-yield-from",
    summary: "A hot generator that yields from itself",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Each item goes through the frames of all levels above it, and each depth is compiled by itself.",
        evidence: [TREE, NESTED],
      },
      cpython: {
        speaks: true,
        because: "Each item goes through the frames of all levels above it.",
        evidence: [TREE, NESTED],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { module } = context;
    const found = new Map<FunctionInfo, Node[]>();
    for (const node of module.index.between(from, to, Kind.yield)) {
      const fn = recursionAt(module, node);
      if (fn === null) continue;
      const others = found.get(fn);
      if (others === undefined) found.set(fn, [node]);
      else others.push(node);
    }
    for (const [fn, places] of found) report(context, fn, places);
  },
};

/** The generator that yields from itself at a `yield`, or null. */
function recursionAt(module: ModuleFacts, node: Node): FunctionInfo | null {
  const { tree } = module;
  if (tree.childOfKind(node, Kind.kw_from) === NONE) return null;
  const call = tree.firstNamed(node);
  if (call === NONE || tree.kind[call] !== Kind.call) return null;
  const fn = module.definitions.functionAround(node);
  return fn !== null && module.calls.calleeOf(call) === fn ? fn : null;
}

/** The heat of the first long loop over the generator: as many items pass through it as that has rounds. */
function heatOfConsumer(module: ModuleFacts, fn: FunctionInfo): Heat | undefined {
  const { tree, index, calls, hotness } = module;
  module.readEverything();
  for (const loop of index.all(Kind.for_statement)) {
    const call = tree.childByField(loop, Field.right);
    const body = tree.childByField(loop, Field.body);
    const first = body === NONE ? NONE : tree.firstNamed(body);
    if (call === NONE || first === NONE || tree.kind[call] !== Kind.call || calls.calleeOf(call) !== fn) continue;
    const heat = hotness.of(first);
    if (heat.rounds === Number.POSITIVE_INFINITY) return heat;
  }
  return undefined;
}

function report(context: RuleContext, fn: FunctionInfo, places: readonly Node[]): void {
  const { module } = context;
  const first = places.find((node) => module.hotness.of(node).rounds === Number.POSITIVE_INFINITY);
  const hottest = first ?? places[0]!;
  const own = module.hotness.of(hottest);
  const heat = first === undefined && !module.hotness.isDeclaredCold(fn) ? (heatOfConsumer(module, fn) ?? own) : own;
  const measured =
    places.length > 1
      ? { pair: TREE, name: "a tree of 4,000 nodes" }
      : { pair: NESTED, name: "a list nested twelve deep" };
  const cost = costOfConstruct(context, heat, () => measured.pair);
  if (cost === null) return;
  const related: Related[] = places
    .filter((node) => node !== hottest)
    .map((node) => ({ message: `${fn.name}() yields from itself`, place: module.placeOf(node) }));
  related.push({ message: "The generator", place: module.placeOf(module.tree.childByField(fn.node, Field.name)) });
  reportConstruct(context, heat, cost, {
    span: module.spanOf(hottest),
    what: `${fn.name}() yields from itself: each item passes through a frame for every level above it.`,
    why: `It does so in ${hotBecause(module, heat)}. Against a stack, ${measured.name} took ${cost.figures}.`,
    advice: "Keep what is still to be visited in a list, and yield from one loop.",
    confidence: isDeep(module, fn, places, heat) ? module.hotness.confidence({ ...heat, nested: false }) : "low",
    related,
  });
}

/** One recursion in a loop over children walks what is small most often; two make a tree. Other work of a level outweighs passing items up. */
function isDeep(module: ModuleFacts, fn: FunctionInfo, places: readonly Node[], heat: Heat): boolean {
  if (heat.declared) return true;
  if (places.length < 2 || heat.chain.length > 0) return false;
  return hasOnlyCheapCalls(module, fn.node, (call) => module.calls.calleeOf(call) === fn);
}
