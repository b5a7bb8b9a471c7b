/** Coroutines of the module that never wait, awaited in a hot loop: their frames are made and driven for nothing. */
import type { Confidence, Span } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { awaitedFunction, awaitedWithoutWaiting, waitsIn } from "../semantics/neverWaits.js";
import type { Rows } from "../semantics/rows.js";
import { loopConstruct } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { type ConstructCost, costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { hotBecause } from "./shared/wording.js";

const COROUTINES = "await-chain-in-loop-plain";
const ITEMS = "await-chain-in-loop-async-for";

export const awaitChainInLoop: Rule = {
  meta: {
    name: "await-chain-in-loop",
    summary: "Coroutines or asynchronous generators that never wait, in a hot loop",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Each await makes a coroutine that stays an object, and ends with an exception.",
        evidence: [COROUTINES, ITEMS],
      },
      "cpython-3.14": {
        speaks: false,
        because: "What they cost there is not the JIT's doing.",
        evidence: [COROUTINES, ITEMS],
      },
      "cpython-3.15": {
        speaks: true,
        because: "Each await makes a coroutine with a frame of its own.",
        evidence: [COROUTINES, ITEMS],
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { index, tree, loopCalls } = context.module;
    for (const call of loopCalls.in(rows).calls) {
      if (tree.kind[tree.parent[call]!] === Kind.await) checkAwait(context, tree.parent[call]!, call);
    }
    for (const loop of index.between(rows.from, rows.to, Kind.for_statement)) {
      if (tree.childOfKind(loop, Kind.kw_async) !== NONE) checkItems(context, loop);
    }
  },
};

function checkAwait(context: RuleContext, node: Node, call: Node): void {
  const { module } = context;
  const fn = module.calls.calleeOf(call);
  if (fn === undefined || !fn.isAsync || fn.isGenerator) return;
  const heat = module.hotness.of(node);
  const cost = costOfConstruct(context, heat, () => COROUTINES);
  if (cost === null) return;
  const chain = awaitedWithoutWaiting(module, fn);
  if (chain === undefined) return;
  report(context, heat, cost, {
    span: module.spanOf(node),
    what: `${fn.name}() is a coroutine function that never waits: await makes a coroutine and drives it for nothing.`,
    why: `It is awaited in ${hotBecause(module, heat)}. Against plain calls, three such coroutines for an item took ${cost.figures}.`,
    advice: "Make it a plain function, and call it.",
    confidence: confidenceOf(module, heat, node, call, chain),
    chain,
  });
}

function checkItems(context: RuleContext, loop: Node): void {
  const { module } = context;
  const { tree } = module;
  const call = tree.childByField(loop, Field.right);
  const body = tree.childByField(loop, Field.body);
  const first = body === NONE ? NONE : tree.firstNamed(body);
  // In broken code there may be nothing inside.
  if (call === NONE || first === NONE || tree.kind[call] !== Kind.call) return;
  const fn = module.calls.calleeOf(call);
  if (fn === undefined || !fn.isAsync || !fn.isGenerator) return;
  const heat = module.hotness.of(first);
  const cost = costOfConstruct(context, heat, () => ITEMS);
  if (cost === null) return;
  const chain = awaitedWithoutWaiting(module, fn);
  if (chain === undefined) return;
  report(context, heat, cost, {
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: `${fn.name}() is an asynchronous generator that never waits: each item makes and ends an awaitable.`,
    why: `Against a plain generator it took ${cost.figures}, around a tiny body.`,
    advice: "Make it a plain generator, and loop over it with for.",
    confidence: confidenceOf(module, heat, body, call, chain),
    chain,
  });
}

interface Found {
  readonly span: Span;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly confidence: Confidence;
  readonly chain: readonly FunctionInfo[];
}

function report(context: RuleContext, heat: Heat, cost: ConstructCost, found: Found): void {
  const { module } = context;
  const { chain, ...texts } = found;
  reportConstruct(context, heat, cost, {
    ...texts,
    related: chain.map((fn) => ({
      message: `${fn.name}() never waits`,
      place: module.placeOf(module.tree.childByField(fn.node, Field.name)),
    })),
  });
}

/** Low where the functions may have to be what they are, or where the loop waits for something else anyway. */
function confidenceOf(
  module: ModuleFacts,
  heat: Heat,
  within: Node,
  call: Node,
  chain: readonly FunctionInfo[],
): Confidence {
  if (chain.some((fn) => isOverridable(module, fn))) return "low";
  const { tree } = module;
  const round = heat.loop === null || heat.chain.length > 0 ? within : loopConstruct(tree, heat.loop);
  const waits = waitsIn(module, round).some((node) => {
    if (tree.kind[node] === Kind.kw_async) return tree.childByField(tree.parent[node]!, Field.right) !== call;
    if (tree.firstNamed(node) === call) return false;
    const awaited = awaitedFunction(module, node);
    return awaited === undefined || awaitedWithoutWaiting(module, awaited) === undefined;
  });
  return waits ? "low" : module.hotness.confidence(heat);
}

/** A public method, or one of a class with bases: others may have their own, and that one may wait. */
function isOverridable(module: ModuleFacts, fn: FunctionInfo): boolean {
  return fn.owner !== null && (!fn.name.startsWith("_") || module.values.mro(fn.owner).length > 1);
}
