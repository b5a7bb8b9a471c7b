/** Texts with findings, and what clients say about themselves. */
import type { ClientCapabilities, TextEdit } from "vscode-languageserver";
import { TextPositions } from "../../server/src/lsp/textPositions.js";

/** A call that PyPy's JIT cannot enter, in a hot loop, behind characters that every encoding counts in its own way. */
export const OPAQUE_CALL = `import json

def run(rows):
    for row in rows:
        mark = "😀→é"; json.dumps(rows)
`;

/** The range of the call in each encoding. */
export const OPAQUE_CALL_RANGE = {
  "utf-8": { start: { line: 4, character: 28 }, end: { line: 4, character: 44 } },
  "utf-16": { start: { line: 4, character: 23 }, end: { line: 4, character: 39 } },
  "utf-32": { start: { line: 4, character: 22 }, end: { line: 4, character: 38 } },
} as const;

/** The call alone, without tricks. */
export const PLAIN_CALL = `import json

def run(rows):
    for row in rows:
        json.dumps(rows)
`;

/** A chain of None checks whose fix is unsafe. */
export const NONE_CHAIN = `def total(rows):
    result = 0.0
    for a, b, c, d, e, f, g in rows:
        if a is None:
            a = 0.0
        if b is None:
            b = 0.0
        if c is None:
            c = 0.0
        if d is None:
            d = 0.0
        if e is None:
            e = 0.0
        if f is None:
            f = 0.0
        if g is None:
            g = 0.0
        result += a + b + c + d + e + f + g
    return result
`;

/** A generator whose fix is safe. */
export const GENERATOR = `def pairs(n):
    for i in range(n):
        for j in range(n):
            yield i, j


def total(n):
    result = 0
    for i, j in pairs(n):
        result += i * j
    return result
`;

/** A client that takes pushed diagnostics with all their parts. */
export const PUSH_CLIENT: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
  },
};

/** A client that pulls and can be told to pull again. */
export const PULL_CLIENT: ClientCapabilities = {
  workspace: { diagnostics: { refreshSupport: true } },
  textDocument: { diagnostic: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true } },
};

/** A client that takes code actions with all their parts. */
export const ACTION_CLIENT: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "refactor", "source"] } },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
};

/** A text after edits, as a client applies them. */
export function applyTextEdits(
  text: string,
  edits: readonly TextEdit[],
  encoding: "utf-8" | "utf-16" | "utf-32" = "utf-16",
): string {
  const positions = new TextPositions(text, encoding);
  const spans = edits.map(({ range, newText }) => ({ ...positions.spanOf(range), newText }));
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** A small generator with a seed, so that a failure can be repeated. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
