import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Client, RequestFailed, SERVER } from "./client.js";

const INVALID_PARAMS = -32602;
const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;
const NOT_INITIALIZED = -32002;
const REQUEST_CANCELLED = -32800;

function failsWith(code: number) {
  return (error: unknown) => error instanceof RequestFailed && error.code === code;
}

describe("life cycle", () => {
  it("refuses requests before initialize and drops notifications", async () => {
    const client = new Client();
    client.open("file:///early.py", "import json\n");
    await assert.rejects(client.request("shutdown"), failsWith(NOT_INITIALIZED));
    await assert.rejects(client.request("no/such"), failsWith(NOT_INITIALIZED));
    await assert.rejects(
      client.request("textDocument/hover", {
        textDocument: { uri: "file:///early.py" },
        position: { line: 0, character: 0 },
      }),
      failsWith(NOT_INITIALIZED),
    );
    await client.initialize({ capabilities: {} });
    await client.close();
  });

  it("takes initialize once", async () => {
    const client = new Client();
    const result = await client.initialize({ capabilities: {} });
    assert.equal(result.serverInfo?.name, "jit-hints");
    await assert.rejects(
      client.request("initialize", { processId: null, rootUri: null, capabilities: {} }),
      failsWith(INVALID_REQUEST),
    );
    await client.close();
  });

  it("handles in their order the messages that come before initialize is answered", async () => {
    const client = new Client();
    const uri = "file:///early.py";
    const text = "import json\n\ndef scan(rows):\n    for row in rows:\n        json.dumps(row)\n";
    const message = (method: string, params: unknown, id?: string) => ({ jsonrpc: "2.0", id, method, params });
    client.sendTogether([
      message("initialize", { processId: null, rootUri: null, capabilities: {} }, "first"),
      message("initialized", {}),
      message("textDocument/didOpen", { textDocument: { uri, languageId: "python", version: 1, text } }),
      message("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: "x = 1\n" }] }),
      message("textDocument/hover", { textDocument: { uri }, position: { line: 3, character: 6 } }, "cancelled"),
      message("$/cancelRequest", { id: "cancelled" }),
      message("textDocument/codeLens", { textDocument: { uri } }, "answered"),
    ]);
    assert.ok((await client.answerTo("first")).result);
    assert.equal((await client.answerTo("cancelled")).error?.code, REQUEST_CANCELLED);
    assert.deepEqual((await client.answerTo("answered")).result, []);
    assert.equal((await client.published(uri)).version, 2);
    await client.close();
  });

  it("says so when a part of it is missing, and still ends as asked", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jit-hints-"));
    copyFileSync(SERVER, join(folder, "server.js"));
    const client = new Client(["--stdio"], undefined, join(folder, "server.js"));
    client.allowLog(/could not be loaded/);
    await client.initialize({ capabilities: {} });
    const { message } = await client.next<{ message: string }>("window/showMessage");
    assert.equal(message, "Python JIT Hints could not be loaded. The log says why.");
    await assert.rejects(
      client.request("textDocument/codeLens", { textDocument: { uri: "file:///a.py" } }),
      failsWith(METHOD_NOT_FOUND),
    );
    await client.request("shutdown");
    client.notify("exit");
    assert.equal(await client.exited, 0);
    rmSync(folder, { recursive: true });
  });

  it("keeps its compiled code in the user's cache folder, and does without one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jit-hints-"));
    const uri = "file:///rows.py";
    const text = "import json\n\ndef scan(rows):\n    for row in rows:\n        json.loads(row)\n";
    const start = async (cache: string): Promise<void> => {
      const client = new Client(["--stdio"], undefined, SERVER, { ...process.env, XDG_CACHE_HOME: cache });
      await client.initialize({ capabilities: {} });
      client.open(uri, text);
      const { diagnostics } = await client.next<{ diagnostics: unknown[] }>("textDocument/publishDiagnostics");
      assert.equal(diagnostics.length, 1);
      await client.close();
    };
    const code = join(folder, "jit-hints", "code");
    await start(folder);
    const [kept, ...others] = readdirSync(code);
    assert.match(kept!, /^services-/);
    assert.deepEqual(others, []);
    const { mtimeMs } = statSync(join(code, kept!));
    await start(folder);
    assert.equal(statSync(join(code, kept!)).mtimeMs, mtimeMs, "V8 takes what was kept");
    await start(join(code, kept!));
    rmSync(folder, { recursive: true });
  });

  it("refuses everything after shutdown and exits with 0", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    await client.request("shutdown");
    await assert.rejects(client.request("shutdown"), failsWith(INVALID_REQUEST));
    await assert.rejects(client.request("textDocument/hover", {}), failsWith(INVALID_REQUEST));
    client.open("file:///late.py", "import json\n");
    client.notify("exit");
    assert.equal(await client.exited, 0);
    client.check();
  });

  it("exits with 1 without shutdown, also before initialize", async () => {
    const early = new Client();
    early.notify("exit");
    assert.equal(await early.exited, 1);
    const late = new Client();
    await late.initialize({ capabilities: {} });
    late.notify("exit");
    assert.equal(await late.exited, 1);
  });

  it("answers unknown methods and wrong parameters with errors and goes on", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    await assert.rejects(client.request("no/such", {}), failsWith(METHOD_NOT_FOUND));
    await assert.rejects(client.request("textDocument/hover"), failsWith(INVALID_PARAMS));
    await assert.rejects(client.request("textDocument/hover", {}), failsWith(INVALID_PARAMS));
    await assert.rejects(client.request("textDocument/hover", { textDocument: { uri: 3 } }), failsWith(INVALID_PARAMS));
    await assert.rejects(
      client.request("textDocument/codeAction", { textDocument: { uri: "file:///a.py" }, range: {} }),
      failsWith(INVALID_PARAMS),
    );
    client.notify("no/such", {});
    client.allowLog(/didChange/);
    client.notify("textDocument/didChange", {
      textDocument: { uri: "file:///a.py", version: 2 },
      contentChanges: [{}],
    });
    client.allowLog(/didOpen/);
    client.notify("textDocument/didOpen", {});
    client.notify("notebookDocument/didOpen", {
      notebookDocument: { uri: "file:///n.ipynb", notebookType: "jupyter-notebook", version: 1, cells: [] },
      cellTextDocuments: [],
    });
    await client.close();
  });

  it("survives bytes that are no message", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.allowLog(/could not be read/);
    client.input.write('Content-Length: 7\r\n\r\n{"id": ');
    client.input.write("Content-Length: 4\r\n\r\nnull");
    client.allowLog(/empty message/);
    await client.close();
  });

  it("answers a cancelled request as cancelled", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    const hover = {
      jsonrpc: "2.0",
      id: "cancelled",
      method: "textDocument/hover",
      params: { textDocument: { uri: "file:///a.py" }, position: { line: 0, character: 0 } },
    };
    const first = client.start("no/such");
    client.sendTogether([hover, { jsonrpc: "2.0", method: "$/cancelRequest", params: { id: "cancelled" } }]);
    await assert.rejects(first.answer, failsWith(METHOD_NOT_FOUND));
    const answer = await client.answerTo("cancelled");
    assert.equal(answer.error?.code, REQUEST_CANCELLED);
    client.notify("$/cancelRequest", { id: 4711 });
    await client.close();
  });

  it("exits when its input is closed", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.input.end();
    assert.equal(await client.exited, 1);
    assert.equal(client.stderr, "jit-hints server: the input was closed\n");
  });

  it("exits with 0 when its input is closed after shutdown", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    await client.request("shutdown");
    client.input.end();
    assert.equal(await client.exited, 0);
    client.check();
  });

  it("exits when nobody reads its output", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.output.destroy();
    // Each answer is written into a pipe that nobody holds.
    for (let id = 100; id < 110; id++) client.send({ jsonrpc: "2.0", id, method: "no/such" });
    assert.equal(await client.exited, 1);
  });

  it("exits when the client's process is gone", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const client = new Client();
    await client.request("initialize", { processId: parent.pid, rootUri: null, capabilities: {} });
    parent.kill("SIGKILL");
    assert.equal(await client.exited, 1);
  });

  it("exits when the process of --clientProcessId is gone", async () => {
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(parent, "spawn");
    const client = new Client(["--stdio", `--clientProcessId=${parent.pid}`]);
    await client.request("initialize", { processId: null, rootUri: null, capabilities: {} });
    parent.kill("SIGKILL");
    assert.equal(await client.exited, 1);
  });

  it("says how it is used when no transport is named", async () => {
    for (const args of [[], ["--socket"], ["--stdio", "--node-ipc"], ["--port=3"]]) {
      const client = new Client(args);
      assert.notEqual(await client.exited, 0);
      assert.match(client.stderr, /Usage/);
      assert.doesNotMatch(client.stderr, /\n\s+at /, "a stack trace is no usage text");
    }
  });

  it("logs as much as the client wants", async () => {
    for (const [logLevel, lines] of [
      ["error", 0],
      ["warn", 0],
      ["info", 1],
      ["debug", 1],
    ] as const) {
      const client = new Client();
      await client.initialize({ capabilities: {}, initializationOptions: { logLevel } });
      await client.settle();
      assert.equal(client.log.length, lines, logLevel);
      await client.close();
    }
    const client = new Client();
    client.allowLog(/logLevel: must be one of/);
    await client.initialize({ capabilities: {}, initializationOptions: { logLevel: "loud", workspaceDiagnostics: 3 } });
    const { message } = await client.next<{ message: string }>("window/showMessage");
    assert.match(message, /workspaceDiagnostics: must be an object.*logLevel/);
    await client.close();
  });

  it("traces on demand", async () => {
    const client = new Client();
    await client.initialize({ capabilities: {} });
    client.notify("$/setTrace", { value: "verbose" });
    client.open("file:///traced.py", "x = 1\n");
    await client.published("file:///traced.py");
    await client.next("$/logTrace", ({ message }: { message: string }) => message.includes("traced.py"));
    client.notify("$/setTrace", { value: "off" });
    client.change("file:///traced.py", 2, { text: "x = 2\n" });
    await client.published("file:///traced.py");
    await client.close();
  });
});

describe("transports", () => {
  const initialize = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { processId: null, rootUri: null, capabilities: {} },
  };

  it("talks over the channel of a Node.js parent", async () => {
    const server = spawn(process.execPath, [SERVER, "--node-ipc"], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    let output = "";
    server.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    server.send(initialize);
    const [answer] = (await once(server, "message")) as [{ id: number; result: unknown }];
    assert.equal(answer.id, 1);
    assert.ok(answer.result);
    server.disconnect();
    assert.deepEqual(await once(server, "exit"), [1, null]);
    assert.equal(output, "");
  });

  it("talks over a socket that the client listens on", async () => {
    const listener = createServer();
    listener.listen(0, "127.0.0.1");
    await once(listener, "listening");
    const address = listener.address();
    assert.ok(address !== null && typeof address === "object");
    const server = spawn(process.execPath, [SERVER, `--socket=${address.port}`], { stdio: "ignore" });
    const exited = once(server, "exit");
    const [socket] = await once(listener, "connection");
    const body = JSON.stringify(initialize);
    socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    let received = "";
    while (!received.includes('"serverInfo"')) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      received += chunk.toString();
    }
    socket.destroy();
    listener.close();
    assert.deepEqual(await exited, [1, null]);
  });
});
