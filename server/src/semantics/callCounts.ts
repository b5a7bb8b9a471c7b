/**
 * How many calls of this module's functions one round of a loop makes for certain, those that the callees make included. Calls in
 * branches, in loops inside the round, and of functions that are not known do not count.
 */
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { FunctionInfo } from "./model.js";
import type { ModuleFacts } from "./module.js";
import { Memo } from "./tracking.js";

/** A call that is written in a round. */
export interface CountedCall {
  readonly node: Node;
  readonly callee: FunctionInfo;
  /** This call and all that it leads to. */
  readonly calls: number;
  /** Of all bodies that it leads to, the most calls that one of them makes itself or by small functions. */
  readonly densest: number;
}

/** What a call of a function adds to a round. */
type Inlined = Pick<CountedCall, "calls" | "densest">;

const NOTHING: Inlined = { calls: 0, densest: 0 };

/** A function that leads to more calls is not small: where a trace gets too long, PyPy may give it one of its own, which costs little. */
const MOST_IN_SMALL = 10;

/** Functions that call functions that call functions: above this, the number says no more. */
const MOST_CALLS = 1_000_000;

/** The counts of a module. */
export function callCountsOf(module: ModuleFacts): CallCounts {
  return module.once(makeCallCounts);
}

function makeCallCounts(module: ModuleFacts): CallCounts {
  return new CallCounts(module);
}

/** Counts calls. Answers for functions are kept. */
export class CallCounts {
  private readonly inlined: Memo<FunctionInfo, Inlined>;

  constructor(private readonly module: ModuleFacts) {
    this.inlined = new Memo(module.tracker, (fn) => this.findInlined(fn), {
      home: (fn) => fn.node,
      // A function that calls itself is not inlined for good.
      whenCyclic: () => NOTHING,
      weight: 1,
    });
  }

  /**
   * The calls that stand in a round of a `for_statement` or `while_statement`, outside of loops in it, in text order. A loop in the round
   * ends one trace and begins another, so of the stretches between such loops it is the one with most calls.
   */
  inRound(loop: Node): CountedCall[] {
    const { surroundings } = this.module;
    const calls = this.counted(loop, (node) => {
      const { loops, conditional, detached } = surroundings.around(node);
      return loops[0]?.node === loop && !conditional && !detached;
    });
    const inner = this.loopsIn(loop).filter((node) => node !== loop);
    const stretches = new Map<number, CountedCall[]>();
    for (const call of calls) {
      const before = inner.filter((node) => node < call.node).length;
      const stretch = stretches.get(before);
      if (stretch === undefined) stretches.set(before, [call]);
      else stretch.push(call);
    }
    let most: CountedCall[] = [];
    for (const stretch of stretches.values()) if (total(stretch) > total(most)) most = stretch;
    return most;
  }

  private loopsIn(outer: Node): Node[] {
    const { index } = this.module;
    return [...index.within(outer, Kind.for_statement), ...index.within(outer, Kind.while_statement)];
  }

  /** The calls that a call of the function makes, where a JIT traces through it: it has no loop, and is no coroutine or generator. */
  private findInlined(fn: FunctionInfo): Inlined {
    const { tree, surroundings, hotness } = this.module;
    const body = tree.childByField(fn.node, Field.body);
    if (body === NONE || fn.isAsync || fn.isGenerator || hotness.isDeclaredCold(fn)) return NOTHING;
    if (this.loopsIn(body).length > 0) return NOTHING;
    const calls = this.counted(body, (node) => {
      const { owner, loops, conditional, detached } = surroundings.around(node);
      return owner === fn.node && loops.length === 0 && !conditional && !detached;
    });
    return { calls: Math.min(MOST_CALLS, total(calls)), densest: densest(calls) };
  }

  private counted(outer: Node, counts: (node: Node) => boolean): CountedCall[] {
    const found: CountedCall[] = [];
    for (const node of this.module.index.within(outer, Kind.call)) {
      const callee = this.module.calls.calleeOf(node);
      if (callee === undefined || !counts(node)) continue;
      const inlined = this.inlined.get(callee);
      found.push({ node, callee, calls: 1 + inlined.calls, densest: inlined.densest });
    }
    return found;
  }
}

/** How many calls these and all that they lead to are. */
export function total(calls: readonly CountedCall[]): number {
  return calls.reduce((sum, call) => sum + call.calls, 0);
}

/** Of the body that makes these calls, and of all bodies that they lead to, the most calls that one makes itself or by small functions. */
export function densest(calls: readonly CountedCall[]): number {
  const own = calls.reduce((sum, call) => sum + (call.calls > 1 + MOST_IN_SMALL ? 1 : call.calls), 0);
  return calls.reduce((most, call) => Math.max(most, call.densest), own);
}
