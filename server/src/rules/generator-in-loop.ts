/** A hot `for` over a generator that wraps loops: the talk's range_product. */
import { type Evidence, type Related, RUNTIME_NAMES, type RuntimeId, SEVERITIES, type Severity } from "../findings.js";
import { inlineGenerator } from "../rewrites/inlineGenerator.js";
import { pairEvidence } from "../runtimes/evidence.js";
import { constructSeverity } from "../runtimes/severity.js";
import { type Heat, HOT_ROUNDS } from "../semantics/hotness.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { isComprehension } from "../semantics/scopes.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { effectOf } from "./shared/effects.js";
import { looksLong } from "./shared/looksLong.js";
import { listed, relatedToHeat, times } from "./shared/wording.js";

const TINY_BODY = "generator-tiny-body";
const REAL_BODY = "generator-nested-loops";

export const generatorInLoop: Rule = {
  meta: {
    name: "generator-in-loop",
    summary: "A hot loop over a generator that wraps loops of its own",
    problem: "generators and async",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Each item resumes the generator's frame; small beside a body of some size.",
        evidence: [TINY_BODY, REAL_BODY],
      },
      "cpython-3.14": {
        speaks: true,
        because: "Neither the loop nor the loops around it are traced.",
        evidence: [TINY_BODY, REAL_BODY],
      },
      "cpython-3.15": {
        speaks: true,
        because: "The generator is inlined, but switching frames is not free.",
        evidence: [TINY_BODY, REAL_BODY],
      },
    },
    options: [],
    fixes: [
      { title: "Inline the generator's loops", applicability: "safe" },
      { title: "Inline the generator's loops, under stated preconditions", applicability: "unsafe" },
    ],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index, tree } = context.module;
    for (const loop of index.between(from, to, Kind.for_statement)) checkLoop(context, loop, loop);
    for (const clause of index.between(from, to, Kind.for_in_clause)) {
      // In broken code a clause may stand alone, and what is around it is not this part.
      if (isComprehension(tree.kind[tree.parent[clause]!]!)) checkLoop(context, clause, NONE);
    }
  },
};

/** `statement` is the `for_statement`, or `NONE` for a comprehension, which cannot be rewritten in place. */
function checkLoop(context: RuleContext, loop: Node, statement: Node): void {
  const { module } = context;
  const { tree } = module;
  const call = tree.childByField(loop, Field.right);
  if (call === NONE || tree.kind[call] !== Kind.call) return;
  const generator = module.calls.calleeOf(call);
  if (generator === undefined || !generator.isGenerator || generator.isAsync) return;
  const loops = loopsAroundYields(module, generator);
  if (loops.length === 0) return;
  const inside =
    statement === NONE
      ? tree.childByField(loop, Field.left)
      : tree.firstNamed(tree.childByField(statement, Field.body));
  if (inside === NONE) return;
  if (yieldsFew(module, loops, statement === NONE ? tree.parent[loop]! : statement)) return;
  const heat = module.hotness.of(inside);
  const runtimes = context.runtimes.filter(
    (runtime) => module.hotness.isHot(heat, runtime) && severityOn(runtime) !== null,
  );
  if (runtimes.length === 0) return;
  report(context, { loop, statement, call, inside, generator, loops, heat, runtimes });
}

/** The loops of a generator that hold a `yield`, outermost first. */
function loopsAroundYields(module: ModuleFacts, generator: FunctionInfo): Node[] {
  const { tree, index } = module;
  const loops = new Set<Node>();
  for (const yielded of index.within(generator.node, Kind.yield)) {
    if (module.definitions.functionAround(yielded) !== generator) continue;
    if (tree.childOfKind(yielded, Kind.kw_from) !== NONE) return [];
    for (let outer = tree.parent[yielded]!; outer !== generator.node && outer !== NONE; outer = tree.parent[outer]!) {
      const kind = tree.kind[outer];
      if (kind === Kind.for_statement || kind === Kind.while_statement) loops.add(outer);
    }
  }
  return [...loops].sort((a, b) => a - b);
}

/** The generator's own loops say how long the loop over it is, and what is around it makes it no hotter. */
function yieldsFew(module: ModuleFacts, loops: readonly Node[], consumer: Node): boolean {
  let items = 1;
  for (const node of loops) {
    const { rounds } = module.surroundings.loopAt(node);
    if (rounds === null) return false;
    items *= rounds;
  }
  return items * module.hotness.of(consumer).rounds < HOT_ROUNDS.pypy;
}

/** The severity by the tiny body, where the generator weighs most; the talk's families are at least information. */
function severityOn(runtime: RuntimeId): Severity | null {
  const evidence = pairEvidence(runtime, TINY_BODY);
  return evidence === undefined ? null : constructSeverity(evidence.ratio, evidence.savedNs, true);
}

/** More code than this around an item, or a call, and resuming a frame is a small part of it (pair `generator-nested-loops`). */
const MOST_NODES = 250;

function isSmall(module: ModuleFacts, found: Found): boolean {
  const { tree, index } = module;
  const consumer = found.statement === NONE ? tree.parent[found.loop]! : found.statement;
  for (const kind of [Kind.for_statement, Kind.while_statement]) {
    if (index.within(consumer, kind).some((inner) => inner !== found.loop)) return false;
  }
  // The call of the generator itself, and those in the heads of its loops, run once for many items.
  const heads = found.loops.map((loop) => tree.childByField(loop, Field.right));
  const isInHead = (call: Node): boolean =>
    call === found.call || heads.some((head) => head !== NONE && tree.contains(head, call));
  if (![consumer, found.generator.node].every((part) => hasOnlyCheapCalls(module, part, isInHead))) return false;
  const nodes = tree.next[consumer]! - consumer + tree.next[found.generator.node]! - found.generator.node;
  return nodes <= MOST_NODES && !callsItself(module, found.generator);
}

/** A recursive generator passes each item up through all its frames: another problem, and inlining does not solve it. */
function callsItself(module: ModuleFacts, generator: FunctionInfo): boolean {
  return module.index
    .within(generator.node, Kind.call)
    .some((call) => module.calls.calleeOf(call) === generator && module.definitions.functionAround(call) === generator);
}

interface Found {
  readonly loop: Node;
  readonly statement: Node;
  readonly call: Node;
  /** In the loop. */
  readonly inside: Node;
  readonly generator: FunctionInfo;
  readonly loops: readonly Node[];
  readonly heat: Heat;
  readonly runtimes: readonly RuntimeId[];
}

function report(context: RuleContext, found: Found): void {
  const { module } = context;
  const { loop, statement, generator, loops, heat, runtimes } = found;
  const evidence: Evidence[] = [];
  const figures: string[] = [];
  let severity: Severity = "hint";
  for (const runtime of runtimes) {
    const tiny = pairEvidence(runtime, TINY_BODY)!;
    const real = pairEvidence(runtime, REAL_BODY);
    evidence.push({ runtime, ratio: tiny.ratio, ns: tiny.savedNs, source: tiny.source });
    if (real !== undefined) evidence.push({ runtime, ratio: real.ratio, ns: real.savedNs, source: real.source });
    const beside = real === undefined ? "" : ` (${times(real.ratio)} around a larger one)`;
    figures.push(`${times(tiny.ratio)} around a tiny body${beside} on ${RUNTIME_NAMES[runtime]}`);
    const own = severityOn(runtime)!;
    if (SEVERITIES.indexOf(own) > SEVERITIES.indexOf(severity)) severity = own;
  }
  const related: Related[] = [
    {
      message: `The generator ${generator.name}()`,
      place: module.placeOf(module.tree.childByField(generator.node, Field.name)),
    },
    ...loops.map((node) => ({
      message: "A loop of the generator",
      place: { span: module.surroundings.headerOf(module.surroundings.loopAt(node)) },
    })),
    ...relatedToHeat(module, heat).filter((entry) => entry.message !== "The hot loop" || heat.loop?.node !== loop),
  ];
  const offered =
    statement === NONE
      ? { fixes: [], refusals: [] }
      : inlineGenerator(
          module,
          statement,
          found.call,
          generator,
          effectOf(REAL_BODY, "With a larger body", context.selectedRuntimes),
        );
  const nested =
    heat.nested || loops.some((inner) => loops.some((outer) => outer !== inner && module.tree.contains(outer, inner)));
  context.report({
    span: module.surroundings.headerOf(module.surroundings.loopAt(loop)),
    what: `${generator.name}() is a generator around ${loops.length > 1 ? `${loops.length} loops` : "a loop"}: each item resumes its frame.`,
    why: `Against plain loops it took ${listed(figures)}.`,
    advice:
      offered.fixes.length > 0 ? "Write the generator's loops here." : "Write the loops here where the body is small.",
    severity,
    confidence:
      nested && isSmall(module, found) && looksLong(module, found.inside, heat, loops)
        ? module.hotness.confidence({ ...heat, nested: true })
        : "low",
    runtimes,
    loop: module.loopPlace(heat),
    evidence,
    related,
    fixes: offered.fixes,
    refusals: offered.refusals,
  });
}
