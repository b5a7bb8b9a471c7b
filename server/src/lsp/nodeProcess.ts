/** The server's process in Node. */
import { join } from "node:path";
import type { WasmModule } from "../syntax/binding.js";
import { readGrammar } from "../workspace/grammar.js";
import { VERSION } from "../workspace/version.js";
import { codeFolder, type LoadedCode, loadCode } from "./codeCache.js";
import { setFlagsForLater, setFlagsForStart } from "./engineFlags.js";
import type { ServerProcess } from "./host.js";

const PARENT_CHECK_MS = 2000;

/** The first documents are answered by then. */
const FIRST_ANSWERS_MS = 3000;

/** TypeScript declares it only together with the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };
};

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
      // Compiled aside while the rest of the server is loaded.
      const grammar = compileGrammar();
      // Awaited when the first document is there, which says what went wrong.
      grammar.catch(() => undefined);
      services = loadCode(join(__dirname, "services.js"), codeFolder());
      setTimeout(() => {
        services?.keep();
        setFlagsForLater();
      }, FIRST_ANSWERS_MS).unref();
      return services.exports.startServices(start, grammar);
    },
  };
}

async function compileGrammar(): Promise<WasmModule> {
  return WebAssembly.compile(readGrammar());
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
