/** What modules that know each other cost: a key in one for a hint in another, and reading a workspace in the background. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Input } from "./inputs.js";
import { summaryOf } from "./measuring.js";
import type { Row, Table } from "./results.js";
import { ServerProcess } from "./serverProcess.js";
import { ROOT } from "./subject.js";

/** The rows of the tables. */
export const FIRST_MODULE = "an edit of the third module, to the diagnostics of the first";
export const READ = "reading the imports of every module of the standard library in the background";
const PARSED = "and parsing every module, where files that are not open are checked as well";
export const READ_MEMORY = "after every module of the standard library was read and parsed";

const EDITS = 60;
const READINGS = 5;

const HELPER = "from . import codec\n\n\ndef convert(row):\n    return len(codec.encode(row))\n";
const BLOCKED = "import json\n\n\ndef encode(row):\n    return json.dumps(row)\n";
const CLEAN = "def encode(row):\n    return row\n";
const LOOP = `

from .helper import convert


def total_of_all(groups):
    result = 0
    for group in groups:
        for row in group:
            result += convert(row)
    return result
`;

/** A loop at the end of a text of 10,000 lines, a helper in a second module, and a call that comes and goes in a third one. */
export async function measureProjects(text: Input, library: readonly Input[]): Promise<readonly Table[]> {
  const edits = await measureEdits(text);
  const { read, parsed, megabytes } = await measureReading(library);
  const row = (input: string, what: string, samples: readonly number[]): Row => ({
    input,
    what,
    summary: summaryOf(samples),
    floor: null,
  });
  return [
    {
      id: "project",
      title: "Modules that know each other",
      explanation:
        "Three modules, of which the first has a loop at the end of 10,000 lines: from sending `textDocument/didChange` for the third one, which adds or takes away a call that cannot be entered, to `textDocument/publishDiagnostics` of the first. And from `initialized` to the end of the progress with which the server reads a workspace: of every file the imports; parsed are those that may import an open document, or all, for a client that asks for the diagnostics of the whole workspace.",
      unit: "ms",
      rows: [row("10k", FIRST_MODULE, edits), row("library", READ, read), row("library", PARSED, parsed)],
    },
    {
      id: "project-memory",
      title: "Memory of the server with a workspace",
      explanation: "Resident set size of the server's process, in MB of 10^6 bytes.",
      unit: "MB",
      rows: [row("library", READ_MEMORY, megabytes)],
    },
  ];
}

async function measureEdits({ text }: Input): Promise<number[]> {
  const first = text + LOOP;
  const { folder, uriOf } = workspaceOf({
    "pkg/__init__.py": "",
    "pkg/loop.py": first,
    "pkg/helper.py": HELPER,
    "pkg/codec.py": CLEAN,
  });
  const server = new ServerProcess(ROOT, "jit-hints server", { folder: uriOf(""), document: uriOf("pkg/loop.py") });
  try {
    await server.initialize();
    await server.open(first);
    server.openOther(uriOf("pkg/codec.py"), CLEAN);
    const times: number[] = [];
    for (let version = 2; version < EDITS; version++) {
      const start = performance.now();
      await server.changeOther(uriOf("pkg/codec.py"), version, version % 2 === 0 ? BLOCKED : CLEAN);
      times.push(performance.now() - start);
    }
    await server.close();
    // From the first of these edits on the facts of the long text follow it.
    return times.slice(4);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReading(library: readonly Input[]): Promise<Record<"read" | "parsed" | "megabytes", number[]>> {
  const files = Object.fromEntries(library.map(({ name, text }) => [`library/${name}`, text]));
  const { folder, uriOf } = workspaceOf({ ...files, "library/__init__.py": "" });
  const read: number[] = [];
  const parsed: number[] = [];
  const megabytes: number[] = [];
  const workspace = { folder: uriOf(""), document: uriOf("none.py") };
  const measure = async (checksEverything: boolean, times: number[]): Promise<void> => {
    const server = new ServerProcess(ROOT, "jit-hints server", { ...workspace, checksEverything });
    try {
      await server.initialize();
      const start = performance.now();
      await server.whenDone();
      times.push(performance.now() - start);
      if (checksEverything) megabytes.push(server.residentMegabytes());
      await server.close();
    } finally {
      server.kill();
    }
  };
  try {
    for (let round = 0; round < READINGS; round++) {
      await measure(false, read);
      await measure(true, parsed);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { read, parsed, megabytes };
}

function workspaceOf(files: Readonly<Record<string, string>>): { folder: string; uriOf: (name: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), "jit-hints-bench-"));
  for (const [name, text] of Object.entries({ "pyproject.toml": "", ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, uriOf: (name) => pathToFileURL(join(folder, name)).href };
}
