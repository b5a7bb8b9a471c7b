/** The command line, and the workers of `check`. */
import { CommanderError } from "commander";
import { UsageError } from "./errors.js";
import { isCheckWorker, runCheckWorker } from "./jobs.js";
import { createProgram } from "./program.js";

/** Runs the program on the arguments of the process, or what `check` has started this process for. */
export async function runCommandLine(): Promise<void> {
  if (isCheckWorker()) {
    runCheckWorker();
    return;
  }
  const program = createProgram((code) => {
    process.exitCode = code;
  });
  program.hook("preAction", (_program, command) => {
    // The server has its own ways to end.
    if (command.name() === "server") return;
    process.on("SIGINT", () => process.exit(130));
    for (const stream of [process.stdout, process.stderr]) stream.on("error", leaveQuietly);
  });
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the message. Help and version are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(
      `error: ${error instanceof UsageError ? "" : "internal error: "}${(error as Error).message}\n`,
    );
    process.exitCode = 2;
  }
}

/** The reader of the output has gone, as with `| head`. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 2);
}
