/** The installed extension through the API of VS Code. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { serverProcesses } from "../processes.js";
import { CHAIN_RULE, RECORDS_RULE } from "../rules.js";
import { until, untilRules } from "./wait.js";

const EXTENSION = "python-jit-hints.python-jit-hints";

/** Ids of the servers of this extension host. */
function servers(): number[] {
  return serverProcesses()
    .filter(({ parent }) => parent === process.pid)
    .map(({ pid }) => pid);
}

function file(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "no workspace");
  return vscode.Uri.joinPath(folder.uri, name);
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document);
  return document;
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("jitHints", file("chain.py"));
}

async function setRuntimes(value: unknown): Promise<void> {
  await configuration().update("runtimes", value, vscode.ConfigurationTarget.Workspace);
}

async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind.value, 20);
}

suite("installed extension", () => {
  teardown(() => setRuntimes(undefined));

  test("is inactive before a Python file opens, and active after", async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, "not installed");
    assert.match(extension.extensionPath, /jit-hints-profile-/, "runs from the packaged VSIX, not from the sources");
    assert.equal(extension.isActive, false);
    await open("chain.py");
    await until("active", () => extension.isActive || undefined);
  });

  test("registers every command that it contributes", async () => {
    const contributed: { command: string }[] =
      vscode.extensions.getExtension(EXTENSION)?.packageJSON.contributes.commands ?? [];
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.includes(command)),
      [],
    );
    assert.ok(contributed.length >= 4);
  });

  test("shows a chain of None checks once, with its page, its places and its severity", async () => {
    const document = await open("chain.py");
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    assert.equal(diagnostic?.range.start.line, 4);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(diagnostic?.message ?? "", /6 .*PyPy/s);
    assert.ok((diagnostic?.relatedInformation?.length ?? 0) >= 6, "the loop and each further check");
    const { code } = diagnostic!;
    assert.ok(typeof code === "object" && code.target.path.endsWith(`/${CHAIN_RULE}.md`));
  });

  test("explains a hint on hover", async () => {
    const document = await open("chain.py");
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      "vscode.executeHoverProvider",
      document.uri,
      diagnostic!.range.start,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === "string" ? part : part.value)),
    );
    assert.match(text.join("\n"), /PyPy/);
  });

  test("applies the quick fix, saves, and has nothing more to say", async () => {
    const document = await open("chain.py");
    const original = document.getText();
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    const actions = await actionsAt(document.uri, diagnostic!.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find((action) => action.edit?.get(document.uri).some((edit) => edit.newText.includes("zip(")));
    assert.ok(fix?.edit, `no such fix among: ${actions.map(({ title }) => title).join(" | ")}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(await document.save());
    const saved = readFileSync(document.uri.fsPath, "utf8");
    assert.match(saved, /a, b, c, d, e, f = \[.* for x, .* in zip\(\(a, b, c, d, e, f\)/s);
    assert.equal(saved.includes("if a is None"), false);
    await untilRules(document.uri);
    const everything = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
    const back = new vscode.WorkspaceEdit();
    back.replace(document.uri, everything, original);
    await vscode.workspace.applyEdit(back);
    await document.save();
    await untilRules(document.uri, CHAIN_RULE);
  });

  test("offers to ignore a hint", async () => {
    const document = await open("chain.py");
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    const actions = await actionsAt(document.uri, diagnostic!.range, vscode.CodeActionKind.QuickFix);
    const ignore = actions.find((action) =>
      action.edit?.get(document.uri).some((edit) => edit.newText.includes(`jit: ignore[${CHAIN_RULE}]`)),
    );
    assert.ok(ignore, `none among: ${actions.map(({ title }) => title).join(" | ")}`);
  });

  test("changes its hints with the runtime, at once and for every open file", async () => {
    const records = await open("records.py");
    const chain = await open("chain.py");
    await setRuntimes(["cpython-3.15"]);
    await untilRules(chain.uri);
    await untilRules(records.uri, RECORDS_RULE);
    await setRuntimes(["pypy"]);
    await untilRules(chain.uri, CHAIN_RULE);
    await untilRules(records.uri);
  });

  test("switches a rule off by its setting", async () => {
    const document = await open("chain.py");
    await untilRules(document.uri, CHAIN_RULE);
    const rules = (value: unknown) => configuration().update("rules", value, vscode.ConfigurationTarget.Workspace);
    await rules({ [CHAIN_RULE]: "off" });
    await untilRules(document.uri);
    await rules({ [CHAIN_RULE]: "information" });
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Information);
    await rules(undefined);
  });

  test("restarts the server by command", async () => {
    const document = await open("chain.py");
    await untilRules(document.uri, CHAIN_RULE);
    const before = servers();
    assert.equal(before.length, 1, "one server");
    await vscode.commands.executeCommand("jitHints.restartServer");
    await until("another server", () => {
      const after = servers();
      return (after.length === 1 && after[0] !== before[0]) || undefined;
    });
    await untilRules(document.uri, CHAIN_RULE);
  });

  test("starts the server again after a crash", async () => {
    const document = await open("chain.py");
    await untilRules(document.uri, CHAIN_RULE);
    const [pid] = servers();
    process.kill(pid!, "SIGKILL");
    await until("another server", () => servers().some((other) => other !== pid) || undefined);
    await setRuntimes(["cpython-3.15"]);
    await untilRules(document.uri);
    await setRuntimes(undefined);
    await untilRules(document.uri, CHAIN_RULE);
  });
});
