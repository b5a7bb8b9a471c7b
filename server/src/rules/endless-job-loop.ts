/** A loop that takes jobs without end, each with code of its own: the talk's long tail of jitting. */
import { pairEvidence } from "../runtimes/evidence.js";
import { constructSeverity } from "../runtimes/severity.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import { roundsOfLoop } from "../semantics/rounds.js";
import type { Rows } from "../semantics/rows.js";
import { lastStatement } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { byImplementation } from "./shared/verdicts.js";
import { calledName, times } from "./shared/wording.js";

const PAIR = "endless-job-loop";

/** Calls that wait for the next job. */
const TAKES_JOB: ReadonlySet<string> = new Set(["queue.Queue.get", "queue.SimpleQueue.get"]);

/** Calls through so many functions are not followed further. */
const DEEPEST_CHAIN = 6;

export const endlessJobLoop: Rule = {
  meta: {
    name: "endless-job-loop",
    summary: "A loop that takes jobs without end, each with code of its own",
    problem: "warm-up and placement",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because: "The JIT compiles the code of each job, and never comes to an end.",
        evidence: [PAIR],
      },
      cpython: { speaks: false, because: "The JIT cannot be switched off in a running program.", evidence: [] },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { index, loopCalls } = context.module;
    const { from, to } = rows;
    const { byName } = loopCalls.in(rows);
    if (![...TAKES_JOB].some((name) => byName.has(name))) return;
    for (const kind of [Kind.while_statement, Kind.for_statement]) {
      for (const loop of index.between(from, to, kind)) checkLoop(context, loop);
    }
  },
};

function checkLoop(context: RuleContext, node: Node): void {
  const { module } = context;
  const loop = module.surroundings.loopAt(node);
  if (!isEndless(module, node) || loop.declared === "cold") return;
  const calls = module.index.within(node, Kind.call);
  const taken = calls.find((call) => TAKES_JOB.has(externalName(module, call)));
  const made = taken === undefined ? undefined : findMaker(module, calls);
  const pair = pairEvidence("pypy", PAIR);
  const severity = pair === undefined ? null : constructSeverity(pair.ratio, pair.savedNs, false);
  if (taken === undefined || made === undefined || pair === undefined || severity === null) return;
  const span = module.surroundings.headerOf(loop);
  context.report({
    span,
    what: "This loop takes jobs without end, and each job brings code of its own.",
    why: `PyPy compiles what exec() makes for each job anew. Against the JIT switched off once the common code was compiled, such jobs took ${times(pair.ratio)} on PyPy.`,
    advice: 'Try pypyjit.set_param("off") once the common code is compiled, and measure whether it pays.',
    severity,
    confidence: "low",
    runtimes: ["pypy"],
    loop: { span },
    evidence: [{ runtime: "pypy", ratio: pair.ratio, ns: pair.savedNs, source: pair.source }],
    related: [
      { message: "Takes a job", place: module.placeOf(taken) },
      ...made.path.map((step) => ({ message: `Calls ${calledName(step.callee)}`, place: module.placeOf(step.call) })),
      { message: "Makes code", place: module.placeOf(made.call) },
    ],
    fixes: [],
    refusals: [],
  });
}

/** The loop has no end of its own. That it waits in each round, and is not hot, is what this rule is about. */
function isEndless(module: ModuleFacts, loop: Node): boolean {
  const { tree } = module;
  const body = tree.childByField(loop, Field.body);
  if (body === NONE || roundsOfLoop(tree, module.values, loop) !== Number.POSITIVE_INFINITY) return false;
  const last = tree.kind[lastStatement(tree, body)];
  return last !== Kind.return_statement && last !== Kind.break_statement && last !== Kind.raise_statement;
}

function externalName(module: ModuleFacts, call: Node): string {
  const callee = module.values.of(module.tree.childByField(call, Field.function));
  return callee?.kind === "external" && callee.certain ? callee.name : "";
}

/** A call that makes new code, and the calls of this module that lead to it. */
interface Maker {
  readonly call: Node;
  readonly path: readonly { readonly call: Node; readonly callee: FunctionInfo }[];
}

/** The first call of `exec` with a text that is no constant, here or in the functions that are called. */
function findMaker(module: ModuleFacts, calls: readonly Node[], path: Maker["path"] = []): Maker | undefined {
  const direct = calls.find((call) => externalName(module, call) === "builtins.exec" && !isConstant(module, call));
  if (direct !== undefined) return { call: direct, path };
  if (path.length >= DEEPEST_CHAIN) return undefined;
  for (const call of calls) {
    const callee = module.calls.calleeOf(call);
    if (callee === undefined || path.some((step) => step.callee === callee)) continue;
    module.tracker.readAt(callee.node);
    const inner = module.index.within(callee.node, Kind.call);
    const found = findMaker(module, inner, [...path, { call, callee }]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isConstant({ tree }: ModuleFacts, call: Node): boolean {
  const list = tree.childByField(call, Field.arguments);
  const first = list === NONE ? NONE : tree.firstNamed(list);
  return first === NONE || (tree.kind[first] === Kind.string && tree.childOfKind(first, Kind.interpolation) === NONE);
}
