/** Code that is new each time it runs, so that no JIT ever compiles it: `eval`, `exec`, a class statement, enabled logging. */
import type { Confidence } from "../findings.js";
import { EVALUATORS, LOGGING_CALLS, LOGGING_PAIR } from "../runtimes/ownRules.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { evaluatedBy } from "./shared/evaluated.js";
import { type HotCall, hotCalls } from "./shared/hotCalls.js";
import { enabledLevel } from "./shared/logging.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

/** The level from which on records are on by default. */
const WARNING = 30;
const CLASS_PAIR = "never-compiled-in-loop-class";
const PAIRS: readonly string[] = [...EVALUATORS.values(), CLASS_PAIR, LOGGING_PAIR];

export const neverCompiledInLoop: Rule = {
  meta: {
    name: "never-compiled-in-loop",
    summary:
      "Text that is evaluated, a class that is made, or a log record that is written in each round of a hot loop",
    problem: "trace blockers",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The loop around it is given up or left in each round, and what is new each time never becomes hot.",
        evidence: PAIRS,
      },
      cpython: {
        speaks: true,
        because: "Text is compiled again in each round, and its code runs once.",
        evidence: PAIRS,
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    for (const call of hotCalls(module, rows, EVALUATORS.keys())) checkEvaluator(context, call);
    for (const call of hotCalls(module, rows, LOGGING_CALLS.keys())) checkLogging(context, call);
    for (const node of module.index.between(rows.from, rows.to, Kind.class_definition)) checkClass(context, node);
  },
};

function checkEvaluator(context: RuleContext, call: HotCall): void {
  const evaluated = evaluatedBy(context.module, call.node);
  // What makes a new function has a rule of its own; code that was compiled before is only run.
  if (evaluated === "function" || evaluated === "code") return;
  const shown = call.name.slice("builtins.".length);
  report(context, {
    node: call.node,
    end: context.module.tree.endOf(call.node),
    heat: call.heat,
    pair: EVALUATORS.get(call.name)!,
    what: `${shown}() reads and compiles its text each time.`,
    against: "a function that was made once",
    advice: "Define a function once, outside the loop, and call it with what changes.",
    confidence: evaluated === "unknown" ? "low" : confidenceOf(context.module, call),
  });
}

/** Records of a level that is on by default are about what is rare; the others count where the module turns them on. */
function checkLogging(context: RuleContext, call: HotCall): void {
  const { module } = context;
  if (call.conditional || !call.certain) return;
  const level = LOGGING_CALLS.get(call.name)!;
  if (level < enabledLevel(module)) return;
  report(context, {
    node: call.node,
    end: module.tree.endOf(call.node),
    heat: call.heat,
    pair: LOGGING_PAIR,
    what: "A log record is made in each round.",
    against: "a write of the text",
    advice: "Log once for a batch of items, or at a level that is off.",
    confidence: level >= WARNING ? "low" : confidenceOf(module, call),
  });
}

function checkClass(context: RuleContext, node: Node): void {
  const { module } = context;
  const { tree } = module;
  const heat = module.hotness.of(node);
  const name = tree.childByField(node, Field.name);
  if (name === NONE || !context.runtimes.some((runtime) => module.hotness.isHot(heat, runtime))) return;
  report(context, {
    node,
    end: tree.endOf(name),
    heat,
    pair: CLASS_PAIR,
    what: `The class ${tree.textOf(name)} is made anew each time.`,
    against: "a class of the module",
    advice: "Move the class out, and give it what changes as arguments.",
    // In real code most of these run a few times: a class for each plug-in, an adapter that is made anew for each file.
    confidence: module.hotness.confidence(heat) === "high" ? "medium" : "low",
  });
}

function confidenceOf(module: ModuleFacts, place: { readonly heat: Heat; readonly conditional: boolean }): Confidence {
  return place.conditional ? "low" : module.hotness.confidence(place.heat);
}

interface Found {
  readonly node: Node;
  /** UTF-16 offset. */
  readonly end: number;
  readonly heat: Heat;
  readonly pair: string;
  readonly what: string;
  /** What the pair holds it against. */
  readonly against: string;
  readonly advice: string;
  readonly confidence: Confidence;
}

function report(context: RuleContext, found: Found): void {
  const { module } = context;
  const cost = costOfConstruct(context, found.heat, () => found.pair);
  if (cost === null) return;
  reportConstruct(context, found.heat, cost, {
    span: { start: module.tree.startOf(found.node), end: found.end },
    what: found.what,
    why: `It runs in ${hotBecause(module, found.heat)}; against ${found.against} it took ${cost.figures}.`,
    advice: found.advice,
    confidence: found.confidence,
  });
}
