/** A loop over itertools.product, groupby or chain, where plain loops are faster on PyPy. */
import type { Confidence } from "../findings.js";
import { nestProduct } from "../rewrites/nestProduct.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { costOfConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { itertoolsLoop } from "./shared/itertoolsLoops.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause, relatedToHeat } from "./shared/wording.js";

/** What was measured for a function of itertools. */
interface Measured {
  readonly pair: string;
  readonly against: string;
  readonly advice: string;
  /** What costs is the call, not its items: it counts where it is made in a hot loop. */
  readonly isMaking: boolean;
}

const MEASURED: ReadonlyMap<string, Measured> = new Map([
  [
    "itertools.product",
    {
      pair: "itertools-in-hot-loop-product",
      against: "nested loops",
      advice: "Write the loops into each other.",
      isMaking: false,
    },
  ],
  [
    "itertools.groupby",
    {
      pair: "itertools-in-hot-loop-groupby",
      against: "a loop that compares each key with the one before",
      advice: "Compare each key with the one before in a plain loop.",
      isMaking: false,
    },
  ],
  [
    "itertools.chain",
    {
      pair: "itertools-in-hot-loop-chain",
      against: "a loop over each of two short rows",
      advice: "Write a loop for each part.",
      isMaking: true,
    },
  ],
]);
const EVIDENCE = [...MEASURED.values()].map(({ pair }) => pair);

export const itertoolsInHotLoop: Rule = {
  meta: {
    name: "itertools-in-hot-loop",
    summary: "A hot loop over itertools.product or itertools.groupby, or one over itertools.chain inside a hot loop",
    problem: "generators and async",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because:
          "Making them, and passing on the items of product and groupby, are calls that the trace does not go into.",
        evidence: EVIDENCE,
      },
      cpython: { speaks: false, because: "What they cost there is not the JIT's doing.", evidence: EVIDENCE },
    }),
    options: [],
    fixes: [
      { title: "Write the product as loops in each other (PyPy)", applicability: "safe" },
      { title: "Write the product as loops in each other, under stated preconditions (PyPy)", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, rows: Rows): void {
    const { byName } = context.module.loopCalls.in(rows);
    for (const [name, measured] of MEASURED) {
      for (const call of byName.get(name) ?? []) checkCall(context, call, name, measured);
    }
  },
};

function checkCall(context: RuleContext, call: Node, name: string, measured: Measured): void {
  const { module } = context;
  const { tree } = module;
  const loop = itertoolsLoop(module, call, name);
  if (loop === NONE) return;
  const place = measured.isMaking ? call : insideOf(module, loop);
  if (place === NONE) return;
  const heat = module.hotness.of(place);
  const cost = costOfConstruct(context, heat, () => measured.pair);
  if (cost === null) return;
  const offered =
    name === "itertools.product" && tree.kind[loop] === Kind.for_statement && !tree.hasError(loop)
      ? nestProduct(module, loop, call, effectOf(measured.pair, "With a small body", context.selectedRuntimes))
      : { fixes: [], refusals: [] };
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: measured.isMaking
      ? `${name}() is made anew each time, which the trace does not go into.`
      : `${name}() passes on each item of this loop, which the trace does not go into.`,
    why: measured.isMaking
      ? `It is made in ${hotBecause(module, heat)}. Against ${measured.against} it took ${cost.figures}.`
      : `Against ${measured.against} it took ${cost.figures}, with a small body.`,
    advice: measured.advice,
    severity: cost.severity,
    confidence: confidenceOf(module, loop, name, heat),
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: relatedToHeat(module, heat).filter(
      (entry) => entry.message !== "The hot loop" || heat.loop?.node !== loop,
    ),
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}

/** Where the items of a loop are used, or `NONE` for one without a body. */
function insideOf(module: ModuleFacts, loop: Node): Node {
  const { tree } = module;
  if (tree.kind[loop] === Kind.for_in_clause) return tree.childByField(loop, Field.left);
  const body = tree.childByField(loop, Field.body);
  return body === NONE ? NONE : tree.firstNamed(body);
}

function confidenceOf(module: ModuleFacts, loop: Node, name: string, heat: Heat): Confidence {
  const { tree } = module;
  // The loops that replace the others are longer than the call, and in real code other work outweighed what they save.
  if (name !== "itertools.product" && !heat.declared) return "low";
  // In real code most products of functions that loops call were of a few symbolic objects.
  if (heat.chain.length > 0 && !heat.declared) return "low";
  const round = tree.kind[loop] === Kind.for_statement ? tree.childByField(loop, Field.body) : tree.parent[loop]!;
  const header = tree.childByField(loop, Field.right);
  // Where the tuples themselves are kept, loops have to make them, too.
  if (!heat.declared && tree.kind[tree.childByField(loop, Field.left)] === Kind.identifier) return "low";
  if (!heat.declared && computesWithObjects(module, loop, round)) return "low";
  return hasOnlyCheapCalls(module, round, (call) => tree.contains(header, call))
    ? module.hotness.confidence(heat)
    : "low";
}

const ARITHMETIC = /^(?:[-+*/%@]|\/\/|\*\*)$/;

/** Each round adds or multiplies what may be terms or decimals, in a module that works with such: that outweighs how the pairs are made. */
function computesWithObjects(module: ModuleFacts, loop: Node, round: Node): boolean {
  const { tree, index } = module;
  const names = new Set(tree.textOf(tree.childByField(loop, Field.left)).match(/[A-Za-z_]\w*/g));
  const isItem = (node: Node): boolean => tree.kind[node] === Kind.identifier && names.has(tree.textOf(node));
  const computes = index.within(round, Kind.binary_operator).some((node) => {
    if (!ARITHMETIC.test(tree.textOf(tree.childByField(node, Field.operator)))) return false;
    if (isBehindIf(module, node, loop)) return false;
    return isItem(tree.childByField(node, Field.left)) || isItem(tree.childByField(node, Field.right));
  });
  return computes && module.symbolicNumbers.any;
}

/** Such a branch may be a rare case. */
function isBehindIf({ tree }: ModuleFacts, node: Node, loop: Node): boolean {
  for (let outer = tree.parent[node]!; outer !== loop && outer !== NONE; outer = tree.parent[outer]!)
    if (tree.kind[outer] === Kind.if_statement || tree.kind[outer] === Kind.elif_clause) return true;
  return false;
}
