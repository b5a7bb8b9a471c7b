/** The server's process in Node. */
import { join } from "node:path";
import { VERSION } from "../workspace/version.js";
import { codeFolder, type LoadedCode, loadCode } from "./codeCache.js";
import { setFlagsForLater, setFlagsForStart } from "./engineFlags.js";
import type { ServerProcess } from "./host.js";

const PARENT_CHECK_MS = 2000;

/** The first documents are answered by then. */
const FIRST_ANSWERS_MS = 3000;

/** A process that ends with `exit`. `parentDied` is called when the client's process is gone. */
export function createNodeProcess(exit: (code: number) => void, parentDied: () => void): ServerProcess {
  let services: LoadedCode<typeof import("./services.js")> | null = null;
  return {
    version: VERSION,
    watchParent(processId) {
      setInterval(() => {
        if (!isAlive(processId)) parentDied();
      }, PARENT_CHECK_MS).unref();
    },
    exit(code) {
      services?.keep();
      exit(code);
    },
    async startSession(start) {
      setFlagsForStart();
      services = loadCode(join(__dirname, "services.js"), codeFolder());
      setTimeout(() => {
        services?.keep();
        setFlagsForLater();
      }, FIRST_ANSWERS_MS).unref();
      return services.exports.startServices(start, null);
    },
  };
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
