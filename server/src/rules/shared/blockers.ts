/** What a call leads to that PyPy's JIT cannot enter: the call itself, or one deeper in the functions that it calls. */
import type { Place, Severity } from "../../findings.js";
import type { Imported } from "../../modules/resolution.js";
import type { BlockedCall, CallStep, KnownModules } from "../../modules/summary.js";
import { type CallableVerdict, callableVerdict, pairEvidence } from "../../runtimes/evidence.js";
import { EXTENSION_PAIR, isExtensionModule } from "../../runtimes/extensions.js";
import { hasOwnRule } from "../../runtimes/ownRules.js";
import { concernsOutsideWorld } from "../../runtimes/pypy/advice.js";
import { callableSeverity } from "../../runtimes/severity.js";
import { decoratorExpressions } from "../../semantics/functions.js";
import type { FunctionInfo } from "../../semantics/model.js";
import type { ModuleFacts } from "../../semantics/module.js";
import { Memo } from "../../semantics/tracking.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";
import { itertoolsLoop } from "./itertoolsLoops.js";

/** A call that the JIT cannot enter, and the calls that lead to it. */
export interface Blocker {
  /** The call itself, or the one of this module that leads to it through other modules. */
  readonly node: Node;
  readonly name: string;
  readonly verdict: CallableVerdict;
  readonly severity: Severity;
  /** What is known only from an annotation, or from a list of packages, lowers the confidence by one step or to low. */
  readonly doubt: "none" | "step" | "low";
  /** The calls of this module's functions on the way, outermost first. */
  readonly path: readonly { readonly call: Node; readonly callee: FunctionInfo }[];
  /** The functions of other modules on the way from `node`. */
  readonly beyond: readonly FarStep[];
}

/** A function of another module that calls the next one, or what cannot be entered. */
export interface FarStep {
  readonly calledAs: string;
  /** Nodes of its syntax tree. */
  readonly size: number;
  /** The call in it that goes on. */
  readonly place: Place;
}

/** What a blocker is, wherever it stands. */
type Blocked = Pick<Blocker, "name" | "verdict" | "severity" | "doubt">;

/** A blocker in another module. */
interface FarBlocker extends Blocked {
  readonly beyond: readonly FarStep[];
}

/** Calls through so many functions are not followed further: by then other things decide. */
const DEEPEST_CHAIN = 6;

/** `==` of two lists or dicts runs in the interpreter's own loop. */
const COMPARED: ReadonlySet<string> = new Set(["list", "dict", "set", "frozenset"]);

/** A function whose implementation is chosen by the type of its argument, by the name that it is measured under. */
const DISPATCHED = "functools.singledispatch.<function>";

/** The search in a module. */
export function blockersOf(module: ModuleFacts): BlockerSearch {
  return module.once(makeBlockerSearch);
}

function makeBlockerSearch(module: ModuleFacts): BlockerSearch {
  return new BlockerSearch(module);
}

/** A call or comparison that a function makes each time it is called. */
interface Step {
  readonly node: Node;
  readonly isConditional: boolean;
}

/** Finds what a call leads to. Answers for functions are kept. */
export class BlockerSearch {
  /** How deep a call stands decides how far it is followed, so an answer holds for its depth alone. That ends recursion, too. */
  private readonly functions: Memo<FunctionInfo, Blocker | undefined>[] = [];
  private readonly steps: Memo<FunctionInfo, readonly Step[]>;

  constructor(private readonly module: ModuleFacts) {
    this.steps = new Memo(module.tracker, (fn) => this.findSteps(fn), { home: (fn) => fn.node });
  }

  /** The blocker at a call or comparison, or deeper in the functions that it calls; undefined if there is none. */
  at(node: Node, depth = 0): Blocker | undefined {
    const { module } = this;
    const { tree } = module;
    const own = blockedAt(module, node);
    if (own !== undefined) return { node, ...own, path: [], beyond: [] };
    if (tree.kind[node] !== Kind.call || depth >= DEEPEST_CHAIN) return undefined;
    const isAwaited = tree.kind[tree.parent[node]!] === Kind.await;
    const callee = module.calls.calleeOf(node);
    if (callee === undefined) {
      const imported = importedAt(module, node);
      const far = imported === undefined ? undefined : new FarSearch(module).from(imported, isAwaited, depth);
      return far === undefined ? undefined : { node, ...far, path: [] };
    }
    if (callee.isGenerator || (callee.isAsync && !isAwaited)) return undefined;
    const inner = this.functionsAt(depth + 1).get(callee);
    return inner === undefined ? undefined : { ...inner, path: [{ call: node, callee }, ...inner.path] };
  }

  /** The calls and comparisons that the function makes each time it is called, outside of hot loops of its own. */
  stepsOf(fn: FunctionInfo): readonly Step[] {
    return this.steps.get(fn);
  }

  private findSteps(fn: FunctionInfo): Step[] {
    const { module } = this;
    const steps: Step[] = [];
    for (const node of callsWithin(module, fn)) {
      const around = module.surroundings.around(node);
      if (around.owner !== fn.node || around.detached) continue;
      // What a hot loop of its own holds is reported there.
      if (module.hotness.isHot(module.hotness.lexical(node, around), "pypy")) continue;
      steps.push({ node, isConditional: around.conditional });
    }
    return steps;
  }

  private functionsAt(depth: number): Memo<FunctionInfo, Blocker | undefined> {
    this.functions[depth] ??= new Memo(this.module.tracker, (fn) => this.inFunction(fn, depth), {
      home: (fn) => fn.node,
    });
    return this.functions[depth];
  }

  /** The dearest blocker that each call of the function meets. */
  private inFunction(fn: FunctionInfo, depth: number): Blocker | undefined {
    const { module } = this;
    let dearest: Blocker | undefined;
    if (module.hotness.isDeclaredCold(fn)) return undefined;
    for (const { node, isConditional } of this.stepsOf(fn))
      dearest = dearerOf(dearest, this.at(node, depth), isConditional);
    return dearest;
  }
}

/** Which way a branch goes in a callee is decided by the call: often it is the other way each time. */
function dearerOf<B extends Blocked>(
  dearest: B | undefined,
  found: B | undefined,
  isConditional: boolean,
): B | undefined {
  if (found === undefined) return dearest;
  const met: B = isConditional ? { ...found, doubt: "low" } : found;
  return dearest === undefined || rank(met) > rank(dearest) ? met : dearest;
}

/** Follows calls through other modules, by what their summaries say. One search finds what a function leads to once for each depth. */
class FarSearch {
  private readonly known = new Map<string, FarBlocker | undefined>();

  constructor(private readonly module: ModuleFacts) {}

  /** The dearest blocker that a call of something imported leads to. */
  from(imported: Imported, isAwaited: boolean, depth: number): FarBlocker | undefined {
    if (imported.kind === "extension") {
      const blocked = extensionBlocked(imported.name, "none");
      return blocked === undefined ? undefined : { ...blocked, beyond: [] };
    }
    if (imported.kind !== "function" || depth >= DEEPEST_CHAIN) return undefined;
    const { fn, module } = imported;
    if (fn.isGenerator || fn.isCold || (fn.isAsync && !isAwaited)) return undefined;
    const key = `${depth} ${module.file} ${fn.name}`;
    if (!this.known.has(key)) this.known.set(key, this.inFunction(imported, depth + 1));
    return this.known.get(key);
  }

  private inFunction(imported: Imported & { readonly kind: "function" }, depth: number): FarBlocker | undefined {
    const { fn, module, imports } = imported;
    let dearest: FarBlocker | undefined;
    for (const step of fn.steps) {
      const found = this.atStep(step, imports, depth);
      if (found === undefined) continue;
      const own: FarStep = { calledAs: fn.calledAs, size: fn.size, place: { span: step.span, file: module.file } };
      dearest = dearerOf(dearest, { ...found, beyond: [own, ...found.beyond] }, step.isConditional);
    }
    return dearest;
  }

  private atStep(step: CallStep, imports: KnownModules, depth: number): FarBlocker | undefined {
    const imported = step.callee === "" ? undefined : this.module.imports.resolve(step.callee, imports);
    if (imported !== undefined && imported.kind !== "external") return this.from(imported, step.isAwaited, depth);
    const call = step.blocker ?? (imported === undefined ? null : { name: imported.name, doubt: "none" as const });
    const blocked = call === null ? undefined : blockedCall(call);
    return blocked === undefined ? undefined : { ...blocked, beyond: [] };
  }
}

function callsWithin(module: ModuleFacts, fn: FunctionInfo): Node[] {
  const { index } = module;
  return [...index.within(fn.node, Kind.call), ...index.within(fn.node, Kind.comparison_operator)];
}

function lessSure(doubt: Blocker["doubt"]): Blocker["doubt"] {
  return doubt === "none" ? "step" : "low";
}

function rank(blocker: Blocked): number {
  const sure = blocker.doubt === "none" ? 2 : blocker.doubt === "step" ? 1 : 0;
  return sure * 1e12 + cost(blocker);
}

/** What a blocker costs for each call, to compare. */
export function cost(blocker: Blocked): number {
  return blocker.verdict.ns ?? Number.MAX_SAFE_INTEGER;
}

/** What the callee of a call leads to in other modules; undefined where it is not imported, or nothing is known of other modules. */
function importedAt(module: ModuleFacts, call: Node): Imported | undefined {
  const callee = module.values.of(module.tree.childByField(call, Field.function));
  return callee?.kind === "external" ? module.imports.resolve(callee.name) : undefined;
}

/** What a call or comparison itself is blocked by. */
function blockedAt(module: ModuleFacts, node: Node): Blocked | undefined {
  if (module.tree.kind[node] === Kind.comparison_operator) return blockedOf(comparedContainers(module, node));
  const imported = importedAt(module, node);
  // A module of the project may have the name of one of the library.
  if (imported?.kind === "function" || imported?.kind === "unknown") return wrappedExtension(module, node);
  return imported?.kind === "extension" ? undefined : blockedOf(namedCall(module, node, imported?.name));
}

/** Python code of an installed package that does its work in C: `numpy.mean` is a `def` that soon calls a C function. */
function wrappedExtension(module: ModuleFacts, node: Node): Blocked | undefined {
  const call = namedCall(module, node);
  return call !== undefined && module.imports.isInstalled(call.name) ? blockedCall(call) : undefined;
}

/**
 * By which name a call or comparison is blocked, as far as this module tells: for its summary. What the name stands for in the project
 * decides.
 */
export function blockedCallAt(module: ModuleFacts, node: Node): BlockedCall | undefined {
  const call =
    module.tree.kind[node] === Kind.comparison_operator ? comparedContainers(module, node) : namedCall(module, node);
  return blockedOf(call) === undefined ? undefined : call;
}

function blockedOf(call: BlockedCall | undefined): Blocked | undefined {
  return call === undefined ? undefined : blockedCall(call);
}

/** @param meant the name that the callee's name leads to through other modules */
function namedCall(module: ModuleFacts, node: Node, meant?: string): BlockedCall | undefined {
  const { tree, values } = module;
  const callee = values.of(tree.childByField(node, Field.function));
  if (callee?.kind === "function" && isDispatched(module, callee.fn)) return { name: DISPATCHED, doubt: "none" };
  if (callee?.kind !== "external") return undefined;
  const name = meant ?? callee.name;
  if (hasOwnRule(name) || itertoolsLoop(module, node, callee.name) !== NONE) return undefined;
  if (isClassTest(name) && !testsAbstractClass(module, node)) return undefined;
  if (name.startsWith("struct.") && hasLiteralFormat(module, node)) return undefined;
  if (name === "builtins.type" && asksForType(module, node)) return undefined;
  if (name === "str.format" && hasPositionalFields(module, node)) return undefined;
  return { name, doubt: callee.certain ? "none" : "low" };
}

/** `@functools.singledispatch`, and nothing else that may wrap the function once more. */
function isDispatched({ tree, values }: ModuleFacts, fn: FunctionInfo): boolean {
  const [decorator, ...others] = decoratorExpressions(tree, fn.node);
  if (decorator === undefined || others.length > 0) return false;
  const value = values.of(decorator);
  return value?.kind === "external" && value.name === "functools.singledispatch";
}

/** The verdict on a call by name. */
function blockedCall({ name, doubt }: BlockedCall): Blocked | undefined {
  const measured = measuredName(name);
  const verdict = callableVerdict("pypy", measured);
  if (verdict !== undefined)
    return judged(measured, verdict, verdict.argumentDependent && !isClassTest(measured) ? "low" : doubt);
  const dot = name.indexOf(".");
  if (dot < 0 || name.includes("()") || !isExtensionModule(name.slice(0, dot))) return undefined;
  return extensionBlocked(name, lessSure(doubt));
}

/** A format that the source shows is read once, while tracing; only one that changes is read in each round. */
function hasLiteralFormat(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  const format = list === NONE ? NONE : tree.firstNamed(list);
  return format !== NONE && tree.kind[format] === Kind.string;
}

/** `type(x)` is traced; with three arguments it makes a class. */
function asksForType(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  return list !== NONE && tree.namedChildren(list).length === 1;
}

/** `"{} {:.2f}".format(x, y)`: it is the look-up of named fields that the JIT cannot enter (pair `opaque-call-in-loop-str-format`). */
function hasPositionalFields(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const callee = tree.childByField(call, Field.function);
  const format = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.object) : NONE;
  if (format === NONE || tree.kind[format] !== Kind.string) return false;
  const fields =
    tree
      .textOf(format)
      .replaceAll("{{", "")
      .match(/\{[^}]*\}?/g) ?? [];
  return fields.every((field) => /^\{(?::[^{}]*)?\}$/.test(field));
}

/** A function of a loaded library has whatever name the library gives it; the lab measured one of them. */
function measuredName(name: string): string {
  return name.startsWith("ctypes.CDLL.") ? "ctypes.CDLL.<function>" : name;
}

/** Calls whose verdict depends on the class that is tested for; `testsAbstractClass` looks at it. */
function isClassTest(name: string): boolean {
  return name === "builtins.isinstance" || name === "builtins.issubclass";
}

function judged(name: string, verdict: CallableVerdict, doubt: Blocker["doubt"]): Blocked | undefined {
  const severity = callableSeverity(verdict.verdict, verdict.ns);
  if (severity === null) return undefined;
  return { name, verdict, severity, doubt: verdict.noRemedy || concernsOutsideWorld(name) ? "low" : doubt };
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

function comparedContainers(module: ModuleFacts, node: Node): BlockedCall | undefined {
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
  return { name: `${type.type}.__eq__`, doubt: type.certain && other.certain ? "none" : "low" };
}

function isEmptyDisplay(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  return (tree.kind[node] === Kind.list || tree.kind[node] === Kind.dictionary) && tree.firstNamed(node) === NONE;
}

/** A function of a C extension: the pair with a C extension of the lab's own says what that costs. */
function extensionBlocked(name: string, doubt: Blocker["doubt"]): Blocked | undefined {
  const pair = pairEvidence("pypy", EXTENSION_PAIR);
  if (pair === undefined) return undefined;
  const verdict: CallableVerdict = {
    verdict: "blocker",
    ns: pair.savedNs,
    argumentDependent: false,
    noRemedy: false,
    source: pair.source,
  };
  return judged(name, verdict, doubt);
}
