/** Waiting for what the language server does in its own time. */
import * as vscode from "vscode";

const SECONDS = 15;
const POLL_MS = 50;

/** Asks until the answer is not `undefined`. */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + SECONDS * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${SECONDS} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The rule that a diagnostic comes from. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}

/** The diagnostics of a document, as soon as they are from exactly these rules. */
export function untilRules(uri: vscode.Uri, ...rules: string[]): Promise<vscode.Diagnostic[]> {
  return until(`${uri.path} has [${rules}]`, () => {
    const found = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "jit-hints");
    return String(found.map(ruleOf)) === String(rules) ? found : undefined;
  });
}
