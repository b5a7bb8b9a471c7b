/**
 * Random conversations with the built server: valid, out of order, malformed, huge, cancelled, edits that race with questions. It must
 * neither crash nor hang, answer every question once and no other, and, once the texts are whole again, find what a fresh server finds.
 *
 * JIT_HINTS_SEED and JIT_HINTS_STEPS repeat or prolong a run.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { ClientCapabilities, Diagnostic } from "vscode-languageserver";
import { POSITION_ENCODINGS, type PositionEncoding, TextPositions } from "../../server/src/lsp/textPositions.js";
import { GENERATOR, NONE_CHAIN, OPAQUE_CALL, PLAIN_CALL } from "../lsp/fixtures.js";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { type Answer, ServerProcess } from "./protocolServer.js";

const SEED = Number(process.env.JIT_HINTS_SEED ?? 20_261_124);
const STEPS = Number(process.env.JIT_HINTS_STEPS ?? 20_000);
const STEPS_IN_SESSION = 1000;

const PROGRAMS = [GENERATOR, NONE_CHAIN, OPAQUE_CALL, PLAIN_CALL, `${GENERATOR}\n${NONE_CHAIN}`, "x = 1\n", ""];
const PIECES = [
  "(",
  ")",
  "[",
  "'",
  '"""',
  "#",
  ":",
  "\n",
  "\r\n",
  "\r",
  "\t",
  "    ",
  "😀",
  "é",
  "\u2028",
  "\f",
  "\0",
  "\ud83d",
  "for x in y:\n    ",
  "def f():",
  "# jit: ignore[",
  "# jit: hot\n",
  "async ",
  "lambda: ",
  "%%time\n",
  "\\",
  "x",
  "0",
];
const NAMES = ["vscode", "neovim", "helix", "eglot", "lsp-mode", "bare"];
const METHODS = [
  "textDocument/hover",
  "textDocument/codeAction",
  "codeAction/resolve",
  "textDocument/completion",
  "textDocument/diagnostic",
  "textDocument/documentLink",
  "textDocument/inlayHint",
  "textDocument/codeLens",
  "workspace/executeCommand",
  "workspace/diagnostic",
  "textDocument/didOpen",
  "textDocument/didChange",
  "textDocument/didClose",
  "textDocument/didSave",
  "notebookDocument/didOpen",
  "notebookDocument/didChange",
  "notebookDocument/didClose",
  "notebookDocument/didSave",
  "workspace/didChangeConfiguration",
  "workspace/didChangeWatchedFiles",
  "workspace/didChangeWorkspaceFolders",
  "$/setTrace",
  "$/cancelRequest",
  "window/workDoneProgress/cancel",
  "jitHints/hotPaths",
  "initialize",
  "initialized",
  "no/such",
];

/** Numbers that depend on the seed alone. */
class Chance {
  constructor(private state: number) {}

  /** A whole number below the limit. */
  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  /** Any JSON value, now and then with names that the protocol uses. */
  json(depth = 3): unknown {
    const names = [
      "textDocument",
      "uri",
      "range",
      "start",
      "end",
      "line",
      "character",
      "position",
      "text",
      "version",
      "id",
      "contentChanges",
      "context",
      "diagnostics",
      "only",
      "cells",
      "change",
      "structure",
      "array",
      "notebookDocument",
      "data",
    ];
    switch (this.below(depth === 0 ? 6 : 9)) {
      case 0:
        return null;
      case 1:
        return this.oneIn(2);
      case 2:
        return this.pick([0, -1, 1.5, 7, 2 ** 31 - 1, -(2 ** 31), 1e21]);
      case 3:
        return this.pick(["", "x", "file:///a.py", "python", "\ud800", "quickfix", "../.."]);
      case 4:
        return [];
      case 5:
        return {};
      case 6:
        return Array.from({ length: this.below(4) }, () => this.json(depth - 1));
      default:
        return Object.fromEntries(
          Array.from({ length: this.below(5) }, () => [this.pick(names), this.json(depth - 1)]),
        );
    }
  }
}

/** A conversation with what the client knows about its texts. */
class Conversation {
  readonly server: ServerProcess;
  readonly #texts = new Map<string, TextPositions>();
  readonly #versions = new Map<string, number>();
  /** Cells of the one notebook, in order. */
  #cells: string[] = [];
  #cellCount = 0;
  readonly #open = new Map<number, Promise<Answer>>();
  readonly #capabilities: ClientCapabilities;
  readonly #encoding: PositionEncoding;
  readonly #pulls: boolean;

  constructor(
    private readonly chance: Chance,
    private readonly folder: string,
  ) {
    const said = JSON.parse(
      readFileSync(join(__dirname, "..", "lsp", "clients", `${chance.pick(NAMES)}.json`), "utf8"),
    ) as ClientCapabilities;
    this.#encoding = chance.pick(POSITION_ENCODINGS);
    this.#capabilities = {
      ...said,
      general: { ...said.general, positionEncodings: [this.#encoding] },
      notebookDocument: { synchronization: {} },
    };
    this.#pulls =
      this.#capabilities.textDocument?.diagnostic !== undefined &&
      this.#capabilities.workspace?.diagnostics?.refreshSupport === true;
    this.server = new ServerProcess((method, params) => this.#respond(method, params));
  }

  async start(): Promise<void> {
    await initialize(this.server, this.#capabilities, this.folder);
  }

  /** One step: a message or a few. */
  step(): void {
    const { chance } = this;
    const kind = chance.below(100);
    if (kind < 45) this.#edit();
    else if (kind < 60) this.#ask();
    else if (kind < 66) this.#cancel();
    else if (kind < 72) this.#openOrClose();
    else if (kind < 80) this.#editNotebook();
    else if (kind < 92) this.#malformed();
    else if (kind < 97) this.#settings();
    else if (kind < 98) this.#huge();
    else this.#noise();
  }

  /** Lets the server finish; every question has been answered then. */
  async settle(): Promise<void> {
    for (const id of this.#open.keys()) this.server.notify("$/cancelRequest", { id });
    await this.server.wait(Promise.all(this.#open.values()), "answers to all questions");
    this.#open.clear();
    await this.server.settle();
  }

  /** Makes every text whole, and compares what is found with what a fresh server finds. Gives the number of findings. */
  async compare(): Promise<number> {
    const { chance, server } = this;
    server.notify("workspace/didChangeConfiguration", { settings: { jitHints: {} } });
    for (const uri of this.#texts.keys()) {
      const known = this.#texts.get(uri)!;
      const whole = { start: known.positionAt(0), end: known.positionAt(known.text.length) };
      this.#change(uri, [{ ...(chance.oneIn(2) ? { range: whole } : {}), text: chance.pick(PROGRAMS) }]);
    }
    await this.settle();
    let count = 0;
    const fresh = new ServerProcess((method, params) => this.#respond(method, params));
    try {
      await initialize(fresh, this.#capabilities, this.folder);
      fresh.notify("workspace/didChangeConfiguration", { settings: { jitHints: {} } });
      for (const [uri, { text }] of this.#texts) {
        if (this.#isCell(uri)) continue;
        fresh.notify("textDocument/didOpen", { textDocument: this.#item(uri, text) });
      }
      fresh.notify("notebookDocument/didOpen", this.#notebook());
      await fresh.settle();
      for (const [uri, { text }] of this.#texts) {
        const [mine, theirs] = [await this.#found(server, uri), await this.#found(fresh, uri)];
        assert.deepEqual(mine, theirs, `${uri}: ${JSON.stringify(text)}`);
        count += mine.length;
      }
      await fresh.close();
    } finally {
      fresh.kill();
    }
    return count;
  }

  async #found(server: ServerProcess, uri: string): Promise<readonly Diagnostic[]> {
    if (!this.#pulls) return server.published(uri);
    const { answer } = server.request("textDocument/diagnostic", { textDocument: { uri } });
    const { result, error } = await server.wait(answer, "diagnostics");
    assert.equal(error, undefined);
    return (result as { items: readonly Diagnostic[] }).items;
  }

  #respond(method: string, params: unknown): Answer {
    if (method === "workspace/configuration") {
      return { result: (params as { items: unknown[] }).items.map(() => null) };
    }
    if (this.chance.oneIn(20) && method !== "workspace/diagnostic/refresh") {
      return { error: { code: -32603, message: "the client does not want to" } };
    }
    return { result: method === "workspace/applyEdit" ? { applied: false } : null };
  }

  #item(uri: string, text: string) {
    return { uri, languageId: "python", version: this.#versions.get(uri) ?? 1, text };
  }

  #files(): string[] {
    return [...this.#texts.keys()].filter((uri) => !this.#isCell(uri));
  }

  #isCell(uri: string): boolean {
    return uri.startsWith("cell:");
  }

  #openOrClose(): void {
    const { chance, server } = this;
    const uri = `${chance.pick(["untitled:", "file:///somewhere/", `file://${this.folder}/`])}${chance.below(3)}.py`;
    const isOpen = this.#texts.has(uri);
    if (isOpen && chance.oneIn(2)) {
      this.#texts.delete(uri);
      server.notify("textDocument/didClose", { textDocument: { uri } });
      return;
    }
    // A second open without a close replaces the first.
    const text = chance.pick(PROGRAMS);
    this.#texts.set(uri, new TextPositions(text, this.#encoding));
    this.#versions.set(uri, 1);
    server.notify("textDocument/didOpen", { textDocument: this.#item(uri, text) });
  }

  #edit(): void {
    const files = this.#files();
    if (files.length === 0) this.#openOrClose();
    else this.#change(this.chance.pick(files), this.#changes(this.chance.pick(files)));
  }

  /** Some changes of a text, valid whatever the text is: positions behind its end are moved there. */
  #changes(uri: string): object[] {
    const { chance } = this;
    const { text } = this.#texts.get(uri)!;
    const lines = text.split("\n").length;
    const place = () => ({ line: chance.below(lines + 1), character: chance.below(60) });
    return Array.from({ length: 1 + chance.below(3) }, () => {
      if (chance.oneIn(25)) return { text: chance.pick(PROGRAMS) };
      const [a, b] = [place(), place()];
      const end = chance.oneIn(3) ? b : a;
      const inOrder = end.line > a.line || (end.line === a.line && end.character >= a.character);
      return { range: inOrder ? { start: a, end } : { start: end, end: a }, text: chance.pick(PIECES) };
    });
  }

  /** Sends changes of a file or a cell, and applies them. */
  #change(uri: string, changes: readonly object[]): void {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    let positions = this.#texts.get(uri)!;
    for (const change of changes as { range?: never; text: string }[]) {
      if (change.range === undefined) positions = new TextPositions(change.text, this.#encoding);
      else {
        const { start, end } = positions.spanOf(change.range);
        const next = positions.text.slice(0, start) + change.text + positions.text.slice(end);
        positions = new TextPositions(next, this.#encoding);
      }
    }
    this.#texts.set(uri, positions);
    if (this.#isCell(uri)) {
      this.#changeNotebook({ textContent: [{ document: { uri, version }, changes }] });
    } else {
      this.server.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: changes });
    }
  }

  #notebook() {
    return {
      notebookDocument: {
        uri: "file:///somewhere/book.ipynb",
        notebookType: "jupyter-notebook",
        version: 1,
        cells: this.#cells.map((document) => ({ kind: 2, document })),
      },
      cellTextDocuments: this.#cells.map((uri) => this.#item(uri, this.#texts.get(uri)!.text)),
    };
  }

  #changeNotebook(cells: object): void {
    const notebookDocument = { uri: "file:///somewhere/book.ipynb", version: 2 };
    this.server.notify("notebookDocument/didChange", { notebookDocument, change: { cells } });
  }

  #editNotebook(): void {
    const { chance } = this;
    if (this.#cellCount === 0 || chance.oneIn(40)) {
      if (this.#cellCount === 0) this.#cellCount = 1;
      this.server.notify("notebookDocument/didOpen", this.#notebook());
      return;
    }
    const cell = this.#cells.length === 0 ? null : chance.pick(this.#cells);
    if (cell !== null && chance.oneIn(2)) {
      this.#change(cell, this.#changes(cell));
      return;
    }
    const start = chance.below(this.#cells.length + 1);
    if (start < this.#cells.length && chance.oneIn(3)) {
      const [uri] = this.#cells.splice(start, 1);
      this.#texts.delete(uri!);
      this.#changeNotebook({ structure: { array: { start, deleteCount: 1 }, didClose: [{ uri }] } });
    } else if (start < this.#cells.length && chance.oneIn(2)) {
      const rest = this.#cells.splice(start).reverse();
      this.#cells.push(...rest);
      const cells = rest.map((document) => ({ kind: 2, document }));
      this.#changeNotebook({ structure: { array: { start, deleteCount: rest.length, cells } } });
    } else if (this.#cells.length < 8) {
      const uri = `cell:${this.#cellCount++}`;
      const text = chance.pick(PROGRAMS);
      this.#texts.set(uri, new TextPositions(text, this.#encoding));
      this.#cells.splice(start, 0, uri);
      const array = { start, deleteCount: 0, cells: [{ kind: 2, document: uri }] };
      this.#changeNotebook({ structure: { array, didOpen: [this.#item(uri, text)] } });
    }
  }

  #ask(): void {
    const { chance } = this;
    const uri = chance.oneIn(8) ? "file:///not/open.py" : (chance.pick([...this.#texts.keys()]) ?? "untitled:none");
    const textDocument = { uri };
    const position = { line: chance.below(20), character: chance.below(40) };
    const range = { start: position, end: position };
    const questions: [string, object][] = [
      ["textDocument/hover", { textDocument, position }],
      ["textDocument/completion", { textDocument, position }],
      ["textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } }],
      ["textDocument/diagnostic", { textDocument, previousResultId: "x" }],
      ["textDocument/documentLink", { textDocument }],
      ["textDocument/inlayHint", { textDocument, range }],
      ["textDocument/codeLens", { textDocument }],
      ["codeAction/resolve", { title: "x", data: chance.json() }],
      ["workspace/executeCommand", { command: "jitHints.fixFile", arguments: [uri] }],
      ["workspace/executeCommand", { command: "jitHints.fixRuleInWorkspace", arguments: ["generator-in-loop"] }],
      ["workspace/diagnostic", { previousResultIds: [] }],
    ];
    const [method, params] = chance.pick(questions);
    this.#question(method, params);
  }

  #question(method: string, params: unknown): void {
    const { id, answer } = this.server.request(method, params);
    this.#open.set(id, answer);
    void answer.then(() => this.#open.delete(id));
  }

  #cancel(): void {
    this.#ask();
    const open = [...this.#open.keys()];
    const id = this.chance.oneIn(4) ? this.chance.below(10_000) : (open.at(-1) ?? "none");
    this.server.notify("$/cancelRequest", { id });
  }

  /** Parameters that need not be what the method takes. They must not touch texts that are compared later. */
  #malformed(): void {
    const { chance, server } = this;
    const method = chance.pick(METHODS);
    const params = chance.json();
    if (chance.oneIn(2)) this.#question(method, params);
    else if (method !== "workspace/didChangeWorkspaceFolders") server.notify(method, params);
  }

  #settings(): void {
    const { chance, server } = this;
    const level = chance.pick(["off", "hint", "error", "loud"]);
    const settings = chance.oneIn(4) ? chance.json() : { rules: { "generator-in-loop": level } };
    const messages: [string, unknown][] = [
      ["workspace/didChangeConfiguration", { settings: { jitHints: settings } }],
      ["workspace/didChangeWatchedFiles", { changes: [] }],
      ["textDocument/didSave", { textDocument: { uri: "untitled:0.py" } }],
    ];
    server.notify(...chance.pick(messages));
  }

  #huge(): void {
    const uri = "untitled:huge";
    const text = this.chance.pick([PLAIN_CALL.repeat(500), `x = "${"😀".repeat(200_000)}"`, "(".repeat(20_000)]);
    this.server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } });
    this.#question("textDocument/diagnostic", { textDocument: { uri } });
    this.server.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** What is hardly a message, and answers that nobody waits for. */
  #noise(): void {
    const { chance, server } = this;
    switch (chance.below(4)) {
      case 0:
        server.raw('Content-Length: 9\r\n\r\n{"broken"');
        break;
      case 1:
        server.send(chance.pick([null, 1, "x", [], {}, { jsonrpc: "2.0" }, { id: null }]));
        break;
      case 2:
        server.send({ jsonrpc: "2.0", id: chance.below(1000), result: chance.json() });
        break;
      default: {
        const body = JSON.stringify({ jsonrpc: "2.0", method: "$/unknown", params: chance.json() });
        const type = "Content-Type: application/vscode-jsonrpc; charset=utf-8";
        server.raw(`${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }
    }
  }
}

async function initialize(server: ServerProcess, capabilities: ClientCapabilities, folder: string): Promise<void> {
  const { answer } = server.request("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: `file://${folder}`, name: "folder" }],
    capabilities,
    initializationOptions: { workspaceDiagnostics: { enable: true }, inlayHints: { enable: true } },
  });
  await server.wait(answer, "initialize");
  server.notify("initialized", {});
}

describe("any conversation", () => {
  const folder = temporaryFolder({ "a.py": GENERATOR, "sub/b.py": PLAIN_CALL });
  let compared = 0;
  for (let session = 0; session * STEPS_IN_SESSION < STEPS; session++) {
    const seed = SEED + session;
    it(`seed ${seed}`, async () => {
      const talk = new Conversation(new Chance(seed), folder);
      try {
        await talk.start();
        for (let step = 0; step < STEPS_IN_SESSION; step++) {
          talk.step();
          // Most steps race with each other; now and then the server gets to its end.
          if (step % 100 === 99) await talk.settle();
        }
        compared += await talk.compare();
        const failed = talk.server.errors.filter(
          (line) =>
            !/parameters are not valid|could not be read|empty message|neither a response nor a notification|parameters by position|but received \d arguments/.test(
              line,
            ),
        );
        assert.deepEqual(failed, [], "handlers that failed");
        await talk.server.close();
      } finally {
        talk.server.kill();
      }
    });
  }
  it("ends with findings", () => assert.ok(compared > 0));
});
