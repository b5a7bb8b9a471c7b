/** The engine as the tests of this folder use it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../server/src/engine.js";
import type { Finding, Fix, TextEdit } from "../../server/src/findings.js";
import type { AnalysisSettings } from "../../server/src/settings.js";
import { PythonParser } from "../../server/src/syntax/parser.js";
import { ROOT } from "./pages.js";

const parser = PythonParser.create(readFileSync(join(ROOT, "grammars", "python.wasm")));

/** An engine with the committed grammar. */
export function createEngine(): Engine {
  return new Engine(parser);
}

/** True when the text is Python without a syntax error. */
export function isValid(text: string): boolean {
  return !parser.parse(text).hasError(0);
}

/** The findings in a text. */
export function findingsIn(engine: Engine, text: string, settings: AnalysisSettings): readonly Finding[] {
  const module = engine.open(text);
  try {
    return module.analyse(settings).findings;
  } finally {
    module.dispose();
  }
}

/** The 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The text after the edits of a fix. */
export function applyFix(text: string, fix: Fix): string {
  return applyEdits(text, fix.edits);
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let position = 0;
  for (const edit of edits) {
    if (edit.span.start < position) throw new Error("edits overlap or are not sorted");
    result += text.slice(position, edit.span.start) + edit.newText;
    position = edit.span.end;
  }
  return result + text.slice(position);
}
