/** Which documents the extension works on. */
import type * as vscode from "vscode";

/** Where Python stands: files, new files, the web, and the cells of notebooks. Version control's view of old contents (`git:`) is not among them. */
const SCHEMES = ["file", "untitled", "vscode-vfs", "vscode-test-web", "memfs", "vscode-notebook-cell"] as const;

/** The selector of these documents. */
export const PYTHON_DOCUMENTS: readonly { readonly language: string; readonly scheme: string }[] = SCHEMES.map(
  (scheme) => ({ language: "python", scheme }),
);

/** Settings files, in which the server completes and explains the settings. */
export const SETTINGS_FILES: readonly { readonly pattern: string }[] = [
  { pattern: "**/jit-hints.toml" },
  { pattern: "**/pyproject.toml" },
];

/** Whether the extension works on a document. */
export function isPython(document: vscode.TextDocument): boolean {
  return document.languageId === "python" && SCHEMES.some((scheme) => scheme === document.uri.scheme);
}
