import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Diagnostic } from "vscode-languageserver";
import { POSITION_ENCODINGS, TextPositions } from "../../server/src/lsp/textPositions.js";
import { Client } from "./client.js";
import { PLAIN_CALL, PULL_CLIENT, PUSH_CLIENT, randomNumbers } from "./fixtures.js";

const URI = "file:///somewhere/hot.py";

function startsOf(diagnostics: readonly Diagnostic[]) {
  return diagnostics.map(({ code, range }) => [code, range.start.line, range.start.character]);
}

describe("text synchronisation", () => {
  it("publishes once for edits that arrive together, with the last version", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT });
    client.open(URI, PLAIN_CALL);
    assert.equal((await client.published(URI)).version, 1);
    const at = { line: 0, character: 0 };
    client.sendTogether(
      Array.from({ length: 50 }, (_, index) => ({
        jsonrpc: "2.0",
        method: "textDocument/didChange",
        params: {
          textDocument: { uri: URI, version: index + 2 },
          contentChanges: [{ range: { start: at, end: at }, text: "\n" }],
        },
      })),
    );
    const { version, diagnostics } = await client.published(URI);
    assert.equal(version, 51);
    assert.deepEqual(startsOf(diagnostics), [["opaque-call-in-loop", 54, 8]]);
    await client.close();
  });

  it("publishes after an edit that changes nothing", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT });
    client.open(URI, PLAIN_CALL);
    const first = await client.published(URI);
    const end = { line: 5, character: 0 };
    client.change(URI, 2, { range: { start: end, end }, text: "# a comment\n" });
    const second = await client.published(URI);
    assert.equal(second.version, 2);
    assert.deepEqual(second.diagnostics, first.diagnostics);
    await client.close();
  });

  it("leaves pulls of outdated texts to the client, and answers the last one", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PULL_CLIENT });
    client.open(URI, PLAIN_CALL);
    const at = { line: 0, character: 0 };
    const messages: object[] = [];
    for (let version = 2; version < 12; version++) {
      messages.push(
        {
          jsonrpc: "2.0",
          method: "textDocument/didChange",
          params: {
            textDocument: { uri: URI, version },
            contentChanges: [{ range: { start: at, end: at }, text: "\n" }],
          },
        },
        {
          jsonrpc: "2.0",
          id: `pull ${version}`,
          method: "textDocument/diagnostic",
          params: { textDocument: { uri: URI } },
        },
      );
    }
    client.sendTogether(messages);
    const answers = await Promise.all(
      messages.flatMap((_, index) => (index % 2 ? [client.answerTo(`pull ${index / 2 + 1.5}`)] : [])),
    );
    const last = answers.pop();
    assert.deepEqual(startsOf((last!.result as { items: Diagnostic[] }).items), [["opaque-call-in-loop", 14, 8]]);
    for (const { error } of answers) {
      assert.equal(error?.code, -32802);
      assert.deepEqual(error.data, { retriggerRequest: true });
    }
    await client.close();
  });

  it("applies the changes of one notification one after the other", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT });
    client.open(URI, "");
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    const zero = { line: 0, character: 0 };
    const lines = PLAIN_CALL.split("\n").slice(0, -1);
    const changes = lines.map((text, line) => ({
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      text: `${text}\n`,
    }));
    client.change(URI, 2, ...changes, { range: { start: zero, end: zero }, text: "# first\n" });
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 5, 8]]);
    await client.close();
  });

  it("takes whole texts from clients without incremental sync", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, PLAIN_CALL);
    assert.equal((await client.published(URI)).diagnostics.length, 1);
    client.change(URI, 2, { text: PLAIN_CALL.replace("rows:\n", "rows:\n        # 😀\n") });
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 5, 8]]);
    client.change(URI, 3, { text: "" });
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    await client.close();
  });

  it("counts lines that end with CRLF, and with CR", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, `# one\r# two\r\n${PLAIN_CALL.replaceAll("\n", "\r\n")}`);
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 6, 8]]);
    const start = { line: 4, character: 0 };
    client.change(URI, 2, { range: { start, end: start }, text: "x = 1\r\n" });
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 7, 8]]);
    await client.close();
  });

  it("takes a byte order mark, form feeds and tabs for what they are", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, `\ufeff${PLAIN_CALL.replace("def run", "\fdef run").replaceAll("    ", "\t")}`);
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 4, 2]]);
    await client.close();
  });

  it("takes empty texts and very long lines", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, "");
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    const width = 300_000;
    client.change(URI, 2, { text: PLAIN_CALL.replace("json.dumps", `mark = "${"x".repeat(width)}"; json.dumps`) });
    const column = 8 + 'mark = ""; '.length + width;
    assert.deepEqual(startsOf((await client.published(URI)).diagnostics), [["opaque-call-in-loop", 4, column]]);
    await client.close();
  });

  it("checks untitled and virtual documents, and only Python", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    for (const uri of ["untitled:Untitled-1", "vscode-vfs://github/someone/something/hot.py"]) {
      client.open(uri, PLAIN_CALL);
      assert.equal((await client.published(uri)).diagnostics.length, 1);
    }
    client.open("file:///a.txt", PLAIN_CALL, 1, "plaintext");
    client.open("vscode-notebook-cell:/n.ipynb#1", PLAIN_CALL);
    client.change("file:///a.txt", 2, { text: "x" });
    client.notify("textDocument/didClose", { textDocument: { uri: "file:///a.txt" } });
    await client.close();
  });

  it("takes the diagnostics away when a document is closed, and gives them again under a new name", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, PLAIN_CALL);
    assert.equal((await client.published(URI)).diagnostics.length, 1);
    client.notify("textDocument/didClose", { textDocument: { uri: URI } });
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    const renamed = "file:///somewhere/renamed.py";
    client.open(renamed, PLAIN_CALL);
    assert.equal((await client.published(renamed)).diagnostics.length, 1);
    await client.close();
  });

  it("says nothing about a document that is closed before it could be checked", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    const document = { uri: URI, languageId: "python", version: 1, text: PLAIN_CALL };
    client.sendTogether([
      { jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: document } },
      { jsonrpc: "2.0", method: "textDocument/didClose", params: { textDocument: { uri: URI } } },
    ]);
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    await client.close();
  });

  it("starts anew when a document is opened twice", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, "x = 1\n");
    assert.deepEqual((await client.published(URI)).diagnostics, []);
    client.open(URI, PLAIN_CALL, 7);
    const { version, diagnostics } = await client.published(URI);
    assert.equal(version, 7);
    assert.equal(diagnostics.length, 1);
    await client.close();
  });
});

describe("after any edits", () => {
  for (const encoding of POSITION_ENCODINGS) {
    it(`a document is what a fresh one with its text is (${encoding})`, async () => {
      const client = new Client();
      await client.initialize({ capabilities: { general: { positionEncodings: [encoding] } } });
      const random = randomNumbers(encoding.length + encoding.charCodeAt(5));
      const positions = new TextPositions(PLAIN_CALL, encoding);
      const pieces = ["é", "😀", "→", "\n", "\r\n", "    ", "(", ")", '"', "# ", "x = 1", "'''", PLAIN_CALL];
      client.open(URI, positions.text);
      await client.published(URI);
      let version = 1;
      const edit = async (start: number, end: number, text: string): Promise<Diagnostic[]> => {
        const range = positions.rangeOf({ start, end });
        // What the client means is what it says: an offset inside of a character has no column of its own.
        const span = positions.spanOf(range);
        positions.edit(span.start, span.end, text);
        client.change(URI, ++version, { range, text });
        return (await client.published(URI)).diagnostics;
      };
      for (let round = 0; round < 8; round++) {
        for (let step = 0; step < 12; step++) {
          const start = random(positions.text.length + 1);
          await edit(start, Math.min(positions.text.length, start + random(9)), pieces[random(pieces.length)]!);
        }
        // Whole again, with characters before the finding that each encoding counts in its own way.
        const whole = `s = "${"é😀".repeat(round)}"\n${PLAIN_CALL.replace("rows:\n", 'rows:\n        "😀"\n')}`;
        const edited = await edit(0, positions.text.length, whole);
        assert.equal(positions.text, whole);
        const fresh = `untitled:fresh-${round}`;
        client.open(fresh, whole);
        const { diagnostics } = await client.published(fresh);
        assert.equal(diagnostics.length, 1);
        assert.deepEqual(edited, diagnostics);
      }
      await client.close();
    });
  }
});

describe("texts of every kind", () => {
  const start = { line: 4, character: 8 };
  const cases: Record<string, { text: string; start: { line: number; character: number } }> = {
    "with a byte order mark": { text: `\uFEFF${PLAIN_CALL}`, start },
    "with form feeds": { text: PLAIN_CALL.replace("\n\n", "\n\f\n"), start },
    "with a form feed before an indent": {
      text: PLAIN_CALL.replace("        json", "\f        json"),
      start: { line: 4, character: 9 },
    },
    "with tabs": { text: PLAIN_CALL.replaceAll("    ", "\t"), start: { line: 4, character: 2 } },
    "with separators that are no line breaks": {
      text: PLAIN_CALL.replace("\n\n", "\n# \u2028\u2029\u0085\v\u001c\n"),
      start,
    },
    "with combining characters": {
      text: PLAIN_CALL.replace("json.dumps", 's = "e\u0301👩‍👩‍👧"; json.dumps'),
      start: { line: 4, character: 26 },
    },
    "with identifiers beyond ASCII": { text: PLAIN_CALL.replaceAll(/\brow\b/g, "𝑟𝑜𝑤"), start },
    "with half a surrogate pair": { text: PLAIN_CALL.replace("\n\n", '\nx = "\ud83d"\n'), start },
    "with a very long line": { text: PLAIN_CALL.replace("\n\n", `\nx = [${"1, ".repeat(300_000)}]\n`), start },
    "with a finding far down a line": {
      text: PLAIN_CALL.replace("json.dumps", `s = "${"é".repeat(100_000)}"; json.dumps`),
      start: { line: 4, character: 100_016 },
    },
  };

  it("are checked", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT });
    for (const [name, { text, start: expected }] of Object.entries(cases)) {
      const uri = `untitled:${name}`;
      client.open(uri, text);
      const { diagnostics } = await client.published(uri);
      const found = diagnostics.filter(({ code }) => code === "opaque-call-in-loop");
      assert.deepEqual(
        found.map(({ range }) => range.start),
        [expected],
        name,
      );
    }
    for (const text of ["", "\n", "\uFEFF", "\r", " ", "\f"]) {
      const uri = `untitled:${JSON.stringify(text)}`;
      client.open(uri, text);
      assert.deepEqual((await client.published(uri)).diagnostics, []);
      client.change(uri, 2, { text: PLAIN_CALL });
      assert.equal((await client.published(uri)).diagnostics.length, 1);
      client.change(uri, 3, { text });
      assert.deepEqual((await client.published(uri)).diagnostics, []);
    }
    await client.close();
  });

  it("come under any URI", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT, workspaceFolders: [{ uri: "file:///folder", name: "f" }] });
    for (const uri of [
      "file:///outside/of/every/folder.py",
      "untitled:Untitled-1",
      "vscode-vfs://github/owner/repository/a.py",
      "file://host/share/a.py",
      "file:///c%3A/Users/a%20b/%C3%A9.py",
      "http://example.org/a.py?x=1#y",
      "no scheme at all",
      "file:///%",
    ]) {
      client.open(uri, PLAIN_CALL);
      assert.equal((await client.published(uri)).diagnostics.length, 1, uri);
    }
    client.open("file:///a.rs", "fn main() {}", 1, "rust");
    await client.close();
  });
});

describe("diagnostics", () => {
  it("carry what the client can take", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH_CLIENT });
    client.open(URI, PLAIN_CALL);
    const [diagnostic] = (await client.published(URI)).diagnostics;
    assert.equal(diagnostic?.source, "jit-hints");
    assert.equal(diagnostic.code, "opaque-call-in-loop");
    assert.match(diagnostic.codeDescription?.href ?? "", /^https:.*\/docs\/rules\/opaque-call-in-loop\.md$/);
    assert.deepEqual(diagnostic.data, { confidence: "medium", runtimes: ["pypy"] });
    const [loop] = diagnostic.relatedInformation ?? [];
    assert.equal(loop?.location.uri, URI);
    assert.deepEqual(loop.location.range.start, { line: 3, character: 4 });
    await client.close();
  });

  it("say everything in the message to a client that takes nothing else", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.open(URI, PLAIN_CALL);
    const [diagnostic] = (await client.published(URI)).diagnostics;
    assert.deepEqual(Object.keys(diagnostic!).sort(), ["code", "message", "range", "severity", "source"]);
    assert.match(String(diagnostic!.message), /\n- Line 4: /);
    await client.close();
  });

  it("are answered with unchanged when they are", async () => {
    const client = new Client();
    await client.initialize({
      capabilities: { workspace: { diagnostics: { refreshSupport: true } }, textDocument: { diagnostic: {} } },
    });
    client.open(URI, PLAIN_CALL);
    const first = await client.pull(URI);
    assert.equal(first.kind, "full");
    assert.deepEqual(await client.pull(URI, first.resultId), { kind: "unchanged", resultId: first.resultId });
    const end = { line: 5, character: 0 };
    client.change(URI, 2, { range: { start: end, end }, text: "# nothing new\n" });
    assert.equal((await client.pull(URI, first.resultId)).kind, "unchanged");
    const top = { line: 0, character: 0 };
    client.change(URI, 3, { range: { start: top, end: top }, text: "\n" });
    const moved = await client.pull(URI, first.resultId);
    assert.equal(moved.kind, "full");
    assert.notEqual(moved.resultId, first.resultId);
    const empty = await client.pull("file:///never/opened.py");
    assert.deepEqual(empty.items, []);
    await client.close();
  });
});
