/** Settings files and signs of a runtime, read for a server that has no file system. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { serverPath } from "./uris.js";

/** What the server looks for in the folders of a document, from its own up to the workspace folder. */
const NAMES = ["jit-hints.toml", "pyproject.toml", ".python-version", ".git"];

/** Reads the files of each folder once, and again when they change. */
export class ProjectFiles implements vscode.Disposable {
  private readonly folders = new Map<string, Promise<void>>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher(
    "**/{jit-hints.toml,pyproject.toml,.python-version}",
  );

  constructor(private readonly client: () => BaseLanguageClient) {
    this.watcher.onDidChange((uri) => this.send([uri]));
    this.watcher.onDidCreate((uri) => this.send([uri]));
    this.watcher.onDidDelete((uri) => this.send([uri]));
  }

  /** Resolves when the server knows the files that concern a document. */
  async learn(document: vscode.TextDocument): Promise<void> {
    await Promise.all(foldersOf(document.uri).map((folder) => this.learnFolder(folder)));
  }

  /** A new server knows nothing yet. */
  forget(): void {
    this.folders.clear();
  }

  dispose(): void {
    this.watcher.dispose();
  }

  private learnFolder(folder: vscode.Uri): Promise<void> {
    const key = String(folder);
    let known = this.folders.get(key);
    if (known === undefined) {
      known = this.send(NAMES.map((name) => vscode.Uri.joinPath(folder, name)));
      this.folders.set(key, known);
    }
    return known;
  }

  private async send(uris: readonly vscode.Uri[]): Promise<void> {
    const files = await Promise.all(uris.map(async (uri) => [serverPath(uri), await textOf(uri)] as const));
    await this.client().sendNotification("jitHints/files", { files: Object.fromEntries(files) });
  }
}

/** The folder of a document and those above it, within its workspace folder. */
function foldersOf(uri: vscode.Uri): vscode.Uri[] {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (root === undefined) return [];
  const folders: vscode.Uri[] = [];
  for (let folder = vscode.Uri.joinPath(uri, ".."); folder.path.length >= root.path.length; ) {
    folders.push(folder);
    const above = vscode.Uri.joinPath(folder, "..");
    if (above.path === folder.path) break;
    folder = above;
  }
  return folders;
}

/** The text of a file; empty for a folder, null for what is not there. */
async function textOf(uri: vscode.Uri): Promise<string | null> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return "";
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
