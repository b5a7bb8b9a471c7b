/** A function that `eval` or `exec` makes anew in each round of a hot loop: its traces are made anew, too. */
import type { Confidence } from "../findings.js";
import { EVALUATORS } from "../runtimes/ownRules.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { evaluatedBy } from "./shared/evaluated.js";
import { type HotCall, hotCalls } from "./shared/hotCalls.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const LAMBDA_PAIR = "fresh-code-in-loop-lambda";
const EXEC_PAIR = "fresh-code-in-loop-exec";
const PAIRS: readonly string[] = [LAMBDA_PAIR, EXEC_PAIR];

export const freshCodeInLoop: Rule = {
  meta: {
    name: "fresh-code-in-loop",
    summary: "A function that is made from text in each round of a hot loop",
    problem: "warm-up and placement",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "Traces belong to code objects: each new one is interpreted, traced and compiled from the start.",
        evidence: PAIRS,
      },
      cpython: {
        speaks: true,
        because: "Counters and compiled code belong to code objects: each new one is cold.",
        evidence: PAIRS,
      },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    for (const call of hotCalls(context.module, rows, EVALUATORS.keys()))
      if (evaluatedBy(context.module, call.node) === "function") report(context, call);
  },
};

function report(context: RuleContext, { node, name, heat, conditional }: HotCall): void {
  const { module } = context;
  const isEval = name === "builtins.eval";
  const cost = costOfConstruct(context, heat, () => (isEval ? LAMBDA_PAIR : EXEC_PAIR));
  if (cost === null) return;
  // What is only kept is made once for a class, a table or a language, in most code.
  const isSure = !conditional && heat.chain.length === 0 && runsInRound(module, node);
  const confidence: Confidence = isSure ? module.hotness.confidence(heat) : "low";
  reportConstruct(context, heat, cost, {
    span: module.spanOf(node),
    what: `${isEval ? "eval()" : "exec()"} makes a new function each time, and all compiled code for it is lost.`,
    why: `It runs in ${hotBecause(module, heat)}; with a loop that runs the function, it took ${cost.figures} against a function that was made once.`,
    advice: isEval
      ? "Make a closure instead: a function that takes what changes and returns the lambda."
      : "Define the function once, outside the loop, with an argument for what changes.",
    confidence,
  });
}

/** The round that makes the function calls it or passes it on: `f = eval(…)` and `f(x)`, `exec(…, space)` and `space["f"](x)`. */
function runsInRound(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  const loop = module.surroundings.around(node).loops[0]?.node;
  const holder = holderOf(module, node);
  if (loop === undefined || holder === NONE) return false;
  const name = tree.textOf(holder);
  const isHolder = (other: Node): boolean => tree.kind[other] === Kind.identifier && tree.textOf(other) === name;
  return module.index.within(loop, Kind.call).some((call) => {
    const callee = tree.childByField(call, Field.function);
    if (call === node || callee === NONE) return false;
    if (tree.kind[callee] === Kind.subscript) return isHolder(tree.childByField(callee, Field.value));
    const list = tree.childByField(call, Field.arguments);
    return isHolder(callee) || (list !== NONE && tree.namedChildren(list).some(isHolder));
  });
}

/** The name that the new function is given, or that of the dict that it is put into; `NONE` for anything else. */
function holderOf(module: ModuleFacts, node: Node): Node {
  const { tree } = module;
  const parent = tree.parent[node]!;
  if (tree.kind[parent] === Kind.assignment) {
    const left = tree.childByField(parent, Field.left);
    return left !== NONE && tree.kind[left] === Kind.identifier ? left : NONE;
  }
  const space = tree.namedChildren(tree.childByField(node, Field.arguments))[1];
  return space !== undefined && tree.kind[space] === Kind.identifier ? space : NONE;
}
