/** From the paths that a user names to the Python files to check. */
import { type Dirent, existsSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeIoError } from "./ioErrors.js";

/** A Python file to check. */
export interface FoundFile {
  /** As named by the user, or below the folder that the user named. */
  readonly filename: string;
  /** Absolute. */
  readonly path: string;
}

/** What was found, and what could not be looked at. */
export interface Discovery {
  readonly files: readonly FoundFile[];
  readonly errors: readonly { readonly filename: string; readonly message: string }[];
}

const SKIPPED_FOLDERS = new Set(["__pycache__", "node_modules", "site-packages"]);

/**
 * Files are taken whatever they are called. Folders are searched for `.py` files (stubs hold no code that runs), in the order of
 * their names, without hidden folders, `__pycache__`, `node_modules`, `site-packages`, virtual environments and what `isExcluded`
 * excludes. A file that can be reached in several ways is taken once. `.gitignore` is not read.
 *
 * @param paths as the user wrote them
 * @param isExcluded is asked about absolute paths of files and folders below the named folders
 */
export function discoverFiles(
  paths: readonly string[],
  workingDirectory: string,
  isExcluded: (path: string) => boolean,
): Discovery {
  const search = new Search(isExcluded);
  for (const path of paths) {
    if (path === "") search.errors.push({ filename: path, message: "no such file or folder" });
    else search.take({ filename: path, path: resolve(workingDirectory, path) });
  }
  return { files: search.files, errors: search.errors };
}

class Search {
  readonly files: FoundFile[] = [];
  readonly errors: { filename: string; message: string }[] = [];
  /** Real paths of what was taken, so that overlapping arguments and symbolic links do not lead to the same place twice. */
  private readonly seen = new Set<string>();

  constructor(private readonly isExcluded: (path: string) => boolean) {}

  /** Takes what the user named. */
  take(named: FoundFile): void {
    try {
      if (!statSync(named.path).isDirectory()) {
        this.add(named, this.files);
        return;
      }
      const found: FoundFile[] = [];
      // Links come after what they may point to, so that a file is called by its own name where it has been found.
      for (let folders = [named]; folders.length > 0; ) {
        const links: FoundFile[] = [];
        for (const folder of folders) this.walk(folder, found, links);
        folders = links.filter((link) => !this.follow(link, found));
      }
      found.sort((a, b) => (a.filename < b.filename ? -1 : 1));
      this.files.push(...found);
    } catch (error) {
      this.errors.push({ filename: named.filename, message: describeIoError(error) });
    }
  }

  /** Collects the files below a folder, and the symbolic links without following them. */
  private walk(folder: FoundFile, found: FoundFile[], links: FoundFile[]): void {
    let entries: Dirent[];
    try {
      if (!this.isNew(folder.path)) return;
      entries = readdirSync(folder.path, { withFileTypes: true });
    } catch (error) {
      this.errors.push({ filename: folder.filename, message: describeIoError(error) });
      return;
    }
    for (const entry of entries) {
      const child = { filename: below(folder.filename, entry.name), path: join(folder.path, entry.name) };
      if (entry.isSymbolicLink()) {
        if (!isSkipped(entry.name) && !this.isExcluded(child.path)) links.push(child);
      } else if (entry.isDirectory()) {
        if (!isSkipped(entry.name) && !isEnvironment(child.path) && !this.isExcluded(child.path)) {
          this.walk(child, found, links);
        }
      } else if (entry.isFile() && entry.name.endsWith(".py") && !this.isExcluded(child.path)) {
        this.add(child, found);
      }
    }
  }

  /** Takes a link to a file. False for a link to a folder, which is to be walked. */
  private follow(link: FoundFile, found: FoundFile[]): boolean {
    const target = targetOf(link.path);
    if (target === null) return true;
    if (target.isDirectory()) return isEnvironment(link.path);
    if (target.isFile() && link.filename.endsWith(".py")) this.add(link, found);
    return true;
  }

  private add(file: FoundFile, found: FoundFile[]): void {
    if (this.isNew(file.path)) found.push(file);
  }

  private isNew(path: string): boolean {
    const real = realpathSync.native(path);
    if (this.seen.has(real)) return false;
    this.seen.add(real);
    return true;
  }
}

/** What a link leads to; null for a link to nothing or to itself, which is no error: editors leave such links as locks. */
function targetOf(link: string): Stats | null {
  try {
    return statSync(link);
  } catch {
    return null;
  }
}

/** Folders that hold nothing of the project. */
export function isSkipped(name: string): boolean {
  return name.startsWith(".") || SKIPPED_FOLDERS.has(name);
}

/** A virtual environment, also one of conda. */
export function isEnvironment(folder: string): boolean {
  return existsSync(join(folder, "pyvenv.cfg")) || existsSync(join(folder, "conda-meta"));
}

/** A name below a folder as the user named it; nothing is put before names in the working directory. */
function below(folder: string, name: string): string {
  if (folder === ".") return name;
  return /[/\\]$/.test(folder) ? folder + name : `${folder}/${name}`;
}
