/** The packaged extension in a browser: server in a web worker, files in a virtual file system. */

import * as vscode from "vscode";
import { CHAIN_RULE, RECORDS_RULE } from "../rules.js";
import { until, untilRules } from "../suite/wait.js";
import { EXPECTED_FILE, type ExpectedFinding } from "../webMarks.js";
import * as assert from "./assert.js";

const EXTENSION = "python-jit-hints.python-jit-hints";

function file(...path: string[]): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, ...path);
}

async function open(...path: string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(...path));
  await vscode.window.showTextDocument(document);
  return document;
}

function found(uri: vscode.Uri): ExpectedFinding[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "jit-hints")
    .map(({ code, range, message }) => ({
      rule: String(typeof code === "object" ? code.value : code),
      line: range.start.line + 1,
      message,
    }));
}

suite("web extension", () => {
  teardown(() => vscode.workspace.getConfiguration("jitHints").update("runtimes", undefined));

  test("runs in a browser, on a virtual file system", async () => {
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    const document = await open("chain.py");
    assert.notEqual(document.uri.scheme, "file");
    const extension = vscode.extensions.getExtension(EXTENSION)!;
    await until("active", () => extension.isActive || undefined);
    await untilRules(document.uri, CHAIN_RULE);
  });

  test("finds in the examples what the command line finds", async () => {
    const expected: Record<string, ExpectedFinding[]> = JSON.parse(
      new TextDecoder().decode(await vscode.workspace.fs.readFile(file(EXPECTED_FILE))),
    );
    assert.ok(Object.values(expected).flat().length >= 4);
    for (const [name, findings] of Object.entries(expected)) {
      const document = await open("examples", name);
      await until(`${name} is checked`, async () => {
        const now = JSON.stringify(found(document.uri));
        return now === JSON.stringify(findings) || undefined;
      }).catch(() => assert.equal(found(document.uri), findings, name));
    }
  });

  test("reads the settings files of the virtual workspace", async () => {
    const chain = await open("on_cpython", "chain.py");
    const records = await open("on_cpython", "records.py");
    await untilRules(records.uri, RECORDS_RULE);
    await untilRules(chain.uri);
  });

  test("heeds a settings file that is edited", async () => {
    const chain = await open("on_cpython", "chain.py");
    const settings = file("on_cpython", "jit-hints.toml");
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode('runtimes = ["pypy"]\n'));
    await untilRules(chain.uri, CHAIN_RULE);
  });

  test("fixes", async () => {
    const document = await open("chain.py");
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      diagnostic!.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const fix = actions.find(({ edit }) => edit?.get(document.uri).some(({ newText }) => newText.includes("zip(")));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(" | "));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await untilRules(document.uri);
    await vscode.commands.executeCommand("undo");
    await untilRules(document.uri, CHAIN_RULE);
  });

  test("says what it knows in a hover and shows the page of a rule", async () => {
    const document = await open("chain.py");
    const [diagnostic] = await untilRules(document.uri, CHAIN_RULE);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      diagnostic!.range.start,
    );
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value)).join();
    assert.match(text, /command:jitHints\.showRule/);
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`jit-hints-docs:/rules/${CHAIN_RULE}.md`));
    assert.match(page.getText(), /^# none-check-chain/);
  });

  test("restarts its worker", async () => {
    const document = await open("chain.py");
    await vscode.commands.executeCommand("jitHints.restartServer");
    await vscode.workspace.getConfiguration("jitHints").update("runtimes", ["cpython-3.15"]);
    await untilRules(document.uri);
    await vscode.workspace.getConfiguration("jitHints").update("runtimes", undefined);
    await untilRules(document.uri, CHAIN_RULE);
  });
});
