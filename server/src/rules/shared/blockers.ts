/** What a call leads to that PyPy's JIT cannot enter: the call itself, or one deeper in the functions that it calls. */
import type { Severity } from "../../findings.js";
import { type CallableVerdict, callableVerdict, pairEvidence } from "../../runtimes/evidence.js";
import { EXTENSION_PAIR, isExtensionModule } from "../../runtimes/extensions.js";
import { concernsOutsideWorld } from "../../runtimes/pypy/advice.js";
import { callableSeverity } from "../../runtimes/severity.js";
import type { FunctionInfo } from "../../semantics/model.js";
import type { ModuleFacts } from "../../semantics/module.js";
import { Memo } from "../../semantics/tracking.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";

/** A call that the JIT cannot enter, and the calls of this module that lead to it. */
export interface Blocker {
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

const searches = new WeakMap<ModuleFacts, BlockerSearch>();

/** The search in a module. */
export function blockersOf(module: ModuleFacts): BlockerSearch {
  let search = searches.get(module);
  if (search === undefined) {
    search = new BlockerSearch(module);
    searches.set(module, search);
  }
  return search;
}

/** Finds what a call leads to. Answers for functions are kept. */
export class BlockerSearch {
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

/** What a blocker costs for each call, to compare. */
export function cost(blocker: Blocker): number {
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
