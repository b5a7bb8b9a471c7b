import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CodeAction, Diagnostic } from "vscode-languageserver";
import { RULE_METAS } from "../../server/src/rules/registry.js";
import { readPages, settingsOf } from "../rules/pages.js";
import { Client } from "./client.js";
import { applyTextEdits, GENERATOR, NONE_CHAIN, PLAIN_CALL } from "./fixtures.js";

const URI = "file:///somewhere/hot.py";

const CLAMPS = `def total(rows):
    result = 0
    for a, b, c, d, e, f in rows:
        if a < 0:
            a = 0
        if b < 0:
            b = 0
        if c < 0:
            c = 0
        if d < 0:
            d = 0
        if e < 0:
            e = 0
        if f < 0:
            f = 0
        result += a + b + c + d + e + f
    return result
`;

const FIELDS = `import struct


def total(buffers):
    result = 0
    for data in buffers:
        x = struct.unpack_from("<i", data, 0)[0]
        y = struct.unpack_from("<i", data, 4)[0]
        z = struct.unpack_from("<i", data, 8)[0]
        result += x + y + z
    return result
`;

interface Case {
  readonly text: string;
  /** Of its findings, 0-based. */
  readonly lines: readonly number[];
  /** Whether a fix is offered; null where the page does not say. */
  readonly isFixed: boolean | null;
  readonly settings?: object;
}

/** Texts with their findings, and their fixes. */
const OWN: Record<string, Case> = {
  "opaque-call-in-loop": { text: PLAIN_CALL, lines: [4], isFixed: false },
  "none-check-chain": { text: NONE_CHAIN, lines: [3], isFixed: true },
  "branch-chain": { text: CLAMPS, lines: [3], isFixed: true },
  "generator-in-loop": { text: GENERATOR, lines: [8], isFixed: true },
  "per-field-unpack": { text: FIELDS, lines: [6], isFixed: true },
  "unused-ignore": { text: "x = 1  # jit: ignore[branch-chain]\n", lines: [0], isFixed: true },
};

/** For the other rules, the first example of the page with markers of the rule alone. */
const OF_PAGES = readPages()
  .filter(({ rule }) => !(rule in OWN))
  .flatMap(({ rule, examples }): [string, Case][] => {
    const example = examples.find(
      ({ markers }) => markers.length > 0 && markers.every((marker) => marker.rule === rule),
    );
    if (example === undefined) return [];
    const { runtimes, minimumConfidence, rules } = settingsOf(example, rule);
    const settings = { runtimes, minimumConfidence, rules: { [rule]: rules[rule]!.options } };
    const lines = example.markers.map(({ line }) => line - 1);
    return [[rule, { text: example.code, lines, isFixed: null, settings }]];
  });
const CASES: Readonly<Record<string, Case>> = { ...OWN, ...Object.fromEntries(OF_PAGES) };

describe("every rule through the server", () => {
  it("has a case here", () => assert.deepEqual(Object.keys(CASES).sort(), [...RULE_METAS.keys()].sort()));

  for (const [rule, { text, lines, isFixed, settings }] of Object.entries(CASES)) {
    it(rule, async () => {
      const client = new Client();
      await client.initialize({
        ...(settings === undefined ? {} : { initializationOptions: settings }),
        capabilities: {
          textDocument: {
            publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
            codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
            hover: { contentFormat: ["markdown"] },
          },
        },
      });
      client.open(URI, text);
      const { diagnostics } = await client.published(URI);
      assert.deepEqual(
        diagnostics.map((one) => [one.code, one.range.start.line]),
        lines.map((line) => [rule, line]),
      );
      const [diagnostic] = diagnostics as [Diagnostic, ...Diagnostic[]];
      const hover = (await client.request("textDocument/hover", {
        textDocument: { uri: URI },
        position: diagnostic.range.start,
      })) as { contents: { value: string } };
      assert.ok(hover.contents.value.includes(`**${rule}**`));
      const actions = (await client.request("textDocument/codeAction", {
        textDocument: { uri: URI },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic], only: ["quickfix"] },
      })) as CodeAction[];
      const fix = actions.find(({ title }) => !title.startsWith("Ignore "));
      if (isFixed !== null) assert.equal(fix !== undefined, isFixed, JSON.stringify(actions.map(({ title }) => title)));
      if (fix !== undefined && isFixed !== null) {
        client.change(URI, 2, { text: applyTextEdits(text, fix.edit?.changes?.[URI] ?? []) });
        assert.deepEqual((await client.published(URI)).diagnostics, []);
      }
      await client.close();
    });
  }
});
