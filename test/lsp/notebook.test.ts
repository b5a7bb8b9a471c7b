/** Notebooks: cells as one module, in a client that pushes and in one that pulls. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, CodeAction, CodeLens, Diagnostic, NotebookCell } from "vscode-languageserver";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client } from "./client.js";
import {
  ACTION_CLIENT,
  applyTextEdits,
  GENERATOR,
  NONE_CHAIN,
  PLAIN_CALL,
  PULL_CLIENT,
  PUSH_CLIENT,
} from "./fixtures.js";

const NOTEBOOK = "file:///somewhere/book.ipynb";
const SYNC: ClientCapabilities = { notebookDocument: { synchronization: {} } };
const PUSH: ClientCapabilities = { ...PUSH_CLIENT, ...SYNC };
const PULL: ClientCapabilities = { ...PULL_CLIENT, ...SYNC };

const [MAKER, USER] = [
  GENERATOR.slice(0, GENERATOR.indexOf("\n\ndef total")),
  GENERATOR.slice(GENERATOR.indexOf("def total")),
];

function cellUri(name: string): string {
  return `vscode-notebook-cell:/somewhere/book.ipynb#${name}`;
}

function cell(name: string, kind: 1 | 2 = 2): NotebookCell {
  return { kind, document: cellUri(name) };
}

function item(name: string, text: string, languageId = "python") {
  return { uri: cellUri(name), languageId, version: 1, text };
}

function openNotebook(client: Client, cells: Record<string, string>, uri = NOTEBOOK): void {
  client.notify("notebookDocument/didOpen", {
    notebookDocument: {
      uri,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: Object.keys(cells).map((name) => cell(name)),
    },
    cellTextDocuments: Object.entries(cells).map(([name, text]) => item(name, text)),
  });
}

function changeNotebook(client: Client, cells: object, version = 2, uri = NOTEBOOK): void {
  client.notify("notebookDocument/didChange", { notebookDocument: { uri, version }, change: { cells } });
}

/** What is next published for each of the cells, as `rule@line:character`. */
async function published(client: Client, ...names: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of names) found[name] = shortly((await client.published(cellUri(name))).diagnostics);
  return found;
}

function shortly(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, range: { start } }) => `${code}@${start.line}:${start.character}`);
}

describe("notebooks", () => {
  it("are one module: what a cell defines counts in the cells below it", async () => {
    const client = new Client();
    const { capabilities } = await client.initialize({ capabilities: PUSH });
    assert.deepEqual(capabilities.notebookDocumentSync, {
      notebookSelector: [{ notebook: "*", cells: [{ language: "python" }] }],
    });
    openNotebook(client, { a: MAKER, b: "x = 1\n", c: USER });
    assert.deepEqual(await published(client, "a", "b", "c"), { a: [], b: [], c: ["generator-in-loop@2:4"] });
    await client.close();
  });

  it("point to other cells where a finding has to do with them", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH });
    openNotebook(client, { a: MAKER, b: USER });
    await client.published(cellUri("a"));
    const [found] = (await client.published(cellUri("b"))).diagnostics;
    const places = (found?.relatedInformation ?? []).map(({ location }) => [location.uri, location.range.start.line]);
    assert.ok(
      places.some(([uri, line]) => uri === cellUri("a") && line === 0),
      JSON.stringify(places),
    );
    await client.close();
  });

  it("count lines in the cell that a message is shown in", async () => {
    const client = new Client();
    await client.initialize({ capabilities: { ...PUSH, textDocument: { ...PUSH.textDocument, hover: {} } } });
    openNotebook(client, {
      a: "x = 1\n".repeat(20),
      b: PLAIN_CALL,
      c: "def again(rows):\n    for row in rows:\n        one(row)\n",
      d: "",
    });
    await client.published(cellUri("a"));
    const [found] = (await client.published(cellUri("b"))).diagnostics;
    assert.match(String(found?.message), /the loop at line 4\b/);
    for (const name of ["c", "d"]) await client.published(cellUri(name));
    const position = { line: 1, character: 5 };
    const hover = (await client.request("textDocument/hover", { textDocument: { uri: cellUri("c") }, position })) as {
      contents: { value: string };
    };
    assert.match(hover.contents.value, /the loop at line 2\b/);
    await client.close();
  });

  it("have code lenses above loops, and above the finding where its loop is in another cell", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH, initializationOptions: { codeLens: { enable: true } } });
    const lensesIn = async (name: string) =>
      ((await client.request("textDocument/codeLens", { textDocument: { uri: cellUri(name) } })) as CodeLens[]).map(
        ({ range, command }) => [range.start.line, command?.title],
      );
    const [header, ...body] = NONE_CHAIN.split("\n").slice(2, -3);
    const filled = body.slice(0, -1).map((line) => line.slice(4));
    openNotebook(client, {
      a: `x = 1\ndef fill(a, b, c, d, e, f, g):\n${filled.join("\n")}\n    return a + b + c + d + e + f + g\n`,
      b: `def run(rows):\n${header}\n        fill(a, b, c, d, e, f, g)\n`,
      c: PLAIN_CALL,
    });
    assert.deepEqual(await published(client, "a", "b", "c"), {
      a: ["none-check-chain@2:4"],
      b: [],
      c: ["opaque-call-in-loop@4:8"],
    });
    assert.deepEqual(await lensesIn("a"), [[2, "7 checks, up to 128 paths"]]);
    assert.deepEqual(await lensesIn("b"), []);
    assert.deepEqual(await lensesIn("c"), [[3, "opaque-call-in-loop"]]);
    await client.close();
  });

  it("are followed through edits, moves, deletions and new cells", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH });
    openNotebook(client, { a: MAKER, b: USER });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: ["generator-in-loop@2:4"] });

    // An edit in one cell changes what is found in another.
    const zero = { line: 0, character: 0 };
    changeNotebook(client, {
      textContent: [
        {
          document: { uri: cellUri("a"), version: 2 },
          changes: [{ range: { start: { line: 0, character: 4 }, end: { line: 0, character: 9 } }, text: "others" }],
        },
      ],
    });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: [] });
    changeNotebook(client, {
      textContent: [
        {
          document: { uri: cellUri("a"), version: 3 },
          changes: [{ range: { start: { line: 0, character: 4 }, end: { line: 0, character: 10 } }, text: "pairs" }],
        },
        {
          document: { uri: cellUri("b"), version: 2 },
          changes: [{ range: { start: zero, end: zero }, text: "# 😀\n" }],
        },
      ],
    });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: ["generator-in-loop@3:4"] });

    // A new cell before both, then the cells change places.
    changeNotebook(client, {
      structure: { array: { start: 0, deleteCount: 0, cells: [cell("new")] }, didOpen: [item("new", "import json\n")] },
    });
    assert.deepEqual(await published(client, "new", "a", "b"), { new: [], a: [], b: ["generator-in-loop@3:4"] });
    changeNotebook(client, {
      structure: { array: { start: 1, deleteCount: 2, cells: [cell("b"), cell("a")] } },
    });
    assert.deepEqual(await published(client, "new", "b", "a"), { new: [], b: ["generator-in-loop@3:4"], a: [] });

    // A deleted cell loses its findings, and what it defined is gone.
    changeNotebook(client, {
      structure: { array: { start: 2, deleteCount: 1 }, didClose: [{ uri: cellUri("a") }] },
    });
    assert.deepEqual(await published(client, "a"), { a: [] });
    assert.deepEqual(await published(client, "new", "b"), { new: [], b: [] });
    client.notify("notebookDocument/didClose", {
      notebookDocument: { uri: NOTEBOOK },
      cellTextDocuments: [{ uri: cellUri("new") }, { uri: cellUri("b") }],
    });
    assert.deepEqual(await published(client, "new", "b"), { new: [], b: [] });
    await client.close();
  });

  it("hold magics, shell commands and cells in other languages", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH });
    openNotebook(client, {
      magic: "%matplotlib inline\n!pip list\nimport os\nos?\n",
      timed: `%%time\n${MAKER}`,
      bash: "%%bash\nfor x in *; do echo 'unclosed (\ndone\n",
      user: `%timeit -n 1 total(3)\n${USER.replace("    for", "    files = !ls\n    for")}`,
    });
    assert.deepEqual(await published(client, "magic", "timed", "bash", "user"), {
      magic: [],
      timed: [],
      bash: [],
      user: ["generator-in-loop@4:4"],
    });
    await client.close();
  });

  it("leave out Markdown cells and cells of another language, also when they become so", async () => {
    const client = new Client();
    await client.initialize({ capabilities: PUSH });
    client.notify("notebookDocument/didOpen", {
      notebookDocument: {
        uri: NOTEBOOK,
        notebookType: "jupyter-notebook",
        version: 1,
        cells: [cell("text", 1), cell("a"), cell("sql"), cell("b")],
      },
      cellTextDocuments: [
        item("text", "# not (Python", "markdown"),
        item("a", MAKER),
        item("sql", "select * from (", "sql"),
        item("b", USER),
      ],
    });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: ["generator-in-loop@2:4"] });
    changeNotebook(client, { data: [{ kind: 1, document: cellUri("a") }] });
    assert.deepEqual(await published(client, "a"), { a: [] });
    assert.deepEqual(await published(client, "b"), { b: [] });
    // The language of a cell changes: the client closes and opens its text.
    changeNotebook(client, { data: [{ kind: 2, document: cellUri("a") }] });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: ["generator-in-loop@2:4"] });
    changeNotebook(client, {
      structure: {
        array: { start: 1, deleteCount: 1, cells: [cell("a")] },
        didClose: [{ uri: cellUri("a") }],
        didOpen: [item("a", MAKER, "raw")],
      },
    });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: [] });
    await client.close();
  });

  it("make a pulling client ask again where an edit changes another cell, and only there", async () => {
    const client = new Client();
    client.answer("workspace/diagnostic/refresh", () => null);
    await client.initialize({ capabilities: PULL });
    openNotebook(client, { a: MAKER, b: USER });
    assert.deepEqual(shortly((await client.pull(cellUri("a"))).items), []);
    const first = await client.pull(cellUri("b"));
    assert.deepEqual(shortly(first.items), ["generator-in-loop@2:4"]);
    const rename = (version: number, from: number, to: string) =>
      changeNotebook(client, {
        textContent: [
          {
            document: { uri: cellUri("a"), version },
            changes: [{ range: { start: { line: 0, character: 4 }, end: { line: 0, character: from } }, text: to }],
          },
        ],
      });
    rename(2, 9, "others");
    await client.next("workspace/diagnostic/refresh");
    assert.deepEqual((await client.pull(cellUri("b"), first.resultId)).items, []);
    const end = { line: 3, character: 0 };
    changeNotebook(client, {
      textContent: [
        { document: { uri: cellUri("a"), version: 3 }, changes: [{ range: { start: end, end }, text: "\n# same\n" }] },
      ],
    });
    // `close` fails on a refresh that nobody has waited for.
    await client.close();
  });

  it("are fixed in their cells, all at once only as a notebook", async () => {
    const client = new Client();
    const { capabilities } = await client.initialize({ capabilities: { ...PUSH, ...actionsWithEdits() } });
    assert.ok(
      (capabilities.codeActionProvider as { codeActionKinds: string[] }).codeActionKinds.includes(
        "notebook.source.fixAll.jitHints",
      ),
    );
    openNotebook(client, { a: MAKER, b: USER });
    await published(client, "a", "b");
    const range = { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } };
    const actions = async (only?: string[]) =>
      (await client.request("textDocument/codeAction", {
        textDocument: { uri: cellUri("b") },
        range,
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
      })) as CodeAction[];
    const [fix] = await actions();
    assert.deepEqual(
      fix?.edit?.documentChanges?.map((change) => "textDocument" in change && change.textDocument),
      [{ uri: cellUri("b"), version: 1 }],
    );
    assert.deepEqual(await actions(["source"]), []);
    assert.deepEqual(await actions(["source.fixAll.jitHints"]), []);
    const [all, ...more] = await actions(["notebook.source.fixAll"]);
    assert.deepEqual(more, []);
    assert.equal(all?.kind, "notebook.source.fixAll.jitHints");
    assert.deepEqual(all.edit, fix.edit);
    const [change] = fix.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && "edits" in change);
    const after = applyTextEdits(USER, change.edits as never);
    changeNotebook(client, {
      textContent: [{ document: { uri: cellUri("b"), version: 2 }, changes: [{ text: after }] }],
    });
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: [] });
    await client.close();
  });

  it("have the settings of their folder, and take new ones at once", async () => {
    const folder = temporaryFolder({ "pyproject.toml": '[tool.jit-hints.rules]\ngenerator-in-loop = "off"\n' });
    const client = new Client();
    await client.initialize({ capabilities: PUSH });
    openNotebook(client, { a: MAKER, b: USER }, pathToFileURL(join(folder, "book.ipynb")).href);
    assert.deepEqual(await published(client, "a", "b"), { a: [], b: [] });
    await client.close();

    const asked = new Client();
    const scopes: unknown[] = [];
    let settings: unknown = null;
    asked.answer("workspace/configuration", ({ items }: { items: { scopeUri: string }[] }) => {
      scopes.push(...items.map(({ scopeUri }) => scopeUri));
      return items.map(() => settings);
    });
    await asked.initialize({ capabilities: { ...PUSH, workspace: { configuration: true } } });
    openNotebook(asked, { a: MAKER, b: USER });
    assert.deepEqual(await published(asked, "a", "b"), { a: [], b: ["generator-in-loop@2:4"] });
    settings = { rules: { "generator-in-loop": "off" } };
    asked.notify("workspace/didChangeConfiguration", { settings: null });
    assert.deepEqual(await published(asked, "a", "b"), { a: [], b: [] });
    assert.deepEqual(scopes, [NOTEBOOK, NOTEBOOK]);
    for (const _ of scopes) await asked.next("workspace/configuration");
    await asked.close();
  });

  it("are checked where the cells come with CRLF and in every encoding", async () => {
    for (const encoding of ["utf-8", "utf-16", "utf-32"] as const) {
      const client = new Client();
      await client.initialize({ capabilities: { ...PUSH, general: { positionEncodings: [encoding] } } });
      const user = USER.replace("    for", '    s = "é😀"\n    for').replaceAll("\n", "\r\n");
      openNotebook(client, { a: `x = "é😀"\r\n${MAKER.replaceAll("\n", "\r\n")}\r`, b: user });
      assert.deepEqual(await published(client, "a", "b"), { a: [], b: ["generator-in-loop@3:4"] });
      await client.close();
    }
  });
});

/** Takes actions with their edits and versions. */
function actionsWithEdits(): ClientCapabilities {
  const { dataSupport: _data, resolveSupport: _resolve, ...codeAction } = ACTION_CLIENT.textDocument!.codeAction!;
  return {
    ...ACTION_CLIENT,
    textDocument: { ...PUSH.textDocument, codeAction },
  };
}
