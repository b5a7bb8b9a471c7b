/** The programs of examples/ give exactly the findings that their README names. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Finding, RuntimeId } from "../../server/src/findings.js";
import { createEngine, findingsIn } from "./engine.js";
import { ROOT } from "./pages.js";

const FOLDER = join(ROOT, "examples");
const engine = createEngine();

/** By program: `RULE: the source line on which the finding starts`. Programs that are not named have no finding. */
const EXPECTED: Readonly<Record<RuntimeId, Readonly<Record<string, readonly string[]>>>> = {
  pypy: {
    "pi_opaque_call.py": ["opaque-call-in-loop: hic_sunt_leones()"],
    "data_driven.py": ["none-check-chain: if v is None:"],
    "triples_generator.py": ["generator-in-loop: for m, n in range_product((1, m_max + 1), (1, m_max + 1)):"],
    "read_struct_loop.py": ["dynamic-struct-format: ax, ay, bx, by, cx, cy = struct.unpack_from(fmt, buf)"],
  },
  "cpython-3.14": {
    "triples_generator.py": ["generator-in-loop: for m, n in range_product((1, m_max + 1), (1, m_max + 1)):"],
    "read_struct_objects.py": ['per-field-unpack: return struct.unpack_from("d", self.buf, self.offset)[0]'],
  },
  "cpython-3.15": {
    "triples_generator.py": ["generator-in-loop: for m, n in range_product((1, m_max + 1), (1, m_max + 1)):"],
    "read_struct_objects.py": ['per-field-unpack: return struct.unpack_from("d", self.buf, self.offset)[0]'],
  },
};

function program(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}

function find(name: string, runtime: RuntimeId): readonly Finding[] {
  return findingsIn(engine, program(name), { runtimes: [runtime], rules: {}, minimumConfidence: "medium" });
}

/** The source line on which an offset lies. */
function sourceLine(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start, text.indexOf("\n", offset)).trim();
}

for (const runtime of Object.keys(EXPECTED) as RuntimeId[]) {
  describe(`examples on ${runtime}`, () => {
    for (const name of readdirSync(FOLDER).filter((it) => it.endsWith(".py"))) {
      test(name, () => {
        const text = program(name);
        const found = find(name, runtime).map((it) => `${it.rule}: ${sourceLine(text, it.span.start)}`);
        assert.deepEqual(found, EXPECTED[runtime][name] ?? []);
      });
    }
  });
}

test("the opaque call names the loop and the way to the function that blocks", () => {
  const text = program("pi_opaque_call.py");
  const [finding] = find("pi_opaque_call.py", "pypy");
  assert.ok(finding?.loop);
  assert.ok(text.slice(finding.loop.span.start).startsWith("while abs(term) > tolerance"));
  const lines = finding.related.map((it) => sourceLine(text, it.place.span.start));
  assert.ok(lines.includes("while abs(term) > tolerance:"), lines.join("\n"));
  assert.ok(lines.includes("pypyjit.residual_call(empty)"), lines.join("\n"));
});

test("the None chain relates its other checks and its loop", () => {
  const text = program("data_driven.py");
  const [finding] = find("data_driven.py", "pypy");
  const lines = (finding?.related ?? []).map((it) => sourceLine(text, it.place.span.start));
  for (const name of "abcdefgh") assert.ok(lines.includes(`if ${name} is None:`), lines.join("\n"));
  assert.ok(lines.includes("for row in DATA:"), lines.join("\n"));
});
