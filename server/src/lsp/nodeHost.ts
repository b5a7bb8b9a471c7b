/** The server's host in Node. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Engine } from "../engine.js";
import type { WasmModule } from "../syntax/binding.js";
import { PythonParser } from "../syntax/parser.js";
import { readGrammar } from "../workspace/grammar.js";
import { VERSION } from "../workspace/version.js";
import type { ServerHost } from "./host.js";
import { ProjectSettings } from "./projectSettings.js";
import { DiskFiles } from "./workspaceFiles.js";

const PARENT_CHECK_MS = 2000;

/** TypeScript declares it only together with the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };
};

/** A host whose process ends with `exit`. */
export function createNodeHost(exit: (code: number) => void, parentDied: () => void): ServerHost {
  return {
    version: VERSION,
    project: new ProjectSettings(process.cwd()),
    files: new DiskFiles(),
    async loadEngine() {
      // Compiled aside: the answer to `initialize` does not wait for it.
      return new Engine(PythonParser.create(await WebAssembly.compile(readGrammar())));
    },
    soon: (action) => void setImmediate(action),
    uriOf: (path) => pathToFileURL(path).href,
    localPage(rule) {
      // The bundle is in `dist/`, this source file two folders deeper.
      const pages = [join(__dirname, ".."), join(__dirname, "..", "..", "..")].map((root) =>
        join(root, "docs", "rules", `${rule}.md`),
      );
      const page = pages.find((path) => existsSync(path));
      return page === undefined ? null : pathToFileURL(page).href;
    },
    watchParent(processId) {
      setInterval(() => {
        if (!isAlive(processId)) parentDied();
      }, PARENT_CHECK_MS).unref();
    },
    exit,
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
