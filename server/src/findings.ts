/**
 * What the engine says about a module. Plain data, no protocol types: `lsp/` and `cli/` turn it into their own shapes.
 *
 * All positions are offsets into the module's text in UTF-16 code units (JavaScript string indices), half-open.
 */

/** A tracing JIT that the engine knows. `pypy` stands for PyPy 7.3 and 8.0 together. */
export type RuntimeId = "pypy" | "cpython-3.14" | "cpython-3.15";

/** Every runtime, in the order in which users see them. */
export const RUNTIME_IDS: readonly RuntimeId[] = ["pypy", "cpython-3.14", "cpython-3.15"];

/** The words for a runtime in messages. */
export const RUNTIME_NAMES: Readonly<Record<RuntimeId, string>> = {
  pypy: "PyPy",
  "cpython-3.14": "CPython 3.14 with JIT",
  "cpython-3.15": "CPython 3.15 with JIT",
};

export type Severity = "hint" | "information" | "warning" | "error";

/** From weakest to strongest. */
export const SEVERITIES: readonly Severity[] = ["hint", "information", "warning", "error"];

/** How sure the engine is that the line is hot and the verdict applies. */
export type Confidence = "low" | "medium" | "high";

/** From weakest to strongest. */
export const CONFIDENCES: readonly Confidence[] = ["low", "medium", "high"];

/** A half-open range of text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in this module, or in another file of the workspace when `file` is set (the path as the workspace knows it). */
export interface Place {
  readonly span: Span;
  readonly file?: string;
}

/** A measured figure behind a finding, taken from `lab/results/`. */
export interface Evidence {
  readonly runtime: RuntimeId;
  /** Slow form divided by fast form, or null for a single callable. */
  readonly ratio: number | null;
  /** What the slow form or the call costs per iteration beyond the fast form, in nanoseconds. */
  readonly ns: number | null;
  /** `<interpreter> <version>: <result id>`, for example `PyPy 7.3.11: json.dumps`. */
  readonly source: string;
}

/**
 * `safe`: equal results for every input. `unsafe`: equal under the stated preconditions.
 * `suggestion`: shown, never applied by itself.
 */
export type Applicability = "safe" | "unsafe" | "suggestion";

/** Replaces `span` by `newText`. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** A rewrite that can be applied. */
export interface Fix {
  /** Sentence case, no full stop; names the runtime that it helps. */
  readonly title: string;
  readonly applicability: Applicability;
  /** `quickfix` for forms that pay, `refactor` for forms that a user may want although they do not pay everywhere. */
  readonly kind: "quickfix" | "refactor";
  /** What must hold for equal results; empty for `safe`. */
  readonly preconditions: readonly string[];
  /** What was measured: where it helps, and what it costs on the other runtimes. Plain sentences. */
  readonly effect: string;
  /** Selected runtimes on which the rewrite was measured slower than the original. */
  readonly slowsDown: readonly RuntimeId[];
  /** Sorted, not overlapping. Empty only for a `suggestion`. */
  readonly edits: readonly TextEdit[];
}

/** A rewrite that a user would expect here, and why it is not offered. */
export interface Refusal {
  readonly title: string;
  readonly kind: "quickfix" | "refactor";
  readonly reason: string;
}

/** Another place that belongs to a finding: a further check of a chain, the hot loop, a step of the call chain. */
export interface Related {
  readonly message: string;
  readonly place: Place;
}

/** Checks on data that one iteration passes. */
export interface Checks {
  readonly count: number;
  /** They give up to two to the power of this many paths. */
  readonly doublings: number;
}

/** `up to 256 paths`. */
export function pathsInWords({ doublings }: Checks): string {
  return doublings > 30 ? `up to 2^${Math.round(doublings)} paths` : `up to ${Math.round(2 ** doublings)} paths`;
}

/** One problem, reported once. */
export interface Finding {
  /** The rule's name. */
  readonly rule: string;
  readonly span: Span;
  /** What stands here. One sentence. */
  readonly what: string;
  /** Which loop makes it hot, on which runtime it matters and how much. One or two sentences. */
  readonly why: string;
  /** What to do. One sentence. */
  readonly advice: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The selected runtimes for which the finding is true. */
  readonly runtimes: readonly RuntimeId[];
  /** The header of the loop that makes the line hot, if it is hot through a loop. */
  readonly loop: Place | null;
  readonly evidence: readonly Evidence[];
  readonly related: readonly Related[];
  /** Best first. */
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
  /** What the problem consists of, where it is a chain of checks. */
  readonly checks?: Checks;
}

/** The message of a finding in one text: what, why, what to do. */
export function messageOf(finding: Finding): string {
  return [finding.what, finding.why, finding.advice].filter((part) => part !== "").join(" ");
}
