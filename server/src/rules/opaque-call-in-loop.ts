/** A call in a hot loop that PyPy's JIT cannot enter: the talk's trace blockers. */
import { CONFIDENCES, type Confidence, type Evidence, type Place, type Related } from "../findings.js";
import { EXTENSION_PAIR, isExtensionModule } from "../runtimes/extensions.js";
import { adviceFor, asksOutsideWorld, onlySavesLookup, remedyNeeds } from "../runtimes/pypy/advice.js";
import { type Heat, HOT_ROUNDS } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import { growsContainer } from "../semantics/references.js";
import type { Rows } from "../semantics/rows.js";
import { isSameEachRound } from "../semantics/sameEachRound.js";
import { type Loop, loopConstruct } from "../semantics/surroundings.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { type Blocker, blockersOf, cost } from "./shared/blockers.js";
import { looksLong } from "./shared/looksLong.js";
import { calledName, hotBecause, nanoseconds, relatedToHeat } from "./shared/wording.js";

export const opaqueCallInLoop: Rule = {
  meta: {
    name: "opaque-call-in-loop",
    summary: "A call in a hot loop that the JIT cannot enter",
    problem: "trace blockers",
    stability: "preview",
    since: "0.1.0",
    verdicts: {
      pypy: {
        speaks: true,
        because: "The trace has to leave compiled code for the call and forgets what it knew about objects.",
        evidence: ["callables", "talk-residual-call", "ctypes-call", EXTENSION_PAIR],
      },
      "cpython-3.14": { speaks: false, because: "Calls of C functions stay in the trace.", evidence: [] },
      "cpython-3.15": { speaks: false, because: "Calls of C functions stay in the trace.", evidence: [] },
    },
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const search = blockersOf(context.module);
    const found = new Map<number, { blocker: Blocker; node: Node; heat: Heat }>();
    const { calls, comparisons } = context.module.loopCalls.in(rows);
    for (const node of [...calls, ...comparisons]) {
      const blocker = search.at(node);
      if (blocker === undefined) continue;
      const heat = context.module.hotness.of(node);
      if (!context.module.hotness.isHot(heat, "pypy") || !isWrittenInHotLoop(context.module, node, heat)) continue;
      // `a.b(x).c(y)`: two calls start at the same place; the dearer one is the problem.
      const start = context.module.tree.startOf(node);
      const other = found.get(start);
      if (other === undefined || cost(other.blocker) < cost(blocker)) found.set(start, { blocker, node, heat });
    }
    for (const { blocker, node, heat } of found.values()) reportBlocker(context, node, blocker, heat);
  },
};

/** The loop stands in the function of the call itself, or a comment says that the function is hot. */
function isWrittenInHotLoop(module: ModuleFacts, node: Node, heat: Heat): boolean {
  if (heat.chain.length === 0) return true;
  // Hot only by the product of short loops here and in callers: this is the innermost of them.
  const own = module.hotness.lexical(node);
  return own.rounds > 1 && !module.hotness.isHot({ ...heat, rounds: heat.rounds / own.rounds }, "pypy");
}

function confidenceOf(module: ModuleFacts, node: Node, heat: Heat, found: Blocker): Confidence {
  const hot = module.hotness.confidence(heat);
  if (found.doubt === "low" || !hasRemedy(module, heat, found) || !looksLong(module, node, heat)) return "low";
  if (!heat.declared && heat.loop !== null && heat.chain.length === 0 && hasLargeRounds(module, heat.loop))
    return "low";
  if (found.severity === "hint" && !heat.declared) return "low";
  if (isNeverFilled(module, heat, found)) return "low";
  if (!heat.declared && found.severity !== "warning" && isInsideOtherWork(module, found)) return "low";
  const isRare = !heat.declared && module.surroundings.around(node).conditional;
  const confidence = isRare ? stepDown(hot) : hot;
  if (found.doubt !== "none" || isSmallBeside(module, heat, found)) return stepDown(confidence);
  const calls = found.path.length + found.beyond.length;
  return calls > 0 && confidence === "high" ? "medium" : confidence;
}

function stepDown(confidence: Confidence): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - 1)]!;
}

/** `Counter()`, into which the loop or the function counts nothing: it is only kept somewhere. */
function isNeverFilled(module: ModuleFacts, heat: Heat, found: Blocker): boolean {
  const { tree, values } = module;
  if (found.name !== "collections.Counter" || tree.kind[found.node] !== Kind.call) return false;
  const list = tree.childByField(found.node, Field.arguments);
  if (list === NONE || tree.firstNamed(list) !== NONE) return false;
  const assignment = tree.parent[found.node]!;
  const name = tree.kind[assignment] === Kind.assignment ? tree.childByField(assignment, Field.left) : NONE;
  const binding = name === NONE || tree.kind[name] !== Kind.identifier ? undefined : values.bindingOf(name);
  if (binding === undefined) return true;
  const around = heat.loop !== null && found.path.length === 0 && heat.chain.length === 0 ? heat.loop.node : 0;
  return !values
    .referencesTo(binding)
    .some((reference) => tree.contains(around, reference) && growsContainer(tree, reference));
}

/** What these give or do is another thing in each round, although nothing that they are given changes. */
const NEW_EACH_TIME = /^(?:random|secrets|gc|time)\./;

/** Something can be done about the call: it has another form, or what it works on stays the same (docs/false-positives.md). */
function hasRemedy(module: ModuleFacts, heat: Heat, found: Blocker): boolean {
  const { tree, values } = module;
  const needs = remedyNeeds(found.name);
  if (isExtensionModule(found.name.slice(0, Math.max(0, found.name.indexOf("."))))) return false;
  if (needs === "nothing" || tree.kind[found.node] !== Kind.call) return true;
  if (NEW_EACH_TIME.test(found.name)) return false;
  // On the way through functions it depends on the call what stays the same.
  if (found.path.length + found.beyond.length > 0) return false;
  const around =
    heat.chain.length === 0 && heat.loop !== null
      ? loopConstruct(tree, heat.loop)
      : (module.definitions.functionAround(found.node)?.node ?? 0);
  const list = tree.childByField(found.node, Field.arguments);
  const args = list === NONE ? [] : tree.namedChildren(list);
  // Sorting again what has grown by a few items is what the advice is about.
  const mayGrow = /\.sort(?:ed)?$/.test(found.name);
  const asked =
    needs === "first argument" ? args.slice(0, 1) : [tree.childByField(found.node, Field.function), ...args];
  return asked.length > 0 && asked.every((part) => isSameEachRound(tree, values, part, around, mayGrow));
}

/** A function of more rows than this does enough besides one call that costs less than a warning is worth. */
const SMALL_FUNCTION_NODES = 80;

/** It is reached through functions that do other work. */
function isInsideOtherWork({ tree }: ModuleFacts, { path, beyond }: Blocker): boolean {
  return (
    path.some(({ callee }) => tree.next[callee.node]! - callee.node > SMALL_FUNCTION_NODES) ||
    beyond.some(({ size }) => size > SMALL_FUNCTION_NODES)
  );
}

/**
 * The call is one of many things that a round does: it costs little, or it is reached through functions that do other work, or a hot
 * loop runs beside it (docs/false-positives.md).
 */
function isSmallBeside(module: ModuleFacts, heat: Heat, found: Blocker): boolean {
  if (found.severity === "hint" || (onlySavesLookup(found.name) && !heat.declared)) return true;
  if (found.severity === "warning") return false;
  if (isInsideOtherWork(module, found)) return true;
  return (
    heat.loop !== null &&
    heat.chain.length === 0 &&
    holdsHotLoop(module, heat.loop.node, found.path[0]?.call ?? found.node)
  );
}

/** More calls or more code than this in a round, and a single call is a small part of it. */
const MOST_CALLS = 24;
const MOST_NODES = 400;

/** A round calls many functions, is much code, or looks at the disk. */
function hasLargeRounds(module: ModuleFacts, loop: Loop): boolean {
  const { tree, index, values } = module;
  const construct = loopConstruct(tree, loop);
  if (tree.next[construct]! - construct > MOST_NODES) return true;
  // What a `for` goes over is made once.
  const iterable = loop.kind === "while" ? NONE : tree.childByField(loop.node, Field.right);
  const calls = index
    .within(construct, Kind.call)
    .filter((call) => iterable === NONE || !tree.contains(iterable, call));
  if (calls.length > MOST_CALLS) return true;
  return calls.some((call) => {
    const callee = values.of(tree.childByField(call, Field.function));
    return callee?.kind === "external" && asksOutsideWorld(callee.name);
  });
}

/** A loop inside the loop, not around the node, that is long itself. */
function holdsHotLoop(module: ModuleFacts, loop: Node, node: Node): boolean {
  const { tree, index, surroundings } = module;
  for (const kind of [Kind.for_statement, Kind.while_statement, Kind.for_in_clause]) {
    for (const inner of index.within(loop, kind)) {
      const whole = kind === Kind.for_in_clause ? tree.parent[inner]! : inner;
      if (inner === loop || tree.contains(whole, node)) continue;
      const { rounds } = surroundings.loopAt(inner);
      if (rounds === null || rounds >= HOT_ROUNDS.pypy) return true;
    }
  }
  return false;
}

function reportBlocker(context: RuleContext, node: Node, found: Blocker, heat: Heat): void {
  const { module } = context;
  const shown = shownName(found.name);
  const related: Related[] = relatedToHeat(module, heat);
  const callers = callersOf(module, found);
  const names = [...callers.map(({ name }) => name), shown];
  for (const [position, { name, place }] of callers.entries())
    related.push({ message: `${name} calls ${names[position + 1]}`, place });
  const evidence: Evidence = { runtime: "pypy", ratio: null, ns: found.verdict.ns, source: found.verdict.source };
  const price =
    found.verdict.ns === null
      ? "stops the process with a crash"
      : `costs about ${nanoseconds(found.verdict.ns)} each time`;
  context.report({
    span: module.spanOf(node),
    what:
      callers.length === 0
        ? `PyPy's JIT cannot enter ${shown}.`
        : `${callsInWords(names)}: PyPy's JIT cannot enter it.`,
    why: `It runs in ${hotBecause(module, heat)}, and ${price} (${found.verdict.source.split(":")[0]}).`,
    advice: adviceFor(found.name, found.verdict.noRemedy),
    severity: found.severity,
    confidence: confidenceOf(module, node, heat, found),
    runtimes: context.runtimes,
    loop: module.loopPlace(heat),
    evidence: [evidence],
    related,
    fixes: [],
    refusals: [],
  });
}

/** The functions on the way to the blocker, and where each calls the next, or the blocker. */
function callersOf(module: ModuleFacts, { node, path, beyond }: Blocker): { name: string; place: Place }[] {
  const here = path.map(({ callee }, position) => ({
    name: calledName(callee),
    place: module.placeOf(path[position + 1]?.call ?? node),
  }));
  return [...here, ...beyond.map(({ calledAs, place }) => ({ name: `${calledAs}()`, place }))];
}

/** `a() calls b(), which calls json.dumps()`. */
function callsInWords([first, ...rest]: readonly string[]): string {
  return `${first} calls ${rest.join(", which calls ")}`;
}

/** A qualified name as people write it. */
function shownName(name: string): string {
  if (name.endsWith(".__eq__")) return `the comparison of two ${name.slice(0, -".__eq__".length)}s`;
  if (name === "ctypes.CDLL.<function>") return "a function called through ctypes";
  if (name === "functools.singledispatch.<function>")
    return "the choice of an implementation by functools.singledispatch";
  return `${name.replace(/^builtins\./, "")}()`;
}
