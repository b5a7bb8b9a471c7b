/** Entry of the npm package that holds the language server alone: the command `jit-hints` with `server`, and nothing that checks files. */
import { VERSION } from "../workspace/version.js";
import { runServer, SERVER_USAGE } from "./server.js";

const ELSEWHERE =
  "This package holds the language server alone; checking files is part of the package python-jit-hints.";

/** Runs the command line of the process. */
async function main([command, ...args]: readonly string[]): Promise<number | null> {
  if (command === "server" && !args.includes("--help")) return runServer(args);
  if (command === "--version" || command === "-V") {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const wantsHelp = command === "--help" || command === "-h" || command === "help" || command === "server";
  const text = `${SERVER_USAGE}\n${ELSEWHERE}\n`;
  if (wantsHelp) process.stdout.write(text);
  else process.stderr.write(`error: ${command === undefined ? "no command" : `unknown command ${command}`}\n\n${text}`);
  return wantsHelp ? 0 : 2;
}

void main(process.argv.slice(2)).then((code) => {
  if (code !== null) process.exitCode = code;
});
