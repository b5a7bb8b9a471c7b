/**
 * In the browser, files stand in virtual file systems. The server reads settings by path, so it sees them as files:
 * `vscode-vfs://github/owner/repo/a.py` is `file:///vscode-vfs/github/owner/repo/a.py` to it.
 */
import * as vscode from "vscode";

/** Schemes that go to the server as they are. */
const PLAIN = new Set(["file", "untitled", "vscode-notebook-cell"]);

/** The server's form of an address. */
export function toServer(uri: vscode.Uri): string {
  return PLAIN.has(uri.scheme) ? uri.toString() : vscode.Uri.file(serverPath(uri)).with(partsOf(uri)).toString();
}

/** The path by which the server knows a file. */
export function serverPath({ scheme, authority, path }: vscode.Uri): string {
  return `/${scheme}/${encodeURIComponent(authority)}${path.startsWith("/") ? path : `/${path}`}`;
}

/** The editor's form of an address of the server. */
export function fromServer(value: string): vscode.Uri {
  const uri = vscode.Uri.parse(value);
  const [, scheme, authority, path] = /^\/([^/]+)\/([^/]*)(\/.*)$/.exec(uri.path) ?? [];
  if (uri.scheme !== "file" || scheme === undefined) return uri;
  return vscode.Uri.from({ scheme, authority: decodeURIComponent(authority!), path: path!, ...partsOf(uri) });
}

function partsOf({ query, fragment }: vscode.Uri): { query: string; fragment: string } {
  return { query, fragment };
}
