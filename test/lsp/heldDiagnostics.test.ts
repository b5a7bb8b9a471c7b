import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Finding, Span } from "../../server/src/findings.js";
import { HeldDiagnostics } from "../../server/src/lsp/heldDiagnostics.js";
import { Client } from "./client.js";
import { PLAIN_CALL } from "./fixtures.js";

/** A finding on a word of a text. */
function findingAt(text: string, word: string, loop?: string): Finding {
  const spanOf = (of: string): Span => ({ start: text.indexOf(of), end: text.indexOf(of) + of.length });
  return {
    rule: "some-rule",
    span: spanOf(word),
    what: "",
    why: "",
    advice: "",
    severity: "warning",
    confidence: "high",
    runtimes: ["pypy"],
    loop: loop === undefined ? null : { span: spanOf(loop) },
    evidence: [],
    related: [],
    fixes: [],
    refusals: [],
  };
}

/** A text under edits, with the findings that an engine would give. */
class Typing {
  readonly held = new HeldDiagnostics();
  constructor(public text: string) {}

  /** Replaces a part of the text. */
  edit(part: string, replacement: string): void {
    const start = this.text.indexOf(part);
    assert.notEqual(start, -1);
    this.held.edit({ start, oldEnd: start + part.length, newText: replacement }, this.text);
    this.text = this.text.replace(part, replacement);
  }

  /** The words that are marked, when the engine finds these words and these errors. */
  shown(found: readonly string[], errors: readonly string[] = []): string[] {
    const findings = found.map((word) => findingAt(this.text, word));
    const syntaxErrors = errors.map((word) => ({
      start: this.text.indexOf(word),
      end: this.text.indexOf(word) + word.length,
    }));
    return this.held
      .present({ findings, syntaxErrors, text: this.text })
      .map(({ span }) => this.text.slice(span.start, span.end));
  }
}

describe("hints while the text is broken", () => {
  it("stay where they are, moved with the edits", () => {
    const typing = new Typing("a = 1\nslow()\nother()\n");
    assert.deepEqual(typing.shown(["slow()", "other()"]), ["slow()", "other()"]);
    typing.edit("a = 1\n", "a = 1\nfoo(\n");
    assert.deepEqual(typing.shown([], ["foo("]), ["slow()", "other()"]);
    typing.edit("foo(", "foo(1 +");
    assert.deepEqual(typing.shown([], ["foo(1 +"]), ["slow()", "other()"]);
    typing.edit("foo(1 +", "foo(1 + 2)");
    assert.deepEqual(typing.shown(["slow()", "other()"]), ["slow()", "other()"]);
  });

  it("stay on lines between which lines are added or removed", () => {
    const typing = new Typing("first()\na = 1\nslow()\n");
    typing.shown(["first()", "slow()"]);
    typing.edit("a = 1\n", "");
    assert.deepEqual(typing.shown([], ["first"]), ["first()", "slow()"]);
    typing.edit("\nslow", "\nfoo(\nslow");
    assert.deepEqual(typing.shown([], ["foo("]), ["first()"], "the edit replaces the word slow");
    typing.edit("first()", "first() ");
    assert.deepEqual(typing.shown([], ["foo("]), []);
  });

  it("go away on lines that are edited", () => {
    const typing = new Typing("slow()\nother()\n");
    typing.shown(["slow()", "other()"]);
    typing.edit("slow()", "slow(");
    assert.deepEqual(typing.shown([], ["slow("]), ["other()"]);
  });

  it("go away when their loop is edited", () => {
    const text = "for row in rows:\n    slow()\n";
    const held = new HeldDiagnostics();
    held.present({ findings: [findingAt(text, "slow()", "for row in rows")], syntaxErrors: [], text });
    held.edit({ start: 12, oldEnd: 15, newText: "" }, text);
    const broken = "for row in s:\n    slow()\n";
    assert.deepEqual(held.present({ findings: [], syntaxErrors: [{ start: 0, end: 1 }], text: broken }), []);
  });

  it("appear on lines that are edited, and nowhere else", () => {
    const typing = new Typing("a = 1\nslow()\nb = 1\n");
    typing.shown(["slow()"]);
    typing.edit("a = 1", "fast(");
    assert.deepEqual(typing.shown(["slow()", "b = 1"], ["fast("]), ["slow()"], "b = 1 is a guess of the parser");
    typing.edit("b = 1", "worse()");
    assert.deepEqual(typing.shown(["slow()", "worse()"], ["fast("]), ["slow()", "worse()"]);
  });

  it("go away when an edit far from the syntax error ends them", () => {
    const typing = new Typing("a = 1\nslow()\nmark\n");
    typing.shown(["slow()"]);
    typing.edit("a = 1", "fast(");
    assert.deepEqual(typing.shown(["slow()"], ["fast("]), ["slow()"]);
    typing.edit("mark", "cold");
    assert.deepEqual(typing.shown([], ["fast("]), []);
  });

  it("are those of the broken text when it has never been whole", () => {
    const typing = new Typing("fast(\nslow()\n");
    assert.deepEqual(typing.shown(["slow()"], ["fast("]), ["slow()"]);
    assert.deepEqual(typing.shown([], ["fast("]), []);
  });

  it("stay while a line is typed key by key", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    const uri = "file:///somewhere/hot.py";
    client.open(uri, PLAIN_CALL);
    const before = (await client.published(uri)).diagnostics;
    assert.equal(before.length, 1);
    const line = '    total = {"a": [(1, "two"';
    let version = 1;
    const type = async (character: number, text: string): Promise<void> => {
      const at = { line: 3, character };
      client.change(uri, ++version, { range: { start: at, end: at }, text });
      const { diagnostics } = await client.published(uri);
      assert.deepEqual(
        diagnostics.map(({ code, range }) => [code, range.start]),
        before.map(({ code }) => [code, { line: 5, character: 8 }]),
        `after ${JSON.stringify(line.slice(0, character + 1))}`,
      );
    };
    // The new line goes above the loop that makes the call hot.
    await type(0, "\n");
    for (const [index, key] of [...line].entries()) await type(index, key);
    await type(line.length, ")]}");
    await client.close();
  });

  it("end where the text is whole again without them", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    const uri = "file:///somewhere/hot.py";
    client.open(uri, PLAIN_CALL);
    await client.published(uri);
    const at = { line: 4, character: 0 };
    client.change(uri, 2, { range: { start: at, end: at }, text: "        x = (\n" });
    assert.equal((await client.published(uri)).diagnostics.length, 1);
    client.change(uri, 3, { text: `# jit: ignore-file\n${PLAIN_CALL}` });
    assert.deepEqual((await client.published(uri)).diagnostics, []);
    await client.close();
  });
});
