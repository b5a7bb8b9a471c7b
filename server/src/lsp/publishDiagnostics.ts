/** `textDocument/publishDiagnostics`, for clients that do not ask: once for each settled edit, also when nothing changed. */
import { diagnosticOf } from "./diagnostics.js";
import type { OpenDocument } from "./openDocument.js";
import { describeError } from "./requests.js";
import { resultIdOf } from "./resultIds.js";
import type { Session } from "./session.js";

/** Pushes the diagnostics of documents. */
export class Publisher {
  readonly #scheduled = new Set<OpenDocument>();
  /** Those among them that only what other modules say may have changed. */
  readonly #unedited = new Set<OpenDocument>();
  /** What was published last. */
  readonly #published = new WeakMap<OpenDocument, string>();

  constructor(private readonly session: Session) {}

  /** Publishes the document as soon as no further change of it is waiting. */
  schedule(document: OpenDocument): void {
    this.#unedited.delete(document);
    this.#scheduleAny(document);
  }

  /** Publishes the document if there is something else to say than before. */
  scheduleIfOther(document: OpenDocument): void {
    if (this.#scheduled.has(document)) return;
    this.#unedited.add(document);
    this.#scheduleAny(document);
  }

  #scheduleAny(document: OpenDocument): void {
    if (this.#scheduled.has(document)) return;
    this.#scheduled.add(document);
    this.session.host.soon(() => {
      this.#scheduled.delete(document);
      const isUnedited = this.#unedited.delete(document);
      this.#publish(document, isUnedited).catch((error: unknown) => {
        this.session.connection.console.error(`Checking ${document.uri} failed: ${describeError(error)}`);
      });
    });
  }

  /** Takes the diagnostics of a closed document away. */
  clear(uri: string): void {
    void this.session.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async #publish(document: OpenDocument, onlyIfOther: boolean): Promise<void> {
    const { session } = this;
    // The change that waits schedules again when it is handled; this text is already outdated.
    if (document.isClosed || session.isOutdated(document)) return;
    const { version, edition } = document;
    const findings = await session.shownFindings(document);
    if (document.isClosed || document.edition !== edition) return;
    const diagnostics = findings.map((finding) => diagnosticOf(finding, document, session));
    const name = resultIdOf(diagnostics);
    if (onlyIfOther && this.#published.get(document) === name) return;
    this.#published.set(document, name);
    await session.connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
  }
}
