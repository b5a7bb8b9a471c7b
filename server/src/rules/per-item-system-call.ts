/** A system call, or a switch of tasks, for each item of a hot loop that would do once for many of them. */
import type { Confidence } from "../findings.js";
import { hasOwnRule, SYSTEM_CALL_PAIRS, SYSTEM_CALLS, type SystemCallKind } from "../runtimes/ownRules.js";
import type { Heat } from "../semantics/hotness.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";
import { Field, Kind } from "../syntax/kinds.generated.js";
import { NONE, type Node } from "../syntax/tree.js";
import type { Rule, RuleContext } from "./rule.js";
import { costOfConstruct, reportConstruct } from "./shared/constructs.js";
import { type HotCall, hotCalls } from "./shared/hotCalls.js";
import { looksLong } from "./shared/looksLong.js";
import { doesLittleElse, isSmallRound } from "./shared/rounds.js";
import { onEveryRuntime } from "./shared/verdicts.js";
import { hotBecause } from "./shared/wording.js";

const PAIRS: readonly string[] = Object.values(SYSTEM_CALL_PAIRS);
const BECAUSE = "The call leaves compiled code and the process, and costs as much as many rounds of a small loop.";

interface Words {
  readonly what: string;
  readonly against: string;
  readonly advice: string;
}

const WORDS: Readonly<Record<SystemCallKind, Words>> = {
  clock: {
    what: "The clock is read in each round.",
    against: "one reading in 256 rounds",
    advice: "Read the clock once for a batch of items.",
  },
  lock: {
    what: "The lock is taken in each round.",
    against: "a lock that is taken once for 256 rounds",
    advice: "Take the lock once for a batch of items.",
  },
  process: {
    what: "The id of the process is asked for in each round.",
    against: "an id that is kept",
    advice: "Ask for it once, outside the loop, unless the loop forks.",
  },
  write: {
    what: "Each round writes to the file descriptor.",
    against: "one write in 256 rounds",
    advice: "Collect what is to be written, and write it in batches.",
  },
  switch: {
    what: "Each round goes through the event loop.",
    against: "one switch of tasks in 256 rounds",
    advice: "Give way to other tasks once for a batch of items.",
  },
};

export const perItemSystemCall: Rule = {
  meta: {
    name: "per-item-system-call",
    summary: "A clock, lock, process id, write or task switch for each item of a hot loop",
    problem: "trace blockers",
    stability: "preview",
    since: "0.1.0",
    verdicts: onEveryRuntime({ speaks: true, because: BECAUSE, evidence: PAIRS }),
    options: [],
    fixes: [],
  },

  check(context: RuleContext, rows: Rows): void {
    const { module } = context;
    const calls = hotCalls(module, rows, SYSTEM_CALLS.keys());
    for (const call of calls) checkCall(context, call, calls);
    for (const node of module.index.between(rows.from, rows.to, Kind.with_statement)) checkWith(context, node);
  },
};

function checkCall(context: RuleContext, call: HotCall, all: readonly HotCall[]): void {
  const { module } = context;
  const kind = SYSTEM_CALLS.get(call.name)!;
  if (kind === "switch" && !isTaskSwitch(module, call.node)) return;
  if (call.conditional || isFarFromLoop(module, call.node, call.heat)) return;
  if (kind === "clock" && (isInWaitingLoop(module, call) || measuresRounds(module, call.node, all))) return;
  report(context, kind, {
    node: call.node,
    end: module.tree.endOf(call.node),
    heat: call.heat,
    confidence: confidenceOf(module, kind, call),
  });
}

/** `with lock:`, for a lock of the module `threading`. */
function checkWith(context: RuleContext, node: Node): void {
  const { module } = context;
  const { tree } = module;
  const heat = module.hotness.of(node);
  if (!context.runtimes.some((runtime) => module.hotness.isHot(heat, runtime)) || isFarFromLoop(module, node, heat))
    return;
  if (module.surroundings.around(node).conditional) return;
  const clause = tree.childOfKind(node, Kind.with_clause);
  if (clause === NONE || tree.childOfKind(node, Kind.kw_async) !== NONE) return;
  for (const item of tree.namedChildren(clause)) {
    const value = tree.childByField(item, Field.value);
    const type = value === NONE ? undefined : module.values.typeOf(value);
    if (type?.type !== "_thread.lock") continue;
    report(context, "lock", {
      node,
      end: tree.endOf(value),
      heat,
      confidence: confidenceOf(module, "lock", { node, certain: type.certain, heat }),
    });
    return;
  }
}

/** `await asyncio.sleep(0)`. */
function isTaskSwitch(module: ModuleFacts, call: Node): boolean {
  const { tree } = module;
  const list = tree.childByField(call, Field.arguments);
  const [delay, ...others] = list === NONE ? [] : tree.namedChildren(list);
  return (
    tree.kind[tree.parent[call]!] === Kind.await &&
    delay !== undefined &&
    others.length === 0 &&
    tree.textOf(delay) === "0"
  );
}

/** A `while` loop that looks at the clock waits for something, or is made to run for a while. */
function isInWaitingLoop(module: ModuleFacts, { node, heat }: HotCall): boolean {
  const innermost = module.surroundings.around(node).loops[0] ?? heat.loop;
  return innermost?.kind === "while";
}

/** Two readings in one round measure what is between them. */
function measuresRounds(module: ModuleFacts, node: Node, all: readonly HotCall[]): boolean {
  const place = roundOf(module, node);
  return all.some(
    (other) => other.node !== node && SYSTEM_CALLS.get(other.name) === "clock" && roundOf(module, other.node) === place,
  );
}

/** The innermost loop, or the function. */
function roundOf(module: ModuleFacts, node: Node): Node {
  const { loops, owner } = module.surroundings.around(node);
  return loops[0]?.node ?? owner;
}

/** In a function that does much besides, a call or more away from a loop that may be short. */
function isFarFromLoop(module: ModuleFacts, node: Node, heat: Heat): boolean {
  return heat.chain.length > 0 && !isSmallRound(module, node);
}

/** `lock.wait(deadline - time.monotonic())`: what it is passed to may wait. */
function isPassedOn(module: ModuleFacts, node: Node): boolean {
  const { tree } = module;
  for (let outer = tree.parent[node]!; outer !== NONE && tree.kind[outer] !== Kind.block; outer = tree.parent[outer]!) {
    if (tree.kind[outer] !== Kind.argument_list) continue;
    const callee = module.values.of(tree.childByField(tree.parent[outer]!, Field.function));
    if (callee?.kind !== "external") return true;
  }
  return false;
}

/** Where a round does much besides, or may wait for something, the call hardly matters; nor where nothing says that the loop is long. */
function confidenceOf(
  module: ModuleFacts,
  kind: SystemCallKind,
  call: Pick<HotCall, "node" | "certain" | "heat">,
): Confidence {
  if (kind === "clock" && isPassedOn(module, call.node)) return "low";
  if (!call.certain || call.heat.chain.length > 0 || !isSmallRound(module, call.node)) return "low";
  const isSystemCall = (other: Node): boolean => {
    const callee = module.values.of(module.tree.childByField(other, Field.function));
    return callee?.kind === "external" && hasOwnRule(callee.name);
  };
  if (
    !call.heat.declared &&
    !(looksLong(module, call.node, call.heat) && doesLittleElse(module, call.node, isSystemCall))
  )
    return "low";
  const mayWait = module.surroundings.around(call.node).loops[0]?.kind === "while";
  return mayWait && kind !== "process" ? "low" : module.hotness.confidence(call.heat);
}

interface Found {
  readonly node: Node;
  /** UTF-16 offset. */
  readonly end: number;
  readonly heat: Heat;
  readonly confidence: Confidence;
}

function report(context: RuleContext, kind: SystemCallKind, found: Found): void {
  const { module } = context;
  const cost = costOfConstruct(context, found.heat, () => SYSTEM_CALL_PAIRS[kind]);
  if (cost === null) return;
  const { what, against, advice } = WORDS[kind];
  reportConstruct(context, found.heat, cost, {
    span: { start: module.tree.startOf(found.node), end: found.end },
    what,
    why: `It runs in ${hotBecause(module, found.heat)}; against ${against} it took ${cost.figures}.`,
    advice,
    confidence: found.confidence,
  });
}
