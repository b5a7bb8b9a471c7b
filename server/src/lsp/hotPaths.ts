/**
 * `jitHints/hotPaths`: everything that a client's views show about one document, as one list of facts: its hints with their weight, and
 * its hot loops with the reason. Trees, code lenses and decorations are made from this answer and from nothing else.
 */
import type { Range } from "vscode-languageserver";
import type { Applicability, Confidence, Finding, RuntimeId, Severity } from "../findings.js";
import { isHere, type OpenDocument } from "./openDocument.js";
import { guarded, hasDocument } from "./requests.js";
import type { Session, Subject } from "./session.js";

/** The request's method. */
const HOT_PATHS_METHOD = "jitHints/hotPaths";

/** The request's parameters. */
interface HotPathsParams {
  readonly textDocument: { readonly uri: string };
  /** Whether loops are wanted too; they take longer than hints, which are known already. */
  readonly loops?: boolean;
}

/** The answer; null for a document that is not open or not checked. */
interface HotPaths {
  readonly version: number;
  readonly runtimes: readonly RuntimeId[];
  readonly hints: readonly HintFact[];
  readonly loops: readonly LoopFact[];
}

/** One hint. */
interface HintFact {
  readonly rule: string;
  readonly range: Range;
  /** What stands here, why it costs, what to do: a sentence or two each. */
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly runtimes: readonly RuntimeId[];
  /** Header of the loop that makes it hot. */
  readonly loop: Range | null;
  readonly weight: Weight | null;
  /** Fixes that can be applied, best first. */
  readonly fixes: readonly { readonly title: string; readonly applicability: Applicability }[];
  /** Other places that belong to it. */
  readonly related: readonly { readonly message: string; readonly range: Range }[];
}

/** What was measured, on the runtime where it costs most. */
interface Weight {
  readonly runtime: RuntimeId;
  /** Nanoseconds each time beyond the fast form. */
  readonly ns: number | null;
  /** Slow form divided by fast form. */
  readonly ratio: number | null;
}

/** One hot loop. */
interface LoopFact {
  /** Its header. */
  readonly range: Range;
  /** Its header to the end of its body. */
  readonly body: Range;
  /** Why it is hot: one sentence. */
  readonly because: string;
}

/** Answers the request. */
export function registerHotPaths(session: Session): void {
  session.connection.onRequest(
    HOT_PATHS_METHOD,
    guarded(session, HOT_PATHS_METHOD, hasDocument, (params: HotPathsParams) => hotPaths(session, params)),
  );
}

async function hotPaths(session: Session, params: HotPathsParams): Promise<HotPaths | null> {
  const subject = await session.subject(params.textDocument.uri);
  if (subject === null) return null;
  const { document, engine, settings } = subject;
  return {
    version: document.version,
    runtimes: settings.analysis.runtimes,
    hints: document.shownFindings(engine, settings.analysis).map((finding) => hintFact(finding, document)),
    loops: params.loops === true ? loopFacts(subject) : [],
  };
}

function hintFact(finding: Finding, document: OpenDocument): HintFact {
  const { rule, what, why, advice, severity, confidence, runtimes, loop } = finding;
  return {
    ...{ rule, what, why, advice, severity, confidence, runtimes },
    range: document.rangeOf(finding.span),
    loop: loop !== null && isHere(loop, document) ? document.rangeOf(loop.span) : null,
    weight: weightOf(finding),
    fixes: finding.fixes
      .filter((fix) => fix.kind === "quickfix" && fix.applicability !== "suggestion" && fix.edits.length > 0)
      .map(({ title, applicability }) => ({ title, applicability })),
    related: finding.related
      .filter(({ place }) => isHere(place, document))
      .map(({ message, place }) => ({ message, range: document.rangeOf(place.span) })),
  };
}

function weightOf({ evidence, runtimes }: Finding): Weight | null {
  const [heaviest] = evidence
    .filter(({ runtime, ns, ratio }) => runtimes.includes(runtime) && (ns !== null || ratio !== null))
    .sort((a, b) => (b.ns ?? 0) - (a.ns ?? 0) || (b.ratio ?? 0) - (a.ratio ?? 0));
  return heaviest === undefined ? null : { runtime: heaviest.runtime, ns: heaviest.ns, ratio: heaviest.ratio };
}

function loopFacts({ document, engine, settings }: Subject): LoopFact[] {
  return document
    .module(engine)
    .hotLoops(settings.analysis)
    .filter(({ header }) => isHere({ span: header }, document))
    .map(({ header, whole, because }) => ({
      range: document.rangeOf(header),
      body: document.rangeOf(whole),
      because: document.withOwnLines(because),
    }));
}
