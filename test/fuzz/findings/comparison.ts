/** Asks a module that has been edited and one that was opened just now the same questions, and says where they differ. */
import { isDeepStrictEqual } from "node:util";
import { type AnalysedModule, Engine } from "../../../server/src/engine.js";
import { RUNTIME_IDS, type Span } from "../../../server/src/findings.js";
import { RULE_METAS } from "../../../server/src/rules/registry.js";
import { type AnalysisSettings, DEFAULT_RUNTIMES } from "../../../server/src/settings.js";
import { PythonParser } from "../../../server/src/syntax/parser.js";
import { WASM } from "../../unit/syntaxSupport.js";

/** Something that the faces of the engine ask about a text. */
export type Question = { readonly settings: AnalysisSettings } & (
  | { readonly ask: "findings" }
  | { readonly ask: "errors" }
  | { readonly ask: "inspection"; readonly offset: number }
  | { readonly ask: "refactorings"; readonly selection: Span }
);

/** Where two answers differ. */
export interface Difference {
  readonly question: Question;
  readonly path: string;
  readonly edited: unknown;
  readonly fresh: unknown;
}

/** Settings that differ in everything on which findings depend. */
export const SETTINGS: readonly AnalysisSettings[] = [
  { runtimes: RUNTIME_IDS, rules: mostEager(), minimumConfidence: "low" },
  { runtimes: DEFAULT_RUNTIMES, rules: {}, minimumConfidence: "medium" },
  { runtimes: ["pypy"], rules: {}, minimumConfidence: "low" },
  {
    runtimes: ["cpython-3.15"],
    rules: { "opaque-call-in-loop": { level: "off", options: {} }, "unused-ignore": { level: "error", options: {} } },
    minimumConfidence: "low",
  },
  {
    runtimes: ["cpython-3.14", "pypy"],
    rules: { ...mostEager(), "unused-ignore": { level: "off", options: {} } },
    minimumConfidence: "high",
  },
];

const editedParser = PythonParser.create(WASM);
const freshParser = PythonParser.create(WASM);
const longLived = new Engine(editedParser);

/** Opens a text that will be edited. */
export function open(text: string): AnalysedModule {
  return longLived.open(text);
}

/**
 * The first of the questions to which the module answers otherwise than one with the same text that has never been edited; null for none. What
 * was asked before must not matter either, so that one is asked in another order, and nothing about other settings.
 */
export function differenceOf(module: AnalysedModule, questions: readonly Question[]): Difference | null {
  const expected = new Map<Question, unknown>();
  for (const settings of new Set(questions.map((question) => question.settings))) {
    const fresh = new Engine(freshParser).open(module.text);
    const asked = questions.filter((question) => question.settings === settings);
    for (const question of asked.sort((a, b) => a.ask.localeCompare(b.ask)))
      expected.set(question, answerOf(fresh, question));
    fresh.dispose();
  }
  for (const question of questions) {
    const answers = [answerOf(module, question), expected.get(question)] as const;
    if (!isDeepStrictEqual(...answers)) return { question, ...firstDifference(...answers, "") };
  }
  return null;
}

/** What a module answers. */
export function answerOf(module: AnalysedModule, question: Question): unknown {
  const { settings } = question;
  switch (question.ask) {
    case "findings":
      return module.analyse(settings).findings;
    case "errors":
      return module.syntaxErrors();
    case "inspection":
      return module.inspect(settings, question.offset);
    case "refactorings":
      return module.refactorings(settings, question.selection);
  }
}

function mostEager(): AnalysisSettings["rules"] {
  return Object.fromEntries(
    [...RULE_METAS.values()].map((meta) => [
      meta.name,
      { options: Object.fromEntries(meta.options.map((option) => [option.name, option.minimum ?? option.default])) },
    ]),
  );
}

function firstDifference(edited: unknown, fresh: unknown, path: string): Omit<Difference, "question"> {
  if (isObject(edited) && isObject(fresh)) {
    const keys = new Set([...Object.keys(edited), ...Object.keys(fresh)]);
    for (const key of keys) {
      if (!isDeepStrictEqual(edited[key], fresh[key]))
        return firstDifference(edited[key], fresh[key], `${path}.${key}`);
    }
  }
  return { path, edited, fresh };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
