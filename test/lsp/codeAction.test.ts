import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Range,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { Client, RequestFailed } from "./client.js";
import {
  ACTION_CLIENT,
  applyTextEdits,
  GENERATOR,
  NONE_CHAIN,
  OPAQUE_CALL,
  OPAQUE_CALL_RANGE,
  PLAIN_CALL,
} from "./fixtures.js";

const URI = "file:///somewhere/hot.py";
const LITERALS = { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } };
/** Takes actions with their edits, and no more. */
const SIMPLE_CLIENT: ClientCapabilities = { textDocument: { codeAction: LITERALS } };

function at(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } };
}

async function opened(text: string, capabilities: ClientCapabilities): Promise<Client> {
  const client = new Client();
  await client.initialize({ capabilities });
  client.open(URI, text);
  await client.published(URI);
  return client;
}

async function actionsAt(
  client: Client,
  range: Range,
  context: Partial<CodeActionContext> = {},
): Promise<CodeAction[]> {
  return (await client.request("textDocument/codeAction", {
    textDocument: { uri: URI },
    range,
    context: { diagnostics: [], ...context },
  })) as CodeAction[];
}

function editsOf(edit: WorkspaceEdit | undefined): TextEdit[] {
  const [change] = edit?.documentChanges ?? [];
  if (change !== undefined && "edits" in change) return change.edits as TextEdit[];
  return edit?.changes?.[URI] ?? [];
}

/** Applies an action's edit in the editor and gives the rules that are then found. */
async function rulesAfter(client: Client, text: string, action: CodeAction): Promise<unknown[]> {
  client.change(URI, 2, { text: applyTextEdits(text, editsOf(action.edit)) });
  return (await client.published(URI)).diagnostics.map(({ code }) => code);
}

describe("code actions", () => {
  it("give the fix with its preconditions, and the finding is gone after it", async () => {
    const client = await opened(NONE_CHAIN, SIMPLE_CLIENT);
    const [fix, ignore] = await actionsAt(client, at(3, 10));
    assert.equal(fix?.kind, "quickfix");
    assert.match(fix.title, /PyPy.*\(unsafe: .+\)$/);
    assert.equal(fix.isPreferred, undefined);
    assert.equal(fix.diagnostics?.[0]?.code, "none-check-chain");
    assert.equal(ignore?.title, "Ignore none-check-chain on this line");
    assert.deepEqual(await rulesAfter(client, NONE_CHAIN, fix), []);
    await client.close();
  });

  it("leave the edit for later where the client can ask for it, and name the version", async () => {
    const client = await opened(NONE_CHAIN, ACTION_CLIENT);
    const [fix] = await actionsAt(client, at(3, 10));
    assert.equal(fix?.edit, undefined);
    const resolved = (await client.request("codeAction/resolve", fix)) as CodeAction;
    assert.deepEqual(
      resolved.edit?.documentChanges?.map((change) => "textDocument" in change && change.textDocument),
      [{ uri: URI, version: 1 }],
    );
    assert.deepEqual(await rulesAfter(client, NONE_CHAIN, resolved), []);
    await client.close();
  });

  it("are not resolved for another version, and unknown ones come back as they are", async () => {
    const client = await opened(NONE_CHAIN, ACTION_CLIENT);
    const [fix] = await actionsAt(client, at(3, 10));
    client.change(URI, 2, { range: at(0, 0), text: "\n" });
    await client.published(URI);
    await assert.rejects(
      client.request("codeAction/resolve", fix),
      (error: unknown) => error instanceof RequestFailed && error.code === -32801,
    );
    for (const data of [undefined, null, 3, "x", { uri: URI }, { uri: "file:///no.py", version: 1 }]) {
      const unknown = { title: "Something", ...(data === undefined ? {} : { data }) };
      assert.deepEqual(await client.request("codeAction/resolve", unknown), unknown);
    }
    await client.close();
  });

  it("are dropped when a newer text is waiting behind the request", async () => {
    const client = await opened(NONE_CHAIN, SIMPLE_CLIENT);
    const params = { textDocument: { uri: URI }, range: at(3, 10), context: { diagnostics: [] } };
    client.sendTogether([
      { jsonrpc: "2.0", id: "outdated", method: "textDocument/codeAction", params },
      {
        jsonrpc: "2.0",
        method: "textDocument/didChange",
        params: { textDocument: { uri: URI, version: 2 }, contentChanges: [{ text: "x = 1\n" }] },
      },
    ]);
    assert.equal((await client.answerTo("outdated")).error?.code, -32801);
    assert.equal((await client.published(URI)).version, 2);
    await client.close();
  });

  it("prefer safe fixes, and fix them all", async () => {
    const client = await opened(GENERATOR, {
      textDocument: { codeAction: { ...LITERALS, isPreferredSupport: true } },
    });
    const [fix] = await actionsAt(client, at(8, 6));
    assert.equal(fix?.isPreferred, true);
    assert.doesNotMatch(fix.title, /unsafe/);
    const all = await actionsAt(client, at(0, 0), { only: ["source.fixAll"] });
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ["source.fixAll.jitHints"],
    );
    assert.deepEqual(editsOf(all[0]?.edit), editsOf(fix.edit));
    assert.deepEqual(await rulesAfter(client, GENERATOR, all[0]!), []);
    assert.deepEqual(await actionsAt(client, at(0, 0), { only: ["source.fixAll"] }), []);
    await client.close();
  });

  it("do not fix all with what is unsafe", async () => {
    const client = await opened(NONE_CHAIN, SIMPLE_CLIENT);
    assert.deepEqual(await actionsAt(client, at(3, 10), { only: ["source"] }), []);
    await client.close();
  });

  it("offer rewrites where nothing is found, and say why one is not possible", async () => {
    const clamp =
      "def total(xs: list[int]):\n    result = 0\n    for x in xs:\n        if x < 0:\n            x = 100\n        result += x\n    return result\n";
    const client = await opened(clamp, ACTION_CLIENT);
    const actions = await actionsAt(client, at(3, 10), { only: ["refactor"] });
    assert.deepEqual([...new Set(actions.map(({ kind }) => kind))], ["refactor.rewrite.jitHints"]);
    const possible = actions.filter(({ disabled }) => disabled === undefined);
    const impossible = actions.filter(({ disabled }) => disabled !== undefined);
    assert.ok(possible.length > 0 && impossible.length > 0);
    assert.ok(
      impossible.every(
        ({ disabled, edit, data }) => disabled?.reason !== "" && edit === undefined && data === undefined,
      ),
    );
    for (const action of possible) {
      const resolved = (await client.request("codeAction/resolve", action)) as CodeAction;
      assert.doesNotMatch(applyTextEdits(clamp, editsOf(resolved.edit)), /if x < 0:/);
    }
    assert.deepEqual(await actionsAt(client, at(0, 0)), []);
    await client.close();

    const simple = await opened(clamp, SIMPLE_CLIENT);
    assert.equal(
      (await actionsAt(simple, at(3, 10))).length,
      possible.length,
      "disabled ones only where they are understood",
    );
    await simple.close();
  });

  it("are filtered by kinds as prefixes", async () => {
    const client = await opened(GENERATOR, SIMPLE_CLIENT);
    const kindsFor = async (...only: string[]) => {
      const actions = await actionsAt(client, at(8, 6), { only });
      return [...new Set(actions.map(({ kind }) => kind))];
    };
    assert.deepEqual(await kindsFor("quickfix"), ["quickfix"]);
    assert.deepEqual(await kindsFor("source"), ["source.fixAll.jitHints"]);
    assert.deepEqual(await kindsFor("source.fixAll.jitHints"), ["source.fixAll.jitHints"]);
    assert.deepEqual(await kindsFor("source.fix"), []);
    assert.deepEqual(await kindsFor("source.organizeImports", "refactor.extract"), []);
    assert.deepEqual(await kindsFor(""), ["quickfix", "source.fixAll.jitHints"]);
    await client.close();
  });

  it("are found by what the client points at, with only code, message and range", async () => {
    const client = await opened(PLAIN_CALL, SIMPLE_CLIENT);
    assert.deepEqual(await actionsAt(client, at(0, 0)), []);
    const diagnostic = { code: "opaque-call-in-loop", message: "…", range: at(4, 8) };
    const actions = await actionsAt(client, at(0, 0), { diagnostics: [diagnostic] });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ["Ignore opaque-call-in-loop on this line", "Ignore opaque-call-in-loop in this file"],
    );
    await client.close();
  });

  it("are not given to clients that take commands only", async () => {
    const client = await opened(NONE_CHAIN, {});
    assert.deepEqual(await actionsAt(client, at(3, 10)), []);
    await client.close();
  });

  it("use the document's line endings and the client's columns", async () => {
    const text = NONE_CHAIN.replaceAll("\n", "\r\n");
    const client = await opened(text, SIMPLE_CLIENT);
    const [fix] = await actionsAt(client, at(3, 10));
    const after = applyTextEdits(text, editsOf(fix?.edit));
    assert.ok(after.split("\r\n").length > 5);
    assert.doesNotMatch(after, /[^\r]\n/);
    await client.close();

    const utf8 = new Client();
    await utf8.initialize({ capabilities: { ...SIMPLE_CLIENT, general: { positionEncodings: ["utf-8"] } } });
    utf8.open(URI, OPAQUE_CALL);
    await utf8.published(URI);
    const [ignore] = await actionsAt(utf8, OPAQUE_CALL_RANGE["utf-8"]);
    assert.equal(
      applyTextEdits(OPAQUE_CALL, editsOf(ignore?.edit), "utf-8"),
      OPAQUE_CALL.replace("(rows)\n", "(rows)  # jit: ignore[opaque-call-in-loop]\n"),
    );
    await utf8.close();
  });
});

describe("ignoring a finding on its line", () => {
  const cases: Record<string, { line: string; expected: string }> = {
    "at the end of the line": {
      line: "json.dumps(rows)   ",
      expected: "json.dumps(rows)  # jit: ignore[opaque-call-in-loop]",
    },
    "behind another comment": {
      line: "json.dumps(rows)  # why",
      expected: "json.dumps(rows)  # why  # jit: ignore[opaque-call-in-loop]",
    },
    "in an ignore comment that is there": {
      line: "json.dumps(rows)  # jit: ignore[branch-chain] because",
      expected: "json.dumps(rows)  # jit: ignore[branch-chain, opaque-call-in-loop] because",
    },
    "behind a string that looks like a comment": {
      line: 'json.dumps(row, "# jit: ignore[x]")',
      expected: 'json.dumps(row, "# jit: ignore[x]")  # jit: ignore[opaque-call-in-loop]',
    },
    "above a string that goes on": {
      line: 'json.dumps(row, """\n        """)',
      expected: '# jit: ignore[opaque-call-in-loop]\n        json.dumps(row, """\n        """)',
    },
    "above a line that goes on": {
      line: "json.dumps(rows) + \\\n            row",
      expected: "# jit: ignore[opaque-call-in-loop]\n        json.dumps(rows) + \\\n            row",
    },
    "behind a string with quotes in it": {
      line: "json.dumps(row, f\"{row['x']} # {row['#']!r:>3}\")",
      expected: "json.dumps(row, f\"{row['x']} # {row['#']!r:>3}\")  # jit: ignore[opaque-call-in-loop]",
    },
  };
  for (const [name, { line, expected }] of Object.entries(cases)) {
    it(name, async () => {
      const text = PLAIN_CALL.replace("json.dumps(rows)", line);
      const client = await opened(text, SIMPLE_CLIENT);
      const actions = await actionsAt(client, at(4, 8));
      const ignore = actions.find(({ title }) => title.startsWith("Ignore opaque-call-in-loop"));
      const after = applyTextEdits(text, editsOf(ignore?.edit));
      assert.equal(after, PLAIN_CALL.replace("json.dumps(rows)", expected));
      const rules = await rulesAfter(client, text, ignore!);
      assert.ok(!rules.includes("opaque-call-in-loop"), String(rules));
      await client.close();
    });
  }
});
