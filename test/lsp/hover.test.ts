import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Hover, MarkupContent } from "vscode-languageserver";
import { Client } from "./client.js";
import { NONE_CHAIN, OPAQUE_CALL, OPAQUE_CALL_RANGE, PLAIN_CALL } from "./fixtures.js";

const URI = "file:///somewhere/hot.py";

async function opened(text: string, contentFormat: ("markdown" | "plaintext")[] = ["markdown"]): Promise<Client> {
  const client = new Client();
  await client.initialize({ capabilities: { textDocument: { hover: { contentFormat } } } });
  client.open(URI, text);
  await client.published(URI);
  return client;
}

async function hover(client: Client, line: number, character: number): Promise<Hover | null> {
  const params = { textDocument: { uri: URI }, position: { line, character } };
  return (await client.request("textDocument/hover", params)) as Hover | null;
}

function contentsOf(answer: Hover | null): MarkupContent {
  assert.ok(answer !== null, "no hover");
  return answer.contents as MarkupContent;
}

function words(answer: Hover | null): string {
  return contentsOf(answer).value;
}

describe("hover", () => {
  it("shows what a finding is, why, what was measured, and what to do", async () => {
    const client = await opened(NONE_CHAIN);
    const answer = await hover(client, 3, 10);
    assert.equal(contentsOf(answer).kind, "markdown");
    assert.deepEqual(answer?.range?.start, { line: 3, character: 8 });
    const card = words(answer);
    assert.match(card, /^\*\*none-check-chain\*\* \(warning, medium confidence\)/);
    assert.match(card, /7 independent None checks/);
    assert.match(card, /\| Runtime \| Slower by \| Cost each time \| Measured \|\n\| --- .*\n\| PyPy \| [\d.]+x \|/);
    assert.match(card, /\*\*What to do:\*\* /);
    assert.match(card, /\*\*Rewrites\*\*\n\n- Fold .* \(unsafe: .+\)\. .*slower on CPython/);
    // The lines as they are after the fix, without their indentation.
    assert.match(card, /\n\nThe first one gives:\n\n```python\na, b, c, d, e, f, g = \[.*\n(?: .*\n)*\S.*\n```\n\n/);
    assert.match(card, /\[About none-check-chain\]\(https:.*\)$/);
    await client.close();
  });

  it("is plain for a client without Markdown", async () => {
    const client = await opened(NONE_CHAIN, []);
    const answer = await hover(client, 3, 10);
    assert.equal(contentsOf(answer).kind, "plaintext");
    assert.match(words(answer), /\n {4}a, b, c, d, e, f, g = \[/);
    assert.doesNotMatch(words(answer).replace(/^ {4}.*$/gm, ""), /[*|[\]`\\]/);
    assert.match(words(answer), /^none-check-chain \(warning/);
    await client.close();
  });

  it("counts columns as the client does", async () => {
    const client = new Client();
    await client.initialize({ capabilities: { general: { positionEncodings: ["utf-32"] } } });
    client.open(URI, OPAQUE_CALL);
    await client.published(URI);
    const { start, end } = OPAQUE_CALL_RANGE["utf-32"];
    assert.deepEqual((await hover(client, end.line, end.character))?.range, { start, end });
    await client.close();
  });

  it("tells what is known about a loop, and nothing elsewhere", async () => {
    const client = await opened(PLAIN_CALL);
    assert.match(words(await hover(client, 3, 6)), /Loop/);
    assert.equal(await hover(client, 0, 2), null);
    assert.equal(await hover(client, 99, 0), null);
    assert.equal(
      await client.request("textDocument/hover", {
        textDocument: { uri: "file:///no.py" },
        position: { line: 0, character: 0 },
      }),
      null,
    );
    await client.close();
  });

  it("explains the comments that speak to it, in comments only", async () => {
    const text = [
      "import json",
      "def run(rows):",
      "    # jit: hot",
      "    for row in rows:  # jit: cold, they are few",
      "        # jit: ignore[opaque-call-in-loop]",
      "        json.dumps(rows)  # jit: ignore[no-such-rule]",
      '    print("# jit: ignore")',
      "# jit: ignore-file[branch-chain]",
      "x = 1  # jit: ignore",
    ].join("\n");
    const client = await opened(text);
    assert.match(words(await hover(client, 2, 8)), /on the next line counts as hot/);
    assert.match(words(await hover(client, 3, 28)), /on this line counts as cold/);
    assert.match(words(await hover(client, 4, 12)), /^Ignored on the next line:\n\n- \[opaque-call-in-loop\]\(https:/);
    assert.match(words(await hover(client, 5, 40)), /no-such-rule: no rule has this name/);
    assert.match(words(await hover(client, 7, 5)), /^Ignored in this file:/);
    assert.match(words(await hover(client, 8, 12)), /^(Every rule is ignored on this line)/);
    const inString = await hover(client, 6, 14);
    assert.ok(inString === null || !words(inString).includes("gnored"));
    await client.close();
  });
});
