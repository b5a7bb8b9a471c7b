/** What the client changes in the traffic with the server: settings that go out, links that come in. */
import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";
import type { Interpreters } from "./interpreter.js";
import { pageUri, ruleOfAddress, withLocalLinks } from "./rulePages.js";

/** Settings that concern the client's own views. The server does not know them. */
const CLIENT_ONLY = ["heat"];

/** Commands that a hover may run. */
export const HOVER_COMMANDS: readonly string[] = ["jitHints.showRule"];

/**
 * The middleware of the client.
 *
 * @param uriOf the editor's form of an address of the server
 */
export function createMiddleware(interpreters: Interpreters, uriOf: (address: string) => vscode.Uri): Middleware {
  return {
    workspace: {
      async configuration(params, token, next) {
        const answers = await next(params, token);
        if (!Array.isArray(answers)) return answers;
        return answers.map((answer: unknown, index) => {
          const item = params.items[index];
          if (item?.section !== "jitHints" || typeof answer !== "object" || answer === null) return answer;
          const settings = Object.entries(answer).filter(([key]) => !CLIENT_ONLY.includes(key));
          const resource = item.scopeUri === undefined ? undefined : uriOf(item.scopeUri);
          return { ...Object.fromEntries(settings), interpreter: interpreters.of(resource) };
        });
      },
    },
    async provideHover(document, position, token, next) {
      const hover = await next(document, position, token);
      return hover && new vscode.Hover(hover.contents.map(withLocalPages), hover.range);
    },
    async provideDiagnostics(document, previousResultId, token, next) {
      const report = await next(document, previousResultId, token);
      if (report && "items" in report) for (const diagnostic of report.items) pointToLocalPage(diagnostic);
      return report;
    },
    handleDiagnostics(uri, diagnostics, next) {
      for (const diagnostic of diagnostics) pointToLocalPage(diagnostic);
      next(uri, diagnostics);
    },
  };
}

function withLocalPages(content: vscode.MarkdownString | vscode.MarkedString): vscode.MarkdownString {
  const text = typeof content === "string" ? content : content.value;
  const local = new vscode.MarkdownString(withLocalLinks(text));
  local.isTrusted = { enabledCommands: HOVER_COMMANDS };
  return local;
}

function pointToLocalPage(diagnostic: vscode.Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== "object") return;
  const rule = ruleOfAddress(String(code.target));
  if (rule !== null) diagnostic.code = { ...code, target: pageUri(rule) };
}
