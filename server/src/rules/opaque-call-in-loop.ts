/** A call in a hot loop that PyPy's JIT cannot enter: the talk's trace blockers. */
import { CONFIDENCES, type Confidence, type Evidence, type Place, type Related } from "../findings.js";
import { EXTENSION_PAIR } from "../runtimes/extensions.js";
import { adviceFor } from "../runtimes/pypy/advice.js";
import { type Heat, HOT_ROUNDS } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Kind } from "../syntax/kinds.generated.js";
import type { Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { type Blocker, blockersOf, cost } from "./shared/blockers.js";
import { calledName, hotBecause, nanoseconds, relatedToHeat } from "./shared/wording.js";

export const opaqueCallInLoop: Rule = {
  meta: {
    name: "opaque-call-in-loop",
    summary: "A call in a hot loop that the JIT cannot enter",
    problem: "trace blockers",
    stability: "stable",
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
      const start = context.module.tree.start[node]!;
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

function confidenceOf(module: ModuleFacts, heat: Heat, found: Blocker): Confidence {
  const hot = module.hotness.confidence(heat);
  if (found.doubt === "low") return "low";
  if (found.doubt === "none" && !isSmallBeside(module, heat, found))
    return found.path.length + found.beyond.length > 0 && hot === "high" ? "medium" : hot;
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(hot) - 1)]!;
}

/** A function of more rows than this does enough besides one call that costs less than a warning is worth. */
const SMALL_FUNCTION_NODES = 80;

/**
 * The call is one of many things that a round does: it costs little, or it is reached through functions that do other work, or a hot
 * loop runs beside it (docs/false-positives.md).
 */
function isSmallBeside(module: ModuleFacts, heat: Heat, found: Blocker): boolean {
  if (found.severity === "hint") return true;
  if (found.severity === "warning") return false;
  const { tree } = module;
  if (found.path.some(({ callee }) => tree.next[callee.node]! - callee.node > SMALL_FUNCTION_NODES)) return true;
  if (found.beyond.some(({ size }) => size > SMALL_FUNCTION_NODES)) return true;
  return (
    heat.loop !== null &&
    heat.chain.length === 0 &&
    holdsHotLoop(module, heat.loop.node, found.path[0]?.call ?? found.node)
  );
}

/** A loop statement inside the loop, not around the node, that is long itself. */
function holdsHotLoop(module: ModuleFacts, loop: Node, node: Node): boolean {
  const { tree, index, surroundings } = module;
  for (const kind of [Kind.for_statement, Kind.while_statement]) {
    for (const inner of index.within(loop, kind)) {
      if (inner === loop || tree.contains(inner, node)) continue;
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
    confidence: confidenceOf(module, heat, found),
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
  return `${name.replace(/^builtins\./, "")}()`;
}
