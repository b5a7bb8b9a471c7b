/** The lab on real PyPy: the causes behind the rules are still there. Counts alone are asserted, never times. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const RUNNER = fileURLToPath(new URL("../../lab/run.py", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "jit-hints-lab-"));
const output = join(folder, "results.json");

after(() => rmSync(folder, { recursive: true }));

interface Causes {
  readonly bridges: number;
  readonly residual: readonly string[];
}

/** What `run.py --guard` says about one pair. */
interface Guarded {
  readonly id: string;
  readonly cause: string;
  readonly visible: boolean;
  readonly slow: Causes;
  readonly fast: Causes;
}

function runLab(...options: string[]) {
  const command = [RUNNER, "--runtime", "pypy3", ...options];
  return spawnSync("python3", command, { encoding: "utf8", maxBuffer: 1 << 26 });
}

/** A row of a quick measurement. */
function measure(part: "pairs" | "callables", id: string) {
  const run = runLab("--quick", "--rounds", "1", "--part", part, "--only", id, "--output", output);
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const row = JSON.parse(readFileSync(output, "utf8"))[part].find((it: { id: string }) => it.id === id);
  assert.ok(row, `${id} has no row: ${run.stderr}`);
  return row;
}

const missing = spawnSync("pypy3", ["--version"]).error !== undefined;
if (missing) {
  assert.ok(process.env.CI !== "true", "pypy3 is not installed");
  console.error("NOT RUN: pypy3 is not installed, nobody checked what the lab measures on PyPy");
}

describe("the causes of the pairs on PyPy", { skip: missing }, () => {
  const run = missing ? undefined : runLab("--guard");
  const guarded = new Map<string, Guarded>(
    (run?.stdout ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Guarded)
      .map((pair) => [pair.id, pair]),
  );

  test("the guard looked at most pairs and found every cause", () => {
    assert.ok(guarded.size >= 80, `${guarded.size} pairs: ${run?.stderr}`);
    const gone = [...guarded.values()].filter((pair) => !pair.visible);
    assert.deepEqual(gone, []);
    assert.equal(run?.status, 0, run?.stderr);
  });

  function pair(id: string): Guarded {
    const found = guarded.get(id);
    assert.ok(found, `${id} was not looked at: ${run?.stderr}`);
    return found;
  }

  for (const id of ["none-chain-8", "none-chain-8-int", "none-chain-8-mixed", "branch-chain-loop"]) {
    test(`${id}: bridges multiply in the chain and not in the fold`, () => {
      const { slow, fast } = pair(id);
      assert.ok(slow.bridges > 400, `${slow.bridges} bridges in the chain`);
      assert.ok(fast.bridges < 60, `${fast.bridges} bridges in the fold`);
    });
  }

  for (const id of ["branch-chain-int-bits", "branch-chain-int-const", "branch-chain-float-abs"]) {
    test(`${id}: arithmetic without a comparison has no paths`, () => {
      const { slow, fast } = pair(id);
      assert.ok(slow.bridges > 400, `${slow.bridges} bridges with branches`);
      assert.ok(fast.bridges < 30, `${fast.bridges} bridges without`);
    });
  }

  test("branch-chain-helper: branches of an inlined helper multiply too", () => {
    const { slow, fast } = pair("branch-chain-helper");
    assert.ok(slow.bridges > 150, `${slow.bridges} bridges with calls in a row`);
    assert.ok(fast.bridges < 60, `${fast.bridges} bridges with calls in a loop`);
  });

  test("branch-chain-arithmetic: the arithmetic of comparisons keeps the paths", () => {
    const { slow, fast } = measure("pairs", "branch-chain-arithmetic");
    assert.ok(slow.bridges > 400, `${slow.bridges} bridges with branches`);
    assert.ok(fast.bridges > 400, `${fast.bridges} bridges with arithmetic`);
  });

  test("talk-residual-call: the hot loop holds a call that forces its frame", () => {
    const { slow, fast } = pair("talk-residual-call");
    assert.match(slow.residual.join("\n"), /call_may_force/);
    assert.deepEqual(fast.residual, []);
  });
});

describe("the verdicts on callables on PyPy", { skip: missing }, () => {
  const VERDICTS = {
    "pypyjit.residual_call": "blocker",
    "builtins.sorted (list of ints)": "blocker",
    "json.dumps (dict)": "blocker",
    "list.__eq__ (ints)": "blocker",
    "builtins.sum (list of ints)": "inner-loop",
    "math.sin": "pure",
    "builtins.len (list)": "traced",
    "builtins.zip": "traced",
    "threading.get_ident (result not used)": "crash",
  };
  for (const [id, verdict] of Object.entries(VERDICTS)) {
    test(`${id} is ${verdict}`, () => assert.equal(measure("callables", id).verdict, verdict));
  }
});
