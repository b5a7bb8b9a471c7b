/** Calls through the workspace's other modules: one hint at the loop, which comes and goes with what stands in the other files. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { ClientCapabilities, Diagnostic } from "vscode-languageserver";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client } from "./client.js";
import { PULL_CLIENT, PUSH_CLIENT } from "./fixtures.js";

const LOOP = `from .helper import convert


def total(groups):
    result = 0
    for group in groups:
        for row in group:
            result += convert(row)
    return result
`;
const HELPER = `from . import codec


def convert(row):
    return len(codec.encode(row))
`;
const BLOCKED = `import json


def encode(row):
    return json.dumps(row)
`;
const CLEAN = `def encode(row):
    return row
`;

async function opened(capabilities: ClientCapabilities, codec: string, more: Record<string, string> = {}) {
  const folder = temporaryFolder({
    "pkg/__init__.py": "",
    "pkg/loop.py": LOOP,
    "pkg/helper.py": HELPER,
    "pkg/codec.py": codec,
    ...more,
  });
  const client = new Client();
  client.answer("workspace/diagnostic/refresh", () => null);
  const uri = pathToFileURL(folder).href;
  await client.initialize({ capabilities, workspaceFolders: [{ uri, name: "project" }] });
  const uriOf = (name: string) => `${uri}/pkg/${name}`;
  return { client, uriOf, pathOf: (name: string) => join(folder, "pkg", name) };
}

function placesOf({ relatedInformation }: Diagnostic): string[] {
  return (relatedInformation ?? []).map(
    ({ message, location }) =>
      `${location.uri.replace(/^.*\//, "")}:${location.range.start.line + 1}:${location.range.start.character + 1} ${message}`,
  );
}

const CHAIN = [
  "loop.py:7:9 The hot loop",
  "helper.py:5:16 convert() calls encode()",
  "codec.py:5:12 encode() calls json.dumps()",
];

describe("a blocker two modules away", () => {
  it("is reported once, at the call in the loop, with the chain through the files", async () => {
    const { client, uriOf } = await opened(PUSH_CLIENT, BLOCKED);
    client.open(uriOf("loop.py"), LOOP);
    const { diagnostics } = await client.published(uriOf("loop.py"));
    assert.equal(diagnostics.length, 1);
    assert.deepEqual(diagnostics[0]!.range.start, { line: 7, character: 22 });
    assert.match(String(diagnostics[0]!.message), /^convert\(\) calls encode\(\), which calls json\.dumps\(\): /);
    assert.deepEqual(placesOf(diagnostics[0]!), CHAIN);
    for (const name of ["helper.py", "codec.py"]) {
      client.open(uriOf(name), name === "helper.py" ? HELPER : BLOCKED);
      assert.deepEqual((await client.published(uriOf(name))).diagnostics, []);
    }
    await client.close();
  });

  it("names the files for clients that take no related places", async () => {
    const { client, uriOf } = await opened({}, BLOCKED);
    client.open(uriOf("loop.py"), LOOP);
    const { diagnostics } = await client.published(uriOf("loop.py"));
    assert.match(String(diagnostics[0]!.message), /\n- Line 5 of helper\.py: convert\(\) calls encode\(\)\n/);
    await client.close();
  });

  it("comes and goes while the third file is edited, and the first is not touched", async () => {
    const { client, uriOf } = await opened(PUSH_CLIENT, CLEAN);
    client.open(uriOf("loop.py"), LOOP);
    assert.deepEqual((await client.published(uriOf("loop.py"))).diagnostics, []);
    client.open(uriOf("codec.py"), CLEAN);
    await client.published(uriOf("codec.py"));
    client.change(uriOf("codec.py"), 2, { text: BLOCKED });
    await client.published(uriOf("codec.py"));
    const appeared = await client.published(uriOf("loop.py"));
    assert.equal(appeared.version, 1);
    assert.deepEqual(placesOf(appeared.diagnostics[0]!), CHAIN);
    // The places in the edited text move with it.
    client.change(uriOf("codec.py"), 3, { text: `\n${BLOCKED}` });
    await client.published(uriOf("codec.py"));
    const moved = await client.published(uriOf("loop.py"));
    assert.deepEqual(placesOf(moved.diagnostics[0]!), [...CHAIN.slice(0, 2), CHAIN[2]!.replace(":5:", ":6:")]);
    // What is being typed there takes nothing away here.
    client.change(uriOf("codec.py"), 4, { text: `\n${BLOCKED.replace("json.dumps(row)", "json.dumps(")}` });
    await client.published(uriOf("codec.py"));
    client.change(uriOf("codec.py"), 5, { text: CLEAN });
    await client.published(uriOf("codec.py"));
    assert.deepEqual((await client.published(uriOf("loop.py"))).diagnostics, []);
    await client.close();
  });

  it("counts as it is on the disk again when the third file is closed without saving", async () => {
    const { client, uriOf } = await opened(PUSH_CLIENT, CLEAN);
    client.open(uriOf("codec.py"), BLOCKED);
    await client.published(uriOf("codec.py"));
    client.open(uriOf("loop.py"), LOOP);
    assert.equal((await client.published(uriOf("loop.py"))).diagnostics.length, 1);
    client.notify("textDocument/didClose", { textDocument: { uri: uriOf("codec.py") } });
    await client.published(uriOf("codec.py"));
    assert.deepEqual((await client.published(uriOf("loop.py"))).diagnostics, []);
    await client.close();
  });

  it("follows files that are changed, deleted and created on the disk", async () => {
    const { client, uriOf, pathOf } = await opened(PUSH_CLIENT, CLEAN);
    client.open(uriOf("loop.py"), LOOP);
    assert.deepEqual((await client.published(uriOf("loop.py"))).diagnostics, []);
    const tell = (type: number) =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf("codec.py"), type }] });
    writeFileSync(pathOf("codec.py"), BLOCKED);
    tell(2);
    assert.equal((await client.published(uriOf("loop.py"))).diagnostics.length, 1);
    rmSync(pathOf("codec.py"));
    tell(3);
    assert.deepEqual((await client.published(uriOf("loop.py"))).diagnostics, []);
    writeFileSync(pathOf("codec.py"), BLOCKED);
    tell(1);
    assert.equal((await client.published(uriOf("loop.py"))).diagnostics.length, 1);
    await client.close();
  });

  it("makes clients that pull ask again", async () => {
    const { client, uriOf } = await opened(PULL_CLIENT, CLEAN);
    client.open(uriOf("loop.py"), LOOP);
    assert.deepEqual((await client.pull(uriOf("loop.py"))).items, []);
    client.open(uriOf("codec.py"), CLEAN);
    client.change(uriOf("codec.py"), 2, { text: BLOCKED });
    await client.next("workspace/diagnostic/refresh");
    assert.equal((await client.pull(uriOf("loop.py"))).items.length, 1);
    await client.close();
  });
});

const CLEANER = `def clean(a, b, c, d, e, f, g, h):
${[..."abcdefgh"].map((name) => `    if ${name} is None:\n        ${name} = 0.0\n`).join("")}    return a + b + c + d + e + f + g + h
`;
const CALLER = "from .cleaner import clean\n\n\ndef run(rows):\n    for row in rows:\n        clean(*row)\n";

describe("loops in files that are not open", () => {
  it("make the functions hot that they call, as soon as they have been read", async () => {
    const { client, uriOf, pathOf } = await opened(PUSH_CLIENT, CLEAN, {
      "pkg/cleaner.py": CLEANER,
      "pkg/caller.py": CALLER,
    });
    client.open(uriOf("cleaner.py"), CLEANER);
    let { diagnostics } = await client.published(uriOf("cleaner.py"));
    // The document may have been opened before the other files were read.
    if (diagnostics.length === 0) ({ diagnostics } = await client.published(uriOf("cleaner.py")));
    assert.equal(diagnostics[0]!.code, "none-check-chain");
    assert.deepEqual(placesOf(diagnostics[0]!).slice(0, 2), [
      "caller.py:5:5 The hot loop",
      "caller.py:6:9 Calls clean()",
    ]);

    writeFileSync(pathOf("caller.py"), CALLER.replace("for row in rows:", "if rows:"));
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf("caller.py"), type: 2 }] });
    assert.deepEqual((await client.published(uriOf("cleaner.py"))).diagnostics, []);
    await client.close();
  });

  it("are parsed where they may import an open document, and no others", async () => {
    const { client, uriOf } = await opened(PUSH_CLIENT, CLEAN, {
      "pkg/cleaner.py": CLEANER,
      "pkg/caller.py": CALLER,
      "pkg/between.py": "from .caller import run\n",
    });
    const parsed = async (count: number): Promise<void> => {
      while (!client.log.some((line) => line.includes(`and parsed ${count},`))) await client.settle();
    };
    // loop.py imports helper.py, and that codec.py.
    client.open(uriOf("codec.py"), CLEAN);
    await client.published(uriOf("codec.py"));
    await parsed(3);
    client.open(uriOf("cleaner.py"), CLEANER);
    let { diagnostics } = await client.published(uriOf("cleaner.py"));
    if (diagnostics.length === 0) ({ diagnostics } = await client.published(uriOf("cleaner.py")));
    assert.equal(diagnostics[0]!.code, "none-check-chain");
    await client.close();
  });

  it("count through files that are not checked themselves", async () => {
    const { client, uriOf, pathOf } = await opened(PUSH_CLIENT, CLEAN, {
      "jit-hints.toml": 'exclude = ["pkg/between.py"]\n',
      "pkg/cleaner.py": CLEANER,
      "pkg/between.py": "from .cleaner import clean\n",
      "pkg/caller.py": CALLER.replace(".cleaner", ".between"),
    });
    client.open(uriOf("cleaner.py"), CLEANER);
    let { diagnostics } = await client.published(uriOf("cleaner.py"));
    if (diagnostics.length === 0) ({ diagnostics } = await client.published(uriOf("cleaner.py")));
    assert.equal(placesOf(diagnostics[0]!)[0], "caller.py:5:5 The hot loop");

    // A file that is gone makes nothing hot any more.
    rmSync(pathOf("caller.py"));
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf("caller.py"), type: 3 }] });
    assert.deepEqual((await client.published(uriOf("cleaner.py"))).diagnostics, []);
    await client.close();
  });

  it("are read with a progress that can be cancelled", async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`pkg/m${index}.py`, CALLER]));
    const folder = temporaryFolder({ "pkg/__init__.py": "", "pkg/cleaner.py": CLEANER, ...files });
    const client = new Client();
    client.answer("window/workDoneProgress/create", () => null);
    const uri = pathToFileURL(folder).href;
    await client.initialize({
      capabilities: { ...PUSH_CLIENT, window: { workDoneProgress: true } },
      workspaceFolders: [{ uri, name: "project" }],
    });
    await client.next("window/workDoneProgress/create");
    const values: { kind: string; title?: string; cancellable?: boolean }[] = [];
    do {
      const { token, value } = (await client.next("$/progress")) as { token: string; value: (typeof values)[number] };
      if (values.length === 0) client.notify("window/workDoneProgress/cancel", { token });
      values.push(value);
    } while (values.at(-1)!.kind !== "end");
    assert.deepEqual(values[0], {
      kind: "begin",
      title: "JIT hints: reading modules",
      percentage: 0,
      message: "",
      cancellable: true,
    });
    assert.ok(values.length < 90, `${values.length} messages`);
    await client.close();
  });
});
