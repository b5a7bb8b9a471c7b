/** What is wrong in settings files, as diagnostics at its place in the file. */
import { type Diagnostic, DiagnosticSeverity, uinteger } from "vscode-languageserver";
import type { ConfigurationProblem } from "../workspace/configuration.js";
import { SOURCE } from "./diagnostics.js";
import type { Session } from "./session.js";

/** Publishes the problems of the settings files that are in use. Pushed to every client: no client pulls for TOML files here. */
export class SettingsFileProblems {
  /** By URI, what was published last. */
  #published = new Map<string, string>();

  constructor(private readonly session: Session) {}

  publish(): void {
    const { host, connection, settingsFiles } = this.session;
    const byUri = new Map<string, Diagnostic[]>();
    for (const problem of host.project.problems) {
      const uri = host.uriOf(problem.file);
      if (!settingsFiles.has(uri)) byUri.set(uri, [...(byUri.get(uri) ?? []), diagnosticOf(problem)]);
    }
    // What is being typed goes before what is on the disk.
    for (const [uri, file] of settingsFiles) {
      const problems = host.project.problemsIn(uri, file.text);
      if (problems.length > 0) byUri.set(uri, problems.map(diagnosticOf));
    }
    for (const uri of this.#published.keys()) {
      if (!byUri.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    }
    const published = new Map<string, string>();
    for (const [uri, diagnostics] of byUri) {
      const text = JSON.stringify(diagnostics);
      published.set(uri, text);
      if (this.#published.get(uri) !== text) void connection.sendDiagnostics({ uri, diagnostics });
    }
    this.#published = published;
  }
}

function diagnosticOf(problem: ConfigurationProblem): Diagnostic {
  const line = (problem.row ?? 1) - 1;
  return {
    // Keys stand at the start of their line; a client moves an end behind the line to the line's end.
    range: { start: { line, character: (problem.column ?? 1) - 1 }, end: { line, character: uinteger.MAX_VALUE } },
    severity: DiagnosticSeverity.Warning,
    code: "settings",
    source: SOURCE,
    message: problem.message,
  };
}
