/** An ignore comment that suppresses nothing. The engine asks, since only it knows what was suppressed. */

import type { RuntimeId, Span, TextEdit } from "../findings.js";
import type { Ignore, IgnoredRule } from "../semantics/directives.js";
import type { FindingDraft, RuleMeta } from "./rule.js";

export const UNUSED_IGNORE: RuleMeta = {
  name: "unused-ignore",
  summary: "An ignore comment that suppresses nothing",
  problem: "housekeeping",
  stability: "stable",
  since: "0.1.0",
  verdicts: {
    pypy: { speaks: true, because: "Holds on every runtime.", evidence: [] },
    "cpython-3.14": { speaks: true, because: "Holds on every runtime.", evidence: [] },
    "cpython-3.15": { speaks: true, because: "Holds on every runtime.", evidence: [] },
  },
  options: [],
  fixes: [{ title: "Remove what is not used", applicability: "safe" }],
};

/** Which part of an ignore comment suppressed nothing: all of it, or some of the rules that it names. */
export interface UnusedIgnore {
  readonly ignore: Ignore;
  /** Empty when the whole comment is meant. */
  readonly rules: readonly IgnoredRule[];
  /** Names among them that no rule has. */
  readonly unknown: readonly string[];
}

/** The finding for an ignore comment. `text` is the module's text. */
export function unusedIgnoreDraft(unused: UnusedIgnore, text: string, runtimes: readonly RuntimeId[]): FindingDraft {
  const { ignore, rules, unknown } = unused;
  const whole = rules.length === ignore.rules.length;
  const names = rules.map((rule) => rule.name).join(", ");
  const what =
    unknown.length > 0
      ? `No rule is called ${unknown.join(", ")}.`
      : whole
        ? "This ignore comment suppresses nothing."
        : `This comment ignores ${names}, which is not reported here.`;
  return {
    span:
      whole || rules.length === 0
        ? ignore.span
        : { start: rules[0]!.span.start, end: rules[rules.length - 1]!.span.end },
    what,
    why: "",
    advice: whole ? "Remove it." : `Remove ${names} from it.`,
    severity: "information",
    confidence: "high",
    runtimes,
    loop: null,
    evidence: [],
    related: [],
    fixes: [
      {
        title: whole ? "Remove the unused ignore comment" : `Remove ${names} from the ignore comment`,
        applicability: "safe",
        kind: "quickfix",
        preconditions: [],
        effect: "Changes a comment only.",
        slowsDown: [],
        edits: [whole ? removeDirective(ignore.span, text) : keepRules(ignore, rules, text)],
      },
    ],
    refusals: [],
  };
}

/** Removes the directive, and the whole comment, or its line, when nothing else is in it. */
function removeDirective(span: Span, text: string): TextEdit {
  let { start, end } = span;
  const lineEnd = lineEndAfter(text, end);
  if (text.slice(end, lineEnd).trim() !== "") {
    // A reason or another comment follows: it stays, with a `#` of its own.
    const rest = text.slice(end, lineEnd).trimStart();
    return { span: { start, end: lineEnd }, newText: rest.startsWith("#") ? rest : `# ${rest}` };
  }
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  end = lineEnd;
  const lineStart = start === 0 || text[start - 1] === "\n" || text[start - 1] === "\r";
  if (lineStart && end < text.length) end += text.startsWith("\r\n", end) ? 2 : 1;
  return { span: { start, end }, newText: "" };
}

function keepRules(ignore: Ignore, unused: readonly IgnoredRule[], text: string): TextEdit {
  const kept = ignore.rules.filter((rule) => !unused.includes(rule)).map((rule) => rule.name);
  const open = text.indexOf("[", ignore.span.start);
  return { span: { start: open, end: ignore.span.end }, newText: `[${kept.join(", ")}]` };
}

function lineEndAfter(text: string, offset: number): number {
  const match = /[\r\n]/.exec(text.slice(offset));
  return match === null ? text.length : offset + match.index;
}
