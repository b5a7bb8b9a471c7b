/** What every request handler does the same way: check its parameters, heed cancellation, log a failure and answer with it. */
import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver";
import type { Session } from "./session.js";

/** Wraps a handler. A failure becomes an error response and a line in the log; the server goes on. */
export function guarded<Params, Result>(
  session: Session,
  method: string,
  isValid: (params: Params) => boolean,
  handler: (params: Params, token: CancellationToken) => Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    if (!isValid(params)) throw new ResponseError(ErrorCodes.InvalidParams, `${method}: the parameters are not valid`);
    throwIfCancelled(token);
    try {
      const result = await handler(params, token);
      throwIfCancelled(token);
      return result;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      session.connection.console.error(`${method} failed: ${describeError(error)}`);
      throw new ResponseError(ErrorCodes.InternalError, `${method}: ${(error as Error).message}`);
    }
  };
}

/** Ends a request that the client no longer wants. */
function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled");
  }
}

/** An error with the place where it happened, for the log. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** True for parameters that name a text document. */
export function hasDocument(
  params: { readonly textDocument?: { readonly uri?: unknown } } | null | undefined,
): boolean {
  return typeof params?.textDocument?.uri === "string";
}

/** True for the changes of a text, as the protocol defines them. */
export function areChanges(changes: readonly TextDocumentContentChangeEvent[] | null | undefined): boolean {
  return (
    Array.isArray(changes) &&
    changes.every((change) => typeof change?.text === "string" && (change.range === undefined || isRange(change.range)))
  );
}

/** True for a position as the protocol defines it. */
export function isPosition(value: Partial<Position> | null | undefined): boolean {
  return Number.isInteger(value?.line) && Number.isInteger(value?.character);
}

/** True for a range as the protocol defines it. */
export function isRange(value: Partial<Range> | null | undefined): boolean {
  return isPosition(value?.start) && isPosition(value?.end);
}
