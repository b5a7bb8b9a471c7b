/** What a rule declares and what it gets to work with. A rule never reads another rule. */
import type { Applicability, Finding, Fix, Refusal, RuntimeId, Span } from "../findings.js";
import type { ModuleFacts } from "../semantics/module.js";
import type { Rows } from "../semantics/rows.js";

/** The part of the talk "Tracing JITs in the real world" that a rule comes from. */
export type Problem =
  | "trace blockers"
  | "data-driven control flow"
  | "generators and async"
  | "allocations"
  | "warm-up and placement"
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
  /**
   * For `checkModule`: reports what `find` reports for a key, or what it reported for the same object before if nothing has changed that it
   * depends on.
   */
  reportFor(key: object, find: () => void): void;
}

/** Rewrites that a user asked for at a place, with or without a finding there. */
export interface Refactorings {
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

/** What a refactoring sees. */
export type RefactoringContext = Omit<RuleContext, "report" | "reportFor">;

/**
 * One rule: metadata, detection, message and fixes. What it reports is kept until something changes that it asked the facts about. Whatever
 * it reads of the tree elsewhere than around the nodes that it got from the facts, it says so by `ModuleFacts.readEverything`.
 */
export interface Rule {
  readonly meta: RuleMeta;
  /** Reports what is wrong in a part of the module. */
  check?(context: RuleContext, rows: Rows): void;
  /** Reports what can be told only from the parts together. */
  checkModule?(context: RuleContext): void;
  /** Refactorings for the selected text (UTF-16 offsets), offered also where the rule reports nothing. */
  refactor?(context: RefactoringContext, selection: Span): Refactorings;
}
