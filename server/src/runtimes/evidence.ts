/** What the lab measured, by runtime. The figures come from `lab/results/` through `scripts/generate-runtimes.mjs`. */
import { type RuntimeId, SEVERITIES, type Severity } from "../findings.js";
import cpython314 from "./cpython-3.14/evidence.generated.json" with { type: "json" };
import cpython315 from "./cpython-3.15/evidence.generated.json" with { type: "json" };
import { tableName } from "./extensions.js";
import pypy from "./pypy/evidence.generated.json" with { type: "json" };
import { type CallVerdict, callableSeverity, constructSeverity } from "./severity.js";

/** The slow form of a pair held against its fast form on one runtime. */
export interface PairEvidence {
  /** Slow by fast: above 1 the fast form pays, below 1 it harms. */
  readonly ratio: number;
  /** Nanoseconds per iteration. */
  readonly slowNs: number;
  readonly fastNs: number;
  readonly savedNs: number;
  /** Bridges that the JIT compiled for each form; null where the runtime does not tell. */
  readonly slowBridges: number | null;
  readonly fastBridges: number | null;
  /** `cold`: the figures are of the first run of `iterations` in a fresh process, compilation included; `warm`: of later runs. */
  readonly judged: "cold" | "warm";
  readonly iterations: number;
  /** The ratio of the first run in a fresh process, and that of later runs. */
  readonly coldRatio: number;
  readonly warmRatio: number;
  /** `<interpreter> <version>: <pair id>`. */
  readonly source: string;
}

/** What the JIT of a runtime does with a callable. */
export interface CallableVerdict {
  readonly verdict: CallVerdict;
  /** Cost of one call; null if the interpreter crashed. */
  readonly ns: number | null;
  /**
   * Fewer than three quarters of the measured kinds of arguments would be reported: verdict and ns are those of the worst.
   * Otherwise they are those of the middle one of the reported kinds.
   */
  readonly argumentDependent: boolean;
  /** Nothing can be done at one call site except calling less often. */
  readonly noRemedy: boolean;
  /** `<interpreter> <version>: <row id>`, for example `PyPy 7.3.11: json.dumps`. */
  readonly source: string;
}

interface PairRow {
  readonly judged: "cold" | "warm";
  readonly n: number;
  readonly ratio: number;
  readonly slowNs: number;
  readonly fastNs: number;
  readonly coldRatio: number;
  readonly warmRatio: number;
  readonly slowBridges: number | null;
  readonly fastBridges: number | null;
}

interface CallableRow {
  /** The kind of argument that the row is about. */
  readonly variant?: string;
  readonly verdict: CallVerdict;
  readonly ns: number | null;
  readonly noRemedy?: boolean;
}

/** The results of one interpreter version. */
export interface MeasuredVersion {
  /** `PyPy 7.3.11`. */
  readonly interpreter: string;
  readonly date: string;
  readonly pairs: Readonly<Record<string, PairRow>>;
  readonly callables: Readonly<Record<string, readonly CallableRow[]>>;
}

/** The share of the measured kinds of arguments that must be reported before a name is, whatever its arguments. */
const AGREEMENT = 0.75;

const VERSIONS: Readonly<Record<RuntimeId, readonly MeasuredVersion[]>> = {
  pypy: pypy.versions as unknown as readonly MeasuredVersion[],
  "cpython-3.14": cpython314.versions as unknown as readonly MeasuredVersion[],
  "cpython-3.15": cpython315.versions as unknown as readonly MeasuredVersion[],
};

/** The measured versions behind a runtime, for example `["PyPy 7.3.11", "PyPy 8.0.1"]`. */
export function measuredVersions(runtime: RuntimeId): readonly MeasuredVersion[] {
  return VERSIONS[runtime];
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function loudness(severity: Severity | null): number {
  return severity === null ? -1 : SEVERITIES.indexOf(severity);
}

function least<Item>(items: readonly Item[], ...keys: readonly ((item: Item) => number)[]): Item | undefined {
  let best: Item | undefined;
  for (const item of items) {
    if (best === undefined) {
      best = item;
      continue;
    }
    for (const key of keys) {
      const difference = key(item) - key(best);
      if (difference !== 0) {
        best = difference < 0 ? item : best;
        break;
      }
    }
  }
  return best;
}

function pairOf(version: MeasuredVersion, id: string): PairEvidence | undefined {
  const row = own(version.pairs, id);
  if (row === undefined) {
    return undefined;
  }
  return {
    ratio: row.ratio,
    slowNs: row.slowNs,
    fastNs: row.fastNs,
    savedNs: row.slowNs - row.fastNs,
    slowBridges: row.slowBridges,
    fastBridges: row.fastBridges,
    judged: row.judged,
    iterations: row.n,
    coldRatio: row.coldRatio,
    warmRatio: row.warmRatio,
    source: `${version.interpreter}: ${id}`,
  };
}

/** The evidence of a pair, one entry a measured version. */
export function pairVersions(runtime: RuntimeId, pairId: string): readonly PairEvidence[] {
  return VERSIONS[runtime].map((version) => pairOf(version, pairId)).filter((evidence) => evidence !== undefined);
}

/**
 * The evidence of a pair on a runtime. Where several versions stand behind the runtime, `milder` is the one with the lower
 * severity (for findings), `worse` the one where the fast form pays least or harms most (for fixes).
 */
export function pairEvidence(
  runtime: RuntimeId,
  pairId: string,
  choice: "milder" | "worse" = "milder",
): PairEvidence | undefined {
  const versions = pairVersions(runtime, pairId);
  if (choice === "worse") {
    return least(versions, (evidence) => evidence.ratio);
  }
  return least(
    versions,
    (evidence) => loudness(constructSeverity(evidence.ratio, evidence.savedNs, false)),
    (evidence) => evidence.savedNs,
  );
}

function rowLoudness(row: CallableRow): number {
  return loudness(callableSeverity(row.verdict, row.ns));
}

function rowCost(row: CallableRow): number {
  return row.ns ?? Number.POSITIVE_INFINITY;
}

function verdictOf(version: MeasuredVersion, name: string): CallableVerdict | undefined {
  const key = Object.hasOwn(version.callables, name) ? name : tableName(name);
  const rows = own(version.callables, key) ?? [];
  const sorted = [...rows].sort((a, b) => rowLoudness(a) - rowLoudness(b) || rowCost(a) - rowCost(b));
  const reported = sorted.filter((row) => rowLoudness(row) >= 0);
  const argumentDependent = reported.length > 0 && reported.length < rows.length * AGREEMENT;
  const candidates = reported.length > 0 ? reported : sorted;
  const shown = candidates.at(argumentDependent ? -1 : Math.floor((candidates.length - 1) / 2));
  if (shown === undefined) {
    return undefined;
  }
  return {
    verdict: shown.verdict,
    ns: shown.ns,
    argumentDependent,
    noRemedy: shown.noRemedy ?? false,
    source: `${version.interpreter}: ${key}${shown.variant === undefined ? "" : ` (${shown.variant})`}`,
  };
}

/** The verdict on a callable, one entry a measured version that knows it. */
export function callableVersions(runtime: RuntimeId, qualifiedName: string): readonly CallableVerdict[] {
  return VERSIONS[runtime]
    .map((version) => verdictOf(version, qualifiedName))
    .filter((verdict) => verdict !== undefined);
}

/** The joined verdict on every measured name of a runtime, made when it is first asked for. */
const joined = new Map<RuntimeId, ReadonlyMap<string, CallableVerdict>>();

function joinedVerdicts(runtime: RuntimeId): ReadonlyMap<string, CallableVerdict> {
  const known = joined.get(runtime);
  if (known !== undefined) {
    return known;
  }
  const verdicts = new Map<string, CallableVerdict>();
  for (const name of new Set(VERSIONS[runtime].flatMap((version) => Object.keys(version.callables)))) {
    const milder = least(
      callableVersions(runtime, name),
      (verdict) => loudness(callableSeverity(verdict.verdict, verdict.ns)),
      (verdict) => verdict.ns ?? Number.POSITIVE_INFINITY,
    );
    if (milder !== undefined) {
      verdicts.set(name, milder);
    }
  }
  joined.set(runtime, verdicts);
  return verdicts;
}

/**
 * What the runtime's JIT does with a callable, by its qualified name (`json.dumps`, `re.Pattern.findall`, `list.sort`). Of several
 * versions behind a runtime, the milder one. Undefined for what was not measured, and for every callable on CPython, where no
 * call blocks a trace.
 */
export function callableVerdict(runtime: RuntimeId, qualifiedName: string): CallableVerdict | undefined {
  const verdicts = joinedVerdicts(runtime);
  return verdicts.get(qualifiedName) ?? (verdicts.size > 0 ? verdicts.get(tableName(qualifiedName)) : undefined);
}
