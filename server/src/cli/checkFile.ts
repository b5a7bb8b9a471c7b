/** Checks one file, and fixes it if that was asked for. Writes nothing: the new contents are part of the report. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { Engine } from "../engine.js";
import type { Finding } from "../findings.js";
import type { OutsideHeats } from "../modules/callers.js";
import { RULE_METAS } from "../rules/registry.js";
import { Lines } from "../semantics/lines.js";
import type { AnalysisSettings, Settings } from "../settings.js";
import type { PythonParser } from "../syntax/parser.js";
import { applicableFix } from "../workspace/fixing.js";
import { type ImportFolders, Project } from "../workspace/project.js";
import {
  decodePython,
  encodePython,
  type PythonSource,
  readBytes,
  readPythonSource,
  SourceError,
} from "../workspace/pythonSource.js";
import { chooseRuntimes, type DetectedRuntimes, type FolderSigns } from "../workspace/runtimeDetection.js";
import { resolveSettings, type Selection } from "./checkOptions.js";
import { fixText } from "./fixText.js";
import { type FileReport, failedReport, reportFinding } from "./report.js";

/** A file to check, with everything that is known before it is read. Plain data, so that it can be sent to a worker. */
export interface CheckTask {
  readonly filename: string;
  /** Absolute. */
  readonly path: string;
  /** The contents, where they do not come from the file. */
  readonly bytes: Uint8Array | null;
  readonly settings: Settings;
  /** Relative to the folder that the settings belong to. */
  readonly relativePath: string;
  readonly signs: FolderSigns;
  /** Where its imports are looked for. */
  readonly imports: ImportFolders;
  /** What makes its functions hot from the other files that are checked. */
  readonly callers: OutsideHeats;
  /** False where the settings have errors: nothing is changed on a guess. */
  readonly mayFix: boolean;
}

/** What is the same for all files of a run. */
export interface CheckMode {
  readonly selection: Selection;
  readonly fix: "no" | "apply" | "diff";
  readonly unsafe: boolean;
}

/** The settings for the engine, and where its runtimes come from. */
export function settingsOf(
  task: CheckTask,
  text: string,
  selection: Selection,
): { readonly settings: AnalysisSettings; readonly detected: DetectedRuntimes | null } {
  const chosen = task.settings.runtimes;
  const firstLine = /^.*/.exec(text)![0];
  const detected = chosen === "auto" ? chooseRuntimes({ ...task.signs, firstLine, interpreter: null }) : null;
  const runtimes = detected?.runtimes ?? (chosen as AnalysisSettings["runtimes"]);
  const known = [...RULE_METAS.keys()];
  return { settings: resolveSettings(task.settings, task.relativePath, runtimes, selection, known), detected };
}

/** Checks files one after the other with one parser. */
export class FileChecker {
  private readonly engine: Engine;
  private readonly project: Project;

  constructor(
    private readonly parser: PythonParser,
    private readonly mode: CheckMode,
  ) {
    this.engine = new Engine(parser);
    this.project = new Project(this.engine);
  }

  /** Checks one file. Never throws. */
  check(task: CheckTask): FileReport {
    try {
      const bytes = task.bytes === null ? readBytes(task.path) : Buffer.from(task.bytes);
      const source = decodePython(bytes);
      const { settings } = settingsOf(task, source.text, this.mode.selection);
      return this.mode.fix !== "no" && task.mayFix
        ? this.fix(task, bytes, source, settings)
        : this.report(task.filename, source.text, this.findings(task, source.text, settings), settings);
    } catch (error) {
      const { message } = error as Error;
      return failedReport(task.filename, error instanceof SourceError ? message : `internal error: ${message}`);
    }
  }

  private fix(task: CheckTask, bytes: Buffer, source: PythonSource, settings: AnalysisSettings): FileReport {
    const { filename } = task;
    const fixed = fixText(source.text, source.lineEnding, {
      findings: (text) => this.findings(task, text, settings),
      hasSyntaxError: (text) => this.parser.parse(text).hasError(0),
      policy: { unsafe: this.mode.unsafe },
    });
    const changed = fixed.text !== source.text;
    if (changed && !encodePython(source, source.text).equals(bytes)) {
      throw new SourceError(`cannot be fixed: its ${source.encoding} text cannot be written back as it was`);
    }
    const rewritten = changed ? encodePython(source, fixed.text) : null;
    const outcome = { applied: fixed.applied, error: fixed.problem };
    if (this.mode.fix === "diff") {
      const diff = changed ? unifiedDiff(filename, source.text, fixed.text) : null;
      return { ...this.report(filename, source.text, [], settings), ...outcome, diff };
    }
    return { ...this.report(filename, fixed.text, fixed.findings, settings), ...outcome, rewritten };
  }

  private findings(task: CheckTask, text: string, settings: AnalysisSettings): readonly Finding[] {
    const module = this.engine.open(text, {
      file: { ...this.project.fileOf(task.path, task.imports), callersNow: () => task.callers },
    });
    try {
      return module.analyse(settings).findings;
    } finally {
      module.dispose();
    }
  }

  private report(filename: string, text: string, findings: readonly Finding[], settings: AnalysisSettings): FileReport {
    const lines = new Lines(text);
    const reported = findings.map((finding) => reportFinding(finding, filename, lines, linesOfFile));
    const fixable = (unsafe: boolean) => findings.filter((finding) => applicableFix(finding, { unsafe })).length;
    const safe = fixable(false);
    return {
      filename,
      runtimes: settings.runtimes,
      findings: reported,
      lines: Object.fromEntries(reported.map(({ location: { row } }) => [row, lines.textOf(row - 1)])),
      fixable: { safe, unsafe: fixable(true) - safe },
      applied: [],
      rewritten: null,
      diff: null,
      error: null,
    };
  }
}

/** The lines of another file that a finding points to. */
export function linesOfFile(file: string): Lines | null {
  try {
    return new Lines(readPythonSource(file).text);
  } catch {
    return null;
  }
}

function unifiedDiff(filename: string, before: string, after: string): string {
  return createTwoFilesPatch(filename, filename, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
