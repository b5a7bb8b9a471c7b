/** How hot the functions of a project's modules are through the loops of other modules. */
import type { Place } from "../findings.js";
import { resolveName } from "./resolution.js";
import type { KnownModules, ModuleSummary, SummarisedCall } from "./summary.js";

/** Why a function is hot because of another module. */
export interface OutsideHeat {
  /** How often it runs, as far as is known; `Infinity` for loops of unknown length. */
  readonly rounds: number;
  readonly nested: boolean;
  readonly unbounded: boolean;
  /** `# jit: hot` says so. */
  readonly declared: boolean;
  /** Names say that the loops are short. */
  readonly doubtful: boolean;
  /** The loop that decides, with its 1-based line; null when a comment says hot. */
  readonly loop: { readonly place: Place; readonly line: number } | null;
  /** The calls from the loop's function down to the function, outermost first; the last one calls the function itself. */
  readonly calls: readonly { readonly calledAs: string; readonly place: Place }[];
}

/** By the name of a function in its module's summary. */
export type OutsideHeats = ReadonlyMap<string, OutsideHeat>;

/** Nothing is called from elsewhere. */
export const NO_CALLERS: OutsideHeats = new Map();

/** A module with what its imports lead to. */
export interface ModuleWithImports {
  readonly summary: ModuleSummary;
  readonly imports: KnownModules;
}

/** Through more calls than this, heat says nothing to a reader. */
const LONGEST_CHAIN = 16;

/** How often a function's heat is looked at again, on average, before the search ends. */
const MOST_TURNS = 10;

/** A function of the project. */
interface Callee {
  readonly file: string;
  readonly name: string;
  readonly calledAs: string;
  readonly sources: Source[];
  /** Those that it calls. */
  readonly callees: Set<Callee>;
  heat: OutsideHeat | null;
}

interface Source {
  readonly file: string;
  readonly call: SummarisedCall;
  readonly caller: Callee | null;
}

/**
 * The functions that are called from loops of other modules, by file. What a call adds goes on to the functions that its function calls,
 * until nothing changes.
 */
export function findOutsideHeats(modules: Iterable<ModuleWithImports>): Map<string, OutsideHeats> {
  const functions = functionsOf(modules);
  const open = new Set(functions.values());
  let turns = open.size * MOST_TURNS;
  for (const fn of open) {
    if (turns-- <= 0) break;
    open.delete(fn);
    const heat = hottest(fn, fn.sources);
    if (heat === null || (fn.heat !== null && !isHotter(heat, fn.heat))) continue;
    fn.heat = heat;
    for (const callee of fn.callees) open.add(callee);
  }
  const found = new Map<string, Map<string, OutsideHeat>>();
  for (const fn of functions.values()) {
    const heat = hottest(
      fn,
      fn.sources.filter(({ file }) => file !== fn.file),
    );
    if (heat === null) continue;
    const ofFile = found.get(fn.file) ?? new Map<string, OutsideHeat>();
    ofFile.set(fn.name, heat);
    found.set(fn.file, ofFile);
  }
  return found;
}

function functionsOf(modules: Iterable<ModuleWithImports>): Map<string, Callee> {
  const functions = new Map<string, Callee>();
  const at = (file: string, name: string, calledAs: string): Callee => {
    const key = `${file}\0${name}`;
    let callee = functions.get(key);
    if (callee === undefined) {
      callee = { file, name, calledAs, sources: [], callees: new Set(), heat: null };
      functions.set(key, callee);
    }
    return callee;
  };
  for (const { summary, imports } of modules) {
    for (const call of summary.calls) {
      const target = resolveName(call.callee, imports);
      if (target.kind !== "function" || target.fn.isCold) continue;
      const callee = at(target.module.file, target.fn.name, target.fn.calledAs);
      const by = call.caller === null ? undefined : summary.functions.get(call.caller);
      // A caller that a comment marks as cold makes nothing hot.
      if (call.caller !== null && (by === undefined || by.isCold)) continue;
      const caller = by === undefined ? null : at(summary.file, by.name, by.calledAs);
      callee.sources.push({ file: summary.file, call, caller });
      caller?.callees.add(callee);
    }
  }
  return functions;
}

function hottest(fn: Callee, sources: readonly Source[]): OutsideHeat | null {
  let best: OutsideHeat | null = null;
  for (const { file, call, caller } of sources) {
    const own = call.heat;
    const outer = caller?.heat ?? null;
    const rounds = own.rounds * (outer?.rounds ?? 1);
    if (rounds <= 1 && outer?.declared !== true && !own.declared) continue;
    const before = outer?.calls ?? [];
    const step = { calledAs: fn.calledAs, place: { span: call.span, file } };
    if (before.length >= LONGEST_CHAIN || caller === fn || before.some(({ calledAs }) => calledAs === fn.calledAs))
      continue;
    const loop = own.loop === null ? null : { place: { span: own.loop.span, file }, line: own.loop.line };
    const heat: OutsideHeat = {
      rounds,
      nested: outer?.nested ?? own.nested,
      unbounded: outer?.unbounded ?? own.unbounded,
      declared: outer?.declared ?? own.declared,
      doubtful: own.doubtful || outer?.doubtful === true,
      loop: outer?.loop ?? loop,
      calls: [...before, step],
    };
    if (best === null || isHotter(heat, best)) best = heat;
  }
  return best;
}

function isHotter(heat: OutsideHeat, than: OutsideHeat): boolean {
  return heat.rounds !== than.rounds ? heat.rounds > than.rounds : heat.calls.length < than.calls.length;
}
