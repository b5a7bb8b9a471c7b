/** `jitHints.runtimes: "auto"` and the interpreter that is selected in the editor. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { CHAIN_RULE, RECORDS_RULE } from "../rules.js";
import { ENVIRONMENTS_EXTENSION, SELECT_INTERPRETER } from "./names.js";
import { untilRules } from "./wait.js";
import { open, setRuntimes } from "./workspace.js";

async function select(path?: string, sysVersion?: string, numbers: readonly number[] = []): Promise<void> {
  const [major, minor, micro] = numbers;
  await vscode.commands.executeCommand(SELECT_INTERPRETER, path, { major, minor, micro, sysVersion });
}

suite("runtime", () => {
  suiteSetup(() => setRuntimes(undefined));
  teardown(() => select());

  test("follows the interpreter that the Python extension or its successor names", async () => {
    const chain = await open("chain.py");
    const records = await open("records.py");
    await untilRules(chain.uri, CHAIN_RULE);
    await untilRules(records.uri, RECORDS_RULE);
    await select("/opt/pypy/bin/python", "3.11.15 (abc) [PyPy 7.3.20 with GCC 12]", [3, 11, 15]);
    await untilRules(records.uri);
    await untilRules(chain.uri, CHAIN_RULE);
    await select("/usr/bin/python3.15", "3.15.0 (main) [GCC 14]", [3, 15, 0]);
    await untilRules(chain.uri);
    await untilRules(records.uri, RECORDS_RULE);
    await vscode.commands.executeCommand("jitHints.copyReport");
    const asked = vscode.extensions.getExtension(ENVIRONMENTS_EXTENSION) ? "Python Environments" : "Python";
    const report = await vscode.env.clipboard.readText();
    assert.match(report, new RegExp(`Interpreter: Python 3\\.15\\S* \\(asked: ${asked}\\)`));
  });

  test("is not narrowed by an interpreter without a JIT", async () => {
    const chain = await open("chain.py");
    await select("/usr/bin/python3.15", "3.15.0", [3, 15, 0]);
    await untilRules(chain.uri);
    await select("/usr/bin/python3.12", "3.12.3", [3, 12, 3]);
    await untilRules(chain.uri, CHAIN_RULE);
  });

  test("is what the settings say, whatever is selected", async () => {
    const chain = await open("chain.py");
    await select("/usr/bin/python3.15", "3.15.0", [3, 15, 0]);
    await untilRules(chain.uri);
    await setRuntimes(["pypy"]);
    await untilRules(chain.uri, CHAIN_RULE);
    await setRuntimes(undefined);
    assert.ok(await untilRules(chain.uri));
  });
});
