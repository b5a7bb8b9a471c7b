/** A hot `for` over an object of a class with `__next__`: on CPython, each item is a call from C. */
import type { Confidence } from "../findings.js";
import type { ClassInfo, FunctionInfo, Instance } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { isComprehension } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { costOfConstruct } from "./shared/constructs.js";
import { relatedToHeat } from "./shared/wording.js";

const COUNTER = "iterator-class-range";
const FILTER = "iterator-class-filter";

export const iteratorClass: Rule = {
  meta: {
    name: "iterator-class",
    summary: "A hot loop over an object of a class with __next__",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: { speaks: false, because: "The class is faster than a generator there.", evidence: [COUNTER, FILTER] },
      "cpython-3.14": {
        speaks: true,
        because: "Each item is a call of __next__ from C, which no trace goes through.",
        evidence: [COUNTER, FILTER],
      },
      "cpython-3.15": {
        speaks: true,
        because: "Each item is a call of __next__ from C, which no trace goes through; a generator is inlined.",
        evidence: [COUNTER, FILTER],
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index, tree } = context.module;
    for (const loop of index.between(from, to, Kind.for_statement)) {
      if (tree.childOfKind(loop, Kind.kw_async) === NONE) checkLoop(context, loop, tree.childByField(loop, Field.body));
    }
    for (const clause of index.between(from, to, Kind.for_in_clause)) {
      // In broken code a clause may stand alone, and what is around it is not this part.
      if (isComprehension(tree.kind[tree.parent[clause]!]!) && tree.childOfKind(clause, Kind.kw_async) === NONE)
        checkLoop(context, clause, clause);
    }
  },
};

/** `inside`: where the items are used, a block or the clause of a comprehension. */
function checkLoop(context: RuleContext, loop: Node, inside: Node): void {
  const { module } = context;
  const { tree } = module;
  const iterable = tree.childByField(loop, Field.right);
  if (iterable === NONE || inside === NONE) return;
  const object = module.values.typeOf(iterable);
  if (object === undefined || object.cls === null) return;
  const iterator = iteratorOf(module, object);
  const next = iterator === undefined ? undefined : nextOf(module, iterator.cls!, iterator.exact);
  if (iterator === undefined || next === undefined) return;
  const used = inside === loop ? tree.childByField(loop, Field.left) : tree.firstNamed(inside);
  // In broken code there may be nothing inside.
  if (used === NONE) return;
  const heat = module.hotness.of(used);
  const cost = costOfConstruct(context, heat, () => COUNTER);
  if (cost === null) return;
  const name = iterator.cls!.name;
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: `${name} is a class with __next__: each item is a call from C that the trace of the loop ends at.`,
    why: `Against a generator it took ${cost.figures}, around a small body.`,
    advice: "Write __iter__ as a generator, unless the code has to be fast on PyPy, where the class is faster.",
    severity: cost.severity,
    confidence: confidenceOf(module, loop, next, object.certain && iterator.certain, module.hotness.confidence(heat)),
    runtimes: cost.runtimes,
    loop: module.loopPlace(heat),
    evidence: cost.evidence,
    related: [
      { message: `__next__ of ${name}`, place: module.placeOf(tree.childByField(next.node, Field.name)) },
      ...relatedToHeat(module, heat).filter((entry) => entry.message !== "The hot loop" || heat.loop?.node !== loop),
    ],
    fixes: [],
    refusals: [],
  });
}

function nextOf(module: ModuleFacts, cls: ClassInfo, exact: boolean): FunctionInfo | undefined {
  const next = module.values.memberOf(cls, "__next__", exact);
  return next !== undefined && next.decoration === "plain" && !next.isAsync ? next : undefined;
}

/** What `iter()` of an object gives, where its `__iter__` says so in one statement: the object itself, or a new one of a class of the module. */
function iteratorOf(module: ModuleFacts, object: Instance): Instance | undefined {
  const { tree } = module;
  const iter = module.values.memberOf(object.cls!, "__iter__", object.exact);
  if (iter === undefined || iter.decoration !== "plain" || iter.isGenerator || iter.isAsync || tree.hasError(iter.node))
    return undefined;
  module.tracker.readAt(iter.node);
  const statements = tree.namedChildren(tree.childByField(iter.node, Field.body));
  const last = statements.at(-1);
  if (last === undefined || tree.kind[last] !== Kind.return_statement) return undefined;
  // A return before the last statement may give something else.
  for (const statement of statements.slice(0, -1))
    if (tree.kind[statement] !== Kind.expression_statement) return undefined;
  const value = tree.firstNamed(last);
  if (value === NONE) return undefined;
  const self = module.definitions.parametersOf(iter)[0];
  if (tree.kind[value] === Kind.identifier && tree.textOf(value) === self?.name) return object;
  const made = module.values.typeOf(value);
  return made !== undefined && made.cls !== null ? made : undefined;
}

/** A `__next__` or a loop of more rows than this does enough besides that call. */
const SMALL_NODES = 80;

function confidenceOf(
  module: ModuleFacts,
  loop: Node,
  next: FunctionInfo,
  certain: boolean,
  hot: Confidence,
): Confidence {
  const { tree } = module;
  if (!certain || tree.next[next.node]! - next.node > SMALL_NODES) return "low";
  const used = tree.kind[loop] === Kind.for_statement ? tree.childByField(loop, Field.body) : tree.parent[loop]!;
  const header = tree.childByField(loop, Field.right);
  if (tree.next[used]! - used > SMALL_NODES) return "low";
  return hasOnlyCheapCalls(module, used, (call) => tree.contains(header, call)) &&
    hasOnlyCheapCalls(module, next.node, () => false) &&
    !handsOn(module, next)
    ? hot
    : "low";
}

/** `next(self.rows)`: what another iterator does for an item is not known. */
function handsOn({ tree, index }: ModuleFacts, next: FunctionInfo): boolean {
  return index
    .within(next.node, Kind.call)
    .some((call) => tree.textOf(tree.childByField(call, Field.function)) === "next");
}
