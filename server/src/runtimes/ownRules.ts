/**
 * Callables that have a rule of their own, by qualified name, and the pair of the lab that says what they cost. The rule for opaque calls
 * leaves them out, so that nothing is reported twice.
 */

/** Calls that read and compile text whenever they run. */
export const EVALUATORS: ReadonlyMap<string, string> = new Map([
  ["builtins.eval", "never-compiled-in-loop-eval"],
  ["builtins.exec", "never-compiled-in-loop-exec"],
]);

/** The pair behind all logging calls. */
export const LOGGING_PAIR = "never-compiled-in-loop-logging";

/** Logging calls by the level that they need, as numbers of the module `logging`. */
export const LOGGING_CALLS: ReadonlyMap<string, number> = new Map(
  ["logging.", "logging.Logger."].flatMap((owner): [string, number][] => [
    [`${owner}debug`, 10],
    [`${owner}info`, 20],
    [`${owner}warning`, 30],
    [`${owner}error`, 40],
    [`${owner}critical`, 50],
  ]),
);

/** What a system call in each round is done for. */
export type SystemCallKind = "clock" | "lock" | "process" | "write" | "switch";

/** The pairs by kind. */
export const SYSTEM_CALL_PAIRS: Readonly<Record<SystemCallKind, string>> = {
  clock: "per-item-system-call-clock",
  lock: "per-item-system-call-lock",
  process: "per-item-system-call-pid",
  write: "per-item-system-call-write",
  switch: "per-item-system-call-task-switch",
};

/** Calls that ask the operating system, or the event loop, for something. */
export const SYSTEM_CALLS: ReadonlyMap<string, SystemCallKind> = new Map([
  ["time.time", "clock"],
  ["time.time_ns", "clock"],
  ["time.monotonic", "clock"],
  ["time.monotonic_ns", "clock"],
  ["time.perf_counter", "clock"],
  ["time.perf_counter_ns", "clock"],
  ["_thread.lock.acquire", "lock"],
  ["_thread.lock.__enter__", "lock"],
  ["os.getpid", "process"],
  ["os.write", "write"],
  ["asyncio.sleep", "switch"],
]);

/** Calls that read a format whenever they run, unless the JIT knows it. */
export const STRUCT_CALLS: ReadonlySet<string> = new Set(
  ["pack", "pack_into", "unpack", "unpack_from", "calcsize"].map((name) => `struct.${name}`),
);

/** Calls that go with those above: the other half of the same pair. */
const COMPANIONS: ReadonlySet<string> = new Set(["_thread.lock.release"]);

/** True for a callable that has a rule of its own. */
export function hasOwnRule(qualifiedName: string): boolean {
  return (
    EVALUATORS.has(qualifiedName) ||
    LOGGING_CALLS.has(qualifiedName) ||
    SYSTEM_CALLS.has(qualifiedName) ||
    STRUCT_CALLS.has(qualifiedName) ||
    COMPANIONS.has(qualifiedName)
  );
}
