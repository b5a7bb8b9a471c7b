import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, ConfigurationParams, RegistrationParams } from "vscode-languageserver";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client } from "./client.js";
import { PLAIN_CALL, PULL_CLIENT } from "./fixtures.js";

const URI = "file:///somewhere/hot.py";
const ASKED: ClientCapabilities = { workspace: { configuration: true } };
const WATCHING: ClientCapabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
const TELLING: ClientCapabilities = { experimental: { jitHints: { status: true } } };
const OFF = { rules: { "opaque-call-in-loop": "off" } };

async function started(capabilities: ClientCapabilities, initializationOptions?: unknown): Promise<Client> {
  const client = new Client();
  client.answer("client/registerCapability", () => null);
  await client.initialize({ capabilities, initializationOptions });
  return client;
}

/** Opens a document and gives the number of hints for it. */
async function hintsIn(client: Client, uri: string, text = PLAIN_CALL): Promise<number> {
  client.open(uri, text);
  return hints(client, uri);
}

async function hints(client: Client, uri: string): Promise<number> {
  return (await client.published(uri)).diagnostics.length;
}

describe("settings from the editor", () => {
  it("come in initializationOptions, as the bare object", async () => {
    const client = await started({}, OFF);
    assert.equal(await hintsIn(client, URI), 0);
    await client.close();
  });

  it("are asked for each document", async () => {
    const client = new Client();
    const asked: unknown[] = [];
    client.answer("workspace/configuration", ({ items }: ConfigurationParams) => {
      asked.push(...items);
      return items.map(({ scopeUri }) => (scopeUri?.includes("/off/") ? { ...OFF, trace: { server: "off" } } : null));
    });
    await client.initialize({ capabilities: ASKED });
    assert.equal(await hintsIn(client, "file:///on/a.py"), 1);
    assert.equal(await hintsIn(client, "file:///off/a.py"), 0);
    assert.deepEqual(asked, [
      { scopeUri: "file:///on/a.py", section: "jitHints" },
      { scopeUri: "file:///off/a.py", section: "jitHints" },
    ]);
    for (const _ of asked) await client.next("workspace/configuration");
    await client.close();
  });

  it("are asked for again when they change, for all open documents at once", async () => {
    const client = new Client();
    let settings: unknown = null;
    client.answer("workspace/configuration", ({ items }: ConfigurationParams) => items.map(() => settings));
    client.answer("client/registerCapability", () => null);
    await client.initialize({
      capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } },
    });
    const { registrations } = await client.next<RegistrationParams>("client/registerCapability");
    assert.deepEqual(
      registrations.map(({ method, registerOptions }) => [method, registerOptions]),
      [["workspace/didChangeConfiguration", { section: "jitHints" }]],
    );
    const uris = ["file:///a.py", "file:///b.py"];
    for (const uri of uris) {
      assert.equal(await hintsIn(client, uri), 1);
      await client.next("workspace/configuration");
    }
    settings = OFF;
    client.notify("workspace/didChangeConfiguration", { settings: null });
    const { items } = await client.next<ConfigurationParams>("workspace/configuration");
    assert.deepEqual(
      items.map(({ scopeUri }) => scopeUri),
      uris,
    );
    for (const uri of uris) assert.equal(await hints(client, uri), 0);
    await client.close();
  });

  it("are those after the last change, also for questions from before it and when answers come out of order", async () => {
    const client = new Client();
    const answers: ((settings: object) => void)[] = [];
    client.answer(
      "workspace/configuration",
      () => new Promise((resolve) => answers.push((settings) => resolve([settings]))),
    );
    await client.initialize({ capabilities: { ...ASKED, ...TELLING } });
    client.open(URI, PLAIN_CALL);
    await client.next("workspace/configuration");
    const lenses = client.request("textDocument/codeLens", { textDocument: { uri: URI } });
    await client.settle();
    client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.next("workspace/configuration");
    const [before, after] = answers;
    after!({ runtimes: ["pypy"], codeLens: { enable: true } });
    await client.settle();
    before!({ runtimes: ["cpython-3.14"] });
    assert.equal(((await lenses) as unknown[]).length, 1);
    for (const _ of ["for the document that was opened", "for the settings"]) assert.equal(await hints(client, URI), 1);
    assert.deepEqual((await client.next<{ runtimes: string[] }>("jitHints/status")).runtimes, ["pypy"]);
    await client.close();
  });

  it("are taken from the notification where the client cannot be asked", async () => {
    const client = await started({}, OFF);
    assert.equal(await hintsIn(client, URI), 0);
    client.notify("workspace/didChangeConfiguration", {
      settings: { jitHints: { rules: { "opaque-call-in-loop": "hint" } } },
    });
    const { diagnostics } = await client.published(URI);
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      [4],
    );
    await client.close();
  });

  it("that are wrong are named once and left out", async () => {
    const client = new Client();
    const shown = async (pattern: RegExp) => {
      const { message } = await client.next<{ message: string }>("window/showMessage");
      assert.match(message, pattern);
    };
    client.allowLog(/rules\.opaque-call-in-loop: must be one of.*minimumConfidence: /s);
    await client.initialize({
      capabilities: {},
      initializationOptions: { rules: { "opaque-call-in-loop": "loud" }, minimumConfidence: 3, exclude: ["*.txt"] },
    });
    await shown(/rules\.opaque-call-in-loop: .*; minimumConfidence: /);
    assert.equal(await hintsIn(client, URI), 1);
    client.allowLog(/must be an object of settings/);
    for (let time = 0; time < 2; time++) {
      client.notify("workspace/didChangeConfiguration", { settings: { jitHints: [] } });
      assert.equal(await hints(client, URI), 1);
    }
    await shown(/must be an object of settings/);
    client.notify("workspace/didChangeConfiguration", { settings: 7 });
    assert.equal(await hints(client, URI), 1);
    await client.close();
  });

  it("are the defaults when the client fails to answer", async () => {
    const client = new Client();
    client.allowLog(/the editor did not answer/);
    await client.initialize({ capabilities: ASKED, initializationOptions: {} });
    assert.equal(await hintsIn(client, URI), 1);
    await client.next("workspace/configuration");
    await client.next("window/showMessage");
    await client.close();
  });

  it("make a pulling client pull again", async () => {
    const client = await started(PULL_CLIENT);
    client.answer("workspace/diagnostic/refresh", () => null);
    client.open(URI, PLAIN_CALL);
    const { items, resultId } = await client.pull(URI);
    assert.equal(items.length, 1);
    client.notify("workspace/didChangeConfiguration", { settings: { jitHints: OFF } });
    await client.next("workspace/diagnostic/refresh");
    assert.deepEqual((await client.pull(URI, resultId)).items, []);
    await client.close();
  });
});

describe("settings files", () => {
  const OFF_TOML = '[tool.jit-hints.rules]\nopaque-call-in-loop = "off"\n';

  it("are watched: created, changed, deleted, for all open documents", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "pyproject.toml");
    const uri = pathToFileURL(file).href;
    const documents = ["a.py", "sub/b.py"].map((name) => pathToFileURL(join(folder, name)).href);
    const client = await started(WATCHING);
    const { registrations } = await client.next<RegistrationParams>("client/registerCapability");
    assert.deepEqual(
      registrations.map(({ method, registerOptions }) => [method, registerOptions]),
      [
        [
          "workspace/didChangeWatchedFiles",
          {
            watchers: [
              { globPattern: "**/pyproject.toml" },
              { globPattern: "**/jit-hints.toml" },
              { globPattern: "**/.python-version" },
              { globPattern: "**/*.py" },
            ],
          },
        ],
      ],
    );
    for (const document of documents) assert.equal(await hintsIn(client, document), 1);
    const changed = async (type: 1 | 2 | 3, expected: number) => {
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
      for (const document of documents) assert.equal(await hints(client, document), expected);
    };
    writeFileSync(file, OFF_TOML);
    await changed(1, 0);
    writeFileSync(file, OFF_TOML.replace("off", "error"));
    await changed(2, 1);
    rmSync(file);
    await changed(3, 1);
    await client.close();
  });

  it("are looked at again on save, for clients that watch nothing", async () => {
    const folder = temporaryFolder();
    const document = pathToFileURL(join(folder, "a.py")).href;
    const client = await started({});
    assert.equal(await hintsIn(client, document), 1);
    client.notify("textDocument/didSave", { textDocument: { uri: document } });
    await client.settle();
    writeFileSync(join(folder, "jit-hints.toml"), 'rules.opaque-call-in-loop = "off"\n');
    client.notify("textDocument/didSave", { textDocument: { uri: document } });
    assert.equal(await hints(client, document), 0);
    await client.close();
  });

  it("win over the editor, the nearest one first", async () => {
    const folder = temporaryFolder({
      "pyproject.toml": OFF_TOML,
      "near/jit-hints.toml": '[rules]\nopaque-call-in-loop = "hint"\n',
    });
    const client = await started({}, { rules: { "opaque-call-in-loop": "error" }, minimumConfidence: "medium" });
    assert.equal(await hintsIn(client, pathToFileURL(join(folder, "a.py")).href), 0);
    const near = pathToFileURL(join(folder, "near", "a.py")).href;
    client.open(near, PLAIN_CALL);
    const { diagnostics } = await client.published(near);
    assert.deepEqual(
      diagnostics.map(({ severity }) => severity),
      [4],
    );
    await client.close();
  });

  it("exclude files, and overrides are for some", async () => {
    const folder = temporaryFolder({
      "pyproject.toml": [
        "[tool.jit-hints]",
        'exclude = ["generated/**"]',
        "[[tool.jit-hints.overrides]]",
        'files = ["tests/**"]',
        'rules = { opaque-call-in-loop = "off" }',
      ].join("\n"),
    });
    const client = await started({});
    const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
    assert.equal(await hintsIn(client, uriOf("a.py")), 1);
    assert.equal(await hintsIn(client, uriOf("generated/a.py")), 0);
    assert.equal(await hintsIn(client, uriOf("tests/a.py")), 0);
    await client.close();
  });

  it("show what is wrong in them, at its place, until it is right", async () => {
    const folder = temporaryFolder({
      "pyproject.toml": '[project]\nname = "x"\n\n[tool.jit-hints.rules]\nopaque-call-in-lop = "off"\n',
    });
    const file = join(folder, "pyproject.toml");
    const uri = pathToFileURL(file).href;
    const client = await started({});
    assert.equal(await hintsIn(client, pathToFileURL(join(folder, "a.py")).href), 1);
    const [problem] = (await client.published(uri)).diagnostics;
    assert.deepEqual(problem?.range.start, { line: 4, character: 0 });
    assert.match(String(problem?.message), /opaque-call-in-lop.*Did you mean "opaque-call-in-loop"/);
    writeFileSync(file, "[tool.jit-hints\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
    assert.match(String((await client.published(uri)).diagnostics[0]?.message), /not valid TOML/);
    writeFileSync(file, OFF_TOML);
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
    assert.deepEqual((await client.published(uri)).diagnostics, []);
    for (const count of [1, 0]) assert.equal(await hints(client, pathToFileURL(join(folder, "a.py")).href), count);
    await client.close();
  });
});

describe("workspace folders", () => {
  it("are where the editor's globs begin, and may come and go", async () => {
    const client = new Client();
    await client.initialize({
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: [{ uri: "file:///one", name: "one" }],
      initializationOptions: { exclude: ["/build"] },
    });
    assert.equal(await hintsIn(client, "file:///one/build/a.py"), 0);
    assert.equal(await hintsIn(client, "file:///one/sub/build/a.py"), 1);
    assert.equal(await hintsIn(client, "file:///two/build/a.py"), 1);
    client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: "file:///two", name: "two" }], removed: [{ uri: "file:///one", name: "one" }] },
    });
    assert.equal(await hints(client, "file:///one/build/a.py"), 1);
    assert.equal(await hints(client, "file:///one/sub/build/a.py"), 1);
    assert.equal(await hints(client, "file:///two/build/a.py"), 0);
    await client.close();
  });
});

describe("several roots", () => {
  it("have settings of their own, the innermost one counts", async () => {
    const folder = temporaryFolder({ "inner/.git/HEAD": "" });
    const outer = pathToFileURL(folder).href;
    const client = new Client();
    const asked: string[] = [];
    client.answer("workspace/configuration", ({ items }: ConfigurationParams) =>
      items.map(({ scopeUri }) => {
        asked.push(scopeUri!);
        return scopeUri!.includes("/inner/") ? { exclude: ["/build"] } : { exclude: ["/inner/other"] };
      }),
    );
    await client.initialize({
      capabilities: ASKED,
      workspaceFolders: [
        { uri: outer, name: "outer" },
        { uri: `${outer}/inner`, name: "inner" },
      ],
    });
    const found: Record<string, number> = {};
    for (const name of ["build/a.py", "inner/build/a.py", "inner/other/a.py", "inner2/a.py"]) {
      found[name] = await hintsIn(client, `${outer}/${name}`);
    }
    assert.deepEqual(found, { "build/a.py": 1, "inner/build/a.py": 0, "inner/other/a.py": 1, "inner2/a.py": 1 });
    assert.equal(asked.length, 4);
    for (const _ of asked) await client.next("workspace/configuration");
    await client.close();
  });
});

describe("jitHints/status", () => {
  interface Status {
    uri: string;
    runtimes: string[];
    reason: string;
  }

  it("says for which runtimes a document is checked and why, once for each change", async () => {
    const folder = temporaryFolder();
    const uri = pathToFileURL(join(folder, "a.py")).href;
    const client = await started(TELLING);
    await hintsIn(client, uri);
    const first = await client.next<Status>("jitHints/status");
    assert.deepEqual(first.runtimes, ["pypy", "cpython-3.15"]);
    assert.match(first.reason, /nothing names one runtime/);
    client.change(uri, 2, { text: `${PLAIN_CALL}\n` });
    await client.published(uri);
    writeFileSync(join(folder, ".python-version"), "3.15.0\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [] });
    const second = await client.next<Status>("jitHints/status");
    assert.deepEqual(second.runtimes, ["cpython-3.15"]);
    assert.match(second.reason, /\.python-version/);
    assert.equal(await hints(client, uri), 0);
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "jit-hints.toml"), 'runtimes = ["pypy"]\n');
    client.notify("workspace/didChangeWatchedFiles", { changes: [] });
    assert.deepEqual(await client.next<Status>("jitHints/status"), {
      uri,
      runtimes: ["pypy"],
      reason: "Set in jit-hints.toml.",
    });
    assert.equal(await hints(client, uri), 1);
    await client.close();
  });

  it("knows the interpreter that the editor names", async () => {
    const client = await started(TELLING, { interpreter: { path: "/usr/bin/pypy3", implementation: "pypy" } });
    await hintsIn(client, "untitled:Untitled-1");
    assert.deepEqual((await client.next<Status>("jitHints/status")).runtimes, ["pypy"]);
    await client.close();
  });

  it("changes with the shebang", async () => {
    const client = await started(TELLING);
    await hintsIn(client, "untitled:Untitled-1", `#!/usr/bin/env python3.14\n${PLAIN_CALL}`);
    assert.deepEqual((await client.next<Status>("jitHints/status")).runtimes, ["cpython-3.14"]);
    client.change("untitled:Untitled-1", 2, { text: `#!/usr/bin/env pypy3\n${PLAIN_CALL}` });
    assert.equal(await hints(client, "untitled:Untitled-1"), 1);
    assert.deepEqual((await client.next<Status>("jitHints/status")).runtimes, ["pypy"]);
    await client.close();
  });

  it("is not sent to clients that did not ask for it", async () => {
    const client = await started({});
    await hintsIn(client, URI);
    await client.close();
  });
});
