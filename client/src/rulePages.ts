/** The pages of the rules inside VS Code: shipped with the extension, shown as a preview, no network needed. */
import * as vscode from "vscode";

const SCHEME = "jit-hints-docs";
const EXTENSION = "md";

/** Pages beside those of the rules are not shipped. */
const DOCS = "https://github.com/python-jit-hints/python-jit-hints/blob/main/docs/";

/** The address of a rule's page on the web, as the server writes it. */
const ONLINE = /https:\/\/github\.com\/python-jit-hints\/python-jit-hints\/blob\/main\/docs\/rules\/([\w-]+)\.md/;

/** The address of a rule's page inside the editor. */
export function pageUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/rules/${rule}.${EXTENSION}` });
}

/** The rule that an address on the web stands for; null for another address. */
export function ruleOfAddress(address: string): string | null {
  return ONLINE.exec(address)?.[1] ?? null;
}

/** Text in which links to rules' pages on the web open the page in the editor instead. */
export function withLocalLinks(markdown: string): string {
  const everywhere = new RegExp(`\\]\\(${ONLINE.source}\\)`, "g");
  return markdown.replace(everywhere, (_, rule: string) => {
    const argument = encodeURIComponent(JSON.stringify([rule]));
    return `](command:jitHints.showRule?${argument} "${vscode.l10n.t("Opens the page here; it needs no network")}")`;
  });
}

/** Serves the pages from the extension's `docs` folder. */
export function registerRulePages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const file = vscode.Uri.joinPath(context.extensionUri, "docs", uri.path);
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      // The comments are for the programs that fill in figures and run the examples.
      return text.replace(/^<!--[^>]*-->\n|<!--[\s\S]*?-->/gm, "").replaceAll("](../", `](${DOCS}`);
    },
  });
}

/** Shows the page of a rule as a preview; without a rule, lets the user choose one. */
export async function showRule(context: vscode.ExtensionContext, rule?: unknown): Promise<void> {
  const name = typeof rule === "string" ? rule : await chooseRule(context);
  if (name === undefined) return;
  await vscode.commands.executeCommand("markdown.showPreview", pageUri(name));
}

async function chooseRule(context: vscode.ExtensionContext): Promise<string | undefined> {
  const files = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(context.extensionUri, "docs", "rules"));
  const rules = files
    .map(([name]) => name.replace(/\.md$/, ""))
    .filter((name) => name !== "README")
    .sort();
  return vscode.window.showQuickPick(rules, { title: vscode.l10n.t("Which rule?") });
}
