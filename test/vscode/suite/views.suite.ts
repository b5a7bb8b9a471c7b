/** The views: tree, rule pages, previews, reports. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Row } from "../../../client/src/hotPaths/view.js";
import { CHAIN_RULE, RECORDS_RULE } from "../rules.js";
import { until, untilRules } from "./wait.js";
import { api, configuration, open, setRuntimes } from "./workspace.js";

/** A row as it reads. */
interface Shown {
  readonly label: string;
  readonly description: string;
  readonly row: Row;
}

async function rows(parent?: Row): Promise<Shown[]> {
  const { hotPaths } = await api();
  const children = (await hotPaths.getChildren(parent)) ?? [];
  return Promise.all(
    children.map(async (row) => {
      const { label, description } = await hotPaths.getTreeItem(row);
      return { label: String(label), description: String(description), row };
    }),
  );
}

/** The rows at the top, as soon as these are among them. Documents of earlier suites may still be open. */
function untilRows(...labels: string[]): Promise<Shown[]> {
  return until(`the rows [${labels}]`, async () => {
    const shown = await rows();
    const known = shown.filter(({ label }) => labels.includes(label));
    return known.length === labels.length ? known : undefined;
  });
}

suite("views", () => {
  suiteSetup(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await setRuntimes(["pypy", "cpython-3.15"]);
    await untilRules((await open("chain.py")).uri, CHAIN_RULE);
    await untilRules((await open("records.py")).uri, RECORDS_RULE);
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand("jitHints.groupByFile");
    await setRuntimes(undefined);
  });

  test("the tree groups by file, the most expensive first, with counts and what was measured", async () => {
    await vscode.commands.executeCommand("jitHints.groupByFile");
    const files = await untilRows("chain.py", "records.py");
    assert.deepEqual(
      files.map(({ label }) => label),
      ["chain.py", "records.py"],
      "the most expensive first",
    );
    for (const { description } of files) assert.match(description, /1 hint$/);
    const [hint] = await rows(files.find(({ label }) => label === "chain.py")!.row);
    assert.equal(hint?.label, CHAIN_RULE);
    assert.match(hint!.description, /\d(?:x|ns|µs).* · line 5$/);
  });

  test("the tree groups by rule and by loop", async () => {
    await vscode.commands.executeCommand("jitHints.groupByRule");
    await untilRows(CHAIN_RULE, RECORDS_RULE);
    await vscode.commands.executeCommand("jitHints.groupByLoop");
    const [loop] = await untilRows("for row in rows");
    assert.match(loop!.description, /1 hint · chain\.py:3$/);
  });

  test("a row leads to its line", async () => {
    await vscode.commands.executeCommand("jitHints.groupByRule");
    const [rule] = await untilRows(CHAIN_RULE);
    const [hint] = await rows(rule!.row);
    await vscode.commands.executeCommand("jitHints.goTo", hint!.row);
    const editor = vscode.window.activeTextEditor!;
    assert.ok(editor.document.uri.path.endsWith("/chain.py"));
    assert.equal(editor.selection.active.line, 4);
  });

  test("the tree follows an edit", async () => {
    const document = await open("chain.py");
    await vscode.commands.executeCommand("jitHints.groupByFile");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# one line more\n");
    await vscode.workspace.applyEdit(edit);
    await until("the hint one line below", async () => {
      const files = await rows();
      const [hint] = await rows(files.find(({ label }) => label === "chain.py")?.row);
      return hint?.description.endsWith("line 6") || undefined;
    });
    await vscode.commands.executeCommand("undo");
    await document.save();
  });

  test("a hot loop and its lines are known with the reason", async () => {
    const document = await open("chain.py");
    const facts = await until("facts", async () => (await (await api()).facts(document)) ?? undefined);
    assert.equal(facts.loops.length, 1);
    const [loop] = facts.loops;
    assert.equal(loop!.range.start.line, 2);
    assert.equal(loop!.body.end.line, 16);
    assert.match(loop!.because, /^Hot on PyPy, CPython 3\.15 with JIT, because it is a loop of unknown length\.$/);
  });

  test("code lenses stand above hot loops when they are switched on", async () => {
    const document = await open("chain.py");
    const lenses = async () =>
      (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20)).map(
        ({ range, command }) => `${range.start.line} ${command?.title}`,
      );
    // The size of the chain is the server's lens, the reason the client's.
    const both = [
      "2 6 checks, up to 64 paths",
      "2 Hot on PyPy, CPython 3.15 with JIT, because it is a loop of unknown length",
    ];
    const set = (value: true | undefined) =>
      configuration().update("codeLens.enable", value, vscode.ConfigurationTarget.Workspace);
    // The first answer after a change is one under the new settings, also where the settings change again at once.
    for (let round = 0; round < 5; round++) {
      assert.deepEqual(await lenses(), []);
      await set(true);
      assert.deepEqual(await lenses(), both, `round ${round}`);
      await set(undefined);
    }
  });

  test("the page of a rule is shown inside the editor", async () => {
    await vscode.commands.executeCommand("jitHints.showRule", CHAIN_RULE);
    await until("a preview", () => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab?.label.includes(CHAIN_RULE) && tab.input instanceof vscode.TabInputWebview ? true : undefined;
    });
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`jit-hints-docs:/rules/${CHAIN_RULE}.md`));
    assert.match(page.getText(), /^# none-check-chain\n/);
    assert.doesNotMatch(page.getText(), /<!--/);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  test("every rule has a page in the package", async () => {
    const properties = vscode.extensions.getExtension("python-jit-hints.python-jit-hints")!.packageJSON.contributes
      .configuration.properties;
    for (const rule of Object.keys(properties["jitHints.rules"].properties)) {
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`jit-hints-docs:/rules/${rule}.md`));
      assert.ok(page.getText().startsWith(`# ${rule}\n`), rule);
    }
  });

  test("an example opens as a new file with a hint", async () => {
    await vscode.commands.executeCommand("jitHints.openExample");
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.uri.scheme, "untitled");
    await untilRules(document.uri, CHAIN_RULE);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("the report names versions and settings, and no file", async () => {
    await open("chain.py");
    await vscode.commands.executeCommand("jitHints.copyReport");
    const report = await vscode.env.clipboard.readText();
    const { version } = vscode.extensions.getExtension("python-jit-hints.python-jit-hints")!.packageJSON;
    assert.ok(report.includes(`- Python JIT Hints: ${version}`));
    assert.match(report, /Server: Running, \d/);
    assert.match(report, /"minimumConfidence": "medium"/);
    assert.doesNotMatch(report, /chain\.py|jit-hints-workspace/);
  });
});
