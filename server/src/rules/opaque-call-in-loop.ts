/** A call in a hot loop that PyPy's JIT cannot enter: the talk's trace blockers. */
import { CONFIDENCES, type Confidence, type Evidence, type Related, type Severity } from "../findings.js";
import { type CallableVerdict, callableVerdict, pairEvidence } from "../runtimes/evidence.js";
import { EXTENSION_PAIR, isExtensionModule } from "../runtimes/extensions.js";
import { adviceFor, concernsOutsideWorld } from "../runtimes/pypy/advice.js";
import { callableSeverity } from "../runtimes/severity.js";
import { type Heat, HOT_ROUNDS } from "../semantics/hotness.js";
import type { FunctionInfo } from "../semantics/model.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Memo } from "../semantics/tracking.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { calledName, hotBecause, nanoseconds, relatedToHeat } from "./shared/wording.js";

/** A call that the JIT cannot enter, and the calls of this module that lead to it. */
interface Blocker {
  readonly node: Node;
  readonly name: string;
  readonly verdict: CallableVerdict;
  readonly severity: Severity;
  /** What is known only from an annotation, or from a list of packages, lowers the confidence by one step or to low. */
  readonly doubt: "none" | "step" | "low";
  readonly path: readonly { readonly call: Node; readonly callee: FunctionInfo }[];
}

/** Calls through so many functions are not followed further: by then other things decide. */
const DEEPEST_CHAIN = 6;

/** `==` of two lists or dicts runs in the interpreter's own loop. */
const COMPARED: ReadonlySet<string> = new Set(["list", "dict", "set", "frozenset"]);

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
    const search = searchOf(context.module);
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

const searches = new WeakMap<ModuleFacts, BlockerSearch>();

function searchOf(module: ModuleFacts): BlockerSearch {
  let search = searches.get(module);
  if (search === undefined) {
    search = new BlockerSearch(module);
    searches.set(module, search);
  }
  return search;
}

/** Finds what a call leads to. Answers for functions are kept. */
class BlockerSearch {
  /** How deep a call stands decides how far it is followed, so an answer holds for its depth alone. That ends recursion, too. */
  private readonly functions: readonly Memo<FunctionInfo, Blocker | undefined>[];

  constructor(private readonly module: ModuleFacts) {
    this.functions = Array.from(
      { length: DEEPEST_CHAIN + 1 },
      (_, depth) =>
        new Memo(module.tracker, (fn: FunctionInfo) => this.inFunction(fn, depth), { home: (fn) => fn.node }),
    );
  }

  /** The blocker at a call or comparison, or deeper in the functions that it calls; undefined if there is none. */
  at(node: Node, depth = 0): Blocker | undefined {
    const { module } = this;
    const own = blockerAt(module, node);
    if (own !== undefined) return own;
    if (module.tree.kind[node] !== Kind.call || depth >= DEEPEST_CHAIN) return undefined;
    const callee = module.calls.calleeOf(node);
    if (callee === undefined || callee.isGenerator) return undefined;
    if (callee.isAsync && module.tree.kind[module.tree.parent[node]!] !== Kind.await) return undefined;
    const inner = this.functions[depth + 1]!.get(callee);
    return inner === undefined ? undefined : { ...inner, path: [{ call: node, callee }, ...inner.path] };
  }

  /** The dearest blocker that each call of the function meets. */
  private inFunction(fn: FunctionInfo, depth: number): Blocker | undefined {
    const { module } = this;
    let dearest: Blocker | undefined;
    if (module.hotness.isDeclaredCold(fn)) return undefined;
    for (const node of callsWithin(module, fn)) {
      const around = module.surroundings.around(node);
      if (around.owner !== fn.node || around.detached) continue;
      const blocker = this.at(node, depth);
      if (blocker === undefined) continue;
      // A hot loop of its own holds it: reported there.
      if (module.hotness.isHot(module.hotness.lexical(node), "pypy")) continue;
      // Which way a branch goes in a callee is decided by the call: often it is the other way each time.
      const met: Blocker = around.conditional ? { ...blocker, doubt: "low" } : blocker;
      if (dearest === undefined || rank(met) > rank(dearest)) dearest = met;
    }
    return dearest;
  }
}

function callsWithin(module: ModuleFacts, fn: FunctionInfo): Node[] {
  const { index } = module;
  return [...index.within(fn.node, Kind.call), ...index.within(fn.node, Kind.comparison_operator)];
}

function lessSure(doubt: Blocker["doubt"]): Blocker["doubt"] {
  return doubt === "none" ? "step" : "low";
}

function rank(blocker: Blocker): number {
  const sure = blocker.doubt === "none" ? 2 : blocker.doubt === "step" ? 1 : 0;
  return sure * 1e12 + cost(blocker);
}

function cost(blocker: Blocker): number {
  return blocker.verdict.ns ?? Number.MAX_SAFE_INTEGER;
}

/** The blocker that a call or comparison itself is. */
function blockerAt(module: ModuleFacts, node: Node): Blocker | undefined {
  const { tree, values } = module;
  if (tree.kind[node] === Kind.comparison_operator) return comparedContainers(module, node);
  const callee = values.of(tree.childByField(node, Field.function));
  if (callee?.kind !== "external") return undefined;
  const doubt = callee.certain ? "none" : "low";
  if (isClassTest(callee.name) && !testsAbstractClass(module, node)) return undefined;
  if (callee.name.startsWith("struct.") && hasLiteralFormat(module, node)) return undefined;
  const name = measuredName(callee.name);
  const verdict = callableVerdict("pypy", name);
  if (verdict !== undefined)
    return blocker(node, name, verdict, verdict.argumentDependent && !isClassTest(name) ? "low" : doubt);
  return extensionCall(node, callee.name, doubt);
}

/** A format that the source shows is read once, while tracing; only one that changes is read in each round. */
function hasLiteralFormat(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  const format = list === NONE ? NONE : tree.firstNamed(list);
  return format !== NONE && tree.kind[format] === Kind.string;
}

/** A function of a loaded library has whatever name the library gives it; the lab measured one of them. */
function measuredName(name: string): string {
  return name.startsWith("ctypes.CDLL.") ? "ctypes.CDLL.<function>" : name;
}

/** Calls whose verdict depends on the class that is tested for; `testsAbstractClass` looks at it. */
function isClassTest(name: string): boolean {
  return name === "builtins.isinstance" || name === "builtins.issubclass";
}

function blocker(node: Node, name: string, verdict: CallableVerdict, doubt: Blocker["doubt"]): Blocker | undefined {
  const severity = callableSeverity(verdict.verdict, verdict.ns);
  if (severity === null) return undefined;
  return {
    node,
    name,
    verdict,
    severity,
    doubt: verdict.noRemedy || concernsOutsideWorld(name) ? "low" : doubt,
    path: [],
  };
}

/** `isinstance(x, Sequence)` with a class of `collections.abc` or `numbers` runs Python code of `abc`; other classes are one guard. */
function testsAbstractClass(module: ModuleFacts, call: Node): boolean {
  const { tree, values } = module;
  const list = tree.childByField(call, Field.arguments);
  const tested = list === NONE ? undefined : tree.namedChildren(list)[1];
  if (tested === undefined) return false;
  const value = values.of(tested);
  return value?.kind === "external" && /^(collections\.abc|numbers)\./.test(value.name);
}

function comparedContainers(module: ModuleFacts, node: Node): Blocker | undefined {
  const { tree, values } = module;
  const [left, right, more] = tree.namedChildren(node).filter((child) => tree.field[child] !== Field.operators);
  if (left === undefined || right === undefined || more !== undefined) return undefined;
  const operator = tree.textOf(tree.childByField(node, Field.operators));
  if (operator !== "==" && operator !== "!=") return undefined;
  const type = values.typeOf(left);
  const other = values.typeOf(right);
  if (type === undefined || other?.type !== type.type || !COMPARED.has(type.type)) return undefined;
  // An empty list is compared by its length alone.
  if (isEmptyDisplay(module, left) || isEmptyDisplay(module, right)) return undefined;
  const name = `${type.type}.__eq__`;
  const verdict = callableVerdict("pypy", name);
  return verdict === undefined
    ? undefined
    : blocker(node, name, verdict, type.certain && other.certain ? "none" : "low");
}

function isEmptyDisplay(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  return (tree.kind[node] === Kind.list || tree.kind[node] === Kind.dictionary) && tree.firstNamed(node) === NONE;
}

/** A function of a package that is known to be a C extension: the pair with a C extension of the lab's own says what that costs. */
function extensionCall(node: Node, name: string, doubt: Blocker["doubt"]): Blocker | undefined {
  const dot = name.indexOf(".");
  if (dot < 0 || !isExtensionModule(name.slice(0, dot))) return undefined;
  const pair = pairEvidence("pypy", EXTENSION_PAIR);
  if (pair === undefined) return undefined;
  const verdict: CallableVerdict = {
    verdict: "blocker",
    ns: pair.savedNs,
    argumentDependent: false,
    noRemedy: false,
    source: pair.source,
  };
  return blocker(node, name, verdict, lessSure(doubt));
}

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
    return found.path.length > 0 && hot === "high" ? "medium" : hot;
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
  const last = found.path.length - 1;
  for (const [position, step] of found.path.entries()) {
    if (position > 0)
      related.push({
        message: `${calledName(found.path[position - 1]!.callee)} calls ${calledName(step.callee)}`,
        place: module.placeOf(step.call),
      });
    if (position === last)
      related.push({ message: `${calledName(step.callee)} calls ${shown}`, place: module.placeOf(found.node) });
  }
  const evidence: Evidence = { runtime: "pypy", ratio: null, ns: found.verdict.ns, source: found.verdict.source };
  const price =
    found.verdict.ns === null
      ? "stops the process with a crash"
      : `costs about ${nanoseconds(found.verdict.ns)} each time`;
  context.report({
    span: module.spanOf(node),
    what:
      found.path.length === 0
        ? `PyPy's JIT cannot enter ${shown}.`
        : `${callsInWords(found.path, shown)}: PyPy's JIT cannot enter it.`,
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

/** `a() calls b(), which calls json.dumps()`. */
function callsInWords(path: Blocker["path"], shown: string): string {
  const [first, ...rest] = [...path.map((step) => calledName(step.callee)), shown];
  return `${first} calls ${rest.join(", which calls ")}`;
}

/** A qualified name as people write it. */
function shownName(name: string): string {
  if (name.endsWith(".__eq__")) return `the comparison of two ${name.slice(0, -".__eq__".length)}s`;
  if (name === "ctypes.CDLL.<function>") return "a function called through ctypes";
  return `${name.replace(/^builtins\./, "")}()`;
}
