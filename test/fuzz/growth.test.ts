/** Files and notebooks that are opened, edited, asked about and closed leave nothing behind in the server. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GENERATOR, NONE_CHAIN } from "../lsp/fixtures.js";
import { ServerProcess } from "./protocolServer.js";

const EARLY = 300;
const LATE = 3000;
/** What the heap may grow by between the two, in MB: less than 2 KB for each document. */
const GROWTH = 4;

/** One document under a name of its own, as a file and as the cell of a notebook. */
async function visit(server: ServerProcess, round: number): Promise<void> {
  const uri = `file:///somewhere/${round}.py`;
  const text = `# ${round}\n${GENERATOR}${NONE_CHAIN}`;
  const textDocument = { uri, languageId: "python", version: 1, text };
  server.notify("textDocument/didOpen", { textDocument });
  const zero = { line: 0, character: 0 };
  const contentChanges = [{ range: { start: zero, end: zero }, text: "(\n" }];
  server.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges });
  server.request("textDocument/hover", { textDocument: { uri }, position: zero });
  server.notify("textDocument/didClose", { textDocument: { uri } });
  const cell = { ...textDocument, uri: `cell:${round}` };
  const notebook = `file:///somewhere/${round}.ipynb`;
  server.notify("notebookDocument/didOpen", {
    notebookDocument: {
      uri: notebook,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: [{ kind: 2, document: cell.uri }],
    },
    cellTextDocuments: [cell],
  });
  const { answer } = server.request("textDocument/codeAction", {
    textDocument: { uri: cell.uri },
    range: { start: zero, end: { line: 20, character: 0 } },
    context: { diagnostics: [] },
  });
  await server.wait(answer, "actions");
  server.notify("notebookDocument/didClose", { notebookDocument: { uri: notebook }, cellTextDocuments: [cell] });
}

describe("a day of opening and closing", () => {
  it("does not make the server grow", async (context) => {
    const server = new ServerProcess(() => ({ result: null }), true);
    try {
      const capabilities = { textDocument: { codeAction: { codeActionLiteralSupport: {} } } };
      await server.wait(
        server.request("initialize", { processId: null, rootUri: null, capabilities }).answer,
        "initialize",
      );
      server.notify("initialized", {});
      let early = 0;
      for (let round = 1; round <= LATE; round++) {
        await visit(server, round);
        if (round === EARLY) early = await server.heapMegabytes();
      }
      await server.settle();
      const late = await server.heapMegabytes();
      await server.close();
      context.diagnostic(`${early.toFixed(1)} MB after ${EARLY} documents, ${late.toFixed(1)} MB after ${LATE}`);
      assert.ok(late <= early + GROWTH, `${early} MB, then ${late} MB`);
    } finally {
      server.kill();
    }
  });
});
