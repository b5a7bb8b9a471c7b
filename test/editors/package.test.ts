/** The npm package of the server alone: what is in it, and that it runs where it was installed from the packed archive. */
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { ROOT } from "./editor.js";

const MOST_BYTES = 1_500_000;

describe("the package of the server", () => {
  const prefix = temporaryFolder();
  const installed = join(prefix, "lib", "node_modules", "python-jit-hints-server");
  const command = join(prefix, "bin", "jit-hints");

  before(() => {
    const output = execFileSync(process.execPath, [join(ROOT, "scripts", "package-server.mjs"), prefix], {
      encoding: "utf8",
    });
    const archive = output.trim().split("\n").at(-1)!;
    const options = ["--offline", "--no-audit", "--no-fund", "--prefix", prefix];
    execFileSync("npm", ["install", "--global", ...options, archive], { cwd: prefix, stdio: "pipe" });
  });

  test("holds the server and what belongs to it", () => {
    const rules = readdirSync(join(ROOT, "docs", "rules"))
      .filter((name) => name !== "README.md")
      .map((name) => `docs/rules/${name}`);
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(installed, name)).isFile())
      .sort();
    const own = [
      "LICENSE",
      "README.md",
      "ThirdPartyNotices.md",
      "dist/jit-hints.js",
      "dist/python.wasm.br",
      "dist/server.js",
      "dist/services.js",
    ];
    assert.deepEqual(files, [...own, "package.json", ...rules].sort());
    const bytes = files.reduce((sum, name) => sum + statSync(join(installed, name)).size, 0);
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes unpacked`);
  });

  test("holds nothing of the VS Code client", () => {
    for (const name of ["dist/server.js", "dist/services.js", "dist/jit-hints.js"]) {
      const code = readFileSync(join(installed, name), "utf8");
      assert.doesNotMatch(code, /require\(["']vscode["']\)|vscode-languageclient|registerCodeLensProvider/);
    }
    const { dependencies, main } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    assert.deepEqual([dependencies, main], [undefined, undefined]);
  });

  test("says its version and how it is used", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const run = (...args: string[]) => spawnSync(command, args, { encoding: "utf8" });
    assert.equal(run("--version").stdout, `${version}\n`);
    assert.match(run("--help").stdout, /^Usage: jit-hints server/);
    for (const args of [[], ["check", "."], ["server"]]) {
      const { status, stderr, stdout } = run(...args);
      assert.equal(status, 2);
      assert.match(stderr, /Usage: jit-hints server/);
      assert.equal(stdout, "");
    }
  });

  test("runs from the PATH, and finds its parser and its pages", async () => {
    const server = spawn("jit-hints", ["server", "--stdio"], {
      env: { ...process.env, PATH: `${join(prefix, "bin")}:${process.env.PATH}` },
    });
    let received = "";
    server.stdout.on("data", (chunk: Buffer) => {
      received += chunk.toString();
    });
    const send = (message: object) => {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const arrived = async (words: string) => {
      while (!received.includes(words)) await once(server.stdout, "data");
    };
    const capabilities = { textDocument: { publishDiagnostics: { codeDescriptionSupport: true } } };
    const initializationOptions = { documentation: "offline" };
    send({
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities, initializationOptions },
    });
    await arrived('"serverInfo"');
    send({ method: "initialized", params: {} });
    const text = "import json\n\ndef f(rows):\n    for row in rows:\n        json.dumps(row)\n";
    send({
      method: "textDocument/didOpen",
      params: { textDocument: { uri: "file:///a.py", languageId: "python", version: 1, text } },
    });
    await arrived("publishDiagnostics");
    await arrived("opaque-call-in-loop");
    assert.ok(received.includes(`"href":"file://${installed}/docs/rules/opaque-call-in-loop.md"`));
    send({ id: 2, method: "shutdown" });
    send({ method: "exit" });
    assert.deepEqual(await once(server, "exit"), [0, null]);
  });
});
