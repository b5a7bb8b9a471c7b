/**
 * Reads modules of the workspace in the background, so that loops in files that are not open make the functions hot that they call. Of every
 * file the imports are read, which takes no parsing; parsed are those that may import an open document, directly or through others. One file at a
 * time, with messages in between; only what has changed is read again.
 */
import type { WorkDoneProgressServerReporter } from "vscode-languageserver";
import { type Imported, ImportGraph, importsOf } from "../modules/importGraph.js";
import { LARGEST_FILE } from "../modules/summary.js";
import type { ImportFolders } from "../workspace/project.js";
import { describeError } from "./requests.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Fewer files are read before a progress bar could be looked at. */
const WORTH_A_PROGRESS = 300;

/** A file of the workspace. */
interface IndexedFile {
  readonly stamp: string;
  /** Settings say that it is not checked. Others may import through it. */
  readonly isExcluded: boolean;
  readonly folders: ImportFolders;
  /** The folders in which absolute imports were looked for. */
  readonly roots: readonly string[];
  readonly imports: Imported;
}

/** The index of one session. */
export class WorkspaceIndex {
  #isRunning = false;
  /** Something has changed since the run began. */
  #isStale = false;
  #filesAreStale = true;
  /** By path. */
  #files: ReadonlyMap<string, IndexedFile> = new Map();
  #graph = new ImportGraph();
  /** Paths of the files whose loops count. */
  #included: ReadonlySet<string> = new Set();

  constructor(
    private readonly session: Session,
    private readonly updates: Updates,
  ) {}

  /** The files may be others than before. Begins, or begins anew after the present run. Does nothing where there are no files to read. */
  refresh(): void {
    this.#filesAreStale = true;
    this.#start();
  }

  /** A document was opened: others may matter now. */
  opened(): void {
    this.#start();
  }

  #start(): void {
    const { session } = this;
    if (!session.canSearchWorkspace || session.host.modules === undefined) return;
    this.#isStale = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run()
      .catch((error: unknown) => session.connection.console.warn(`The workspace's modules: ${describeError(error)}`))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  async #run(): Promise<void> {
    await this.session.engine();
    while (this.#isStale && !this.session.hasEnded) {
      this.#isStale = false;
      const progress = new Progress(this.session);
      const started = performance.now();
      let fresh = 0;
      let parsed = 0;
      try {
        const readFiles = this.#filesAreStale;
        if (readFiles) fresh = await this.#readImports(progress);
        if (!progress.isCancelled) parsed = await this.#readImporters(progress, readFiles);
      } finally {
        progress.end();
      }
      if (this.session.hasEnded || (fresh === 0 && parsed === 0)) continue;
      const ms = Math.round(performance.now() - started);
      this.session.connection.console.log(
        `Read the imports of ${fresh} modules of the workspace, and parsed ${parsed}, in ${ms} ms`,
      );
    }
  }

  /** @returns the number of files that are new or have changed */
  async #readImports(progress: Progress): Promise<number> {
    const { session } = this;
    this.#filesAreStale = false;
    const { uris } = await session.host.files!.list(session.workspaceFolders, () => session.hasEnded);
    if (uris.length - this.#files.size >= WORTH_A_PROGRESS) await progress.begin();
    const files = new Map<string, IndexedFile>();
    const graph = new ImportGraph();
    let fresh = 0;
    for (const [index, uri] of uris.entries()) {
      if (session.hasEnded) break;
      const path = session.host.pathOf?.(uri) ?? uri;
      const known = this.#files.get(path);
      // Cancelled, it keeps what it knew.
      const file = progress.isCancelled ? (known ?? null) : await this.#look(uri, path, known);
      if (file === null) continue;
      files.set(path, file);
      graph.add(path, file.imports);
      if (file.stamp !== known?.stamp) fresh++;
      progress.report(index + 1, uris.length, 0);
    }
    this.#files = files;
    this.#graph = graph;
    return fresh;
  }

  async #look(uri: string, path: string, known: IndexedFile | undefined): Promise<IndexedFile | null> {
    const { session } = this;
    const { excluded, imports: folders } = await session.settingsOfFile(uri, "");
    const stamp = folders === null ? null : await session.host.files!.stamp(uri);
    if (folders === null || stamp === null) return null;
    const roots = session.otherModules!.rootsOf(path, folders);
    const isSame = known?.stamp === stamp && known.roots.join("\0") === roots.join("\0");
    if (isSame) return { ...known, isExcluded: excluded, folders };
    const text = (await session.host.files!.read(uri, LARGEST_FILE)) ?? "";
    // Lets messages come between; a file that has not changed takes no time.
    await new Promise<void>((resolve) => session.host.soon(resolve));
    return { stamp, isExcluded: excluded, folders, roots, imports: importsOf(text, path, roots) };
  }

  /** @returns the number of files that were parsed */
  async #readImporters(progress: Progress, filesWereRead: boolean): Promise<number> {
    const { session } = this;
    const otherModules = session.otherModules!;
    const before = this.#included;
    const matter = this.#filesThatMatter();
    const added = [...matter].filter((path) => !before.has(path)).length;
    if (!filesWereRead && added === 0 && before.size === matter.size) return 0;
    if (added >= WORTH_A_PROGRESS) await progress.begin();
    for (const path of before) if (!matter.has(path)) otherModules.leaveOut(path);
    const included = new Set([...before].filter((path) => matter.has(path)));
    this.#included = included;
    for (const [index, path] of [...matter].entries()) {
      if (session.hasEnded || progress.isCancelled) break;
      included.add(path);
      otherModules.include(path, this.#files.get(path)!.folders);
      progress.report(index + 1, matter.size, 50);
      if (filesWereRead || !before.has(path)) await new Promise<void>((resolve) => session.host.soon(resolve));
    }
    // Also where nothing was added: the files may say something else than before.
    if (!session.hasEnded) this.updates.checkAgain(otherModules.relate());
    return added;
  }

  /** Where files that are not open are checked as well, all of them. */
  #filesThatMatter(): ReadonlySet<string> {
    const { session } = this;
    const isEverything = session.options.workspaceDiagnostics && session.client.pullsDiagnostics;
    const open = [...session.documents.keys()].map((uri) => session.host.pathOf?.(uri) ?? uri);
    const matter = isEverything ? this.#files.keys() : this.#graph.dependents(open);
    return new Set([...matter].filter((path) => this.#files.get(path)?.isExcluded === false));
  }
}

/** A bar that can be cancelled, for clients that show one. */
class Progress {
  #reporter: WorkDoneProgressServerReporter | null = null;
  #shown = 0;
  isCancelled = false;

  constructor(private readonly session: Session) {}

  /** Shows the bar, unless it is there. */
  async begin(): Promise<void> {
    if (this.#reporter !== null || !this.session.client.workDoneProgress) return;
    this.#reporter = await this.session.connection.window.createWorkDoneProgress();
    this.#reporter.token.onCancellationRequested(() => {
      this.isCancelled = true;
    });
    this.#reporter.begin("JIT hints: reading modules", 0, "", true);
  }

  /** How many files of how many are done, in the half of the bar that begins at `from` percent. */
  report(done: number, total: number, from: number): void {
    const percentage = from + Math.floor((50 * done) / total);
    if (percentage > this.#shown) this.#reporter?.report(percentage, `${done} of ${total}`);
    this.#shown = Math.max(this.#shown, percentage);
  }

  end(): void {
    this.#reporter?.done();
  }
}
