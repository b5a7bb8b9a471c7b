/** An exception that is caught in each round of a hot loop to decide how the round goes on. */
import type { Fix, Refusal, Related } from "../findings.js";
import { dictGet } from "../rewrites/dictGet.js";
import { type Handled, handledBy, type RaisedThrough, raisedBehind } from "../semantics/handledRaises.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { effectOf } from "./shared/effects.js";
import { byImplementation } from "./shared/verdicts.js";
import { calledName, hotBecause } from "./shared/wording.js";

const LOOK_UP = "exceptions-in-loop-keyerror";
const CALLS = "exceptions-in-loop-across-calls";
const EVIDENCE = [LOOK_UP, CALLS];

export const exceptionsInLoop: Rule = {
  meta: {
    name: "exceptions-in-loop",
    summary: "An exception as a way through the rounds of a hot loop",
    problem: "data-driven control flow",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: false,
        because: "An exception that is caught in the same trace costs nothing.",
        evidence: EVIDENCE,
      },
      cpython: {
        speaks: true,
        because: "An exception leaves the trace and unwinds frame by frame.",
        evidence: EVIDENCE,
      },
    }),
    options: [],
    fixes: [{ title: "Ask by dict.get", applicability: "unsafe" }],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    for (const statement of context.module.index.between(from, to, Kind.try_statement)) checkTry(context, statement);
  },
};

/** What the exception stands for. */
interface Found {
  readonly pair: string;
  readonly what: string;
  readonly advice: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

function checkTry(context: RuleContext, statement: Node): void {
  const { module } = context;
  const handled = handledBy(module, statement);
  if (handled === undefined) return;
  const heat = module.hotness.of(handled.body);
  // A `try` around the whole of a function that is called in a loop says nothing about the loop.
  if (heat.chain.length > 0 || !context.runtimes.some((runtime) => module.hotness.isHot(heat, runtime))) return;
  const caught = module.values.of(handled.caught);
  let found: Found | undefined;
  if (caught?.kind === "external" && caught.name === "builtins.KeyError")
    found = missingKey(context, statement, handled);
  else if (caught?.kind === "class" && module.tree.namedChildren(handled.body).length === 1) {
    const raised = raisedBehind(module, handled.body, caught.cls);
    if (raised !== undefined) found = failedCall(module, raised);
  }
  if (found === undefined) return;
  const { pair } = found;
  const cost = costOfConstruct(context, heat, () => pair);
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: { start: module.tree.startOf(statement), end: module.tree.startOf(statement) + "try".length },
    what: found.what,
    why: `It runs in ${hotBecause(module, heat)}. Where every other round raised, it measured ${cost.figures}.`,
    advice: found.advice,
    // How many rounds raise is a matter of the data; where few do, a `try` is the faster form.
    confidence: "low",
    related: [{ message: "It is handled here", place: module.placeOf(handled.caught) }, ...found.related],
    fixes: found.fixes,
    refusals: found.refusals,
  });
}

/** The body is one statement that looks a key up in a dict, and the handler does not put the key there. */
function missingKey(context: RuleContext, statement: Node, handled: Handled): Found | undefined {
  const { module } = context;
  const { tree } = module;
  if (tree.namedChildren(handled.body).length !== 1) return undefined;
  const lookUps = lookUpsIn(module, handled.body);
  const table = lookUps[0] === undefined ? NONE : tree.childByField(lookUps[0], Field.value);
  if (table === NONE || lookUps.length !== 1 || writesTo(module, handled, tree.textOf(table))) return undefined;
  const effect = effectOf(LOOK_UP, "Every other key missing", context.selectedRuntimes);
  return {
    pair: LOOK_UP,
    what: `A key that is missing in ${tree.textOf(table)} is told by an exception.`,
    advice: "Where many are missing, ask by dict.get or in.",
    related: [],
    ...dictGet(module, statement, handled, effect),
  };
}

/** The subscripts of dicts in a node, whose values are read. */
function lookUpsIn(module: ModuleFacts, outer: Node): Node[] {
  const { tree } = module;
  const found: Node[] = [];
  for (let node = outer; node < tree.next[outer]!; node++) {
    if (tree.kind[node] !== Kind.subscript) continue;
    if (module.values.typeOf(tree.childByField(node, Field.value))?.type === "dict") found.push(node);
  }
  return found;
}

/** The look-up itself or the handler gives the key a value: next time it is there. */
function writesTo(module: ModuleFacts, { body, handler }: Handled, table: string): boolean {
  const { tree } = module;
  for (const block of [body, handler]) {
    for (let node = block; node < tree.next[block]!; node++) {
      if (tree.kind[node] !== Kind.subscript || tree.textOf(tree.childByField(node, Field.value)) !== table) continue;
      if (tree.field[node] === Field.left || tree.kind[tree.parent[node]!] === Kind.delete_statement) return true;
    }
  }
  return false;
}

function failedCall(module: ModuleFacts, raised: RaisedThrough): Found {
  const [first, ...rest] = raised.path;
  return {
    pair: CALLS,
    what: `${calledName(first!.callee)} tells by an exception how the round goes on.`,
    advice: "Where many rounds raise, give the answer back as a value, None for example.",
    related: [
      ...rest.map(({ call, callee }) => ({ message: `Calls ${calledName(callee)}`, place: module.placeOf(call) })),
      { message: "It is raised here", place: module.placeOf(raised.raise) },
    ],
    fixes: [],
    refusals: [],
  };
}
