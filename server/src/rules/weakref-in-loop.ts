/** Weak references that a hot loop makes: to an object of the same round, or by looking something up in a WeakKeyDictionary. */
import type { Evidence } from "../findings.js";
import { callableVerdict } from "../runtimes/evidence.js";
import { callableSeverity } from "../runtimes/severity.js";
import { isTarget } from "../semantics/attributeWrites.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { isSmallRound } from "./shared/smallRounds.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause, nanoseconds, relatedToHeat } from "./shared/wording.js";

const PAIR = "weakref-in-loop";

const DICTIONARY = "weakref.WeakKeyDictionary";

export const weakrefInLoop: Rule = {
  meta: {
    name: "weakref-in-loop",
    summary: "Weak references that a hot loop makes",
    problem: "allocations",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The trace has to leave compiled code, and the object and its reference must really be made.",
        evidence: [PAIR, "callables"],
      },
      cpython: {
        speaks: true,
        because: "Making a reference, registering it with its object and taking it apart again is a call each time.",
        evidence: [PAIR],
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    for (const call of module.loopCalls.in(rows).byName.get("weakref.ref") ?? []) checkReference(context, call);
    if (!context.runtimes.includes("pypy") || !mayUseWeakDictionaries(module)) return;
    for (const subscript of subscriptsInLoops(module, rows)) checkLookUp(context, subscript);
  },
};

/** A reference to an object that was made in the same round. Those to objects that live longer cost little. */
function checkReference(context: RuleContext, call: Node): void {
  const { module } = context;
  const { tree, values } = module;
  const list = tree.childByField(call, Field.arguments);
  const object = list === NONE ? NONE : tree.firstNamed(list);
  const cls = object === NONE ? undefined : values.typeOf(object)?.cls;
  if (!cls || !isMadeInRound(module, call, object)) return;
  const heat = module.hotness.of(call);
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: `Each round makes a ${cls.name} and a weak reference to it.`,
    why: `It happens in ${hotBecause(module, heat)}. Against a plain reference, a round took ${cost.figures}.`,
    advice: "Use a plain reference, or make weak references only to objects that live longer than the round.",
    confidence: module.hotness.confidence(heat),
  });
}

/** The object is a call in place, or a local name that the innermost loop assigns. */
function isMadeInRound(module: ModuleFacts, call: Node, object: Node): boolean {
  const { tree, values } = module;
  if (tree.kind[object] === Kind.call) return true;
  const binding = tree.kind[object] === Kind.identifier ? values.bindingOf(object) : undefined;
  const loop = module.surroundings.around(call).loops[0]?.node;
  if (binding === undefined || loop === undefined || binding.rebound) return false;
  return binding.sites.every(({ kind, by }) => {
    const right = kind === "assignment" ? tree.childByField(by, Field.right) : NONE;
    return right !== NONE && tree.kind[right] === Kind.call && tree.contains(loop, by);
  });
}

/** Names that modules with weak dictionaries bind at module level: a look at them spares looking at every subscript of all others. */
function mayUseWeakDictionaries({ scopes }: ModuleFacts): boolean {
  return ["weakref", "WeakKeyDictionary"].some((name) => scopes.module.find(name) !== undefined);
}

function* subscriptsInLoops({ tree, index }: ModuleFacts, { from, to }: Rows): Iterable<Node> {
  let end = 0;
  const loops = [Kind.for_statement, Kind.while_statement].flatMap((kind) => index.between(from, to, kind));
  for (const loop of loops.sort((a, b) => a - b)) {
    for (let node = Math.max(loop, end); node < tree.next[loop]!; node++)
      if (tree.kind[node] === Kind.subscript) yield node;
    end = Math.max(end, tree.next[loop]!);
  }
}

function checkLookUp(context: RuleContext, subscript: Node): void {
  const { module } = context;
  const { tree, values } = module;
  if (isTarget(tree, subscript)) return;
  const type = values.typeOf(tree.childByField(subscript, Field.value));
  const heat = module.hotness.of(subscript);
  if (type?.type !== DICTIONARY || !module.hotness.isHot(heat, "pypy")) return;
  const verdict = callableVerdict("pypy", `${DICTIONARY}.__getitem__`);
  const severity = verdict === undefined ? null : callableSeverity(verdict.verdict, verdict.ns);
  if (verdict === undefined || verdict.ns === null || severity === null) return;
  const innermost = module.surroundings.around(subscript).loops[0]?.node;
  const isSeen = type.certain && innermost !== undefined && isSmallRound(module, innermost);
  const evidence: Evidence = { runtime: "pypy", ratio: null, ns: verdict.ns, source: verdict.source };
  context.report({
    span: module.spanOf(subscript),
    what: "Each look-up in a WeakKeyDictionary makes a weak reference to the key.",
    why: `It happens in ${hotBecause(module, heat)}, and costs about ${nanoseconds(verdict.ns)} each time on PyPy.`,
    advice: "Look it up once before the loop, or keep the value in an attribute of the key.",
    severity,
    confidence: isSeen ? module.hotness.confidence(heat) : "low",
    runtimes: ["pypy"],
    loop: module.loopPlace(heat),
    evidence: [evidence],
    related: relatedToHeat(module, heat),
    fixes: [],
    refusals: [],
  });
}
