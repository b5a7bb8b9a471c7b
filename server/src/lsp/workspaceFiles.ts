/** Python files of the workspace's folders on this machine, for what is done beyond the open documents. */
// Not `node:fs/promises`: Node reads that module when it is first asked for, which a start has no need of.
import { promises as disk } from "node:fs";
import { homedir } from "node:os";
import { join, parse, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isEnvironment, isSkipped } from "../workspace/discover.js";
import { readPythonSource, SourceError } from "../workspace/pythonSource.js";
import type { FileStamp, ListedFiles, WorkspaceFiles } from "./host.js";

/** Beyond so many files a workspace is not a project but a disk. */
const MOST_FILES = 10_000;

/** The files on the disk. */
export class DiskFiles implements WorkspaceFiles {
  async list(folders: readonly string[], isCancelled: () => boolean): Promise<ListedFiles> {
    const found: string[] = [];
    const refused: string[] = [];
    const seen = new Set<string>();
    for (const uri of folders) {
      const root = pathOf(uri);
      if (root === null) continue;
      if (isTooWide(root)) {
        refused.push(uri);
        continue;
      }
      const waiting = [root];
      for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
        if (isCancelled()) return { uris: [], refused, isComplete: false };
        // A folder of the workspace may lie in another one.
        const real = await disk.realpath(folder).catch(() => null);
        if (real === null || seen.has(real)) continue;
        seen.add(real);
        for (const { path, isFolder } of await entriesOf(folder)) {
          if (isFolder) waiting.push(path);
          else found.push(path);
          if (found.length >= MOST_FILES) return { uris: sorted(found), refused, isComplete: false };
        }
      }
    }
    return { uris: sorted(found), refused, isComplete: true };
  }

  async stamp(uri: string): Promise<FileStamp | null> {
    const path = pathOf(uri);
    if (path === null) return null;
    const stats = await disk.stat(path).catch(() => null);
    return stats?.isFile() === true ? `${stats.mtimeMs}:${stats.size}` : null;
  }

  async read(uri: string, mostBytes = Number.POSITIVE_INFINITY): Promise<string | null> {
    const path = pathOf(uri);
    if (path === null) return null;
    const stats = await disk.stat(path).catch(() => null);
    if (stats === null || stats.size > mostBytes) return null;
    try {
      return readPythonSource(path).text;
    } catch (error) {
      if (error instanceof SourceError) return null;
      throw error;
    }
  }
}

/** The Python files and the folders worth looking into. Links are not followed: what they lead to is found by its own name. */
async function entriesOf(folder: string): Promise<readonly { readonly path: string; readonly isFolder: boolean }[]> {
  const entries: { path: string; isFolder: boolean }[] = [];
  try {
    for await (const entry of await disk.opendir(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isSkipped(entry.name) && !isEnvironment(path)) entries.push({ path, isFolder: true });
      else if (entry.isFile() && entry.name.endsWith(".py")) entries.push({ path, isFolder: false });
    }
  } catch {
    // A folder that may not be read, or that has just gone, holds nothing to check.
  }
  return entries;
}

/** The home folder, what lies above it, and whole disks are never searched. */
function isTooWide(folder: string): boolean {
  const path = resolve(folder);
  return path === parse(path).root || homedir() === path || homedir().startsWith(`${path}${sep}`);
}

function sorted(paths: readonly string[]): readonly string[] {
  return [...paths].sort().map((path) => pathToFileURL(path).href);
}

function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
