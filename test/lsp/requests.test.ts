/** What a handler's failure becomes: an error answer and a line in the log, never the end of the server. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes, type ResponseError } from "vscode-languageserver";
import { guarded } from "../../server/src/lsp/requests.js";
import type { Session } from "../../server/src/lsp/session.js";

describe("a request", () => {
  const log: string[] = [];
  const session = { connection: { console: { error: (line: string) => log.push(line) } } } as unknown as Session;
  const ask = (handler: (params: number) => Promise<string>, params = 1, token = new CancellationTokenSource().token) =>
    guarded(session, "test/method", (value: number) => value > 0, handler)(params, token);
  const failsWith = (code: number, message: RegExp) => (error: ResponseError) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };

  it("whose handler throws is answered with an error that names it, and logged with the place", async () => {
    const broken = async () => {
      throw new TypeError("no such thing");
    };
    await assert.rejects(ask(broken), failsWith(ErrorCodes.InternalError, /^test\/method: no such thing$/));
    assert.match(log.splice(0).join("\n"), /^test\/method failed: TypeError: no such thing\n +at .*requests\.test/);
    assert.equal(await ask(async () => "answer"), "answer");
  });

  it("with wrong parameters does not reach its handler", async () => {
    await assert.rejects(
      ask(async () => assert.fail(), -1),
      failsWith(ErrorCodes.InvalidParams, /^test\/method: /),
    );
    assert.deepEqual(log, []);
  });

  it("that was cancelled while it was handled is answered as cancelled, whatever came out", async () => {
    const source = new CancellationTokenSource();
    const late = async () => {
      source.cancel();
      return "too late";
    };
    await assert.rejects(ask(late, 1, source.token), failsWith(LSPErrorCodes.RequestCancelled, /cancelled/));
    assert.deepEqual(log, []);
  });
});
