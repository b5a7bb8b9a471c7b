/**
 * `workspace/diagnostic`: the client asks for the diagnostics of all files of the workspace. Opt-in. Clients ask again and again, so a
 * request that would have nothing new to say waits until there is something.
 */
import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkDoneProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { guarded } from "./requests.js";
import { resultIdOf } from "./resultIds.js";
import type { Session } from "./session.js";
import { WorkspaceChecker } from "./workspaceChecker.js";

/** So many reports go into one partial result. */
const BATCH = 50;

const NOTHING = resultIdOf([]);

/** The answer: reports that the client does not have. */
type Items = WorkspaceDocumentDiagnosticReport[];
type Partial = ResultProgressReporter<WorkspaceDiagnosticReportPartialResult>;

/** Answers the request. */
export function registerWorkspaceDiagnostic(session: Session): void {
  if (!session.options.workspaceDiagnostics) return;
  const changes = new Changes();
  session.changed = () => changes.happened();
  session.onEnd = () => changes.end();
  const checker = new WorkspaceChecker(session);
  const { connection } = session;
  connection.languages.diagnostics.onWorkspace((params, token, progress, partial) =>
    guarded(
      session,
      WorkspaceDiagnosticRequest.method,
      (given: WorkspaceDiagnosticParams) => Array.isArray(given?.previousResultIds),
      (given) => answer(checker, changes, { params: given, token, progress, partial: partial as Partial | undefined }),
    )(params, token),
  );
}

interface Question {
  readonly params: WorkspaceDiagnosticParams;
  readonly token: CancellationToken;
  readonly progress: WorkDoneProgressReporter;
  readonly partial: Partial | undefined;
}

async function answer(
  checker: WorkspaceChecker,
  changes: Changes,
  question: Question,
): Promise<WorkspaceDiagnosticReport> {
  const { params, token, progress, partial } = question;
  const known = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
  for (;;) {
    const seen = changes.count;
    let isSent = false;
    const items: Items = [];
    const send = () => {
      if (partial === undefined || items.length === 0) return;
      partial.report({ items: items.splice(0) });
      isSent = true;
    };
    const shown = progressOf(progress);
    const isComplete = await checker.check(token, shown.advance, (uri, version, report) => {
      const previous = known.get(uri);
      known.delete(uri);
      // A file without findings is not worth a word, unless the client has some for it.
      if (report.resultId === previous || (previous === undefined && report.items.length === 0)) return;
      items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, ...report });
      if (items.length >= BATCH) send();
    });
    shown.done();
    // Files that have gone.
    if (isComplete) {
      for (const [uri, previous] of known) {
        if (previous === NOTHING) continue;
        items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [], resultId: NOTHING });
      }
    }
    send();
    if (isSent || items.length > 0 || token.isCancellationRequested || changes.hasEnded) return { items };
    // What the client knows is still true: the answer waits for the next change.
    known.clear();
    for (const { uri, value } of params.previousResultIds) known.set(uri, value);
    await changes.after(seen, token);
  }
}

/** Shown only where there is work to do: a round that finds everything in the cache says nothing. */
function progressOf(progress: WorkDoneProgressReporter) {
  let begun = false;
  let last = -1;
  return {
    advance(done: number, total: number): void {
      if (!begun) progress.begin("Checking for JIT hints", 0, undefined, true);
      begun = true;
      const percent = Math.round((100 * done) / total);
      if (percent !== last) progress.report(percent, `${done} of ${total} files`);
      last = percent;
    },
    done(): void {
      if (begun) progress.done();
    },
  };
}

/** Counts changes, and lets requests wait for the next one. */
class Changes {
  count = 0;
  hasEnded = false;
  readonly #waiting = new Set<() => void>();

  happened(): void {
    this.count++;
    for (const wake of [...this.#waiting]) wake();
  }

  /** The session ends: nothing is waited for any more. */
  end(): void {
    this.hasEnded = true;
    this.happened();
  }

  /** Ends after the first change behind a count, or when the request is cancelled. */
  async after(count: number, token: CancellationToken): Promise<void> {
    if (this.count !== count || token.isCancellationRequested || this.hasEnded) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        cancelled.dispose();
        resolve();
      };
      const cancelled = token.onCancellationRequested(wake);
      this.#waiting.add(wake);
    });
  }
}
