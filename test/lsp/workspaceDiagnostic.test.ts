/** `workspace/diagnostic`: opt-in, answered in parts, waiting while there is nothing new. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, WorkspaceDocumentDiagnosticReport } from "vscode-languageserver";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client, RequestFailed } from "./client.js";
import { PLAIN_CALL, PULL_CLIENT } from "./fixtures.js";

const OPTIONS = { workspaceDiagnostics: { enable: true } };

type Reports = readonly WorkspaceDocumentDiagnosticReport[];

async function started(
  folder: string,
  more: ClientCapabilities = {},
  initializationOptions: object = OPTIONS,
): Promise<{ client: Client; uriOf: (name: string) => string; provider: unknown }> {
  const client = new Client();
  client.answer("client/registerCapability", () => null);
  client.answer("window/workDoneProgress/create", () => null);
  client.answer("workspace/diagnostic/refresh", () => null);
  const uri = pathToFileURL(folder).href;
  const { capabilities } = await client.initialize({
    capabilities: { ...PULL_CLIENT, ...more },
    workspaceFolders: [{ uri, name: "project" }],
    initializationOptions,
  });
  return { client, uriOf: (name) => `${uri}/${name}`, provider: capabilities.diagnosticProvider };
}

async function reports(client: Client, known: Reports = [], more: object = {}): Promise<Reports> {
  const { items } = (await client.request("workspace/diagnostic", { previousResultIds: ids(known), ...more })) as {
    items: Reports;
  };
  return items;
}

function ids(known: Reports) {
  return known.map(({ uri, resultId }) => ({ uri, value: resultId! }));
}

/** The number of diagnostics by the end of the URI. */
function counts(items: Reports): Record<string, number> {
  return Object.fromEntries(
    items.map((report) => [report.uri.replace(/^.*\//, ""), report.kind === "full" ? report.items.length : -1]),
  );
}

describe("workspace diagnostics", () => {
  it("are offered only to those who ask for them", async () => {
    const folder = temporaryFolder({ "a.py": PLAIN_CALL });
    const plain = await started(folder, {}, {});
    assert.equal((plain.provider as { workspaceDiagnostics: boolean }).workspaceDiagnostics, false);
    await assert.rejects(
      plain.client.request("workspace/diagnostic", { previousResultIds: [] }),
      (error: unknown) => error instanceof RequestFailed && error.code === -32601,
    );
    await plain.client.close();
    const { client, provider } = await started(folder);
    assert.equal((provider as { workspaceDiagnostics: boolean }).workspaceDiagnostics, true);
    await client.close();
  });

  it("come from files that are open, and from those that are not", async () => {
    const folder = temporaryFolder({
      "a.py": PLAIN_CALL,
      "b.py": "x = 1\n",
      "sub/c.py": PLAIN_CALL,
      "sub/open.py": "x = 1\n",
      "node_modules/d.py": PLAIN_CALL,
      "venv/pyvenv.cfg": "",
      "venv/e.py": PLAIN_CALL,
      "generated/f.py": PLAIN_CALL,
      "pyproject.toml": '[tool.jit-hints]\nexclude = ["generated"]\n',
      "latin.py": Buffer.from("# coding: latin-1\nx = '\xe9'\n", "latin1"),
      "broken.py": Buffer.from([0x78, 0x20, 0xff, 0xfe]),
    });
    const { client, uriOf } = await started(folder);
    client.open(uriOf("sub/open.py"), PLAIN_CALL, 7);
    const items = await reports(client);
    assert.deepEqual(counts(items), { "open.py": 1, "a.py": 1, "c.py": 1 });
    assert.deepEqual(
      items.map(({ version }) => version),
      [7, null, null],
    );
    await client.close();
  });

  it("wait until something changes, and then say only what is new", async () => {
    const folder = temporaryFolder({ "a.py": PLAIN_CALL, "b.py": PLAIN_CALL, "c.py": PLAIN_CALL });
    const { client, uriOf } = await started(folder);
    const first = await reports(client);
    assert.deepEqual(counts(first), { "a.py": 1, "b.py": 1, "c.py": 1 });
    const second = reports(client, first);
    // The answer comes only after this edit, and other requests are answered meanwhile.
    await client.settle();
    client.open(uriOf("b.py"), "x = 1\n", 3);
    assert.deepEqual(counts(await second), { "b.py": 0 });
    const known = [...first.filter(({ uri }) => !uri.endsWith("b.py")), ...(await second)];

    const third = reports(client, known);
    await client.settle();
    writeFileSync(join(folder, "a.py"), "# now longer, and clean\n");
    rmSync(join(folder, "c.py"));
    const changes = ["a.py", "c.py"].map((name, index) => ({ uri: uriOf(name), type: index + 2 }));
    client.notify("workspace/didChangeWatchedFiles", { changes });
    assert.deepEqual(counts(await third), { "a.py": 0, "c.py": 0 });
    const gone = new Set(["a.py", "c.py"]);
    const rest = [...known.filter(({ uri }) => !gone.has(uri.replace(/^.*\//, ""))), ...(await third)];

    // What is empty and known as such is not said again.
    const fourth = client.start("workspace/diagnostic", { previousResultIds: ids(rest) });
    await client.settle();
    client.notify("$/cancelRequest", { id: fourth.id });
    await assert.rejects(fourth.answer, (error: unknown) => error instanceof RequestFailed && error.code === -32800);
    await client.close();
  });

  it("follow settings", async () => {
    const folder = temporaryFolder({ "a.py": PLAIN_CALL });
    const { client } = await started(folder);
    const first = await reports(client);
    const second = reports(client, first);
    await client.settle();
    writeFileSync(join(folder, "jit-hints.toml"), 'rules.opaque-call-in-loop = "off"\n');
    const uri = pathToFileURL(join(folder, "jit-hints.toml")).href;
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 1 }] });
    assert.deepEqual(counts(await second), { "a.py": 0 });
    await client.next("workspace/diagnostic/refresh");
    await client.close();
  });

  it("are answered at shutdown", async () => {
    const folder = temporaryFolder({ "a.py": PLAIN_CALL });
    const { client } = await started(folder);
    const first = await reports(client);
    const second = reports(client, first);
    await client.settle();
    await client.request("shutdown");
    assert.deepEqual(await second, []);
    client.notify("exit");
    assert.equal(await client.exited, 0);
    client.check();
  });

  it("come in parts, with progress, where the client takes them", async () => {
    const files = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`f${index}.py`, PLAIN_CALL]));
    const folder = temporaryFolder(files);
    const { client } = await started(folder, { window: { workDoneProgress: true } });
    const last = await reports(client, [], { partialResultToken: "parts", workDoneToken: "work" });
    assert.deepEqual(last, []);
    interface Progress {
      token: string;
      value: { kind?: string; items?: Reports; message?: string };
    }
    const seen: string[] = [];
    let items = 0;
    for (let parts = 0; parts < 3; parts++) {
      const part = await client.next<Progress>("$/progress", ({ token }) => token === "parts");
      items += part.value.items!.length;
    }
    assert.equal(items, 120);
    for (let kind = ""; kind !== "end"; seen.push(kind)) {
      kind = (await client.next<Progress>("$/progress", ({ token }) => token === "work")).value.kind!;
    }
    assert.equal(seen[0], "begin");
    // Once for each percent, not for each file.
    assert.equal(seen.filter((kind) => kind === "report").length, 100);
    await client.close();
  });

  it("never search a home folder or a whole disk", async () => {
    for (const folder of [homedir(), "/"]) {
      const { client, uriOf } = await started(folder);
      client.open(uriOf("open-in-test.py"), PLAIN_CALL);
      assert.deepEqual(counts(await reports(client)), { "open-in-test.py": 1 });
      assert.ok(client.log.some((line) => line.includes("too wide")));
      await client.close();
    }
  });

  it("watch Python files", async () => {
    const { client } = await started(temporaryFolder(), {
      workspace: { ...PULL_CLIENT.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    });
    const { registrations } = await client.next<{
      registrations: { registerOptions: { watchers: { globPattern: string }[] } }[];
    }>("client/registerCapability");
    const globs = registrations.flatMap(({ registerOptions }) =>
      registerOptions.watchers.map((one) => one.globPattern),
    );
    assert.ok(globs.includes("**/*.py"));
    await client.close();
  });
});
