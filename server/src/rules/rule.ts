/** What a rule declares and what it gets to work with. A rule never reads another rule. */
import type { Applicability, Finding, Fix, Refusal, RuntimeId, Span } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";

/** The part of the talk "Tracing JITs in the real world" that a rule comes from. */
export type Problem =
  | "trace blockers"
  | "data-driven control flow"
  | "generators and async"
  | "allocations"
  | "housekeeping";

/** Whether a rule speaks on a runtime, and the measurement that says so. */
export interface RuntimeVerdict {
  readonly speaks: boolean;
  /** One sentence for users. */
  readonly because: string;
  /** Ids of rows in `lab/results/` (pairs, or `callables` for the whole table). */
  readonly evidence: readonly string[];
}

/** An option that users may set for a rule. */
export interface RuleOption {
  readonly name: string;
  readonly type: "number" | "boolean" | "string";
  readonly default: number | boolean | string;
  /** Smallest value allowed, for numbers. */
  readonly minimum?: number;
  readonly description: string;
}

/** A kind of fix that a rule can offer. */
export interface FixDeclaration {
  readonly title: string;
  readonly applicability: Applicability;
}

/** What users can read about a rule. */
export interface RuleMeta {
  /** Kebab-case, reads as "allow NAME". */
  readonly name: string;
  /** One sentence without full stop. */
  readonly summary: string;
  readonly problem: Problem;
  readonly stability: "stable" | "preview";
  /** The version of this project that introduced the rule. */
  readonly since: string;
  readonly verdicts: Readonly<Record<RuntimeId, RuntimeVerdict>>;
  readonly options: readonly RuleOption[];
  readonly fixes: readonly FixDeclaration[];
}

/** What a rule reports: a finding before the settings have been applied to it. */
export type FindingDraft = Omit<Finding, "rule">;

/** What a rule sees. */
export interface RuleContext {
  readonly module: ModuleFacts;
  /** The selected runtimes on which the rule speaks; never empty. */
  readonly runtimes: readonly RuntimeId[];
  /** All selected runtimes: a fix must say on which of them it slows the code down. */
  readonly selectedRuntimes: readonly RuntimeId[];
  /** Values of the rule's options, defaults filled in. */
  readonly options: Readonly<Record<string, number | boolean | string>>;
  report(draft: FindingDraft): void;
}

/** Rewrites that a user asked for at a place, with or without a finding there. */
export interface Refactorings {
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

/** One rule: metadata, detection, message and fixes. */
export interface Rule {
  readonly meta: RuleMeta;
  check(context: RuleContext): void;
  /** Refactorings for the selected text (UTF-16 offsets), offered also where the rule reports nothing. */
  refactor?(context: Omit<RuleContext, "report">, selection: Span): Refactorings;
}
