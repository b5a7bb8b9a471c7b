/** The lab's result files, and what the engine makes of them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { RUNTIME_IDS, type RuntimeId } from "../../server/src/findings.js";
import { RULE_METAS, RULES } from "../../server/src/rules/registry.js";
import {
  callableVerdict,
  callableVersions,
  measuredVersions,
  pairEvidence,
  pairVersions,
} from "../../server/src/runtimes/evidence.js";
import { isExtensionModule, tableName } from "../../server/src/runtimes/extensions.js";
import { callableSeverity, constructSeverity, LEAST_RATIO } from "../../server/src/runtimes/severity.js";
import { returnTypeOf } from "../../server/src/semantics/builtins.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LAB = join(ROOT, "lab");

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const schema = JSON.parse(readFileSync(join(LAB, "results.schema.json"), "utf8")) as Schema;
const definitions = schema.$defs as { [name: string]: Schema };
const resultFiles = readdirSync(join(LAB, "results")).filter((name) => name.endsWith(".json"));
const results = new Map(
  resultFiles.map((name) => [name, JSON.parse(readFileSync(join(LAB, "results", name), "utf8"))]),
);

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function fits(value: Json, type: string): boolean {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

/** Knows the keywords that results.schema.json uses. */
function problems(value: Json, given: Schema, path = "$"): string[] {
  const rule = typeof given.$ref === "string" ? definitions[given.$ref.split("/").at(-1)!]! : given;
  if (rule.type !== undefined && ![rule.type].flat().some((type) => fits(value, type as string))) {
    return [`${path} is not of type ${rule.type}`];
  }
  if (rule.enum !== undefined && !(rule.enum as Json[]).includes(value)) {
    return [`${path} is not one of ${rule.enum}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => problems(item, (rule.items ?? {}) as Schema, `${path}[${index}]`));
  }
  if (value === null || typeof value !== "object") {
    return [];
  }
  const properties = (rule.properties ?? {}) as { [name: string]: Schema };
  const absent = ((rule.required ?? []) as string[]).filter((name) => !(name in value));
  const unknown = Object.keys(value).filter((name) => rule.additionalProperties === false && !(name in properties));
  return [
    ...absent.map((name) => `${path}.${name} is missing`),
    ...unknown.map((name) => `${path}.${name} is not known`),
    ...Object.keys(value)
      .filter((name) => name in properties)
      .flatMap((name) => problems(value[name]!, properties[name]!, `${path}.${name}`)),
  ];
}

function pairFolders(): string[] {
  const folder = join(LAB, "pairs");
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, "meta.json")));
}

interface Meta {
  readonly id: string;
  readonly runtimes: readonly string[];
  readonly rule: string;
  /** By runtime, the count that shows why the slow form is slow. */
  readonly cause?: Readonly<Record<string, string>>;
}

/** What the tests of this file read of a pair's row. */
interface PairRow {
  readonly id: string;
  readonly rule: string;
  readonly ratio: number;
  readonly source: string;
  readonly cause: string | null;
  readonly visible: boolean | null;
  readonly slow: Readonly<Record<string, number | null>>;
  readonly fast: Readonly<Record<string, number | null>>;
}

function runtimeOf(result: { runtime: string; version: string }): string {
  return result.runtime === "pypy" ? "pypy" : `cpython-${result.version.split(".").slice(0, 2).join(".")}`;
}

function meta(id: string): Meta {
  return JSON.parse(readFileSync(join(LAB, "pairs", id, "meta.json"), "utf8"));
}

describe("result files", () => {
  for (const [name, result] of results) {
    test(`${name} is valid`, () => {
      assert.deepEqual(problems(result, schema), []);
      assert.equal(name, `${result.runtime}-${result.version}.json`);
      for (const key of ["callables", "pairs", "sweeps", "skipped"]) {
        const ids = result[key].map((row: { id: string }) => row.id);
        assert.deepEqual(ids, [...new Set(ids)], `${key}: ids are unique`);
      }
    });
  }

  test("the checker of this test sees what is wrong", () => {
    const wrong = { ...results.get("pypy-7.3.11.json"), runtime: "ruby", more: 1, pairs: [{ id: 1 }] };
    const found = problems(wrong, schema).join("\n");
    assert.match(found, /\$\.runtime is not one of/);
    assert.match(found, /\$\.more is not known/);
    assert.match(found, /\$\.pairs\[0\]\.id is not of type string/);
    assert.match(found, /\$\.pairs\[0\]\.ratio is missing/);
  });

  test("there is one for PyPy 7.3 and 8.0 and for CPython 3.14 and 3.15", () => {
    for (const prefix of ["pypy-7.3.", "pypy-8.0.", "cpython-3.14.", "cpython-3.15."]) {
      assert.ok(
        resultFiles.some((name) => name.startsWith(prefix)),
        prefix,
      );
    }
  });

  test("every pair has a row on every runtime it is for", () => {
    for (const [name, result] of results) {
      const expected = pairFolders().filter((id) => meta(id).runtimes.includes(runtimeOf(result)));
      assert.deepEqual(result.pairs.map((row: { id: string }) => row.id).sort(), expected.sort(), name);
    }
  });

  test("a pair's folder carries its id and both forms", () => {
    for (const id of pairFolders()) {
      assert.equal(meta(id).id, id);
      assert.ok(existsSync(join(LAB, "pairs", id, "slow.py")) && existsSync(join(LAB, "pairs", id, "fast.py")), id);
    }
  });

  test("there are a hundred pairs or more", () => {
    assert.ok(pairFolders().length >= 100, `${pairFolders().length} pairs`);
    for (const [name, result] of results)
      assert.ok(result.pairs.length >= 100, `${name}: ${result.pairs.length} pairs`);
  });

  test("a row is of the programs that are there now, and of what their pair says", () => {
    for (const [name, result] of results) {
      for (const row of result.pairs as PairRow[]) {
        const text = ["slow.py", "fast.py"]
          .map((form) => readFileSync(join(LAB, "pairs", row.id, form), "utf8"))
          .join("");
        const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
        assert.equal(row.source, digest, `${name}: ${row.id} was changed after it was measured`);
        assert.equal(row.rule, meta(row.id).rule, `${name}: ${row.id}`);
        assert.equal(row.cause, meta(row.id).cause?.[runtimeOf(result)] ?? null, `${name}: ${row.id}`);
        assert.equal(row.visible === null, row.cause === null, `${name}: ${row.id}`);
      }
    }
  });

  test("a cause that counts something is visible only where the slow form has more of it", () => {
    for (const [name, result] of results) {
      for (const row of result.pairs as PairRow[]) {
        const { cause, visible, slow, fast } = row;
        if (!visible || cause === null || typeof slow[cause] !== "number") continue;
        assert.ok(slow[cause] > fast[cause]!, `${name}: ${row.id} has ${slow[cause]} and ${fast[cause]} ${cause}`);
      }
    }
  });

  test("a second, independent run gave the same verdict on 38 of 40 random callables or more", () => {
    for (const [name, result] of results) {
      if (result.runtime !== "pypy") continue;
      const [recheck] = result.rechecks;
      assert.ok(recheck !== undefined && recheck.callables >= 40, `${name} was not looked at again`);
      assert.ok(recheck.agreed >= recheck.callables * 0.95, `${name}: ${recheck.agreed} of ${recheck.callables}`);
      assert.equal(recheck.differing.length, recheck.callables - recheck.agreed);
    }
  });

  test("callables are classified on PyPy alone", () => {
    for (const [name, result] of results) {
      if (result.runtime === "pypy") {
        assert.ok(result.callables.length >= 600, `${name}: ${result.callables.length} callables`);
      } else {
        assert.deepEqual(result.callables, [], name);
      }
    }
  });
});

describe("the rules and the results", () => {
  const filesOf = (runtime: RuntimeId) => [...results.values()].filter((result) => runtimeOf(result) === runtime);

  test("a stable rule has, on each runtime where it speaks, a pair that pays and whose cause the JIT shows", () => {
    for (const { meta: rule } of RULES) {
      if (rule.stability !== "stable") continue;
      for (const runtime of RUNTIME_IDS) {
        if (!rule.verdicts[runtime].speaks) continue;
        const { evidence } = rule.verdicts[runtime];
        for (const file of filesOf(runtime)) {
          const shown = (file.pairs as PairRow[]).filter(
            (row) => evidence.includes(row.id) && row.ratio >= LEAST_RATIO && row.visible === true,
          );
          assert.ok(shown.length > 0, `${rule.name} on ${file.runtime} ${file.version}: no pair shows its cause`);
        }
      }
    }
  });

  test("a rule cites pairs that were measured", () => {
    for (const { meta: rule } of RULES) {
      for (const runtime of RUNTIME_IDS) {
        for (const id of rule.verdicts[runtime].evidence.filter((it) => it !== "callables")) {
          assert.equal(pairVersions(runtime, id).length, measuredVersions(runtime).length, `${rule.name}: ${id}`);
        }
      }
    }
  });

  interface Point {
    readonly value: number;
    readonly ratio: number;
  }

  /** The smallest value from which on the fast form pays on every measured PyPy. */
  function paysFrom(sweep: string, leastRatio: number): number {
    const curves = filesOf("pypy").map(
      (file) => file.sweeps.find((it: { id: string }) => it.id === sweep).points as readonly Point[],
    );
    const values = curves[0]!.map((point) => point.value);
    const pays = (value: number) =>
      curves.every((points) => points.every((point) => point.value < value || point.ratio >= leastRatio));
    return values.find(pays)!;
  }

  test("the default of a chain is where its curve says that a fold pays, however rare the branch is", () => {
    for (const [rule, sweep] of [
      ["none-check-chain", "none-checks-rare"],
      ["branch-chain", "branches-rare"],
    ] as const) {
      const option = RULE_METAS.get(rule)!.options.find((it) => it.name === "minimumChecks");
      assert.equal(option?.default, paysFrom(sweep, LEAST_RATIO), `${rule} by ${sweep}`);
    }
  });

  test("the default of too-many-calls-in-loop is where its curves jump", () => {
    const option = RULE_METAS.get("too-many-calls-in-loop")!.options.find((it) => it.name === "minimumCalls");
    for (const sweep of ["calls-short", "calls-long"]) assert.equal(option?.default, paysFrom(sweep, 5), sweep);
  });

  test("what the engine reads is what the result files say", () => {
    const folder = mkdtempSync(join(tmpdir(), "jit-hints-evidence-"));
    try {
      const script = join(ROOT, "scripts", "generate-runtimes.mjs");
      const run = spawnSync(process.execPath, [script, join(LAB, "results"), folder], { encoding: "utf8" });
      assert.equal(run.status, 0, run.stderr);
      for (const runtime of RUNTIME_IDS) {
        const name = join(runtime, "evidence.generated.json");
        const read = readFileSync(join(ROOT, "server", "src", "runtimes", name), "utf8");
        assert.equal(read, readFileSync(join(folder, name), "utf8"), `${runtime}: run npm run generate`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("severity", () => {
  test("of constructs", () => {
    assert.equal(constructSeverity(2, 10, false), "warning");
    assert.equal(constructSeverity(1.99, 10, false), "information");
    assert.equal(constructSeverity(1.2, 10, false), "information");
    assert.equal(constructSeverity(5, 9.9, false), "hint");
    assert.equal(constructSeverity(5, 9.9, true), "information");
    assert.equal(constructSeverity(1.2, 0.1, true), "information");
    assert.equal(constructSeverity(2, 10, true), "warning");
    assert.equal(constructSeverity(1.19, 1000, true), null);
  });

  test("of calls", () => {
    assert.equal(callableSeverity("blocker", 300), "warning");
    assert.equal(callableSeverity("blocker", 299), "information");
    assert.equal(callableSeverity("never-compiled", 50), "information");
    assert.equal(callableSeverity("blocker", 49), "hint");
    assert.equal(callableSeverity("blocker", 15), "hint");
    assert.equal(callableSeverity("blocker", 14.9), null);
    assert.equal(callableSeverity("crash", null), "warning");
    for (const verdict of ["traced", "pure", "leaf", "inner-loop"] as const) {
      assert.equal(callableSeverity(verdict, 5000), null);
    }
  });
});

describe("pair evidence", () => {
  test("carries the figures of the result file and names its source", () => {
    const row = results.get("pypy-7.3.11.json").pairs.find((it: { id: string }) => it.id === "none-chain-8");
    const evidence = pairVersions("pypy", "none-chain-8").find((it) => it.source === "PyPy 7.3.11: none-chain-8");
    assert.ok(evidence);
    assert.equal(evidence.ratio, row.ratio);
    assert.equal(evidence.slowNs, row.slowNs);
    assert.equal(evidence.savedNs, row.slowNs - row.fastNs);
    assert.equal(evidence.slowBridges, row.slow.bridges);
  });

  test("of joined PyPy versions is the milder one for findings and the worse one for fixes", () => {
    for (const id of pairFolders().filter((name) => meta(name).runtimes.includes("pypy"))) {
      if (meta(id).rule === "not-a-rule") continue;
      const versions = pairVersions("pypy", id);
      assert.equal(versions.length, measuredVersions("pypy").length, id);
      const ratios = versions.map((it) => it.ratio);
      assert.equal(pairEvidence("pypy", id, "worse")!.ratio, Math.min(...ratios), id);
      const milder = pairEvidence("pypy", id)!;
      for (const other of versions) {
        const silent = constructSeverity(other.ratio, other.savedNs, false) === null;
        assert.ok(!silent || constructSeverity(milder.ratio, milder.savedNs, false) === null, id);
      }
    }
  });

  test("is unknown for what was not measured", () => {
    assert.equal(pairEvidence("pypy", "no-such-pair"), undefined);
    assert.equal(pairEvidence("pypy", "constructor"), undefined);
    assert.equal(pairEvidence("pypy", "slots-class"), undefined, "a pair that is no rule's");
    assert.equal(pairEvidence("cpython-3.15", "talk-residual-call"), undefined);
  });

  test("bears out what the rules say on each runtime", () => {
    for (const id of ["none-chain-6", "none-chain-8", "none-chain-8-int", "none-chain-8-mixed", "talk-data-driven"]) {
      assert.ok(pairEvidence("pypy", id, "worse")!.ratio > 2, `${id} pays on PyPy`);
      assert.ok(pairEvidence("cpython-3.15", id)!.ratio < 1, `${id} harms on CPython`);
    }
    for (const id of [
      "branch-chain-int-bits",
      "branch-chain-int-const",
      "branch-chain-float-abs",
      "branch-chain-loop",
    ]) {
      assert.ok(pairEvidence("pypy", id, "worse")!.ratio > 2, `${id} pays on PyPy`);
    }
    for (const runtime of ["pypy", "cpython-3.14", "cpython-3.15"] as const) {
      assert.ok(pairEvidence(runtime, "branch-chain-arithmetic")!.ratio < 1.2, `the arithmetic form on ${runtime}`);
    }
    assert.ok(pairEvidence("cpython-3.15", "per-field-inline")!.ratio > 1.2);
    assert.ok(pairEvidence("pypy", "per-field-inline")!.ratio < 1.2);
    assert.ok(pairEvidence("pypy", "talk-residual-call")!.ratio > 10);
  });
});

describe("callable verdicts", () => {
  test("speak on PyPy alone", () => {
    assert.equal(callableVerdict("pypy", "json.dumps")?.verdict, "blocker");
    assert.match(callableVerdict("pypy", "json.dumps")!.source, /^PyPy \d+\.\d+\.\d+: json\.dumps/);
    assert.equal(callableVerdict("cpython-3.14", "json.dumps"), undefined);
    assert.equal(callableVerdict("cpython-3.15", "json.dumps"), undefined);
    assert.equal(callableVerdict("pypy", "no.such.name"), undefined);
    assert.equal(callableVerdict("pypy", "constructor"), undefined);
  });

  test("report what the talk names and spare what the JIT enters", () => {
    const reported = (name: string) => {
      const verdict = callableVerdict("pypy", name);
      assert.ok(verdict, name);
      return callableSeverity(verdict.verdict, verdict.ns) !== null;
    };
    const blocking = ["pypyjit.residual_call", "ctypes.CDLL.<function>", "builtins.sorted", "list.sort"];
    for (const name of [...blocking, "re.findall", "json.loads", "json.dumps", "_thread.lock.__enter__"]) {
      assert.ok(reported(name), name);
    }
    const entered = [
      "builtins.zip",
      "builtins.enumerate",
      "builtins.len",
      "builtins.range",
      "builtins.min",
      "math.sqrt",
    ];
    for (const name of [...entered, "list.append", "dict.get", "struct.Struct.unpack_from"]) {
      assert.ok(!reported(name), name);
    }
    assert.equal(callableVerdict("pypy", "builtins.isinstance")!.argumentDependent, true);
    assert.equal(callableVerdict("pypy", "io.TextIOWrapper.readline")!.noRemedy, true);
    assert.equal(callableVerdict("pypy", "json.dumps")!.noRemedy, false);
  });

  test("of joined PyPy versions are the milder ones", () => {
    const comparison = callableVersions("pypy", "list.__eq__").map((it) => it.verdict);
    assert.deepEqual(comparison, ["blocker", "inner-loop"]);
    assert.equal(callableVerdict("pypy", "list.__eq__")!.verdict, "inner-loop");
    const files = [...results.values()].filter((result) => result.runtime === "pypy");
    for (const row of files[0].callables) {
      const verdict = callableVerdict("pypy", row.name)!;
      if (callableSeverity(verdict.verdict, verdict.ns) === null) continue;
      for (const file of files) {
        const rows = file.callables.filter((it: { name: string }) => it.name === row.name);
        const loud = rows.some((it: typeof row) => callableSeverity(it.verdict, it.ns) !== null);
        assert.ok(loud || rows.length === 0, `${row.name} is silent on ${file.version}`);
      }
    }
  });

  test("are found under other names of the same thing", () => {
    assert.deepEqual(callableVerdict("pypy", "posixpath.exists"), callableVerdict("pypy", "os.path.exists"));
    assert.deepEqual(
      callableVerdict("pypy", "threading.Lock.acquire"),
      callableVerdict("pypy", "_thread.lock.acquire"),
    );
  });
});

describe("modules and names", () => {
  test("extension modules", () => {
    assert.ok(isExtensionModule("numpy"));
    assert.ok(isExtensionModule("lxml.etree"));
    assert.ok(!isExtensionModule("json"));
    assert.ok(!isExtensionModule("numpyish"));
    assert.ok(!isExtensionModule("cffi"));
  });

  test("names", () => {
    assert.equal(tableName("posix.stat"), "os.stat");
    assert.equal(tableName("posixpath.join"), "os.path.join");
    assert.equal(tableName("json.dumps"), "json.dumps");
  });

  test("types that functions return have measured methods", () => {
    for (const name of [
      "re.compile",
      "re.match",
      "threading.Lock",
      "hashlib.md5",
      "csv.writer",
      "logging.getLogger",
      "sqlite3.connect",
    ]) {
      const type = returnTypeOf(name) ?? "";
      const measured = measuredVersions("pypy").some((version) =>
        Object.keys(version.callables).some((callable) => callable.startsWith(`${type}.`)),
      );
      assert.ok(measured, type);
    }
  });
});
