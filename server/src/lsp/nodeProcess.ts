/** The server's process in Node. */
import { VERSION } from "../workspace/version.js";
import type { ServerProcess } from "./host.js";

const PARENT_CHECK_MS = 2000;

/** A process that ends with `exit`. `parentDied` is called when the client's process is gone. */
export function createNodeProcess(exit: (code: number) => void, parentDied: () => void): ServerProcess {
  return {
    version: VERSION,
    watchParent(processId) {
      setInterval(() => {
        if (!isAlive(processId)) parentDied();
      }, PARENT_CHECK_MS).unref();
    },
    exit,
    async startSession(start) {
      const { startServices } = await import("./services.js");
      return startServices(start, null);
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
