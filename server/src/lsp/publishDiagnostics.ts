/** `textDocument/publishDiagnostics`, for clients that do not ask: once for each settled edit, also when nothing changed. */
import { diagnosticOf } from "./diagnostics.js";
import type { OpenDocument } from "./openDocument.js";
import { describeError } from "./requests.js";
import type { Session } from "./session.js";

/** Pushes the diagnostics of documents. */
export class Publisher {
  readonly #scheduled = new Set<OpenDocument>();

  constructor(private readonly session: Session) {}

  /** Publishes the document as soon as no further change of it is waiting. */
  schedule(document: OpenDocument): void {
    if (this.#scheduled.has(document)) return;
    this.#scheduled.add(document);
    this.session.host.soon(() => {
      this.#scheduled.delete(document);
      this.#publish(document).catch((error: unknown) => {
        this.session.connection.console.error(`Checking ${document.uri} failed: ${describeError(error)}`);
      });
    });
  }

  /** Takes the diagnostics of a closed document away. */
  clear(uri: string): void {
    void this.session.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async #publish(document: OpenDocument): Promise<void> {
    const { session } = this;
    // The change that waits schedules again when it is handled; this text is already outdated.
    if (document.isClosed || session.isOutdated(document)) return;
    const { version, edition } = document;
    const findings = await session.shownFindings(document);
    if (document.isClosed || document.edition !== edition) return;
    await session.connection.sendDiagnostics({
      uri: document.uri,
      version,
      diagnostics: findings.map((finding) => diagnosticOf(finding, document, session)),
    });
  }
}
