/** The tree of hints as plain data: grouped, filtered, the heaviest first. Knows nothing of the editor. */
import type { DocumentFacts, HintFact, Weight } from "../facts.js";

/** How hints are grouped. */
export const GROUPINGS = ["file", "rule", "loop"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** One document with its facts. */
export interface DocumentHints {
  readonly uri: string;
  /** As the user knows it: the path below the workspace folder. */
  readonly path: string;
  readonly facts: DocumentFacts;
  /** The text of a line, without its indentation. */
  readonly lineText: (line: number) => string;
}

/** A hint in its document. */
export interface Hint {
  readonly uri: string;
  readonly path: string;
  readonly fact: HintFact;
}

/** A row with hints below it. */
export interface Group {
  /** The same for the same group after an edit, so that the tree stays open. */
  readonly id: string;
  readonly kind: Grouping;
  readonly label: string;
  /** Where it stands: a file, or a file and line; empty for a rule. */
  readonly place: string;
  readonly uri: string | null;
  readonly line: number | null;
  readonly hints: readonly Hint[];
  /** Sum of what the hints cost each time, in nanoseconds. */
  readonly ns: number;
}

/** Groups the hints that match the filter. Groups and the hints in them are sorted by what they cost. */
export function groupHints(documents: readonly DocumentHints[], grouping: Grouping, filter: string): Group[] {
  const wanted = filter.trim().toLowerCase();
  const groups = new Map<string, Omit<Group, "hints" | "ns"> & { hints: Hint[] }>();
  for (const document of documents) {
    for (const fact of document.facts.hints) {
      const hint = { uri: document.uri, path: document.path, fact };
      if (!searchText(hint).includes(wanted)) continue;
      const head = headOf(document, fact, grouping);
      const group = groups.get(head.id);
      if (group === undefined) groups.set(head.id, { ...head, hints: [hint] });
      else group.hints.push(hint);
    }
  }
  return [...groups.values()]
    .map((group) => ({ ...group, hints: group.hints.sort(byWeight), ns: sum(group.hints) }))
    .sort((a, b) => b.ns - a.ns || b.hints.length - a.hints.length || compare(a.label, b.label));
}

function headOf(document: DocumentHints, fact: HintFact, grouping: Grouping): Omit<Group, "hints" | "ns"> {
  const { uri, path } = document;
  switch (grouping) {
    case "file":
      return { id: `file ${uri}`, kind: "file", label: fileName(path), place: path, uri, line: null };
    case "rule":
      return { id: `rule ${fact.rule}`, kind: "rule", label: fact.rule, place: "", uri: null, line: null };
    case "loop": {
      const line = (fact.loop ?? fact.range).start.line;
      const label = document.lineText(line).replace(/:\s*(?:#.*)?$/, "");
      return { id: `loop ${uri} ${label}`, kind: "loop", label, place: `${fileName(path)}:${line + 1}`, uri, line };
    }
  }
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What was measured in words, such as `3.1 µs, 15x`; empty without a measurement. */
export function weightInWords(weight: Weight | null): string {
  const ns = weight?.ns == null ? [] : [nanoseconds(weight.ns)];
  const ratio =
    weight?.ratio == null ? [] : [`${weight.ratio < 10 ? weight.ratio.toFixed(1) : Math.round(weight.ratio)}x`];
  return [...ns, ...ratio].join(", ");
}

/** A time in words: two significant digits. */
export function nanoseconds(ns: number): string {
  const rounded = Number(ns.toPrecision(2));
  return rounded >= 1000 ? `${Number((rounded / 1000).toPrecision(2))} µs` : `${rounded} ns`;
}

function searchText({ path, fact }: Hint): string {
  return `${path} ${fact.rule} ${fact.what} ${fact.runtimes.join(" ")} ${fact.severity}`.toLowerCase();
}

function byWeight(a: Hint, b: Hint): number {
  return (
    (b.fact.weight?.ns ?? 0) - (a.fact.weight?.ns ?? 0) ||
    compare(a.path, b.path) ||
    a.fact.range.start.line - b.fact.range.start.line
  );
}

function sum(hints: readonly Hint[]): number {
  return hints.reduce((total, { fact }) => total + (fact.weight?.ns ?? 0), 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
