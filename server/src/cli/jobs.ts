/** Checks many files, in this thread or in several, and hands the reports over in the order of the tasks. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createParser } from "../workspace/grammar.js";
import { type CheckMode, type CheckTask, FileChecker } from "./checkFile.js";
import { type FileReport, failedReport } from "./report.js";

/** A worker pays from about this many files on: it has to load the program and compile the parser first. */
const FILES_PER_WORKER = 40;
const MOST_DEFAULT_JOBS = 8;

/** The number of threads to use when the user does not say. */
export function defaultJobs(files: number): number {
  return Math.max(1, Math.min(availableParallelism(), MOST_DEFAULT_JOBS, Math.floor(files / FILES_PER_WORKER)));
}

/** Checks the files of all tasks. Reports come in the order of the tasks, whatever the number of jobs. */
export async function checkAll(
  tasks: readonly CheckTask[],
  mode: CheckMode,
  jobs: number,
  onReport: (report: FileReport) => void,
): Promise<void> {
  if (Math.min(jobs, tasks.length) <= 1) await checkHere(tasks, mode, onReport);
  else await new Pool(tasks, mode, onReport).run(Math.min(jobs, tasks.length));
}

async function checkHere(
  tasks: readonly CheckTask[],
  mode: CheckMode,
  onReport: (report: FileReport) => void,
): Promise<void> {
  if (tasks.length === 0) return;
  const checker = new FileChecker(createParser(), mode);
  for (const task of tasks) {
    onReport(checker.check(task));
    // Lets signals and errors of the output come through.
    await new Promise(setImmediate);
  }
}

/** True in a thread that `checkAll` has started. */
export function isCheckWorker(): boolean {
  return !isMainThread && (workerData as { checkMode?: CheckMode } | null)?.checkMode !== undefined;
}

/** The other side of the pool: checks each task that it is sent. */
export function runCheckWorker(): void {
  const checker = new FileChecker(createParser(), (workerData as { checkMode: CheckMode }).checkMode);
  parentPort!.on("message", (task: CheckTask) => parentPort!.postMessage(checker.check(task)));
}

class Pool {
  private readonly done = new Map<number, FileReport>();
  private nextTask = 0;
  private nextReport = 0;

  constructor(
    private readonly tasks: readonly CheckTask[],
    private readonly mode: CheckMode,
    private readonly onReport: (report: FileReport) => void,
  ) {}

  async run(jobs: number): Promise<void> {
    await Promise.all(Array.from({ length: jobs }, () => this.work()));
  }

  /** Keeps one worker busy until no task is left. A worker that dies costs the file that it was at, and is replaced. */
  private async work(): Promise<void> {
    while (this.nextTask < this.tasks.length) {
      const worker = new Worker(join(__dirname, "cli.js"), { workerData: { checkMode: this.mode } });
      let current = -1;
      try {
        await new Promise<void>((resolve, reject) => {
          const send = () => {
            current = this.nextTask < this.tasks.length ? this.nextTask++ : -1;
            if (current === -1) resolve();
            else worker.postMessage(this.tasks[current]);
          };
          worker.on("message", (report: FileReport) => {
            this.finish(current, report);
            send();
          });
          worker.on("error", reject);
          worker.on("exit", (code) => reject(new Error(`the worker ended with code ${code}`)));
          send();
        });
      } catch (error) {
        if (current === -1) throw error;
        this.finish(
          current,
          failedReport(this.tasks[current]!.filename, `internal error: ${(error as Error).message}`),
        );
      } finally {
        await worker.terminate();
      }
    }
  }

  private finish(index: number, report: FileReport): void {
    this.done.set(index, report);
    for (let next = this.done.get(this.nextReport); next !== undefined; next = this.done.get(this.nextReport)) {
      this.done.delete(this.nextReport++);
      this.onReport(next);
    }
  }
}
