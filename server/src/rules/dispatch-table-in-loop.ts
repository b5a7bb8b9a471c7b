/** A function out of a table of handlers, called in each round of a hot loop. */
import { handlersIn } from "../semantics/handlerTables.js";
import { assignedOnce } from "../semantics/knownItems.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { isTiny } from "./shared/tiny.js";
import { byImplementation } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const BY_NAME = "dispatch-table-in-loop-names";
const BY_NUMBER = "dispatch-table-in-loop-handlers";
const EVIDENCE = [BY_NUMBER, BY_NAME];

/** The pairs have 4 and 10; a chain of tests grows with every handler, and beyond this it was not measured. */
const FEWEST = 4;
const MOST = 12;

const CPYTHON = "The table makes little or no difference, and no count of the JIT explains it.";

export const dispatchTableInLoop: Rule = {
  meta: {
    name: "dispatch-table-in-loop",
    summary: "A table of handlers that a hot loop calls from",
    problem: "data-driven control flow",
    stability: "preview",
    since: "0.1.0",
    verdicts: byImplementation({
      pypy: {
        speaks: true,
        because:
          "The look-up stays in the trace, and what it gives is another function for each path; a chain of tests is paths alone.",
        evidence: EVIDENCE,
      },
      cpython: { speaks: false, because: CPYTHON, evidence: EVIDENCE },
    }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    for (const call of context.module.loopCalls.in(rows).calls) checkCall(context, call);
  },
};

function checkCall(context: RuleContext, call: Node): void {
  const { module } = context;
  const { tree } = module;
  const lookUp = lookUpOf(module, tree.childByField(call, Field.function));
  if (lookUp === undefined) return;
  const { display, handlers } = handlersIn(module, lookUp.table);
  if (handlers.length < FEWEST || handlers.length > MOST) return;
  const heat = module.hotness.of(call);
  const isByName = tree.kind[display] === Kind.dictionary;
  const cost = costOfConstruct(context, heat, () => (isByName ? BY_NAME : BY_NUMBER));
  if (cost === null) return;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: `This call looks its function up in a table of ${handlers.length}.`,
    why: `It runs in ${hotBecause(module, heat)}. Against a chain of if and elif, a table of ${isByName ? "4 handlers by name" : "10 handlers by number"} measured ${cost.figures} around tiny bodies.`,
    advice: "Call the functions from a chain of if and elif, the most common first.",
    // Where a handler does more, the look-up is a small part of the round.
    confidence: handlers.every((handler) => isTinyHandler(module, handler)) ? module.hotness.confidence(heat) : "low",
    related: [{ message: "The table", place: module.placeOf(display) }],
  });
}

function isTinyHandler(module: ModuleFacts, handler: Node): boolean {
  if (module.tree.kind[handler] === Kind.lambda) return isTiny(module, handler);
  const value = module.values.of(handler);
  return value?.kind === "function" && value.fn.decoration !== "unknown" && isTiny(module, value.fn.node);
}

/** The table of `TABLE[key]` and `TABLE.get(key)`, also where a name stands for what they give; the key is no literal. */
function lookUpOf(module: ModuleFacts, callee: Node): { readonly table: Node } | undefined {
  const { tree, values } = module;
  let node = callee;
  if (node !== NONE && tree.kind[node] === Kind.identifier) {
    const binding = values.bindingOf(node);
    node = binding === undefined ? NONE : assignedOnce(module, binding);
    // The name is given its value in the same round.
    if (node === NONE || module.surroundings.around(node).loops.length === 0) return undefined;
  }
  if (node === NONE) return undefined;
  if (tree.kind[node] === Kind.subscript) {
    const key = tree.childByField(node, Field.subscript);
    return key === NONE || !isChosen(module, key) ? undefined : { table: tree.childByField(node, Field.value) };
  }
  if (tree.kind[node] !== Kind.call) return undefined;
  const method = tree.childByField(node, Field.function);
  if (method === NONE || tree.kind[method] !== Kind.attribute) return undefined;
  if (tree.textOf(tree.childByField(method, Field.attribute)) !== "get") return undefined;
  const list = tree.childByField(node, Field.arguments);
  const key = list === NONE ? NONE : tree.firstNamed(list);
  return key === NONE || !isChosen(module, key) ? undefined : { table: tree.childByField(method, Field.object) };
}

/** Not the same handler each time. */
function isChosen(module: ModuleFacts, key: Node): boolean {
  const { tree } = module;
  if (tree.kind[key] === Kind.unary_operator) return isChosen(module, tree.childByField(key, Field.argument));
  return ![Kind.string, Kind.integer, Kind.slice, Kind.true, Kind.false, Kind.none].includes(tree.kind[key]! as Kind);
}
