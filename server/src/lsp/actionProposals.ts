/**
 * What can be done at a selection, worked out from the server's own state: some clients give back a diagnostic's code, message
 * and range only. Lists and resolves are made from the same proposals.
 */
import { CodeActionKind, type Command, type WorkspaceEdit } from "vscode-languageserver";
import type { Finding, Fix, Refusal, Span, TextEdit } from "../findings.js";
import { UNUSED_IGNORE } from "../rules/unused-ignore.js";
import { applicableFix, chooseFixes } from "../workspace/fixing.js";
import { isWanted, NOTEBOOK_FIX_ALL, REFACTOR_REWRITE, SOURCE_FIX_ALL } from "./codeActionKinds.js";
import { FIX_RULE_IN_WORKSPACE, openRulePage } from "./commandNames.js";
import { preconditionsOf } from "./findingCard.js";
import { ignoreEdit } from "./ignoreComment.js";
import { ignoreFileEdit } from "./ignoreFile.js";
import { editsByDocument } from "./openDocument.js";
import { projectRuleOff } from "./projectRuleOff.js";
import type { Session, Subject } from "./session.js";

/** What an action does: it edits the module, or files beside it, or it runs a command of this server. */
export type Effect =
  | { readonly kind: "module"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "workspace"; readonly edit: WorkspaceEdit }
  | { readonly kind: "command"; readonly command: Command };

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
  readonly effect: Effect;
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
export function proposeActions(session: Session, subject: Subject, question: ActionQuestion): readonly Proposal[] {
  const { document, engine, settings } = subject;
  const { only, selection } = question;
  const all = document.moduleFindings(engine, settings.analysis);
  const here = document.findings(engine, settings.analysis).filter((finding) => isMeant(finding, question));
  const proposals: Proposal[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) {
    for (const finding of here) proposals.push(...quickFixes(finding), ...ignoreLine(subject, finding));
    for (const finding of oneForEachRule(here)) proposals.push(...forTheRule(session, subject, finding, all));
  }
  if (isWanted(REFACTOR_REWRITE, only)) {
    const offered = document.module(engine).refactorings(settings.analysis, selection);
    const fixes = [...here.flatMap((finding) => finding.fixes), ...offered.fixes];
    const refusals = [...here.flatMap((finding) => finding.refusals), ...offered.refusals];
    for (const fix of fixes) if (fix.kind === "refactor") proposals.push(...proposeFix(fix, null, false));
    for (const refusal of refusals) if (refusal.kind === "refactor") proposals.push(proposeRefusal(refusal, null));
  }
  // Without `only`, clients show everything at one place; there the action for the whole file is noise where nothing is found.
  const isCell = document.owner.uri !== document.uri;
  const fixAllKind = isCell ? NOTEBOOK_FIX_ALL : SOURCE_FIX_ALL;
  const asksForIt = only?.some((kind) => /^(?:notebook\.)?source(?:\.|$)|^notebook$/.test(kind)) === true;
  if (isWanted(fixAllKind, only) && (asksForIt || here.length > 0)) proposals.push(...fixAll(all, fixAllKind));
  return withoutRepeats(proposals).filter(
    ({ effect }) => effect.kind !== "module" || editsByDocument(document, effect.edits) !== null,
  );
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
      effect: { kind: "module", edits: fix.edits },
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
    effect: { kind: "module", edits: [] },
  });
}

function ignoreLine({ document }: Subject, finding: Finding): Proposal[] {
  if (finding.rule === UNUSED_IGNORE.name) return [];
  const edit = ignoreEdit(document, finding.span.start, finding.rule);
  if (edit === null) return [];
  const title = `Ignore ${finding.rule} on this line`;
  const effect: Effect = { kind: "module", edits: [edit] };
  return [proposal({ title, kind: CodeActionKind.QuickFix, finding, effect })];
}

function oneForEachRule(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding, index) => findings.findIndex(({ rule }) => rule === finding.rule) === index);
}

/** What concerns every finding of a rule, not only the one at the selection. */
function forTheRule(session: Session, subject: Subject, finding: Finding, all: readonly Finding[]): Proposal[] {
  const { rule } = finding;
  const { client } = session;
  const proposals: Proposal[] = [];
  const propose = (title: string, effect: Effect, disabled: string | null = null) =>
    proposals.push(proposal({ title, kind: CodeActionKind.QuickFix, finding, effect, disabled }));
  const fixable = all.filter((one) => one.rule === rule && applicableFix(one, { unsafe: false }) !== null);
  if (fixable.length > 1) {
    propose(`Fix all safe ${rule} hints in this file`, { kind: "module", edits: safeEdits(fixable) });
  }
  if (fixable.length > 0 && client.appliesEdits && session.canSearchWorkspace) {
    const title = `Fix all safe ${rule} hints in the workspace…`;
    const command: Command = { title, command: FIX_RULE_IN_WORKSPACE, arguments: [rule] };
    propose(title, { kind: "command", command });
  }
  if (rule !== UNUSED_IGNORE.name) {
    const edit = ignoreFileEdit(subject.document, rule);
    propose(`Ignore ${rule} in this file`, { kind: "module", edits: [edit] });
  }
  const off = projectRuleOff(session, subject.document, rule);
  if (off !== null && "edit" in off) propose(off.title, { kind: "workspace", edit: off.edit });
  else if (off !== null) propose(off.title, { kind: "module", edits: [] }, off.reason);
  if (client.showsDocuments) {
    const command = openRulePage(rule);
    propose(command.title, { kind: "command", command });
  }
  return proposals;
}

function fixAll(findings: readonly Finding[], kind: string): Proposal[] {
  const edits = safeEdits(findings);
  if (edits.length === 0) return [];
  const title = `Fix all safe JIT hints in this ${kind === NOTEBOOK_FIX_ALL ? "notebook" : "file"}`;
  return [proposal({ title, kind, finding: null, effect: { kind: "module", edits } })];
}

/** The edits of all fixes that can be applied together without asking. */
export function safeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  return chooseFixes(findings, { unsafe: false }).flatMap(({ fix }) => fix.edits);
}

function proposal(
  given: Pick<Proposal, "title" | "kind" | "finding" | "effect"> & Partial<Pick<Proposal, "isPreferred" | "disabled">>,
): Proposal {
  const { title, kind, finding } = given;
  const id = JSON.stringify([kind, title, finding?.rule, finding?.span.start]);
  return { isPreferred: false, disabled: null, ...given, id };
}

/** Two rules or a rule and a refactoring may offer the same rewrite. */
function withoutRepeats(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter((one) => {
    const key = JSON.stringify([one.kind, one.title, one.disabled, one.effect]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
