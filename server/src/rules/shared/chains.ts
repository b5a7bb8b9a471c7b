/** What the two rules about chains of checks share: which checks of a hot loop make a chain, and where the finding stands. */
import type { Checks, Confidence, Place, Related, Span } from "../../findings.js";
import { statementOf } from "../../rewrites/statements.js";
import type { Check, Segment } from "../../semantics/branches.js";
import type { Heat } from "../../semantics/hotness.js";
import type { FunctionInfo } from "../../semantics/model.js";
import type { ModuleFacts } from "../../semantics/module.js";
import { loopConstruct } from "../../semantics/surroundings.js";
import { Field, Kind } from "../../syntax/kinds.generated.js";
import { NONE, type Node } from "../../syntax/tree.js";
import { calledName, relatedToHeat } from "./wording.js";

/** Checks scattered over long functions are mostly rare cases of each; a helper of this size (a clamp, a parser) is its checks. */
const SMALL_HELPER_NODES = 120;

function isSmallHelper(module: ModuleFacts, fn: FunctionInfo): boolean {
  return module.tree.next[fn.node]! - fn.node <= SMALL_HELPER_NODES;
}

/** Through more calls than this it is not sure enough that one iteration passes the checks. */
const SURE_DEPTH = 2;

/** More calls than this in a round, and what they do outweighs the branches. */
const MOST_CALLS = 8;

/** The loop and the functions that the checks stand in call much besides the checks themselves. */
function hasLargeRounds(module: ModuleFacts, chain: Chain): boolean {
  const { loop } = chain.heat;
  const on = new Set<Node>(chain.heat.chain.map(({ call }) => call));
  const callees = new Set<Node>(chain.heat.chain.map(({ callee }) => callee.node));
  for (const check of chain.checks) {
    for (const { call, callee } of check.path) {
      on.add(call);
      callees.add(callee.node);
    }
  }
  const places = [...callees];
  if (loop !== null) places.push(loopConstruct(module.tree, loop));
  const calls = new Set(places.flatMap((place) => module.index.within(place, Kind.call)));
  return [...calls].filter((call) => !on.has(call)).length > MOST_CALLS;
}

/** A chain of checks that one iteration passes. */
export interface Chain {
  readonly checks: readonly Check[];
  /** The loop, and the calls that all checks have in common. */
  readonly heat: Heat;
}

/** The checks of a segment that count, or none. */
export type Pick = (segment: Segment, minimum: number) => readonly Check[];

/** By what picked their checks. */
type KeptChains = Map<Pick, { readonly minimum: number; readonly chains: readonly Chain[] }>;

/** The chains of a module that were found last. */
class FoundChains {
  /** By the segments that they were looked for in: most edits leave them all as they were. */
  readonly bySegments = new WeakMap<readonly Segment[], KeptChains>();
  readonly bySegment = new WeakMap<Segment, KeptChains>();
}

function makeFoundChains(): FoundChains {
  return new FoundChains();
}

/**
 * The chains of a module, each once: where many loops reach the same checks, the first one stands for all. A chain is the same object as
 * long as its segment is.
 *
 * @param minimum the fewest checks that make a chain
 */
export function findChains(module: ModuleFacts, pick: Pick, minimum: number): readonly Chain[] {
  const known = module.once(makeFoundChains);
  return keptFor(known.bySegments, module.segments, pick, minimum, (segments) =>
    chainsAmong(known, segments, pick, minimum),
  );
}

function chainsAmong(known: FoundChains, segments: readonly Segment[], pick: Pick, minimum: number): Chain[] {
  const chains: Chain[] = [];
  const taken = new Set<Node>();
  const candidates = segments
    .flatMap((segment) => chainsOf(known, segment, pick, minimum))
    // Deeper chains first: a loop around them only adds to what stands in the callee.
    .sort((a, b) => b.heat.chain.length - a.heat.chain.length || b.checks.length - a.checks.length);
  for (const chain of candidates) {
    const nodes = new Set(chain.checks.map((check) => check.node));
    if (taken.has(chain.checks[0]!.node)) continue;
    const shared = [...nodes].filter((node) => taken.has(node)).length;
    if (shared * 2 > nodes.size) continue;
    for (const node of nodes) taken.add(node);
    chains.push(chain);
  }
  return chains;
}

function chainsOf({ bySegment }: FoundChains, segment: Segment, pick: Pick, minimum: number): readonly Chain[] {
  return keptFor(bySegment, segment, pick, minimum, () =>
    chainsIn(pick(segment, minimum), segment.heat, minimum).filter(({ checks }) => checks.length >= minimum),
  );
}

/** The chains that are kept for something, or else found now. */
function keptFor<K extends object>(
  kept: WeakMap<K, KeptChains>,
  key: K,
  pick: Pick,
  minimum: number,
  find: (key: K) => readonly Chain[],
): readonly Chain[] {
  let byPick = kept.get(key);
  if (byPick === undefined) {
    byPick = new Map();
    kept.set(key, byPick);
  }
  let found = byPick.get(pick);
  if (found?.minimum !== minimum) {
    found = { minimum, chains: find(key) };
    byPick.set(pick, found);
  }
  return found.chains;
}

/** Callees whose checks are a chain already stand for themselves; the other checks make one chain together. */
function chainsIn(checks: readonly Check[], heat: Heat, minimum: number): Chain[] {
  const byPath = new Map<string, Check[]>();
  for (const check of checks) {
    const key = check.path.map((step) => step.call).join(",");
    byPath.set(key, [...(byPath.get(key) ?? []), check]);
  }
  const groups = [...byPath.values()];
  const large = groups.filter((group) => group.length >= minimum);
  const rest = groups.filter((group) => group.length < minimum).flat();
  return [...large, rest]
    .filter((group) => group.length > 0)
    .map((group) => ({ checks: group, heat: { ...heat, chain: [...heat.chain, ...commonPath(group)] } }));
}

function commonPath(checks: readonly Check[]): Check["path"] {
  const first = checks[0]!.path;
  let length = first.length;
  for (const check of checks) {
    let same = 0;
    while (same < length && check.path[same]?.call === first[same]!.call) same++;
    length = same;
  }
  return first.slice(0, length);
}

/** From the first to the last check if they stand directly after one another, else the head of the first. */
export function chainSpan(module: ModuleFacts, checks: readonly Check[]): Span {
  const { tree } = module;
  const statements = checks.map((check) => statementOf(tree, check.node));
  const adjacent = statements.every(
    (statement, position) => position === 0 || tree.nextNamed(statements[position - 1]!) === statement,
  );
  const first = checks[0]!;
  if (adjacent && statements.length > 1)
    return { start: tree.startOf(first.node), end: tree.endOf(checks[checks.length - 1]!.node) };
  return checkPlace(module, first).span;
}

/** `if x is None` without its body; a conditional expression as a whole. */
function checkPlace(module: ModuleFacts, check: Check): Place {
  const { tree } = module;
  const kind = tree.kind[check.node];
  const isStatement = kind === Kind.if_statement || kind === Kind.elif_clause;
  const condition = isStatement ? tree.childByField(check.node, Field.condition) : NONE;
  return {
    span: { start: tree.startOf(check.node), end: condition === NONE ? tree.endOf(check.node) : tree.endOf(condition) },
  };
}

/** The other checks, the loop, and the calls on the way. */
export function chainRelated(module: ModuleFacts, chain: Chain): Related[] {
  const related = relatedToHeat(module, chain.heat);
  const shown = new Set<Node>([chain.checks[0]!.node]);
  for (const check of chain.checks.slice(1)) {
    const call = check.path[chain.heat.chain.length === 0 ? 0 : check.path.length - 1];
    if (!shown.has(check.node)) {
      shown.add(check.node);
      related.push({ message: `Check of ${oneLine(check.subject)}`, place: checkPlace(module, check) });
    } else if (call !== undefined && !shown.has(call.call)) {
      shown.add(call.call);
      related.push({
        message: `The same checks again, through ${calledName(call.callee)}`,
        place: module.placeOf(call.call),
      });
    }
  }
  return related;
}

/**
 * A chain that calls lead to is never more than medium: which arguments a call passes decides. Branches that do work of their own are
 * often rare cases, so a chain that needs them is of low confidence.
 */
export function chainConfidence(module: ModuleFacts, chain: Chain, minimum: number): Confidence {
  const common = chain.heat.chain.length;
  const sure = chain.checks.filter((check) => {
    if (!check.choosesValue || check.path.length > SURE_DEPTH) return false;
    const callee = check.path[check.path.length - 1]?.callee;
    return callee === undefined || callee === chain.heat.chain[common - 1]?.callee || isSmallHelper(module, callee);
  });
  if (sure.length < minimum || hasLargeRounds(module, chain)) return "low";
  const confidence = module.hotness.confidence(chain.heat);
  return chain.checks.some((check) => check.path.length > 0) && confidence === "high" ? "medium" : confidence;
}

/** How many checks there are, and paths through them. Independent checks double the paths; early returns of one call add one path each. */
export function countChecks(checks: readonly Check[]): Checks {
  const returns = new Map<string, number>();
  let doublings = 0;
  for (const check of checks) {
    const path = check.path.map((step) => step.call).join(",");
    if (check.returns) returns.set(path, (returns.get(path) ?? 0) + 1);
    else doublings++;
  }
  doublings = [...returns.values()].reduce((sum, count) => sum + Math.log2(count + 1), doublings);
  return { count: checks.length, doublings };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 40);
}
