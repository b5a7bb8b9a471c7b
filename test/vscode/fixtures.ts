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

/** Writes the workspace and returns its folder. */
export function createWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), "jit-hints-workspace-"));
  writeFileSync(join(folder, "chain.py"), CHAIN);
  writeFileSync(join(folder, "records.py"), RECORDS);
  return folder;
}

/** The packaged extension: what the runner has made, or a new one where a test file runs by itself. */
export function packagedVsix(): string {
  const given = process.env.JIT_HINTS_VSIX;
  if (given) return given;
  const vsix = join(ROOT, "test-output", "python-jit-hints.vsix");
  mkdirSync(join(ROOT, "test-output"), { recursive: true });
  const { status, stderr } = spawnSync("npx", ["vsce", "package", "--no-dependencies", "--out", vsix], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`vsce package failed:\n${stderr}`);
  return vsix;
}
