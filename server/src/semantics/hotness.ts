/**
 * How hot a node is, and because of which loop: the product of the known rounds around it, callers in this module included, or a loop
 * of unknown length. The model is described for users in docs/hotness.md.
 */
import type { Confidence, RuntimeId } from "../findings.js";
import type { OutsideHeat, OutsideHeats } from "../modules/callers.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import type { TreeChange } from "../syntax/moduleTree.js";
import { NONE, type Node, type Tree } from "../syntax/tree.js";
import type { CallGraph } from "./calls.js";
import type { Directives } from "./directives.js";
import type { Definitions } from "./functions.js";
import { outermostLoops } from "./loopNodes.js";
import type { FunctionInfo } from "./model.js";
import { PartMemo } from "./partMemo.js";
import { partsOf, type Rows } from "./rows.js";
import { SeldomFunctions } from "./shortByName.js";
import type { Loop, Surroundings, SurroundingsFinder } from "./surroundings.js";
import { Memo, Source, type Tracker } from "./tracking.js";
import type { TreeIndex } from "./treeIndex.js";

/** Rounds of one loop before the JIT compiles it: PyPy's `threshold`, CPython's back-edge counter (lab/README.md says where from). */
export const HOT_ROUNDS: Readonly<Record<RuntimeId, number>> = {
  pypy: 1039,
  "cpython-3.14": 4000,
  "cpython-3.15": 4000,
};

/** Why a node is hot, or that it is not. */
export interface Heat {
  /** How often it runs, as far as is known; `Infinity` for loops of unknown length or without end. */
  readonly rounds: number;
  /** The loop that decides; null when a comment on a def says hot, or when nothing loops. */
  readonly loop: Loop | null;
  /** The calls from the loop's function down to the node's, outermost first. */
  readonly chain: readonly HeatStep[];
  /** Two loops or more, of which none is known to be short, lie around it. */
  readonly nested: boolean;
  /** The deciding loop has no end of its own. */
  readonly unbounded: boolean;
  /** `# jit: hot` says so. */
  readonly declared: boolean;
  /** Names say that the loops are short, or that their function waits or runs seldom (shortByName.ts). */
  readonly doubtful: boolean;
}

/** A call of a function of this module. */
export interface HeatStep {
  /** The call; where another module makes it, the definition of the function. */
  readonly call: Node;
  readonly callee: FunctionInfo;
  /** What makes the function hot, where that stands in another module. Only the first step can have this; `Heat.loop` is null then. */
  readonly outside?: OutsideHeat;
}

const COLD: Heat = {
  rounds: 0,
  loop: null,
  chain: [],
  nested: false,
  unbounded: false,
  declared: false,
  doubtful: false,
};
const ONCE: Heat = { ...COLD, rounds: 1 };
const DECLARED: Heat = { ...COLD, rounds: Number.POSITIVE_INFINITY, declared: true };

/** Through more calls than this, heat says nothing to a reader. */
const LONGEST_CHAIN = 32;

/** How often a function's heat is looked at again, on average, before the search ends. */
const MOST_TURNS = 20;

/** A call of a function, as far as its own function tells. */
interface CallSource {
  readonly node: Node;
  /** From the loops around the call. */
  readonly own: Heat;
  /** The function that the call stands in, where its heat adds to that of the loops. */
  readonly caller: FunctionInfo | null;
}

interface CalledFrom {
  readonly callee: FunctionInfo;
  readonly source: CallSource;
}

/** A function while the heat of all is being found. */
interface Callee {
  readonly fn: FunctionInfo;
  readonly sources: CallSource[];
  /** What it calls, as far as that has been looked at. */
  readonly calls: Set<Callee>;
  heat: Heat | undefined;
}

/** What the heat of all functions was found from. */
interface HeatSources {
  readonly inLoops: readonly CalledFrom[];
  /** What hot functions call outside of their loops. */
  readonly inFunctions: ReadonlyMap<FunctionInfo, readonly CalledFrom[]>;
}

/** Answers for the nodes of one module. */
export class Hotness {
  /** The calls of this module's functions in the loops of a part. */
  private readonly inLoops: PartMemo<CalledFrom>;
  /** Those of a function outside of its loops. Only of hot functions anybody asks. */
  private readonly inFunctions: Memo<FunctionInfo, readonly CalledFrom[]>;
  /** The calls at module level that are made for their effect. */
  private readonly topLevelEffects: PartMemo<Node>;
  /** `if __name__ == "__main__"` at module level. */
  private readonly mainGuards: PartMemo<Node>;
  private functionsKnown: ReadonlyMap<FunctionInfo, Heat> | undefined;
  /** What `functionsKnown` was found from. */
  private sourcesKnown: HeatSources = { inLoops: [], inFunctions: new Map() };
  /** A hot function has been taken out since: what it calls now is not known by its old name. */
  private lostSource = false;
  private readonly heatReaders = new Map<FunctionInfo, Source>();
  private scriptAnswer: boolean | undefined;
  private readonly scriptReaders = new Source();
  private readonly seldom: SeldomFunctions;

  constructor(
    private readonly tree: Tree,
    private readonly definitions: Definitions,
    private readonly calls: CallGraph,
    private readonly surroundings: SurroundingsFinder,
    private readonly directives: Directives,
    private readonly index: TreeIndex,
    private readonly tracker: Tracker,
    /** The heat of functions through other modules, by `f` and `C.m`. */
    private readonly outside: OutsideHeats,
  ) {
    this.inLoops = new PartMemo(tracker, partsOf(tree), (rows) => this.findInLoops(rows));
    this.inFunctions = new Memo(tracker, (fn) => this.findInFunction(fn), { home: (fn) => fn.node });
    this.topLevelEffects = new PartMemo(tracker, partsOf(tree), (rows) => this.findTopLevelEffects(rows));
    this.mainGuards = new PartMemo(tracker, partsOf(tree), (rows) => this.findMainGuards(rows));
    this.seldom = new SeldomFunctions(tree, index, calls, tracker);
  }

  /**
   * Looks again after a change, and forgets what depends on answers that are others now.
   *
   * @param sameDeclared comments declare what they declared before
   */
  follow(change: TreeChange, sameDeclared: boolean): void {
    this.inLoops.follow(change);
    this.topLevelEffects.follow(change);
    this.mainGuards.follow(change);
    this.seldom.follow(change);
    if (this.scriptAnswer !== undefined) {
      const before = this.scriptAnswer;
      this.scriptAnswer = this.looksLikeScript();
      if (before !== this.scriptAnswer) this.tracker.drop(this.scriptReaders);
    }
    const before = this.functionsKnown;
    if (before === undefined) return;
    // Most edits leave all calls as hot as they were.
    const isAsBefore = sameDeclared && !this.lostSource && this.outside.size === 0 && this.hasSameSources();
    if (isAsBefore) return;
    const now = this.heatOfFunctions();
    this.functionsKnown = now;
    for (const [fn, source] of this.heatReaders) if (!isSame(before.get(fn), now.get(fn))) this.tracker.drop(source);
  }

  /** Takes rows out, while their functions are still defined. */
  forget(rows: Rows): void {
    for (const fn of this.definitions.knownIn(rows)) {
      if (this.sourcesKnown.inFunctions.has(fn)) this.lostSource = true;
      const source = this.heatReaders.get(fn);
      if (source === undefined) continue;
      this.heatReaders.delete(fn);
      this.tracker.drop(source);
    }
  }

  /** True when other modules call functions of this one in loops. */
  get hasCallersOutside(): boolean {
    return this.outside.size > 0;
  }

  /** How often each call of this module's functions, or of others, runs by the loops around it alone: for the summary. */
  sourceOf(call: Node): { readonly own: Heat; readonly caller: FunctionInfo | null } {
    return this.sourceAt(call);
  }

  /** How hot a node is. */
  of(node: Node): Heat {
    // In broken code a part may be missing.
    if (node === NONE) return COLD;
    const { own, caller } = this.sourceAt(node);
    return caller === null ? own : product(own, this.ofFunction(caller));
  }

  /** How hot a node is through the loops written around it in its own function alone. */
  lexical(node: Node, around = this.surroundings.around(node)): Heat {
    return this.sourceAt(node, around).own;
  }

  /** How hot a call of the function is, over all its calls in this module. */
  ofFunction(fn: FunctionInfo): Heat {
    this.functionsKnown ??= this.tracker.apart(() => this.heatOfFunctions());
    const heat = this.functionsKnown.get(fn) ?? this.declaredOr(fn, ONCE);
    if (this.tracker.isTracking) this.readHeat(fn, heat);
    return heat;
  }

  /** What depends on a function's heat depends on the loop and the calls that it comes from. */
  private readHeat(fn: FunctionInfo, heat: Heat): void {
    let source = this.heatReaders.get(fn);
    if (source === undefined) {
      source = new Source();
      this.heatReaders.set(fn, source);
    }
    this.tracker.read(source);
    if (heat.loop !== null) this.tracker.readAt(heat.loop.node);
    for (const { call } of heat.chain) this.tracker.readAt(call);
  }

  /** `# jit: cold` stands on the function. */
  isDeclaredCold(fn: FunctionInfo): boolean {
    this.tracker.readAt(fn.node);
    return this.declaredAt(fn.node) === "cold";
  }

  /** True when the heat reaches the runtime's threshold. */
  isHot(heat: Heat, runtime: RuntimeId): boolean {
    return heat.rounds >= HOT_ROUNDS[runtime];
  }

  /** The confidence that heat alone gives: low where names tell of few rounds, high for nested and endless loops, medium otherwise. */
  confidence(heat: Heat): Confidence {
    if (heat.doubtful && !heat.declared) return "low";
    return heat.declared || ((heat.nested || heat.unbounded) && heat.chain.length === 0) ? "high" : "medium";
  }

  private sourceAt(node: Node, around = this.surroundings.around(node)): CallSource {
    if (around.owner === NONE) {
      const isDeclared = around.loops.some((loop) => loop.declared === "hot");
      const isCold = around.loops.length > 0 && !isDeclared && !this.modulesLoopsRun(node);
      return { node, own: isCold ? COLD : fromLoops(around), caller: null };
    }
    if (this.declaredAt(around.owner) === "cold") return { node, own: COLD, caller: null };
    const loops = fromLoops(around);
    const own =
      loops.rounds > 1 && !loops.doubtful && this.seldom.has(around.owner) ? { ...loops, doubtful: true } : loops;
    const isDecided = around.detached || own.rounds === Number.POSITIVE_INFINITY || own.rounds === 0;
    return { node, own, caller: isDecided ? null : this.definitions.functionAt(around.owner) };
  }

  private findInLoops(rows: Rows): CalledFrom[] {
    const found: CalledFrom[] = [];
    for (const loop of outermostLoops(this.tree, this.index, rows)) {
      for (const { node, callee } of this.calls.callsWithin(loop)) {
        const source = this.sourceAt(node);
        if (isInLoop(source)) found.push({ callee, source });
      }
    }
    return found;
  }

  private findInFunction(fn: FunctionInfo): CalledFrom[] {
    const found: CalledFrom[] = [];
    for (const { node, callee } of this.calls.callsWithin(fn.node)) {
      const source = this.sourceAt(node);
      if (source.caller === fn && !isInLoop(source)) found.push({ callee, source });
    }
    return found;
  }

  private hasSameSources(): boolean {
    const { inLoops, inFunctions } = this.sourcesKnown;
    if (!areSame(inLoops, this.inLoops.all())) return false;
    for (const [fn, calls] of inFunctions) if (!areSame(calls, this.inFunctions.get(fn))) return false;
    return true;
  }

  /**
   * The heat of the functions of this module that is above that of code which runs once: that of their hottest call. It begins with calls in
   * loops. What a call adds goes on to the functions that its function calls, until nothing changes; what cold functions call is never
   * looked at. A function does not make itself hotter by calling itself.
   */
  private heatOfFunctions(): Map<FunctionInfo, Heat> {
    const inLoops = this.inLoops.all();
    const inFunctions = new Map<FunctionInfo, readonly CalledFrom[]>();
    this.sourcesKnown = { inLoops, inFunctions };
    this.lostSource = false;
    const callees = new Map<FunctionInfo, Callee>();
    const recordOf = (fn: FunctionInfo): Callee => {
      let record = callees.get(fn);
      if (record === undefined) {
        record = { fn, sources: [], calls: new Set(), heat: undefined };
        callees.set(fn, record);
      }
      return record;
    };
    const open = new Set<Callee>();
    const add = ({ callee, source }: CalledFrom): void => {
      const record = recordOf(callee);
      record.sources.push(source);
      if (source.caller === null) open.add(record);
      else recordOf(source.caller).calls.add(record);
    };
    /** Looks at what a hot function calls outside of its loops. */
    const lookInto = (fn: FunctionInfo): void => {
      if (inFunctions.has(fn)) return;
      const calls = this.inFunctions.get(fn);
      inFunctions.set(fn, calls);
      for (const call of calls) add(call);
    };
    for (const call of inLoops) {
      add(call);
      open.add(recordOf(call.callee));
    }
    const fromOutside = this.heatsFromOutside();
    for (const fn of fromOutside.keys()) open.add(recordOf(fn));
    for (const [node, word] of this.directives.declared) {
      if (word !== "hot" || this.tree.kind[node] !== Kind.function_definition) continue;
      open.add(recordOf(this.definitions.functionAt(node)));
    }
    let turns = 0;
    for (const record of open) {
      if (turns++ >= callees.size * MOST_TURNS) break;
      open.delete(record);
      const { fn, heat: before } = record;
      const heat = this.declaredOr(fn, this.hottestOf(record, callees, fromOutside.get(fn) ?? ONCE));
      if (before !== undefined && !isHotter(heat, before)) continue;
      record.heat = heat;
      if (heat.rounds <= 1 && !heat.declared) continue;
      lookInto(fn);
      for (const callee of record.calls) open.add(callee);
    }
    const heats = new Map<FunctionInfo, Heat>();
    for (const { fn, heat } of callees.values()) if (heat !== undefined) heats.set(fn, heat);
    return heats;
  }

  /** The heat of the hottest of the calls of a function, with that call at the end of the chain. */
  private hottestOf({ fn, sources }: Callee, callees: ReadonlyMap<FunctionInfo, Callee>, fromOutside: Heat): Heat {
    let best = fromOutside;
    // Of calls that are equally hot, the first in the text is named.
    sources.sort((a, b) => a.node - b.node);
    for (const { node, own, caller } of sources) {
      const callers = caller === null ? ONCE : (callees.get(caller)?.heat ?? this.declaredOr(caller, ONCE));
      const heat = product(own, callers);
      // Nearly all calls are no hotter than once.
      if (heat.rounds < best.rounds || (heat.rounds <= 1 && heat.rounds === best.rounds && !best.doubtful)) continue;
      if (heat.chain.length >= LONGEST_CHAIN || heat.chain.some((step) => step.callee === fn)) continue;
      const longer = { ...heat, chain: [...heat.chain, { call: node, callee: fn }] };
      if (isHotter(longer, best)) best = longer;
    }
    return best;
  }

  private heatsFromOutside(): Map<FunctionInfo, Heat> {
    const heats = new Map<FunctionInfo, Heat>();
    for (const [name, outside] of this.outside) {
      const fn = this.definitions.named(name);
      if (fn === undefined) continue;
      const { rounds, nested, unbounded, declared, doubtful } = outside;
      heats.set(fn, {
        ...{ rounds, nested, unbounded, declared, doubtful, loop: null },
        chain: [{ call: fn.node, callee: fn, outside }],
      });
    }
    return heats;
  }

  private declaredOr(fn: FunctionInfo, heat: Heat): Heat {
    const declared = this.declaredAt(fn.node);
    if (declared === undefined) return heat;
    return declared === "cold" ? COLD : DECLARED;
  }

  private declaredAt(definition: Node): "hot" | "cold" | undefined {
    return this.directives.declared.get(definition);
  }

  /**
   * Loops at module level run once, at import, over what is usually a small table. They count in a script: under
   * `if __name__ == "__main__"`, or in a module that is nothing but one.
   */
  private modulesLoopsRun(node: Node): boolean {
    if (this.isUnderMainGuard(node)) return true;
    this.tracker.read(this.scriptReaders);
    this.scriptAnswer ??= this.tracker.apart(() => this.looksLikeScript());
    return this.scriptAnswer;
  }

  private isUnderMainGuard(node: Node): boolean {
    const { tree } = this;
    for (let outer = tree.parent[node]!; outer !== NONE; outer = tree.parent[outer]!) {
      if (tree.kind[outer] === Kind.if_statement && isMainGuard(tree, outer)) return true;
    }
    return false;
  }

  private looksLikeScript(): boolean {
    const { tree } = this;
    if (this.mainGuards.all().length > 0) return false;
    if (tree.textBetween(0, 2) === "#!") return true;
    if (this.index.all(Kind.function_definition).length === 0 && this.index.all(Kind.class_definition).length === 0)
      return true;
    // A module that calls its own functions at top level, for their effect, is run rather than imported.
    return this.topLevelEffects.all().length > 0;
  }

  private findMainGuards({ from, to }: Rows): Node[] {
    const { tree } = this;
    const guards: Node[] = [];
    if (tree.parent[from] !== 0) return guards;
    for (let node = from; node < to; node = tree.next[node]!) {
      if (tree.kind[node] === Kind.if_statement && isMainGuard(tree, node)) guards.push(node);
    }
    return guards;
  }

  private findTopLevelEffects({ from, to }: Rows): Node[] {
    return this.index
      .between(from, to, Kind.call)
      .filter((call) => this.isTopLevelEffect(call) && this.calls.calleeOf(call) !== undefined);
  }

  private isTopLevelEffect(call: Node): boolean {
    const { tree } = this;
    const statement = tree.parent[call]!;
    if (tree.kind[statement] !== Kind.expression_statement) return false;
    let outer = tree.parent[statement]!;
    while (outer !== NONE && (tree.kind[outer] === Kind.block || isLoopStatement(tree.kind[outer]!)))
      outer = tree.parent[outer]!;
    return outer === 0;
  }
}

function isLoopStatement(kind: number): boolean {
  return kind === Kind.for_statement || kind === Kind.while_statement;
}

const MAIN_GUARD = /^\(?\s*(__name__\s*==\s*(['"])__main__\2|(['"])__main__\3\s*==\s*__name__)\s*\)?$/;

function isMainGuard(tree: Tree, statement: Node): boolean {
  const condition = tree.childByField(statement, Field.condition);
  return condition !== NONE && MAIN_GUARD.test(tree.textOf(condition));
}

/** The heat of code in a function, from its own loops and the heat of the function. */
function product(own: Heat, outer: Heat): Heat {
  if (outer.rounds <= 1 && !outer.declared) return own;
  return {
    rounds: own.rounds * outer.rounds,
    loop: outer.loop ?? own.loop,
    chain: outer.chain,
    nested: outer.nested,
    unbounded: outer.unbounded,
    declared: outer.declared,
    doubtful: outer.doubtful,
  };
}

function isSame(a: Heat | undefined, b: Heat | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.rounds === b.rounds &&
    a.loop === b.loop &&
    a.nested === b.nested &&
    a.unbounded === b.unbounded &&
    a.declared === b.declared &&
    a.doubtful === b.doubtful &&
    a.chain.length === b.chain.length &&
    a.chain.every((step, at) => step.call === b.chain[at]!.call && step.callee === b.chain[at]!.callee)
  );
}

/** True for a call that runs more often than its function. */
function isInLoop({ own }: CallSource): boolean {
  return own.rounds > 1 || own.declared;
}

/** True when the calls and all that their heat depends on are those of before. */
function areSame(before: readonly CalledFrom[], now: readonly CalledFrom[]): boolean {
  if (before === now) return true;
  if (before.length !== now.length) return false;
  return before.every((one, at) => {
    const other = now[at]!;
    if (one === other) return true;
    const { source } = one;
    return (
      one.callee === other.callee &&
      source.node === other.source.node &&
      source.caller === other.source.caller &&
      isSame(source.own, other.source.own)
    );
  });
}

function isHotter(heat: Heat, than: Heat): boolean {
  if (heat.rounds !== than.rounds) return heat.rounds > than.rounds;
  if (heat.doubtful !== than.doubtful) return than.doubtful;
  return heat.rounds > 1 && heat.chain.length < than.chain.length;
}

/** The heat of a node from the loops around it. */
function fromLoops(around: Surroundings): Heat {
  let rounds = 1;
  let long = 0;
  let sure = 0;
  let deciding: Loop | null = null;
  for (const loop of around.loops) {
    const own = loop.rounds ?? Number.POSITIVE_INFINITY;
    if (own === 0) return COLD;
    rounds *= own;
    if (own > 1) deciding ??= loop;
    if (own === Number.POSITIVE_INFINITY || own >= HOT_ROUNDS.pypy) {
      long++;
      if (!loop.shortByName) sure++;
      // The innermost long loop decides; a short one inside it does not make anything hot by itself.
      if (long === 1) deciding = loop;
    }
  }
  const unbounded = around.loops.some((loop) => loop.rounds === Number.POSITIVE_INFINITY);
  return {
    rounds,
    loop: deciding,
    chain: [],
    nested: long >= 2,
    unbounded,
    declared: around.loops.some((loop) => loop.declared === "hot"),
    doubtful: long > 0 && sure === 0,
  };
}
