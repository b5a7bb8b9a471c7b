/**
 * Reads the modules of the workspace in the background, so that loops in files that are not open make the functions hot that they call.
 * One file at a time, with messages in between; only what has changed is read again.
 */
import type { WorkDoneProgressServerReporter } from "vscode-languageserver";
import { describeError } from "./requests.js";
import type { Session } from "./session.js";
import type { Updates } from "./updates.js";

/** Fewer files are read before a progress bar could be looked at. */
const WORTH_A_PROGRESS = 300;

/** The index of one session. */
export class WorkspaceIndex {
  #isRunning = false;
  /** Something has changed since the run began. */
  #isStale = false;
  #known: ReadonlySet<string> = new Set();

  constructor(
    private readonly session: Session,
    private readonly updates: Updates,
  ) {}

  /** Begins, or begins anew after the present run. Does nothing where there are no files to read. */
  refresh(): void {
    if (!this.session.canSearchWorkspace || this.session.host.modules === undefined) return;
    this.#isStale = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run()
      .catch((error: unknown) =>
        this.session.connection.console.warn(`The workspace's modules: ${describeError(error)}`),
      )
      .finally(() => {
        this.#isRunning = false;
      });
  }

  async #run(): Promise<void> {
    await this.session.engine();
    while (this.#isStale && !this.session.hasEnded) {
      this.#isStale = false;
      await this.#readAll();
    }
  }

  async #readAll(): Promise<void> {
    const { session } = this;
    const { otherModules } = session;
    const listed = await session.host.files!.list(session.workspaceFolders, () => session.hasEnded);
    const fresh = listed.uris.filter((uri) => !this.#known.has(uri)).length;
    const progress = fresh >= WORTH_A_PROGRESS ? await this.#progress() : null;
    const started = performance.now();
    let isCancelled = false;
    progress?.token.onCancellationRequested(() => {
      isCancelled = true;
    });
    progress?.begin("JIT hints: reading modules", 0, "", true);
    const known = new Set<string>();
    let shown = 0;
    for (const [index, uri] of listed.uris.entries()) {
      if (session.hasEnded || isCancelled) break;
      const { excluded, imports } = await session.settingsOfFile(uri, "");
      if (excluded || imports === null) continue;
      otherModules!.include(uri, imports);
      known.add(uri);
      const percentage = Math.floor((100 * index) / listed.uris.length);
      if (percentage > shown) progress?.report(percentage, `${index + 1} of ${listed.uris.length}`);
      shown = Math.max(shown, percentage);
      await new Promise<void>((resolve) => session.host.soon(resolve));
    }
    this.#known = known;
    if (session.hasEnded) return;
    const dependents = otherModules!.relate();
    progress?.done();
    if (fresh > 0) {
      const ms = Math.round(performance.now() - started);
      session.connection.console.log(`Read ${known.size} modules of the workspace in ${ms} ms`);
    }
    this.updates.checkAgain(dependents);
  }

  async #progress(): Promise<WorkDoneProgressServerReporter | null> {
    if (!this.session.client.workDoneProgress) return null;
    return this.session.connection.window.createWorkDoneProgress();
  }
}
