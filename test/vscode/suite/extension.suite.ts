/** The installed extension through the API of VS Code. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { CHAIN_RULE, GENERATOR_RULE, RECORDS_RULE } from "../rules.js";
import { until, untilRules } from "./wait.js";
import { actionsAt, configuration, EXTENSION, open, setRuntimes } from "./workspace.js";

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

  test("rewrites on demand where nothing is wrong", async () => {
    const document = await open("clamp.py");
    await setRuntimes(["pypy"]);
    const selection = new vscode.Range(3, 10, 3, 10);
    const actions = await actionsAt(document.uri, selection, vscode.CodeActionKind.RefactorRewrite);
    const rewrite = actions.find(({ edit }) => edit !== undefined);
    assert.ok(rewrite?.edit, actions.map(({ title }) => title).join(" | "));
    assert.ok(await vscode.workspace.applyEdit(rewrite.edit));
    assert.doesNotMatch(document.getText(), /if x < 0:/);
    await vscode.commands.executeCommand("undo");
  });

  test("fixes a whole file at once, safe fixes only", async () => {
    const document = await open("pairs.py");
    await untilRules(document.uri, GENERATOR_RULE);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [fixAll] = await actionsAt(document.uri, all, vscode.CodeActionKind.SourceFixAll);
    assert.ok(fixAll?.edit, "no fix for all");
    await vscode.workspace.applyEdit(fixAll.edit);
    await untilRules(document.uri);
    assert.match(document.getText(), /for (\w+) in range\(len\(data\)\):\n {8}for \w+ in range\(\1\):/);
    await vscode.commands.executeCommand("undo");
    await untilRules(document.uri, GENERATOR_RULE);
    const chain = await open("chain.py");
    await untilRules(chain.uri, CHAIN_RULE);
    assert.deepEqual(await actionsAt(chain.uri, all, vscode.CodeActionKind.SourceFixAll), [], "an unsafe fix");
  });
});
