/** Entry of dist/server.js: editors run it, and the command line loads it for `jit-hints server`. */
import { runServer } from "./server.js";

export { startServer } from "../lsp/main.js";

if (require.main === module) {
  void runServer(process.argv.slice(2)).then((code) => {
    if (code !== null) process.exitCode = code;
  });
}
