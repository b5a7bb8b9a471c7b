/** `workspace/executeCommand`, and the actions that lead to commands or to other files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  ApplyWorkspaceEditParams,
  ChangeAnnotation,
  ClientCapabilities,
  CodeAction,
  ShowDocumentParams,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { Client, RequestFailed } from "./client.js";
import { ACTION_CLIENT, applyTextEdits, GENERATOR, NONE_CHAIN, PLAIN_CALL, PUSH_CLIENT } from "./fixtures.js";

const { dataSupport: _data, resolveSupport: _resolve, ...codeAction } = ACTION_CLIENT.textDocument!.codeAction!;

/** Takes edits of any kind at once. */
const EDITOR: ClientCapabilities = {
  window: { workDoneProgress: true, showDocument: { support: true } },
  workspace: {
    applyEdit: true,
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
      changeAnnotationSupport: {},
    },
  },
  textDocument: { ...PUSH_CLIENT.textDocument, codeAction: { ...codeAction, documentationSupport: true } },
};

interface Started {
  client: Client;
  uriOf: (name: string) => string;
  applied: ApplyWorkspaceEditParams[];
  shown: ShowDocumentParams[];
}

async function started(folder: string, capabilities: ClientCapabilities = EDITOR, options?: object): Promise<Started> {
  const client = new Client();
  const applied: ApplyWorkspaceEditParams[] = [];
  const shown: ShowDocumentParams[] = [];
  client.answer("workspace/applyEdit", (params: ApplyWorkspaceEditParams) => {
    applied.push(params);
    return { applied: true };
  });
  client.answer("window/showDocument", (params: ShowDocumentParams) => {
    shown.push(params);
    return { success: true };
  });
  const uri = pathToFileURL(folder).href;
  await client.initialize({
    capabilities,
    workspaceFolders: [{ uri, name: "project" }],
    ...(options === undefined ? {} : { initializationOptions: options }),
  });
  return { client, uriOf: (name) => `${uri}/${name}`, applied, shown };
}

async function actionsAt(client: Client, uri: string, line: number, character: number): Promise<CodeAction[]> {
  const at = { line, character };
  return (await client.request("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  })) as CodeAction[];
}

function textEdits(edit: WorkspaceEdit | undefined): TextDocumentEdit[] {
  return (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => "edits" in change);
}

function run(client: Client, command: string, ...args: unknown[]): Promise<unknown> {
  return client.request("workspace/executeCommand", { command, arguments: args });
}

function titled(actions: readonly CodeAction[], pattern: RegExp): CodeAction {
  const found = actions.find(({ title }) => pattern.test(title));
  assert.ok(found, `${pattern} is not among ${actions.map(({ title }) => title).join("; ")}`);
  return found;
}

const TWO_GENERATORS = `${GENERATOR}\n\n${GENERATOR.slice(GENERATOR.indexOf("def total")).replace("total", "other")}`;

describe("all fixes of a rule", () => {
  it("are applied in the file by one action", async () => {
    const { client, uriOf } = await started(temporaryFolder());
    const uri = uriOf("a.py");
    client.open(uri, TWO_GENERATORS);
    assert.equal((await client.published(uri)).diagnostics.length, 2);
    const all = titled(await actionsAt(client, uri, 8, 6), /^Fix all safe generator-in-loop hints in this file$/);
    const [change] = textEdits(all.edit);
    client.change(uri, 2, { text: applyTextEdits(TWO_GENERATORS, change!.edits as never) });
    assert.deepEqual((await client.published(uri)).diagnostics, []);
    await client.close();
  });

  it("are applied in the workspace after the user has confirmed them", async () => {
    const folder = temporaryFolder({
      "a.py": GENERATOR,
      "sub/b.py": TWO_GENERATORS,
      "c.py": NONE_CHAIN,
      "off/d.py": GENERATOR,
      "off/jit-hints.toml": 'rules.generator-in-loop = "off"\n',
    });
    const { client, uriOf, applied } = await started(folder);
    client.open(uriOf("a.py"), `# open\n${GENERATOR}`, 5);
    await client.published(uriOf("a.py"));
    const action = titled(await actionsAt(client, uriOf("a.py"), 9, 6), /in the workspace…$/);
    const { command, arguments: args } = action.command!;
    const answer = client.request("workspace/executeCommand", { command, arguments: args, workDoneToken: "work" });
    await client.next("workspace/applyEdit");
    assert.equal(await answer, null);
    const [{ edit, label }] = applied as [ApplyWorkspaceEditParams];
    assert.equal(label, "Fix generator-in-loop");
    const [[id, annotation]] = Object.entries(edit.changeAnnotations!) as [[string, ChangeAnnotation]];
    assert.equal(annotation.needsConfirmation, true);
    const changes = textEdits(edit);
    assert.deepEqual(
      changes.map(({ textDocument }) => textDocument),
      [
        { uri: uriOf("a.py"), version: 5 },
        { uri: uriOf("sub/b.py"), version: null },
      ],
    );
    assert.ok(changes.every(({ edits }) => edits.every((one) => "annotationId" in one && one.annotationId === id)));
    const after = applyTextEdits(TWO_GENERATORS, changes[1]!.edits as never);
    assert.doesNotMatch(after, /in pairs\(/);
    const kinds: string[] = [];
    while (kinds.at(-1) !== "end") {
      kinds.push((await client.next<{ value: { kind: string } }>("$/progress")).value.kind);
    }
    assert.equal(kinds[0], "begin");
    await client.close();
  });

  it("are asked about first where the client has no preview of changes", async () => {
    const folder = temporaryFolder({ "a.py": GENERATOR });
    const bare: ClientCapabilities = { workspace: { applyEdit: true } };
    for (const answer of ["Cancel", "Apply"]) {
      const { client, applied, uriOf } = await started(folder, bare);
      client.answer("window/showMessageRequest", () => ({ title: answer }));
      await run(client, "jitHints.fixRuleInWorkspace", "generator-in-loop");
      const { message } = await client.next<{ message: string }>("window/showMessageRequest");
      assert.match(message, /generator-in-loop in 1 file\?/);
      if (answer === "Apply") {
        await client.next("workspace/applyEdit");
        assert.deepEqual(Object.keys(applied[0]?.edit.changes ?? {}), [uriOf("a.py")]);
      }
      await client.close();
    }
  });

  it("can be cancelled", async () => {
    const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}.py`, GENERATOR]));
    const { client } = await started(temporaryFolder(files));
    const fixing = client.start("workspace/executeCommand", {
      command: "jitHints.fixRuleInWorkspace",
      arguments: ["generator-in-loop"],
      workDoneToken: "work",
    });
    await client.next<{ value: { kind: string } }>("$/progress", ({ value }) => value.kind === "report");
    client.notify("$/cancelRequest", { id: fixing.id });
    await assert.rejects(fixing.answer, (error: unknown) => error instanceof RequestFailed && error.code === -32800);
    let reported = 0;
    while ((await client.next<{ value: { kind: string } }>("$/progress")).value.kind !== "end") reported++;
    assert.ok(reported < 190, `${reported} files after the cancellation`);
    await client.close();
  });
});

describe("commands", () => {
  it("fix a file", async () => {
    const { client, uriOf, applied } = await started(temporaryFolder());
    const uri = uriOf("a.py");
    client.open(uri, GENERATOR);
    await client.published(uri);
    assert.equal(await run(client, "jitHints.fixFile", uri), null);
    await client.next("workspace/applyEdit");
    assert.doesNotMatch(applyTextEdits(GENERATOR, textEdits(applied[0]?.edit)[0]!.edits as never), /in pairs\(/);
    await run(client, "jitHints.fixFile", uri, "branch-chain");
    assert.match((await client.next<{ message: string }>("window/showMessage")).message, /nothing to fix/);
    assert.equal(await run(client, "jitHints.fixFile", uriOf("not-open.py")), null);
    await client.close();
  });

  it("open pages, on the web or beside the server", async () => {
    const online = await started(temporaryFolder());
    await run(online.client, "jitHints.openRulePage", "branch-chain");
    await run(online.client, "jitHints.openRulePage");
    for (const _ of online.shown) await online.client.next("window/showDocument");
    assert.match(online.shown[0]!.uri, /^https:.*branch-chain\.md$/);
    assert.equal(online.shown[0]!.external, true);
    assert.match(online.shown[1]!.uri, /^https:.*\/rules$/);
    await online.client.close();

    const offline = await started(temporaryFolder(), EDITOR, { documentation: "offline" });
    await run(offline.client, "jitHints.openRulePage", "branch-chain");
    await offline.client.next("window/showDocument");
    assert.match(readFileSync(new URL(offline.shown[0]!.uri), "utf8"), /^# /m);
    const uri = offline.uriOf("a.py");
    offline.client.open(uri, PLAIN_CALL);
    const [diagnostic] = (await offline.client.published(uri)).diagnostics;
    assert.match(diagnostic?.codeDescription?.href ?? "", /^file:.*opaque-call-in-loop\.md$/);
    await offline.client.close();
  });

  it("with wrong arguments are errors", async () => {
    const { client } = await started(temporaryFolder());
    const isInvalid = (error: unknown) => error instanceof RequestFailed && error.code === -32602;
    await assert.rejects(run(client, "jitHints.unknown"), isInvalid);
    await assert.rejects(run(client, "jitHints.fixFile"), isInvalid);
    await assert.rejects(run(client, "jitHints.fixFile", 3), isInvalid);
    await assert.rejects(run(client, "jitHints.fixRuleInWorkspace", "no-such-rule"), isInvalid);
    await assert.rejects(client.request("workspace/executeCommand", {}), isInvalid);
    await client.close();
  });

  it("are documented with the kinds of action", async () => {
    const client = new Client();
    const { capabilities } = await client.initialize({ capabilities: EDITOR });
    const provider = capabilities.codeActionProvider as { documentation?: { command: { command: string } }[] };
    assert.deepEqual(
      provider.documentation?.map(({ command }) => command.command),
      ["jitHints.openRulePage"],
    );
    await client.close();
  });
});

describe("ignoring a rule", () => {
  it("in the file", async () => {
    const tops: Record<string, string> = {
      "": "# jit: ignore-file[opaque-call-in-loop]\n",
      "#!/usr/bin/env pypy3\n# -*- coding: utf-8 -*-\n":
        "#!/usr/bin/env pypy3\n# -*- coding: utf-8 -*-\n# jit: ignore-file[opaque-call-in-loop]\n",
      "# Licence\n# jit: ignore-file[branch-chain] why\n":
        "# Licence\n# jit: ignore-file[branch-chain, opaque-call-in-loop] why\n",
    };
    const { client, uriOf } = await started(temporaryFolder());
    for (const [index, [before, after]] of Object.entries(tops).entries()) {
      const uri = uriOf(`${index}.py`);
      const text = before + PLAIN_CALL;
      client.open(uri, text);
      const start = (await client.published(uri)).diagnostics.find(({ code }) => code === "opaque-call-in-loop")!.range
        .start;
      const ignore = titled(await actionsAt(client, uri, start.line, start.character), /in this file$/);
      const fixed = applyTextEdits(text, textEdits(ignore.edit)[0]!.edits as never);
      assert.equal(fixed, after + PLAIN_CALL);
      client.change(uri, 2, { text: fixed });
      const rules = (await client.published(uri)).diagnostics.map(({ code }) => code);
      assert.ok(!rules.includes("opaque-call-in-loop"));
    }
    await client.close();
  });

  it("in the project, in the settings file that is there", async () => {
    const text = '[project]\nname = "x"\n\n[tool.jit-hints]\nminimum-confidence = "low"\n';
    const folder = temporaryFolder({ "pyproject.toml": text });
    const { client, uriOf } = await started(folder);
    client.open(uriOf("a.py"), PLAIN_CALL);
    await client.published(uriOf("a.py"));
    const off = titled(await actionsAt(client, uriOf("a.py"), 4, 8), /off in this project \(pyproject\.toml\)$/);
    const [change] = textEdits(off.edit);
    assert.deepEqual(change?.textDocument, { uri: uriOf("pyproject.toml"), version: null });
    assert.equal(
      applyTextEdits(text, change.edits as never),
      `${text}\n[tool.jit-hints.rules]\nopaque-call-in-loop = "off"\n`,
    );
    // The text in the editor goes before the one on the disk.
    const typed = `${text}rules = { branch-chain = "hint" }\n`;
    client.open(uriOf("pyproject.toml"), typed, 9, "toml");
    const again = titled(await actionsAt(client, uriOf("a.py"), 4, 8), /off in this project/);
    const [next] = textEdits(again.edit);
    assert.deepEqual(next?.textDocument, { uri: uriOf("pyproject.toml"), version: 9 });
    assert.equal(
      applyTextEdits(typed, next.edits as never),
      `${text}rules = { opaque-call-in-loop = "off", branch-chain = "hint" }\n`,
    );
    client.change(uriOf("pyproject.toml"), 10, { text: "[tool.jit-hints\n" });
    await client.published(uriOf("pyproject.toml"));
    const broken = titled(await actionsAt(client, uriOf("a.py"), 4, 8), /off in this project/);
    assert.match(broken.disabled?.reason ?? "", /pyproject\.toml has errors/);
    await client.close();
  });

  it("in the project, in a settings file that is made for it", async () => {
    const folder = temporaryFolder();
    const { client, uriOf } = await started(folder);
    client.open(uriOf("a.py"), PLAIN_CALL);
    await client.published(uriOf("a.py"));
    const off = titled(await actionsAt(client, uriOf("a.py"), 4, 8), /off in this project \(jit-hints\.toml\)$/);
    assert.deepEqual(off.edit?.documentChanges?.[0], { kind: "create", uri: uriOf("jit-hints.toml") });
    assert.equal(applyTextEdits("", textEdits(off.edit)[0]!.edits as never), '[rules]\nopaque-call-in-loop = "off"\n');
    client.open("untitled:new", PLAIN_CALL);
    await client.published("untitled:new");
    const untitled = await actionsAt(client, "untitled:new", 4, 8);
    assert.ok(untitled.every(({ title }) => !title.includes("project")));
    await client.close();
  });
});
