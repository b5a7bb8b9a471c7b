/** Entry of dist/cli.js. Editors wait for the server, so it starts without what the other commands need. */
import { runServer } from "./server.js";

const [command, ...args] = process.argv.slice(2);

if (command === "server" && !args.some((arg) => arg === "--help" || arg === "-h")) {
  void runServer(args).then((code) => {
    if (code !== null) process.exitCode = code;
  });
} else {
  void import("./commandLine.js").then(({ runCommandLine }) => runCommandLine());
}
