/**
 * The whole conversation with what six clients say about themselves, in each encoding, with and without pulled diagnostics, with and
 * without a way to be told to pull again. `clients/` holds what they say, see README.md.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  InitializeResult,
  Range,
  TextDocumentEdit,
} from "vscode-languageserver";
import { POSITION_ENCODINGS, type PositionEncoding } from "../../server/src/lsp/textPositions.js";
import { Client } from "./client.js";
import { applyTextEdits, GENERATOR, OPAQUE_CALL, OPAQUE_CALL_RANGE } from "./fixtures.js";

const NAMES = ["vscode", "neovim", "helix", "eglot", "lsp-mode", "bare"];
const URI = "file:///somewhere/hot.py";
const SETTINGS = { rules: { "opaque-call-in-loop": "off" } };

function capabilitiesOf(name: string): ClientCapabilities {
  return JSON.parse(readFileSync(join(__dirname, "clients", `${name}.json`), "utf8")) as ClientCapabilities;
}

interface Cell {
  readonly encoding: PositionEncoding;
  readonly pull: boolean;
  readonly refresh: boolean;
}

const CELLS: readonly Cell[] = POSITION_ENCODINGS.flatMap((encoding) =>
  [true, false].flatMap((pull) => [true, false].map((refresh) => ({ encoding, pull, refresh }))),
);

/** What a client says, but for what a cell is about. */
function inCell(capabilities: ClientCapabilities, { encoding, pull, refresh }: Cell): ClientCapabilities {
  const { diagnostic, ...textDocument } = capabilities.textDocument ?? {};
  const { diagnostics: _diagnostics, ...workspace } = capabilities.workspace ?? {};
  return {
    ...capabilities,
    general: { ...capabilities.general, positionEncodings: [encoding] },
    textDocument: { ...textDocument, ...(pull ? { diagnostic: diagnostic ?? {} } : {}) },
    workspace: { ...workspace, ...(refresh ? { diagnostics: { refreshSupport: true } } : {}) },
  };
}

/** A client that has started and answers what a server may ask. */
class Conversation {
  private constructor(
    readonly client: Client,
    private readonly capabilities: ClientCapabilities,
    private readonly server: InitializeResult,
  ) {}

  static async start(capabilities: ClientCapabilities): Promise<Conversation> {
    const client = new Client();
    let settings: unknown = null;
    client.answer("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => settings));
    client.answer("client/registerCapability", () => null);
    for (const kind of ["diagnostic", "inlayHint", "codeLens"]) client.answer(`workspace/${kind}/refresh`, () => null);
    const server = await client.initialize({ capabilities });
    const { workspace } = capabilities;
    const registers =
      workspace?.didChangeConfiguration?.dynamicRegistration === true ||
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    if (registers) await client.next("client/registerCapability");
    const conversation = new Conversation(client, capabilities, server);
    conversation.#setSettings = (value) => {
      settings = value;
    };
    return conversation;
  }

  #setSettings: (value: unknown) => void = () => undefined;

  get encoding(): PositionEncoding {
    return (this.server.capabilities.positionEncoding ?? "utf-16") as PositionEncoding;
  }

  get pulls(): boolean {
    return this.server.capabilities.diagnosticProvider !== undefined;
  }

  /** Waits until the settings of a document that was opened have been asked for. */
  async asked(): Promise<void> {
    if (this.capabilities.workspace?.configuration === true) await this.client.next("workspace/configuration");
  }

  async diagnostics(): Promise<readonly Diagnostic[]> {
    return this.pulls ? (await this.client.pull(URI)).items : (await this.client.published(URI)).diagnostics;
  }

  async turnOff(): Promise<void> {
    const { client } = this;
    this.#setSettings(SETTINGS);
    client.notify("workspace/didChangeConfiguration", { settings: { jitHints: SETTINGS } });
    await this.asked();
    if (this.pulls) await client.next("workspace/diagnostic/refresh");
    if (this.capabilities.workspace?.inlayHint?.refreshSupport) await client.next("workspace/inlayHint/refresh");
    if (this.capabilities.workspace?.codeLens?.refreshSupport) await client.next("workspace/codeLens/refresh");
  }

  async actions(range: Range, diagnostics: readonly Diagnostic[]): Promise<readonly CodeAction[]> {
    const params = { textDocument: { uri: URI }, range, context: { diagnostics } };
    return (await this.client.request("textDocument/codeAction", params)) as CodeAction[];
  }

  /** The text after the first action with an edit. */
  async fixed(text: string, actions: readonly CodeAction[]): Promise<string> {
    const [action] = actions.filter(({ disabled, command }) => disabled === undefined && command === undefined);
    assert.ok(action);
    const { edit } =
      action.edit === undefined ? ((await this.client.request("codeAction/resolve", action)) as CodeAction) : action;
    assert.ok(edit);
    assert.equal(
      edit.documentChanges !== undefined,
      this.capabilities.workspace?.workspaceEdit?.documentChanges === true,
    );
    const [change] = (edit.documentChanges ?? []) as TextDocumentEdit[];
    const edits = edit.changes?.[URI] ?? change?.edits;
    return applyTextEdits(text, edits as never, this.encoding);
  }
}

describe("every client in every cell", () => {
  for (const name of NAMES) {
    for (const cell of CELLS) {
      const { encoding, pull, refresh } = cell;
      it(`${name}: ${encoding}, ${pull ? "pull" : "no pull"}, ${refresh ? "refresh" : "no refresh"}`, async () => {
        const capabilities = inCell(capabilitiesOf(name), cell);
        const talk = await Conversation.start(capabilities);
        const { client } = talk;
        assert.equal(talk.encoding, encoding);
        assert.equal(talk.pulls, pull && refresh);
        client.open(URI, OPAQUE_CALL);
        await talk.asked();
        const [found] = await talk.diagnostics();
        assert.deepEqual(found?.range, OPAQUE_CALL_RANGE[encoding]);
        const says = (pull && refresh ? capabilities.textDocument?.diagnostic : undefined) ?? {};
        const push = capabilities.textDocument?.publishDiagnostics;
        const related = says.relatedInformation ?? push?.relatedInformation ?? false;
        assert.equal(found.relatedInformation !== undefined, related);
        // An edit before the finding, on its line, with a column in the client's own count.
        const { start } = OPAQUE_CALL_RANGE[encoding];
        client.change(URI, 2, { range: { start, end: start }, text: '"é"; ' });
        const [moved] = await talk.diagnostics();
        const width = { "utf-8": 6, "utf-16": 5, "utf-32": 5 }[encoding];
        assert.deepEqual(moved?.range.start, { line: 4, character: start.character + width });
        await talk.turnOff();
        assert.deepEqual(await talk.diagnostics(), []);
        await client.close();
      });
    }
  }
});

describe("every client as it is", () => {
  for (const name of NAMES) {
    it(name, async () => {
      const capabilities = capabilitiesOf(name);
      const talk = await Conversation.start(capabilities);
      const { client } = talk;
      client.open(URI, GENERATOR);
      await talk.asked();
      const [found] = await talk.diagnostics();
      assert.equal(found?.code, "generator-in-loop");
      const actions = await talk.actions(found.range, [found]);
      if (name === "bare") assert.deepEqual(actions, []);
      else {
        const fixed = await talk.fixed(GENERATOR, actions);
        client.change(URI, 2, { text: fixed });
        assert.deepEqual(await talk.diagnostics(), []);
      }
      const { range } = found;
      await client.request("textDocument/hover", { textDocument: { uri: URI }, position: range.start });
      await client.request("textDocument/completion", { textDocument: { uri: URI }, position: range.start });
      for (const method of ["documentLink", "codeLens"]) {
        await client.request(`textDocument/${method}`, { textDocument: { uri: URI } });
      }
      await client.request("textDocument/inlayHint", { textDocument: { uri: URI }, range });
      client.notify("textDocument/didSave", { textDocument: { uri: URI } });
      client.notify("textDocument/didClose", { textDocument: { uri: URI } });
      if (!talk.pulls) assert.deepEqual(await talk.diagnostics(), []);
      await client.close();
    });
  }
});

describe("what the server offers", () => {
  const DIAGNOSTICS = {
    identifier: "jit-hints",
    interFileDependencies: true,
    workspaceDiagnostics: false,
    workDoneProgress: false,
  };
  const COMMANDS = ["jitHints.fixFile", "jitHints.fixRuleInWorkspace", "jitHints.openRulePage"];
  const TO_ALL = {
    textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
    executeCommandProvider: { commands: COMMANDS, workDoneProgress: true },
    completionProvider: { triggerCharacters: ["[", ",", " ", ".", '"'] },
    documentLinkProvider: {},
    inlayHintProvider: true,
    codeLensProvider: {},
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  const KINDS = ["quickfix", "refactor.rewrite.jitHints", "source.fixAll.jitHints"];

  it("depends on the client", async () => {
    const offers: Record<string, unknown> = {};
    for (const name of ["vscode", "bare"]) {
      const client = new Client();
      client.answer("client/registerCapability", () => null);
      offers[name] = (await client.initialize({ capabilities: capabilitiesOf(name) })).capabilities;
      if (name === "vscode") await client.next("client/registerCapability");
      await client.close();
    }
    assert.deepEqual(offers.bare, {
      ...TO_ALL,
      codeActionProvider: { codeActionKinds: KINDS, resolveProvider: false },
    });
    assert.deepEqual(offers.vscode, {
      ...TO_ALL,
      positionEncoding: "utf-16",
      diagnosticProvider: DIAGNOSTICS,
      notebookDocumentSync: { notebookSelector: [{ notebook: "*", cells: [{ language: "python" }] }] },
      codeActionProvider: {
        codeActionKinds: [...KINDS, "notebook.source.fixAll.jitHints"],
        resolveProvider: true,
        documentation: [{ kind: "quickfix", command: { title: "About the rules", command: "jitHints.openRulePage" } }],
      },
    });
  });
});

describe("clients of older and newer versions", () => {
  it("may say null or true where a list is expected", async () => {
    const client = new Client();
    const odd = {
      workspace: { workspaceEdit: null, configuration: null },
      textDocument: {
        codeAction: { codeActionLiteralSupport: null, resolveSupport: null, dataSupport: true },
        completion: { completionItem: { documentationFormat: null } },
        diagnostic: null,
        hover: { contentFormat: true },
        publishDiagnostics: { tagSupport: true },
      },
      window: null,
      general: { positionEncodings: null },
      notebookDocument: { synchronization: null },
    };
    await client.initialize({ capabilities: odd as unknown as ClientCapabilities, workspaceFolders: null });
    client.open(URI, OPAQUE_CALL);
    assert.equal((await client.published(URI)).diagnostics.length, 1);
    await client.close();
  });

  it("get Markdown in messages and tags where they take them", async () => {
    const client = new Client();
    await client.initialize({
      capabilities: {
        workspace: { diagnostics: { refreshSupport: true } },
        textDocument: { diagnostic: { markupMessageSupport: true, tagSupport: { valueSet: [1] } } },
      },
    });
    client.open(URI, `x = 1  # jit: ignore\n${OPAQUE_CALL}`);
    const [unused, call] = (await client.pull(URI)).items;
    assert.deepEqual(unused?.tags, [1]);
    assert.equal(call?.tags, undefined);
    assert.ok(typeof call?.message === "object");
    assert.equal(call.message.kind, "markdown");
    assert.match(call.message.value, /`json\.dumps|json\.dumps/);
    await client.close();
  });
});
