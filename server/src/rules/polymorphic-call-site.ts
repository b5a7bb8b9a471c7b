/** A call in a hot loop that runs another method or function from round to round. */
import type { Heat } from "../semantics/hotness.js";
import { assignedOnce, chosenFrom, displayOf, itemsOf, roundsOver } from "../semantics/knownItems.js";
import type { ClassInfo, FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { isComprehension, onlySite } from "../semantics/scopes.js";
import { loopConstruct } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { isTiny } from "./shared/tiny.js";
import { hotBecause } from "./shared/wording.js";

/** By the number of classes that one call meets, most first. */
const CLASSES: readonly (readonly [classes: number, pair: string])[] = [
  [32, "polymorphic-call-site-32"],
  [8, "polymorphic-call-site-8"],
  [4, "polymorphic-call-site-4"],
];
const FUNCTIONS = "polymorphic-call-site-functions";
/** As many as the pair has. */
const FEWEST_FUNCTIONS = 8;

const EVIDENCE = [...CLASSES.map(([, pair]) => pair), FUNCTIONS];

export const polymorphicCallSite: Rule = {
  meta: {
    name: "polymorphic-call-site",
    summary: "A call in a hot loop that meets many classes or functions",
    problem: "data-driven control flow",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Each class needs a path of its own, found by one guard after another.",
        evidence: EVIDENCE,
      },
      "cpython-3.14": {
        speaks: true,
        because: "From eight classes on, the call is no longer specialised for the class.",
        evidence: EVIDENCE,
      },
      "cpython-3.15": {
        speaks: true,
        because: "The trace follows one class, and is left for the others.",
        evidence: EVIDENCE,
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const seen = new Set<string>();
    for (const call of context.module.loopCalls.in(rows).calls) checkCall(context, call, seen);
  },
};

/** @param seen the receivers that were met: behind the first call on one, its class is known */
function checkCall(context: RuleContext, call: Node, seen: Set<string>): void {
  const { module } = context;
  const { tree } = module;
  const callee = tree.childByField(call, Field.function);
  if (callee === NONE) return;
  const isMethod = tree.kind[callee] === Kind.attribute;
  if (!isMethod && tree.kind[callee] !== Kind.identifier) return;
  const receiver = isMethod ? tree.childByField(callee, Field.object) : callee;
  const source = chosenFrom(module, receiver);
  // A function looked up in a table is a matter of another rule.
  if (source === NONE || (!isMethod && isLookedUp(module, receiver))) return;
  const targets = isMethod
    ? methodsOf(module, classesIn(module, source), tree.textOf(tree.childByField(callee, Field.attribute)))
    : functionsIn(module, source);
  const pair = isMethod
    ? CLASSES.find(([classes]) => targets.length >= classes)?.[1]
    : targets.length >= FEWEST_FUNCTIONS
      ? FUNCTIONS
      : undefined;
  if (pair === undefined) return;
  const heat = heatOf(module, call, receiver);
  const cost = costOfConstruct(context, heat, () => pair);
  if (cost === null) return;
  const key = `${source} ${tree.textOf(receiver)} ${module.definitions.functionAround(call)?.node ?? NONE}`;
  if (seen.has(key)) return;
  seen.add(key);
  const count = targets.length;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: isMethod
      ? `This call meets ${count} classes with a method ${targets[0]!.name}() of their own.`
      : `This call runs one of ${count} functions.`,
    why: `It runs in ${hotBecause(module, heat)}. Against one alone, ${measured(pair)} measured ${cost.figures} around a tiny body.`,
    advice: isMethod
      ? "Where they differ in data alone, make one class of them."
      : "Where they differ in data alone, make one function of them, with an argument.",
    // What else is done outweighs the few nanoseconds of a call.
    confidence:
      heat.chain.length > 0 || !targets.every((fn) => isTiny(module, fn.node))
        ? "low"
        : module.hotness.confidence(heat),
    related: [
      { message: "The objects come from here", place: module.placeOf(displayOf(module, source)) },
      ...targets.slice(0, MOST_SHOWN).map((fn) => ({
        message: fn.owner === null ? `The function ${fn.name}()` : `The method of ${fn.owner.name}`,
        place: module.placeOf(tree.childByField(fn.node, Field.name)),
      })),
    ],
  });
}

function isLookedUp(module: ModuleFacts, name: Node): boolean {
  const binding = module.values.bindingOf(name);
  const value = binding === undefined ? NONE : assignedOnce(module, binding);
  return value !== NONE && module.tree.kind[value] === Kind.subscript;
}

/** How hot the call is. A loop over a few known items makes nothing hot: what is around it decides. */
function heatOf(module: ModuleFacts, call: Node, receiver: Node): Heat {
  const heat = module.hotness.of(call);
  const binding = module.tree.kind[receiver] === Kind.identifier ? module.values.bindingOf(receiver) : undefined;
  const site = binding === undefined ? undefined : onlySite(binding);
  if (site?.kind !== "for") return heat;
  const items = roundsOver(module, site.by);
  if (items === Number.POSITIVE_INFINITY) return heat;
  const around = module.hotness.of(loopConstruct(module.tree, module.surroundings.loopAt(site.by)));
  return { ...around, rounds: Math.min(heat.rounds, around.rounds * items) };
}

const MOST_SHOWN = 8;

function measured(pair: string): string {
  if (pair === FUNCTIONS) return `${FEWEST_FUNCTIONS} functions`;
  return `${CLASSES.find(([, id]) => id === pair)![0]} classes`;
}

/** The classes of the objects in a list or tuple, as far as they are known. */
function classesIn(module: ModuleFacts, source: Node): readonly ClassInfo[] {
  const { tree, values } = module;
  const classes = new Set<ClassInfo>();
  for (const item of itemsOf(module, source)) {
    const type = values.typeOf(item);
    if (type?.cls != null && type.certain && type.exact) classes.add(type.cls);
  }
  const display = displayOf(module, source);
  // `[KINDS[i](…) for i in …]`, `[kind(…) for kind in KINDS]`
  if (display !== NONE && isComprehension(tree.kind[display]!)) {
    const made = tree.childByField(display, Field.body);
    const maker = made !== NONE && tree.kind[made] === Kind.call ? tree.childByField(made, Field.function) : NONE;
    const table = maker === NONE ? NONE : chosenFrom(module, maker);
    for (const item of table === NONE ? [] : itemsOf(module, table)) {
      const value = values.of(item);
      if (value?.kind === "class") classes.add(value.cls);
    }
  }
  return [...classes];
}

/** The different functions that a method is in some classes. */
function methodsOf(module: ModuleFacts, classes: readonly ClassInfo[], name: string): FunctionInfo[] {
  const methods = new Set<FunctionInfo>();
  for (const cls of classes) {
    const method = module.values.memberOf(cls, name, true);
    if (method !== undefined && method.decoration !== "property") methods.add(method);
  }
  return [...methods];
}

/** The functions of this module in a list or tuple. */
function functionsIn(module: ModuleFacts, source: Node): FunctionInfo[] {
  const functions = new Set<FunctionInfo>();
  for (const item of itemsOf(module, source)) {
    const value = module.values.of(item);
    if (value?.kind === "function") functions.add(value.fn);
  }
  return [...functions];
}
