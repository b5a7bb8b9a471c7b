/** A `with` over a context manager that is made from a generator, in a hot loop. */
import type { Confidence } from "../findings.js";
import type { Heat } from "../semantics/hotness.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { hasOnlyCheapCalls } from "./shared/cheapCalls.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { looksLong } from "./shared/looksLong.js";
import { hotBecause } from "./shared/wording.js";

const PAIR = "contextmanager-in-loop";

export const contextmanagerInLoop: Rule = {
  meta: {
    name: "contextmanager-in-loop",
    summary: "A with statement over a generator made into a context manager, in a hot loop",
    problem: "generators and async",
    stability: "stable",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "Each round makes a generator and an object around it, and enters the generator twice.",
        evidence: [PAIR],
      },
      "cpython-3.14": {
        speaks: false,
        because: "What it costs there is not the JIT's doing.",
        evidence: [PAIR],
      },
      "cpython-3.15": {
        speaks: true,
        because: "Entering and leaving run Python code of contextlib, and the loop is not compiled.",
        evidence: [PAIR],
      },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, { from, to }: Rows): void {
    const { index, tree } = context.module;
    for (const statement of index.between(from, to, Kind.with_statement)) {
      if (tree.childOfKind(statement, Kind.kw_async) !== NONE || tree.hasError(statement)) continue;
      for (const call of managersOf(context.module, statement)) checkManager(context, statement, call);
    }
  },
};

/** The calls that a `with` statement enters, in text order. */
function managersOf(module: ModuleFacts, statement: Node): Node[] {
  const { tree } = module;
  const clause = tree.childOfKind(statement, Kind.with_clause);
  if (clause === NONE) return [];
  const calls: Node[] = [];
  for (const item of tree.namedChildren(clause)) {
    let value = tree.kind[item] === Kind.with_item ? tree.childByField(item, Field.value) : NONE;
    if (value !== NONE && tree.kind[value] === Kind.as_pattern) value = tree.firstNamed(value);
    if (value !== NONE && tree.kind[value] === Kind.call) calls.push(value);
  }
  return calls;
}

function checkManager(context: RuleContext, statement: Node, call: Node): void {
  const { module } = context;
  const heat = module.hotness.of(statement);
  const cost = costOfConstruct(context, heat, () => PAIR);
  if (cost === null) return;
  const made = module.values.of(module.tree.childByField(call, Field.function));
  if (made?.kind !== "function" || !isManager(module, made.fn)) return;
  const { fn } = made;
  reportConstruct(context, heat, cost, {
    span: module.spanOf(call),
    what: `${fn.name}() is a generator that contextlib.contextmanager makes a context manager of.`,
    why: `It is entered in ${hotBecause(module, heat)}. Against a class with __enter__ and __exit__ it took ${cost.figures}, with next to nothing in the block.`,
    advice: "Write the context manager as a class, or the try and finally here.",
    confidence: confidenceOf(module, heat, statement, fn),
    related: [
      {
        message: `The generator ${fn.name}()`,
        place: module.placeOf(module.tree.childByField(fn.node, Field.name)),
      },
    ],
  });
}

/** A generator under `contextlib.contextmanager`, and under nothing else that could make something else of it. */
function isManager(module: ModuleFacts, fn: FunctionInfo): boolean {
  const { tree, values } = module;
  if (!fn.isGenerator || fn.isAsync || tree.hasError(fn.node)) return false;
  const decorated = tree.parent[fn.node]!;
  if (decorated === NONE || tree.kind[decorated] !== Kind.decorated_definition) return false;
  module.tracker.readAt(fn.node);
  let isMade = false;
  for (const child of tree.namedChildren(decorated)) {
    if (tree.kind[child] !== Kind.decorator) continue;
    const decorator = values.of(tree.firstNamed(child));
    if (decorator?.kind !== "external") return false;
    if (decorator.name === "contextlib.contextmanager") isMade = true;
    else if (decorator.name !== "builtins.staticmethod" && decorator.name !== "builtins.classmethod") return false;
  }
  return isMade;
}

/** Medium or more only where the loop looks long, and nothing in the block or in the generator is known to cost more than entering and leaving. */
function confidenceOf(module: ModuleFacts, heat: Heat, statement: Node, fn: FunctionInfo): Confidence {
  const { tree, index } = module;
  if (heat.chain.length > 0 || !looksLong(module, statement, heat)) return "low";
  const managers = managersOf(module, statement);
  for (const part of [statement, tree.childByField(fn.node, Field.body)]) {
    for (const kind of [Kind.for_statement, Kind.while_statement, Kind.for_in_clause]) {
      if (index.within(part, kind).length > 0) return "low";
    }
    if (!hasOnlyCheapCalls(module, part, (call) => managers.length === 1 && managers[0] === call)) return "low";
  }
  return module.hotness.confidence(heat);
}
