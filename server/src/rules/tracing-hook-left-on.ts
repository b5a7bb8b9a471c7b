/** A trace or profile function that is set and never taken back: while it is on, nothing is compiled as it should be. */
import type { Confidence } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct } from "./shared/constructs.js";
import { onEveryRuntime } from "./shared/verdicts.js";

const TRACE_PAIR = "tracing-hook-left-on-trace";
const PROFILE_PAIR = "tracing-hook-left-on-profile";
const PAIRS: readonly string[] = [TRACE_PAIR, PROFILE_PAIR];
const BECAUSE = "The interpreter calls the function at each line or call, also in loops that were compiled before.";

/** What sets a hook, by what it takes to switch it off again. */
const SETTERS: ReadonlyMap<string, { readonly hook: string; readonly pair: string }> = new Map([
  ["sys.settrace", { hook: "sys.settrace", pair: TRACE_PAIR }],
  ["sys.setprofile", { hook: "sys.setprofile", pair: PROFILE_PAIR }],
  ["threading.settrace", { hook: "threading.settrace", pair: TRACE_PAIR }],
  ["threading.setprofile", { hook: "threading.setprofile", pair: PROFILE_PAIR }],
  ["threading.settrace_all_threads", { hook: "threading.settrace", pair: TRACE_PAIR }],
  ["threading.setprofile_all_threads", { hook: "threading.setprofile", pair: PROFILE_PAIR }],
]);

const SETS: readonly string[] = ["settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads"];
/** A module that asks for the hook that was there before puts it back; `atexit.register(sys.settrace, None)` takes it back later. */
const PUTS_BACK = /\bget(trace|profile)\b|\bset(trace|profile)(_all_threads)?\s*,\s*None\b/;

export const tracingHookLeftOn: Rule = {
  meta: {
    name: "tracing-hook-left-on",
    summary: "A trace or profile function that is set and never taken back",
    problem: "housekeeping",
    stability: "preview",
    since: "0.1.0",
    verdicts: onEveryRuntime({ speaks: true, because: BECAUSE, evidence: PAIRS }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { module } = context;
    const { index, tree } = module;
    const own = settersAmong(module, index.between(from, to, Kind.call));
    if (own.length === 0) return;
    module.readEverything();
    if (PUTS_BACK.test(tree.text)) return;
    const calls = settersAmong(module, index.all(Kind.call));
    const isTakenBack = (hook: string): boolean => calls.some((call) => call.hook === hook && call.sets === "nothing");
    for (const call of own) if (call.sets !== "nothing" && !isTakenBack(call.hook)) report(context, call);
  },
};

interface SetterCall {
  readonly node: Node;
  readonly hook: string;
  readonly pair: string;
  /** `function`: one of this module or a lambda for certain. `nothing`: None, also where that is one of two. */
  readonly sets: "function" | "unknown" | "nothing";
}

function settersAmong(module: ModuleFacts, calls: readonly Node[]): SetterCall[] {
  const { tree, values } = module;
  const found: SetterCall[] = [];
  for (const node of calls) {
    const callee = tree.childByField(node, Field.function);
    // Under another name only `from sys import …` brings one.
    if (callee === NONE || (tree.kind[callee] !== Kind.identifier && !namesSetter(module, callee))) continue;
    if (tree.hasError(node)) continue;
    const value = values.of(callee);
    const setter = value?.kind === "external" ? SETTERS.get(value.name) : undefined;
    if (setter === undefined) continue;
    const list = tree.childByField(node, Field.arguments);
    const argument = list === NONE ? NONE : tree.firstNamed(list);
    found.push({ node, ...setter, sets: whatItSets(module, argument) });
  }
  return found;
}

function namesSetter({ tree }: ModuleFacts, callee: Node): boolean {
  const name = tree.childByField(callee, Field.attribute);
  if (name === NONE) return false;
  // Most names have another length.
  const length = tree.lengthOf(name);
  return SETS.some((setter) => setter.length === length && tree.textOf(name) === setter);
}

function whatItSets(module: ModuleFacts, argument: Node): SetterCall["sets"] {
  const { tree, values } = module;
  const kind = argument === NONE ? Kind.none : tree.kind[argument];
  const isOneOfTwo = kind === Kind.conditional_expression || kind === Kind.boolean_operator;
  if (kind === Kind.none || (isOneOfTwo && /\bNone\b/.test(tree.textOf(argument)))) return "nothing";
  const value = values.of(argument);
  return value?.kind === "function" || tree.kind[argument] === Kind.lambda ? "function" : "unknown";
}

function report(context: RuleContext, call: SetterCall): void {
  const { module } = context;
  const cost = costOfConstruct(context, null, () => call.pair);
  if (cost === null) return;
  const confidence: Confidence = call.sets === "function" ? "medium" : "low";
  context.report({
    span: module.spanOf(call.node),
    what: `${call.hook}() sets a function that this module never takes back.`,
    why: `While it is on, a small loop with a call took ${cost.figures}.`,
    advice: `Call ${call.hook}(None) in a finally clause when the measurement is over.`,
    severity: cost.severity,
    confidence,
    runtimes: cost.runtimes,
    loop: null,
    evidence: cost.evidence,
    related: [],
    fixes: [],
    refusals: [],
  });
}
