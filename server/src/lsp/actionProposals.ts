/**
 * What can be done at a selection, worked out from the server's own state: some clients give back a diagnostic's code, message
 * and range only. Lists and resolves are made from the same proposals.
 */
import { CodeActionKind } from "vscode-languageserver";
import type { Finding, Fix, Refusal, Span, TextEdit } from "../findings.js";
import { UNUSED_IGNORE } from "../rules/unused-ignore.js";
import { chooseFixes } from "../workspace/fixing.js";
import { isWanted, REFACTOR_REWRITE, SOURCE_FIX_ALL } from "./codeActionKinds.js";
import { preconditionsOf } from "./findingCard.js";
import { ignoreEdit } from "./ignoreComment.js";
import type { Subject } from "./session.js";

/** An action before it is put into the client's form. */
export interface Proposal {
  /** The same for the same action on the same text. */
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** The finding that it ends. */
  readonly finding: Finding | null;
  readonly isPreferred: boolean;
  /** Why it cannot be applied, for an action that users would expect here. */
  readonly disabled: string | null;
  readonly edits: readonly TextEdit[];
}

/** A finding that the client points at. */
export interface PointedAt {
  readonly rule: string;
  readonly start: number;
}

/** Where and for what actions are wanted. */
export interface ActionQuestion {
  readonly selection: Span;
  /** Kinds, each standing for those below it; undefined for all. */
  readonly only: readonly string[] | undefined;
  readonly pointedAt: readonly PointedAt[];
}

/** Every action for a selection, in the order in which users see them. */
export function proposeActions(subject: Subject, question: ActionQuestion): readonly Proposal[] {
  const { document, engine, settings } = subject;
  const { only, selection } = question;
  const all = document.findings(engine, settings.analysis);
  const here = all.filter((finding) => isMeant(finding, question));
  const proposals: Proposal[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) {
    for (const finding of here) proposals.push(...quickFixes(finding), ...ignoreLine(subject, finding));
  }
  if (isWanted(REFACTOR_REWRITE, only)) {
    const offered = document.module(engine).refactorings(settings.analysis, selection);
    const fixes = [...here.flatMap((finding) => finding.fixes), ...offered.fixes];
    const refusals = [...here.flatMap((finding) => finding.refusals), ...offered.refusals];
    for (const fix of fixes) if (fix.kind === "refactor") proposals.push(...proposeFix(fix, null, false));
    for (const refusal of refusals) if (refusal.kind === "refactor") proposals.push(proposeRefusal(refusal, null));
  }
  // Without `only`, clients show everything at one place; there the action for the whole file is noise where nothing is found.
  const asksForSource = only?.some((kind) => kind === "source" || kind.startsWith("source.")) === true;
  if (isWanted(SOURCE_FIX_ALL, only) && (asksForSource || here.length > 0)) proposals.push(...fixAll(all));
  return withoutRepeats(proposals);
}

/** The finding touches the selection, or the client points at it. */
function isMeant(finding: Finding, { selection, pointedAt }: ActionQuestion): boolean {
  const touches = finding.span.start <= selection.end && selection.start <= finding.span.end;
  return touches || pointedAt.some(({ rule, start }) => rule === finding.rule && start === finding.span.start);
}

function quickFixes(finding: Finding): Proposal[] {
  const fixes = finding.fixes.filter((fix) => fix.kind === "quickfix");
  const preferred = fixes.find((fix) => fix.applicability === "safe" && fix.slowsDown.length === 0);
  const refusals = finding.refusals.filter((refusal) => refusal.kind === "quickfix");
  return [
    ...fixes.flatMap((fix) => proposeFix(fix, finding, fix === preferred)),
    ...refusals.map((refusal) => proposeRefusal(refusal, finding)),
  ];
}

/** Suggestions need a human: they are read in the hover, not applied. */
function proposeFix(fix: Fix, finding: Finding | null, isPreferred: boolean): Proposal[] {
  if (fix.applicability === "suggestion" || fix.edits.length === 0) return [];
  return [
    proposal({
      title: titleOf(fix),
      kind: fix.kind === "quickfix" ? CodeActionKind.QuickFix : REFACTOR_REWRITE,
      finding,
      isPreferred,
      edits: fix.edits,
    }),
  ];
}

/** Menus are as wide as their longest line. The hover has the conditions in full. */
const LONGEST_CONDITIONS = 64;

function titleOf(fix: Fix): string {
  if (fix.applicability === "safe") return fix.title;
  const all = preconditionsOf(fix);
  const conditions =
    all.length <= LONGEST_CONDITIONS ? all : `${all.slice(0, LONGEST_CONDITIONS).replace(/\W*\w*$/, "")} …`;
  return `${fix.title} (unsafe${conditions === "" ? "" : `: ${conditions}`})`;
}

function proposeRefusal(refusal: Refusal, finding: Finding | null): Proposal {
  return proposal({
    title: refusal.title,
    kind: refusal.kind === "quickfix" ? CodeActionKind.QuickFix : REFACTOR_REWRITE,
    finding,
    disabled: refusal.reason,
    edits: [],
  });
}

function ignoreLine({ document }: Subject, finding: Finding): Proposal[] {
  if (finding.rule === UNUSED_IGNORE.name) return [];
  const edit = ignoreEdit(document, finding.span.start, finding.rule);
  if (edit === null) return [];
  const title = `Ignore ${finding.rule} on this line`;
  return [proposal({ title, kind: CodeActionKind.QuickFix, finding, edits: [edit] })];
}

function fixAll(findings: readonly Finding[]): Proposal[] {
  const edits = chooseFixes(findings, { unsafe: false }).flatMap(({ fix }) => fix.edits);
  if (edits.length === 0) return [];
  return [proposal({ title: "Fix all safe JIT hints in this file", kind: SOURCE_FIX_ALL, finding: null, edits })];
}

function proposal(
  given: Pick<Proposal, "title" | "kind" | "finding" | "edits"> & Partial<Pick<Proposal, "isPreferred" | "disabled">>,
): Proposal {
  const { title, kind, finding } = given;
  const id = JSON.stringify([kind, title, finding?.rule, finding?.span.start]);
  return { isPreferred: false, disabled: null, ...given, id };
}

/** Two rules or a rule and a refactoring may offer the same rewrite. */
function withoutRepeats(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter((one) => {
    const key = JSON.stringify([one.kind, one.title, one.disabled, one.edits]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
