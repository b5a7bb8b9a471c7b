/** Several folders, notebooks, new files. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { CHAIN_RULE, GENERATOR_RULE, RECORDS_RULE } from "../rules.js";
import { ruleOf, until, untilRules } from "./wait.js";
import { actionsAt, file, open, setRuntimes } from "./workspace.js";

suite("workspace", () => {
  suiteSetup(() => setRuntimes(["pypy"]));
  suiteTeardown(() => setRuntimes(undefined));

  test("each folder has its own settings", async () => {
    const here = await open("chain.py");
    const there = await open("chain.py", "on_cpython");
    const records = await open("records.py", "on_cpython");
    await untilRules(here.uri, CHAIN_RULE);
    await untilRules(there.uri);
    await untilRules(records.uri, RECORDS_RULE);
  });

  test("a settings file that changes is heeded at once", async () => {
    const there = await open("chain.py", "on_cpython");
    const settings = file("jit-hints.toml", "on_cpython");
    const before = await vscode.workspace.fs.readFile(settings);
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode('runtimes = ["pypy"]\n'));
    await untilRules(there.uri, CHAIN_RULE);
    await vscode.workspace.fs.writeFile(settings, before);
    await untilRules(there.uri);
  });

  test("a mistake in a settings file is shown in it", async () => {
    const settings = file("jit-hints.toml", "on_cpython");
    const before = await vscode.workspace.fs.readFile(settings);
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode('runtime = "pypy"\n'));
    await until("a problem", () => vscode.languages.getDiagnostics(settings).length === 1 || undefined);
    await vscode.workspace.fs.writeFile(settings, before);
    await until("no problem", () => vscode.languages.getDiagnostics(settings).length === 0 || undefined);
  });

  test("a new file that is not saved yet has hints", async () => {
    const content = (await open("chain.py")).getText();
    const document = await vscode.workspace.openTextDocument({ language: "python", content });
    await vscode.window.showTextDocument(document);
    await untilRules(document.uri, CHAIN_RULE);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("cells of a notebook have hints and fixes, magics and all", async () => {
    const notebook = await vscode.workspace.openNotebookDocument(file("notebook.ipynb"));
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(2).document;
    const [diagnostic] = await untilRules(cell.uri, CHAIN_RULE);
    assert.equal(ruleOf(diagnostic!), CHAIN_RULE);
    assert.equal(diagnostic!.range.start.line, 4);
    const actions = await actionsAt(cell.uri, diagnostic!.range, vscode.CodeActionKind.QuickFix);
    const fix = actions.find(({ edit }) => edit?.get(cell.uri).some(({ newText }) => newText.includes("zip(")));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(" | "));
    await vscode.workspace.applyEdit(fix.edit);
    await untilRules(cell.uri);
    const pairs = notebook.cellAt(3).document;
    await untilRules(pairs.uri, GENERATOR_RULE);
    const all = new vscode.Range(0, 0, pairs.lineCount, 0);
    const fixAll = vscode.CodeActionKind.Notebook.append("source.fixAll");
    const [fixed] = await actionsAt(pairs.uri, all, fixAll);
    assert.ok(fixed?.edit, "no fix for the whole notebook");
    await vscode.workspace.applyEdit(fixed.edit);
    await untilRules(pairs.uri);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
