import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { describe, test } from "node:test";
import { temporaryFolder } from "../unit/temporaryFolder.js";
import { CHAIN, CHAIN_PLACE, CLEAN, UNUSED } from "./programs.js";
import { run, start } from "./run.js";

describe("check: exit codes and messages", () => {
  const folder = temporaryFolder({
    "clean.py": CLEAN,
    "chain.py": CHAIN,
    "broken.py": "def f(:\n",
    "empty/notes.txt": "",
  });

  test("0 and a summary where nothing is found", async () => {
    const { code, stdout, stderr } = await run(folder, ["check", "clean.py"]);
    assert.deepEqual([code, stdout, stderr], [0, "Nothing found in 1 file for PyPy and CPython 3.15 with JIT.\n", ""]);
  });

  test("1 where something is found, with place, source line and summary", async () => {
    const { code, stdout, stderr } = await run(folder, ["check", "--runtime", "pypy", "chain.py"]);
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /^chain\.py:4:9: warning none-check-chain .+\n {2}\|\n4 \| {9}if a is None:\n {2}\| {9}\^+\n/);
    assert.match(
      stdout,
      /\n1 finding in 1 file for PyPy \(1 warning\)\.\n1 can be fixed with --fix --unsafe-fixes\.\n$/,
    );
    assert.equal(stdout.includes("\x1b"), false);
  });

  test("2 for a missing path; the others are checked", async () => {
    const { code, stdout, stderr } = await run(folder, ["check", "nope.py", "chain.py"]);
    assert.deepEqual([code, stderr], [2, "error: nope.py: no such file or folder\n"]);
    assert.match(stdout, /none-check-chain/);
  });

  test("a file with syntax errors is no error", async () => {
    assert.equal((await run(folder, ["check", "broken.py"])).code, 0);
  });

  test("an empty folder is no error, and says so", async () => {
    const { code, stdout, stderr } = await run(folder, ["check", "empty"]);
    assert.deepEqual([code, stdout, stderr], [0, "", "No Python files found\n"]);
    assert.equal((await run(folder, ["check", "--format", "json", "empty"])).stdout, "[]\n");
  });

  test("2 for wrong options, with what is allowed", async () => {
    const cases: readonly [string[], RegExp][] = [
      [["--format", "xml"], /Allowed choices are text, json, sarif, github/],
      [
        ["--runtime", "pypy3"],
        /^error: --runtime: "pypy3" is not a runtime\. Runtimes: pypy, cpython-3\.14, cpython-3\.15\n$/,
      ],
      [["--select", "none-chek-chain"], /Did you mean "none-check-chain"\?/],
      [["--ignore", "x", "--ignore", "y"], /^error: --ignore: "x" is not a rule/],
      [["--min-confidence", "hi"], /is not one of low, medium, high/],
      [["--jobs", "0"], /whole number/],
      [["--unsafe-fixes"], /^error: --unsafe-fixes needs --fix or --diff\n$/],
      [["--stdin-filename", "a.py", "b.py"], /^error: --stdin-filename needs - as PATH\n$/],
      [["-", "b.py"], /^error: - stands for standard input/],
      [["--diff", "--format", "json"], /^error: --diff prints a diff, not json\n$/],
      [["--recording", "x"], /unknown option '--recording'/],
      [["--fromat", "json"], /Did you mean --format\?/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await run(folder, ["check", ...args]);
      assert.deepEqual([code, stdout], [2, ""], args.join(" "));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  test("the working directory is checked without a path", async () => {
    const { stdout } = await run(folder, ["check", "--format", "json"]);
    assert.deepEqual(
      JSON.parse(stdout).map(({ filename }: { filename: string }) => filename),
      ["chain.py"],
    );
  });
});

describe("check: selection", () => {
  const folder = temporaryFolder({ "chain.py": CHAIN, "unused.py": UNUSED });
  const codes = async (...args: string[]) => {
    const { stdout } = await run(folder, ["check", "--format", "json", ...args]);
    return JSON.parse(stdout)
      .map(({ code }: { code: string }) => code)
      .join(" ");
  };

  test("by rule", async () => {
    assert.equal(await codes(), "none-check-chain unused-ignore");
    assert.equal(await codes("--select", "none-check-chain"), "none-check-chain");
    assert.equal(
      await codes("--select", "unused-ignore,branch-chain", "--select", "none-check-chain"),
      "none-check-chain unused-ignore",
    );
    assert.equal(await codes("--ignore", "unused-ignore", "--ignore", "branch-chain"), "none-check-chain");
  });

  test("by runtime and confidence", async () => {
    assert.equal(await codes("--runtime", "cpython-3.15"), "");
    assert.equal(await codes("--runtime", "cpython-3.15", "--runtime", "pypy"), "none-check-chain unused-ignore");
    assert.equal(
      await codes("--min-confidence", "high", "--select", "none-check-chain", "--runtime", "cpython-3.14"),
      "",
    );
  });
});

describe("check: files", () => {
  const latin1 = (text: string) => Buffer.from(text, "latin1");

  test("declared encodings are honoured, others are named with the reason, the rest is checked", async () => {
    const folder = temporaryFolder({
      "a.py": CHAIN,
      "declared.py": latin1(`# -*- coding: latin-1 -*-\nname = '\xe9'\n${CHAIN}`),
      "undeclared.py": latin1("name = '\xe9'\n"),
      "utf16.py": Buffer.from("\ufeffx = 1\n", "utf16le"),
    });
    const { code, stdout, stderr } = await run(folder, ["check", "--format", "json", "."]);
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "error: undeclared.py: line 1: byte 0xe9 is not valid UTF-8, and the file declares no encoding (PEP 263)\n" +
        "error: utf16.py: looks like UTF-16 or UTF-32, which Python does not read; save it as UTF-8\n",
    );
    const places = JSON.parse(stdout).map((finding: { filename: string; location: { row: number } }) => [
      finding.filename,
      finding.location.row,
    ]);
    assert.deepEqual(places, [
      ["a.py", CHAIN_PLACE.row],
      ["declared.py", CHAIN_PLACE.row + 2],
    ]);
  });

  test("columns count code points, and a byte order mark is not one", async () => {
    const folder = temporaryFolder({ "a.py": `\ufeffs = "𝒳é"  # jit: ignore[branch-chain]\n` });
    const { stdout } = await run(folder, ["check", "--format", "json"]);
    assert.deepEqual(JSON.parse(stdout)[0].location, { row: 1, column: 11 });
  });

  test("excluded files are left out, unless they are named", async () => {
    const folder = temporaryFolder({
      "jit-hints.toml": 'exclude = ["gen", "*_pb2.py"]\n',
      "gen/deep/a.py": CHAIN,
      "src/x_pb2.py": CHAIN,
      "src/a.py": CHAIN,
    });
    const names = async (...args: string[]) =>
      JSON.parse((await run(folder, ["check", "--format", "json", ...args])).stdout).map(
        ({ filename }: { filename: string }) => filename,
      );
    assert.deepEqual(await names(), ["src/a.py"]);
    assert.deepEqual(await names("gen/deep/a.py", join(folder, "src")), ["gen/deep/a.py", join(folder, "src/a.py")]);
  });

  test("standard input is checked under the name that it is given", async () => {
    const folder = temporaryFolder({ "sub/jit-hints.toml": 'rules.none-check-chain = "error"\n' });
    const { code, stdout } = await run(
      folder,
      ["check", "--format", "json", "--stdin-filename", "sub/new.py", "-"],
      CHAIN,
    );
    assert.equal(code, 1);
    const [finding] = JSON.parse(stdout);
    assert.deepEqual([finding.filename, finding.severity], ["sub/new.py", "error"]);
    const { stdout: unnamed } = await run(folder, ["check", "--format", "json", "-"], CHAIN);
    assert.equal(JSON.parse(unnamed)[0].filename, "-");
    const broken = await run(folder, ["check", "-"], Buffer.from([0xe9]));
    assert.deepEqual([broken.code, broken.stderr.startsWith("error: -: line 1: byte 0xe9")], [2, true]);
  });
});

describe("check: many files", () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `m${String(index).padStart(2, "0")}.py`,
      index === 7 ? Buffer.from([0xff]) : index % 3 === 0 ? CLEAN : CHAIN.repeat((index % 5) + 1) + UNUSED,
    ]),
  );
  const folder = temporaryFolder(files);

  for (const format of ["text", "json", "sarif", "github"]) {
    test(`${format}: the same with one job and with several`, async () => {
      const one = await run(folder, ["check", "--format", format, "--jobs", "1"]);
      const several = await run(folder, ["check", "--format", format, "--jobs", "3"]);
      assert.equal(one.code, 2);
      assert.ok(one.stdout.length > 1000);
      assert.deepEqual([several.code, several.stdout, several.stderr], [one.code, one.stdout, one.stderr]);
    });
  }

  test("a reader that goes away is no error", async () => {
    const child = start(folder, [
      "check",
      "--format",
      "github",
      "--jobs",
      "1",
      ...Object.keys(files).flatMap((name) => [name]),
    ]);
    let stderr = "";
    child.stderr!.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout!.destroy();
    child.stdin!.end();
    const [code, signal] = await once(child, "close");
    assert.equal(signal, null);
    assert.ok(code === 0 || code === 1 || code === 2);
    assert.doesNotMatch(stderr, /EPIPE|\n {4}at /);
  });

  test("an interrupt ends it at once with 130", async () => {
    const child = start(folder, ["check", "-"]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "close"), [130, null]);
  });
});
