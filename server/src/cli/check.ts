/** `jit-hints check`: finds, reports and fixes. */
import { resolve } from "node:path";
import { RULE_METAS } from "../rules/registry.js";
import { discoverFiles } from "../workspace/discover.js";
import { writeBytes } from "../workspace/pythonSource.js";
import type { CheckMode, CheckTask } from "./checkFile.js";
import type { Format, FormatName } from "./formats/format.js";
import { githubFormat } from "./formats/github.js";
import { jsonFormat } from "./formats/json.js";
import { sarifFormat } from "./formats/sarif.js";
import { count, textFormat } from "./formats/text.js";
import { checkAll, defaultJobs } from "./jobs.js";
import { Planner } from "./plan.js";
import { Progress } from "./progress.js";
import { relateTasks } from "./relate.js";
import { type FileReport, failedReport } from "./report.js";
import { printable, styleFor } from "./style.js";

/** What the command line asks `check` for. */
export interface CheckRequest {
  /** As the user wrote them; not used for standard input. */
  readonly paths: readonly string[];
  /** The name that the text on standard input goes by; null to check files. */
  readonly stdin: string | null;
  readonly format: FormatName;
  readonly mode: CheckMode;
  /** Null for as many as pay. */
  readonly jobs: number | null;
}

/** Runs the command. @returns the exit code: 0 nothing found, 1 findings (or changes with `--diff`), 2 errors */
export async function check(request: CheckRequest): Promise<number> {
  const planner = new Planner(process.cwd());
  const { tasks, failures, isEmpty } =
    request.stdin === null ? planFiles(request, planner) : await planStdin(request.stdin, planner);
  const progress = new Progress(tasks.length);
  const output = new Output(request, progress);
  for (const failure of failures) output.report(failure);
  for (const problem of planner.problems) output.complain(problem);
  if (isEmpty) process.stderr.write("No Python files found\n");
  const related = await relateTasks(tasks);
  await checkAll(related, request.mode, request.jobs ?? defaultJobs(tasks.length), (report) => {
    output.report(request.stdin === null ? written(report) : piped(report, tasks[0]!, request.mode));
    progress.step();
  });
  progress.clear();
  return output.end();
}

interface Plan {
  readonly tasks: readonly CheckTask[];
  /** What could not be looked at. */
  readonly failures: readonly FileReport[];
  readonly isEmpty: boolean;
}

function planFiles(request: CheckRequest, planner: Planner): Plan {
  const { files, errors } = discoverFiles(request.paths, process.cwd(), (path) => planner.isExcluded(path));
  return {
    tasks: files.flatMap((file) => planner.taskFor(file) ?? []),
    failures: errors.map(({ filename, message }) => failedReport(filename, message)),
    isEmpty: files.length === 0 && errors.length === 0,
  };
}

async function planStdin(filename: string, planner: Planner): Promise<Plan> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const task = planner.taskFor({ filename, path: resolve(filename) }, Buffer.concat(chunks));
  return { tasks: task === null ? [] : [task], failures: [], isEmpty: false };
}

/** Writes the fixed file. In the main thread and at one go, so that an interrupt leaves no half of a file behind. */
function written(report: FileReport): FileReport {
  if (report.rewritten === null) return report;
  try {
    writeBytes(resolve(report.filename), report.rewritten);
    return report;
  } catch (error) {
    return failedReport(report.filename, `cannot be written: ${(error as Error).message}`);
  }
}

/** Passes standard input on, fixed where that was asked for, unless it could not be read. */
function piped(report: FileReport, task: CheckTask, mode: CheckMode): FileReport {
  if (mode.fix === "apply" && report.runtimes.length > 0) process.stdout.write(report.rewritten ?? task.bytes!);
  return report;
}

/** Sends reports to where they belong, and keeps the account for the exit code. */
class Output {
  private readonly format: Format;
  private readonly reports: FileReport[] = [];
  private hasErrors = false;
  /** On standard output stands what programs read: the fixed text, a diff, or a document in one of the formats. */
  private readonly forPeople: NodeJS.WriteStream;

  constructor(
    private readonly request: CheckRequest,
    private readonly progress: Progress,
  ) {
    const fixesStdin = request.stdin !== null && request.mode.fix === "apply";
    this.forPeople = request.format === "text" && !fixesStdin ? process.stdout : process.stderr;
    this.format = formatOf(request.format, this.forPeople);
  }

  complain(message: string): void {
    this.hasErrors = true;
    this.send(process.stderr, `error: ${printable(message)}\n`);
  }

  report(report: FileReport): void {
    const { filename, applied, diff, error } = report;
    this.reports.push(report);
    if (error !== null) this.complain(`${filename}: ${error}`);
    if (this.request.mode.fix === "diff") {
      this.send(process.stdout, diff ?? "");
      return;
    }
    if (applied.length > 0) {
      const titles = applied.map(({ row, rule, title }) => `  line ${row}: ${rule}: ${printable(title)}\n`);
      const heading = `Fixed ${printable(filename)} (${count(applied.length, "fix", "fixes")})`;
      this.send(this.forPeople, `${heading}\n${titles.join("")}\n`);
    }
    this.write(this.format.file(report));
  }

  end(): number {
    if (this.request.mode.fix === "diff") return this.endDiff();
    this.write(this.format.end(this.reports));
    if (this.hasErrors) return 2;
    return this.reports.some(({ findings }) => findings.length > 0) ? 1 : 0;
  }

  private write(text: string): void {
    this.send(this.request.format === "text" ? this.forPeople : process.stdout, text);
  }

  private send(stream: NodeJS.WriteStream, text: string): void {
    if (text === "") return;
    this.progress.clear();
    stream.write(text);
  }

  private endDiff(): number {
    const changed = this.reports.filter(({ diff }) => diff !== null);
    const fixes = changed.reduce((sum, { applied }) => sum + applied.length, 0);
    process.stderr.write(
      changed.length === 0
        ? "No fix to apply\n"
        : `${count(fixes, "fix", "fixes")} would change ${count(changed.length, "file")}\n`,
    );
    if (this.hasErrors) return 2;
    return changed.length > 0 ? 1 : 0;
  }
}

function formatOf(name: FormatName, stream: NodeJS.WriteStream): Format {
  switch (name) {
    case "json":
      return jsonFormat;
    case "sarif":
      return sarifFormat(RULE_METAS);
    case "github":
      return githubFormat;
    case "text":
      return textFormat(styleFor(stream, process.env));
  }
}
