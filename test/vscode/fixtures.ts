/** A workspace for one run, written anew into a temporary folder, and the packaged extension. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./codeServer.js";

/** Six independent checks that one iteration passes: a finding on PyPy, none on CPython. */
const CHAIN = `def total(rows):
    result = 0.0
    for row in rows:
        a, b, c, d, e, f = row
        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = 6.0
        result += a + b + c + d + e + f
    return result
`;

/** A record read field by field: a finding on CPython, none on PyPy. */
const RECORDS = `import struct


def total(data):
    result = 0.0
    for offset in range(0, len(data), 16):
        x = struct.unpack_from("<i", data, offset)[0]
        y = struct.unpack_from("<i", data, offset + 4)[0]
        z = struct.unpack_from("<d", data, offset + 8)[0]
        result += x + y + z
    return result
`;

/** A branch on data: no finding, but a rewrite on demand. */
const CLAMP = `def total(xs: list[int]):
    result = 0
    for x in xs:
        if x < 0:
            x = 100
        result += x
    return result
`;

/** A generator around two loops: a finding everywhere, with a fix that is the same for every input. */
const PAIRS = `def pairs(data):
    for i in range(len(data)):
        for j in range(i):
            yield i, j


def total(data):
    result = 0
    for i, j in pairs(data):
        result += data[i] * data[j]
    return result
`;

/** Writes the workspace and returns its folder. */
export function createWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "jit-hints-workspace-"));
  writeFileSync(join(folder, "chain.py"), CHAIN);
  writeFileSync(join(folder, "records.py"), RECORDS);
  writeFileSync(join(folder, "pairs.py"), PAIRS);
  return folder;
}

/** Writes a workspace of two folders, `main` and `on_cpython`, whose settings file names a runtime. @returns its file */
export function createMultiRootWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "jit-hints-workspace-"));
  for (const name of ["main", "on_cpython"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "chain.py"), CHAIN);
    writeFileSync(join(folder, name, "records.py"), RECORDS);
  }
  writeFileSync(join(folder, "main", "clamp.py"), CLAMP);
  writeFileSync(join(folder, "main", "pairs.py"), PAIRS);
  writeFileSync(join(folder, "main", "notebook.ipynb"), JSON.stringify(notebook()));
  writeFileSync(join(folder, "on_cpython", "jit-hints.toml"), 'runtimes = ["cpython-3.15"]\n');
  const file = join(folder, "two.code-workspace");
  const settings = { "security.workspace.trust.enabled": false };
  writeFileSync(file, JSON.stringify({ folders: [{ path: "main" }, { path: "on_cpython" }], settings }));
  return file;
}

/** A notebook as Jupyter writes it: a magic, functions in their cells, and text. */
function notebook(): object {
  const code = (source: string) => ({ cell_type: "code", metadata: {}, source, outputs: [], execution_count: null });
  return {
    cells: [
      code("%matplotlib inline\nimport random"),
      { cell_type: "markdown", metadata: {}, source: "Text between the cells." },
      code(CHAIN.trimEnd()),
      code(PAIRS.trimEnd()),
    ],
    metadata: {
      kernelspec: { name: "python3", display_name: "Python 3", language: "python" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** The packaged extension: what the runner has made, or a new one where a test file runs by itself. */
export function packagedVsix(): string {
  const given = process.env.JIT_HINTS_VSIX;
  if (given) return given;
  const vsix = join(ROOT, "test-output", "python-jit-hints.vsix");
  mkdirSync(join(ROOT, "test-output"), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ["scripts/package.mjs", "--out", vsix], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`scripts/package.mjs failed:\n${stderr}`);
  return vsix;
}

/** Unpacks the packaged extension below a folder. @returns the folder of the extension */
export function unpack(vsix: string, folder: string): string {
  const { status, stderr } = spawnSync("python3", ["-m", "zipfile", "-e", vsix, join(folder, "vsix")], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Unpacking ${vsix} failed:\n${stderr}`);
  return join(folder, "vsix", "extension");
}
