/** What the engine offers for a program, and the texts that it makes. */
import { Engine } from "../../../server/src/engine.js";
import type { Fix, Refusal } from "../../../server/src/findings.js";
import { applyEdits } from "../../../server/src/rewrites/text.js";
import type { AnalysisSettings } from "../../../server/src/settings.js";
import { parser } from "../../unit/syntaxSupport.js";

const engine = new Engine(parser);

/** Everything is said, and chains are chains from four checks on: the fixes are under test, not the rules' thresholds. */
const SETTINGS: AnalysisSettings = {
  runtimes: ["pypy", "cpython-3.14", "cpython-3.15"],
  rules: {
    "none-check-chain": { options: { minimumChecks: 4 } },
    "branch-chain": { options: { minimumChecks: 4 } },
  },
  minimumConfidence: "low",
};

/** A fix with the text that it makes. */
export interface Rewritten {
  readonly fix: Fix;
  /** Its title without numbers: what it does. */
  readonly action: string;
  /** The generator whose loops are written out, for that fix alone: those that its loops call may be written out next. */
  readonly generator: string | undefined;
  readonly before: string;
  readonly after: string;
}

/** The offers for a text. */
export interface Offers {
  readonly rewritten: readonly Rewritten[];
  readonly refusals: readonly Refusal[];
}

/** Every fix that the rule offers in the text, as quick-fix and as refactoring. */
export function offersFor(text: string, rule: string): Offers {
  const module = engine.open(text);
  try {
    const fixes: (readonly [fix: Fix, generator?: string | undefined])[] = [];
    const refusals: Refusal[] = [];
    for (const finding of module.analyse(SETTINGS).findings) {
      if (finding.rule !== rule) continue;
      const generator = /^(\w+)\(\) is a generator/.exec(finding.what)?.[1];
      fixes.push(...finding.fixes.map((fix) => [fix, generator] as const));
      refusals.push(...finding.refusals);
    }
    if (rule === "branch-chain") {
      for (const at of someStatements(text)) {
        const offered = module.refactorings(SETTINGS, { start: at, end: at });
        fixes.push(...offered.fixes.map((fix) => [fix] as const));
        refusals.push(...offered.refusals);
      }
    }
    const rewritten = fixes.map(([fix, generator]) => ({
      fix,
      generator,
      action: fix.title.replace(/\d+(\.\d+x?)? ?/g, ""),
      before: text,
      after: applyEdits(text, fix.edits),
    }));
    return { rewritten, refusals };
  } finally {
    module.dispose();
  }
}

/**
 * The same fix once more, where the first has changed the text: undefined where none is offered there, as it must be.
 *
 * @param before what is offered for the text before the first
 */
export function onceMore(rewritten: Rewritten, before: readonly Rewritten[], rule: string): Rewritten | undefined {
  const isSame = ({ action, generator }: Rewritten): boolean =>
    action === rewritten.action && generator === rewritten.generator;
  const again = offersFor(rewritten.after, rule).rewritten.filter(isSame);
  // Other places have offers of their own, as before.
  if (again.length < before.filter(isSame).length) return undefined;
  if (rewritten.generator !== undefined) {
    const loops = new RegExp(`\\bin [\\w.]*\\b${rewritten.generator}\\(`, "g");
    const left = (text: string): number => text.match(loops)?.length ?? 0;
    return left(rewritten.after) < left(rewritten.before) ? undefined : again[0];
  }
  const first = rewritten.fix.edits[0]!.span.start;
  const tail = rewritten.before.length - rewritten.fix.edits[rewritten.fix.edits.length - 1]!.span.end;
  return again.find(({ fix }) =>
    fix.edits.some((edit) => edit.span.start < rewritten.after.length - tail && edit.span.end > first),
  );
}

/** Where some statements start that may be clamps: rewriting every one of them would say the same again and again. */
function someStatements(text: string): number[] {
  return [...text.matchAll(/^[ \t]*(?=if |\w+ = )/gm)]
    .filter((_, position) => position % 4 === 2)
    .map((match) => match.index + match[0].length);
}
