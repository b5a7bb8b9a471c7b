/** What a session needs of the machine, in Node. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Engine } from "../engine.js";
import type { WasmModule } from "../syntax/binding.js";
import { PythonParser } from "../syntax/parser.js";
import { readGrammar } from "../workspace/grammar.js";
import { Project } from "../workspace/project.js";
import { readPythonSource } from "../workspace/pythonSource.js";
import type { ServerHost } from "./host.js";
import { ProjectSettings } from "./projectSettings.js";
import { DiskFiles } from "./workspaceFiles.js";

/** TypeScript declares it only together with the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };
};

/** The host. */
export function createNodeHost(): ServerHost {
  return {
    project: new ProjectSettings(process.cwd(), { activated: process.env.VIRTUAL_ENV }),
    files: new DiskFiles(),
    modules: modulesOnDisk(),
    async loadEngine() {
      // Compiled aside: messages are read meanwhile.
      return new Engine(PythonParser.create(await WebAssembly.compile(readGrammar())));
    },
    soon: (action) => void setImmediate(action),
    uriOf: (path) => pathToFileURL(path).href,
    pathOf,
    localPage(rule) {
      // The bundle is in `dist/`, this source file two folders deeper.
      const pages = [join(__dirname, ".."), join(__dirname, "..", "..", "..")].map((root) =>
        join(root, "docs", "rules", `${rule}.md`),
      );
      const page = pages.find((path) => existsSync(path));
      return page === undefined ? null : pathToFileURL(page).href;
    },
  };
}

function modulesOnDisk(): NonNullable<ServerHost["modules"]> {
  let project: Project | null = null;
  return {
    projectOf: (engine) => {
      project ??= new Project(engine);
      return project;
    },
    readText(path) {
      try {
        return readPythonSource(path).text;
      } catch {
        return null;
      }
    },
  };
}

/** The path of a file; null for untitled and virtual documents. */
function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    // Not a path on this system, for example one with a host name.
    return null;
  }
}
