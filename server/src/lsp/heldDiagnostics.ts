/**
 * Which findings to show while a text is being typed. A half-typed line can make the parser lose its way far below, and
 * hints that go and come back with every key are worse than none. So, while a text is broken, the hints of the last whole
 * text stay where they are, moved with the edits, except on the lines that were edited since.
 *
 * This is presentation only: what the engine answers stays what it would say about the same text opened anew.
 */
import type { Finding, Place, Span } from "../findings.js";

/** An edit in offsets of the text before it. */
export interface OffsetEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

/** What the engine said about a text. */
export interface Reading {
  readonly findings: readonly Finding[];
  /** Where the text could not be parsed. */
  readonly syntaxErrors: readonly Span[];
  readonly text: string;
}

interface Held {
  readonly finding: Finding;
  /** It was also found in the broken text, so that its end there is not a matter of the syntax error. */
  readonly seenBroken: boolean;
}

/** The hints of one document. */
export class HeldDiagnostics {
  /** Null until the text has been whole once. */
  #held: readonly Held[] | null = null;
  #edited: readonly Span[] = [];
  #errors: readonly Span[] = [];

  /** Moves everything that is remembered. Call it for each edit, in order. */
  edit(edit: OffsetEdit, textBefore: string): void {
    if (this.#held === null) return;
    const { before, after } = linesOf(edit, textBefore);
    this.#held = this.#held
      .filter(({ finding }) => before === null || !touches(finding, before))
      .map((held) => ({ ...held, finding: moveFinding(held.finding, edit) }));
    this.#errors = this.#errors.map((span) => moveSpan(span, edit));
    const moved = this.#edited.map((span) => moveSpan(span, edit));
    this.#edited = merge(after === null ? moved : [...moved, after]);
  }

  /** The findings to show for the present text, sorted by start. */
  present(reading: Reading): readonly Finding[] {
    const { findings, syntaxErrors } = reading;
    if (syntaxErrors.length === 0) {
      this.#held = findings.map((finding) => ({ finding, seenBroken: false }));
      this.#edited = [];
      this.#errors = [];
      return findings;
    }
    if (this.#held === null) return findings;
    const fresh = new Map(findings.map((finding) => [keyOf(finding), finding]));
    const sameErrors = equalSpans(syntaxErrors, this.#errors);
    const held: Held[] = [];
    for (const one of this.#held) {
      const again = fresh.get(keyOf(one.finding));
      if (again !== undefined) held.push({ finding: again, seenBroken: true });
      // Found in this broken text before the edit and not after it: the edit ended it, not the syntax error.
      else if (!(one.seenBroken && sameErrors)) held.push(one);
    }
    this.#held = held;
    this.#errors = syntaxErrors;
    const shown = new Map(held.map(({ finding }) => [keyOf(finding), finding]));
    const edited = this.#edited.map((span) => wholeLines(span, reading.text));
    for (const [key, finding] of fresh) {
      if (edited.some((span) => overlaps(finding.span, span))) shown.set(key, finding);
    }
    return [...shown.values()].sort((a, b) => a.span.start - b.span.start);
  }
}

function keyOf(finding: Finding): string {
  return `${finding.rule}@${finding.span.start}`;
}

/** True when an edit of these lines can change the finding: they hold its range, its loop or a place that belongs to it. */
function touches(finding: Finding, lines: Span): boolean {
  const places = [finding.loop, ...finding.related.map((related) => related.place)];
  if (overlaps(finding.span, lines)) return true;
  return places.some((place) => place !== null && place.file === undefined && overlaps(place.span, lines));
}

function moveFinding(finding: Finding, edit: OffsetEdit): Finding {
  const movePlace = (place: Place): Place =>
    place.file === undefined ? { ...place, span: moveSpan(place.span, edit) } : place;
  return {
    ...finding,
    span: moveSpan(finding.span, edit),
    loop: finding.loop === null ? null : movePlace(finding.loop),
    related: finding.related.map((related) => ({ ...related, place: movePlace(related.place) })),
    // Rewrites belong to the text that they were made for; they are made again when the text is whole.
    fixes: [],
    refusals: [],
  };
}

/** A span after an edit. What the edit replaced shrinks to its end. */
function moveSpan(span: Span, edit: OffsetEdit): Span {
  const shift = edit.start + edit.newText.length - edit.oldEnd;
  const move = (offset: number, stick: boolean): number => {
    if (offset >= edit.oldEnd && (offset > edit.start || stick)) return offset + shift;
    return Math.min(offset, edit.start);
  };
  const start = move(span.start, true);
  return { start, end: Math.max(start, move(span.end, false)) };
}

/**
 * The lines that an edit changes, before and after it; null for none. A line that is only pushed down by new lines above it, or
 * after which lines are added, is not changed.
 */
function linesOf(edit: OffsetEdit, text: string): { readonly before: Span | null; readonly after: Span | null } {
  const { start, oldEnd, newText } = edit;
  const keepsFirst = endsLine(text, start) && (newText === "" ? endsLine(text, oldEnd) : endsLine(newText, 0));
  const keepsLast =
    startsLine(text, oldEnd) && (newText === "" ? startsLine(text, start) : isLineBreak(newText, newText.length - 1));
  const before = wholeLines({ start, end: oldEnd }, text);
  const newEnd = start + newText.length;
  return {
    before: spanOrNull(keepsFirst ? start + 1 : before.start, keepsLast ? oldEnd - 1 : before.end),
    after: spanOrNull(keepsFirst ? start + 1 : start, keepsLast ? newEnd - 1 : newEnd),
  };
}

function spanOrNull(start: number, end: number): Span | null {
  return start <= end ? { start, end } : null;
}

function wholeLines(span: Span, text: string): Span {
  let start = span.start;
  while (!startsLine(text, start)) start--;
  let end = span.end;
  while (!endsLine(text, end)) end++;
  return { start, end };
}

function startsLine(text: string, offset: number): boolean {
  return offset <= 0 || isLineBreak(text, offset - 1);
}

function endsLine(text: string, offset: number): boolean {
  return offset >= text.length || isLineBreak(text, offset);
}

function isLineBreak(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13;
}

/** Touching counts: an edit at either end of a range belongs to it. */
function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function equalSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return (
    a.length === b.length && a.every((span, index) => span.start === b[index]!.start && span.end === b[index]!.end)
  );
}

/** Sorted, and those that touch made one, so that a day of typing keeps few spans. */
function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}
