/**
 * What the rules say about one module under one set of settings. What they said about a part is kept as long as nothing changes that it
 * depends on; it moves with the text.
 */
import type { Finding, Place, Severity, Span } from "./findings.js";
import { RULES } from "./rules/registry.js";
import type { FindingDraft, Rule, RuleContext, RuleMeta } from "./rules/rule.js";
import type { ModuleFacts } from "./semantics/module.js";
import { PartMemo } from "./semantics/partMemo.js";
import type { Rows } from "./semantics/rows.js";
import { Memo } from "./semantics/tracking.js";
import type { AnalysisSettings } from "./settings.js";
import type { TreeChange } from "./syntax/moduleTree.js";
import type { Edit } from "./syntax/units.js";
import { isTrusted } from "./trust.js";

/** The level that the settings give a rule; undefined for its own. */
export function levelOf(settings: AnalysisSettings, meta: RuleMeta): "off" | Severity | undefined {
  return settings.rules[meta.name]?.level;
}

/** A draft with the name and severity that the settings give it. */
export function named(meta: RuleMeta, draft: FindingDraft, level: Severity | undefined): Finding {
  return { ...draft, rule: meta.name, severity: level ?? draft.severity };
}

/** Everything of a rule's context but the ways to report. */
export function contextOf(
  rule: Rule,
  module: ModuleFacts,
  settings: AnalysisSettings,
): Omit<RuleContext, "report" | "reportFor"> {
  return {
    module,
    runtimes: runtimesOf(rule, settings),
    selectedRuntimes: settings.runtimes,
    options: optionsOf(rule, settings),
  };
}

function runtimesOf({ meta }: Rule, settings: AnalysisSettings): RuleContext["runtimes"] {
  return settings.runtimes.filter((runtime) => meta.verdicts[runtime].speaks);
}

function optionsOf({ meta }: Rule, settings: AnalysisSettings): RuleContext["options"] {
  const options: Record<string, number | boolean | string> = {};
  for (const option of meta.options)
    options[option.name] = settings.rules[meta.name]?.options[option.name] ?? option.default;
  return options;
}

/** A rule that is on, with what the settings say of it. */
interface Choice {
  readonly rule: Rule;
  readonly level: Severity | undefined;
  readonly runtimes: RuleContext["runtimes"];
  readonly options: RuleContext["options"];
}

/** Settings do not change, and many modules are checked with the same ones. */
const choices = new WeakMap<AnalysisSettings, readonly Choice[]>();

function choicesOf(settings: AnalysisSettings): readonly Choice[] {
  let known = choices.get(settings);
  if (known === undefined) {
    known = RULES.flatMap((rule) => {
      const level = levelOf(settings, rule.meta);
      const runtimes = runtimesOf(rule, settings);
      return level === "off" || runtimes.length === 0
        ? []
        : [{ rule, level, runtimes, options: optionsOf(rule, settings) }];
    });
    choices.set(settings, known);
  }
  return known;
}

/** What was reported. The finding is replaced when the text moves, never changed: others may hold it. */
interface Report {
  finding: Finding;
  /** The last offset that it names. */
  last: number;
  /** How many of the edits it has gone along with. */
  edits: number;
}

/** After so many edits all findings go along with them, so that these can be forgotten. */
const MOST_EDITS = 200;

/** A rule that is on. */
interface ActiveRule {
  readonly rule: Rule;
  readonly context: RuleContext;
}

/** A rule that is on and looks at the module as a whole. */
interface ModuleRule extends ActiveRule {
  /** Reports by the key that `reportFor` got. */
  readonly byKey: Memo<object, readonly Report[]>;
  /** The keys of the last run, with what to report for them. */
  readonly keys: Map<object, () => void>;
}

/** See the head of this file. */
export class Review {
  /** The rules that look at one part after the other, and those that look at the module. */
  private readonly partRules: ActiveRule[] = [];
  private readonly moduleRules: ModuleRule[] = [];
  private readonly byPart: PartMemo<Report>;
  /** Where reports of what is being found go. */
  private open: Report[] = [];
  /** What happened to the text since all findings were where they belong. Each moves when it is asked for: most are never shown. */
  private edits: Edit[] = [];

  constructor(
    private readonly module: ModuleFacts,
    readonly settings: AnalysisSettings,
  ) {
    for (const choice of choicesOf(settings)) this.activate(choice);
    this.byPart = new PartMemo(module.tracker, module.parts, (rows) => this.reviewPart(rows));
  }

  /** True for a rule that was run. */
  isActive(name: string): boolean {
    return choicesOf(this.settings).some(({ rule }) => rule.meta.name === name);
  }

  /** The findings that are wanted, before ignore comments. */
  findings(isWanted: (finding: Finding) => boolean): Finding[] {
    const found: Finding[] = [];
    const add = (report: Report): void => {
      if (isWanted(report.finding)) found.push(this.upToDate(report));
    };
    this.byPart.all().forEach(add);
    for (const rule of this.moduleRules) this.reviewModule(rule).forEach(add);
    return found;
  }

  /** Goes with a change of the module. The facts have gone with it before. */
  follow(change: TreeChange, edits: readonly Edit[]): void {
    this.byPart.follow(change);
    for (const edit of edits) this.edits.push(edit);
    if (this.edits.length <= MOST_EDITS) return;
    const settle = (report: Report): void => {
      this.upToDate(report);
      report.edits = 0;
    };
    this.byPart.kept().forEach(settle);
    for (const { byKey } of this.moduleRules) for (const reports of byKey.kept()) reports.forEach(settle);
    this.edits = [];
  }

  private upToDate(report: Report): Finding {
    if (report.edits === this.edits.length) return report.finding;
    const edits = this.edits.slice(report.edits);
    report.edits = this.edits.length;
    if (edits.some(({ oldEnd }) => oldEnd <= report.last)) {
      report.finding = moved(report.finding, edits);
      report.last = lastOffset(report.finding);
    }
    return report.finding;
  }

  /** Lets go of the facts. The review must not be used afterwards. */
  dispose(): void {
    this.byPart.dispose();
    for (const { byKey } of this.moduleRules) byKey.clear();
  }

  private activate({ rule, level, runtimes, options }: Choice): void {
    const keys = new Map<object, () => void>();
    const context: RuleContext = {
      module: this.module,
      runtimes,
      selectedRuntimes: this.settings.runtimes,
      options,
      report: (draft) => {
        if (!isTrusted(this.module, draft.span)) return;
        const finding = named(rule.meta, draft, level);
        this.open.push({ finding, last: lastOffset(finding), edits: this.edits.length });
      },
      reportFor: (key, find) => keys.set(key, find),
    };
    if (rule.check !== undefined) this.partRules.push({ rule, context });
    if (rule.checkModule === undefined) return;
    const byKey = new Memo(this.module.tracker, (key: object) => this.collect(keys.get(key)!));
    this.moduleRules.push({ rule, context, byKey, keys });
  }

  private reviewPart(rows: Rows): readonly Report[] {
    return this.collect(() => {
      for (const { rule, context } of this.partRules) rule.check!(context, rows);
    });
  }

  private reviewModule({ rule, context, byKey, keys }: ModuleRule): readonly Report[] {
    keys.clear();
    const own = this.collect(() => rule.checkModule!(context));
    const reports = [...keys.keys()].flatMap((key) => byKey.get(key));
    byKey.retain(keys);
    return [...own, ...reports];
  }

  private collect(find: () => void): readonly Report[] {
    const outer = this.open;
    this.open = [];
    find();
    const reports = this.open;
    this.open = outer;
    return reports;
  }
}

/** The last offset of the module that a finding names. */
function lastOffset({ span, loop, related, fixes }: Finding): number {
  let last = span.end;
  if (loop !== null && loop.file === undefined) last = Math.max(last, loop.span.end);
  for (const { place } of related) if (place.file === undefined) last = Math.max(last, place.span.end);
  for (const { edits } of fixes) for (const edit of edits) last = Math.max(last, edit.span.end);
  return last;
}

/** A finding at the place where its text is after edits elsewhere. */
function moved(finding: Finding, edits: readonly Edit[]): Finding {
  const moveOffset = (offset: number): number => {
    let at = offset;
    for (const { oldEnd, newEnd } of edits) if (at >= oldEnd) at += newEnd - oldEnd;
    return at;
  };
  const moveSpan = ({ start, end }: Span): Span => ({ start: moveOffset(start), end: moveOffset(end) });
  const movePlace = (place: Place): Place => (place.file === undefined ? { span: moveSpan(place.span) } : place);
  return {
    ...finding,
    span: moveSpan(finding.span),
    loop: finding.loop === null ? null : movePlace(finding.loop),
    related: finding.related.map((related) => ({ ...related, place: movePlace(related.place) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: moveSpan(edit.span) })),
    })),
  };
}
