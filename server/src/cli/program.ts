/** The commands and options of `jit-hints`, and their help. */
import { Command, InvalidArgumentError, Option } from "commander";
import { CONFIDENCES, RUNTIME_IDS } from "../findings.js";
import { RULE_METAS } from "../rules/registry.js";
import { VERSION } from "../workspace/version.js";
import { type CheckRequest, check } from "./check.js";
import { parseConfidence, parseRules, parseRuntimes } from "./checkOptions.js";
import { UsageError } from "./errors.js";
import { explain } from "./explain.js";
import { FORMATS, type FormatName } from "./formats/format.js";
import { rulesAsJson, rulesAsTable } from "./rules.js";
import { runServer, SERVER_USAGE } from "./server.js";

/** The options of `check` as commander hands them over. */
interface CheckFlags {
  readonly runtime: readonly string[];
  readonly format: FormatName;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly minConfidence?: string;
  readonly fix?: boolean;
  readonly unsafeFixes?: boolean;
  readonly diff?: boolean;
  readonly stdinFilename?: string;
  readonly jobs?: number;
}

const EXIT_CODES = `
Exit codes:
  0  nothing found
  1  findings, or changes with --diff
  2  an error: a file or setting that cannot be read, a wrong option`;

const CHECK_HELP = `
Without PATH the working directory is checked. Files are checked whatever they are called; folders are searched for .py files.
Settings come from the nearest jit-hints.toml, or pyproject.toml with [tool.jit-hints].
Rows and columns start at 1; columns count Unicode code points.
${EXIT_CODES}

Examples:
  jit-hints check                                   the working directory
  jit-hints check --runtime pypy src tests/bench.py
  jit-hints check --format github                   annotations in GitHub Actions
  jit-hints check --diff --unsafe-fixes src         show what --fix --unsafe-fixes would change
  jit-hints check --stdin-filename src/a.py - <src/a.py`;

/** The command line. `exit` gets the exit code of a command that ran. */
export function createProgram(exit: (code: number) => void): Command {
  const program = new Command("jit-hints");
  program
    .description("Shows which lines keep a tracing JIT (PyPy, CPython 3.14 and 3.15) from making hot Python code fast.")
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError("(jit-hints --help lists the commands and options)")
    .addHelpText(
      "after",
      "\nExamples:\n  jit-hints check src\n  jit-hints explain opaque-call-in-loop\n  jit-hints explain src/a.py:12",
    );
  addCheck(program, exit);
  addExplain(program, exit);
  addRules(program, exit);
  addServer(program, exit);
  return program;
}

function addCheck(program: Command, exit: (code: number) => void): void {
  program
    .command("check")
    .description("check files and folders, and fix them")
    .argument("[PATH...]", "files and folders; - for standard input")
    .addOption(
      list(
        "--runtime <runtime>",
        `the Python to check for: ${RUNTIME_IDS.join(", ")} (repeatable)`,
        "what the settings say",
      ),
    )
    .addOption(new Option("--format <format>", "how to print the findings").choices(FORMATS).default("text"))
    .addOption(list("--select <rule>", "check only this rule (repeatable, or a list with commas)", "all"))
    .addOption(list("--ignore <rule>", "do not check this rule (repeatable, or a list with commas)", "none"))
    .option("--min-confidence <confidence>", `how sure a finding must be: ${CONFIDENCES.join(", ")}`)
    .option("--fix", "apply safe fixes that slow down no selected runtime")
    .option("--unsafe-fixes", "with --fix or --diff: also fixes that are equal only under stated preconditions")
    .option("--diff", "print what --fix would change, and change nothing")
    .option("--stdin-filename <file>", "the name of the text on standard input, for its settings and the output")
    .option("--jobs <number>", "how many files to check at a time", parseJobs)
    .addHelpText("after", CHECK_HELP)
    .action(async (paths: string[], flags: CheckFlags) => exit(await check(readCheck(paths, flags))));
}

function addExplain(program: Command, exit: (code: number) => void): void {
  program
    .command("explain")
    .description("print the page of a rule, or all that is known about a line")
    .argument("<RULE | FILE:LINE>", "a rule such as opaque-call-in-loop, or a line such as src/a.py:12")
    .addOption(
      list(
        "--runtime <runtime>",
        `the Python to explain a line for: ${RUNTIME_IDS.join(", ")} (repeatable)`,
        "what the settings say",
      ),
    )
    .action((subject: string, flags: { readonly runtime: readonly string[] }) => {
      process.stdout.write(explain(subject, flags.runtime.length === 0 ? null : parseRuntimes(flags.runtime)));
      exit(0);
    });
}

function addRules(program: Command, exit: (code: number) => void): void {
  program
    .command("rules")
    .description("list the rules")
    .addOption(new Option("--format <format>", "how to print them").choices(["text", "json"]).default("text"))
    .action((flags: { readonly format: string }) => {
      process.stdout.write(
        flags.format === "json" ? rulesAsJson(RULE_METAS.values()) : rulesAsTable(RULE_METAS.values()),
      );
      exit(0);
    });
}

function addServer(program: Command, exit: (code: number) => void): void {
  program
    .command("server")
    .description("start the language server: --stdio, --node-ipc or --socket=PORT")
    .configureHelp({ formatHelp: () => SERVER_USAGE })
    // The server's own entry takes the same arguments, so they are read in one place.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (_flags: unknown, command: Command) => {
      const code = await runServer(command.args);
      if (code !== null) exit(code);
    });
}

/** Checks how options go together. */
function readCheck(paths: readonly string[], flags: CheckFlags): CheckRequest {
  const known = [...RULE_METAS.keys()];
  const isStdin = paths.includes("-");
  const fix = flags.diff ? "diff" : flags.fix ? "apply" : "no";
  if (isStdin && paths.length > 1) throw new UsageError("- stands for standard input and goes with no other PATH");
  if (!isStdin && flags.stdinFilename !== undefined) throw new UsageError("--stdin-filename needs - as PATH");
  if (flags.unsafeFixes && fix === "no") throw new UsageError("--unsafe-fixes needs --fix or --diff");
  if (flags.format !== "text" && fix === "diff") throw new UsageError(`--diff prints a diff, not ${flags.format}`);
  if (flags.format !== "text" && fix === "apply" && isStdin) {
    throw new UsageError(`--fix prints the fixed standard input, not ${flags.format}`);
  }
  return {
    paths: paths.length === 0 ? ["."] : paths,
    stdin: isStdin ? (flags.stdinFilename ?? "-") : null,
    format: flags.format,
    mode: {
      fix,
      unsafe: flags.unsafeFixes === true,
      selection: {
        select: flags.select.length === 0 ? null : parseRules("--select", flags.select, known),
        ignore: parseRules("--ignore", flags.ignore, known),
        runtimes: flags.runtime.length === 0 ? null : parseRuntimes(flags.runtime),
        minimumConfidence: flags.minConfidence === undefined ? null : parseConfidence(flags.minConfidence),
      },
    },
    jobs: flags.jobs ?? null,
  };
}

/** An option that may be given several times. */
function list(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, description)
    .default([] as string[], otherwise)
    .argParser((value: string, before: string[]) => [...before, value]);
}

function parseJobs(value: string): number {
  const jobs = Number(value);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 256) return jobs;
  throw new InvalidArgumentError("It must be a whole number from 1 to 256.");
}
