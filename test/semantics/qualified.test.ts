/**
 * The qualified names of calls against the real interpreter, over the standard library: what a call is said to mean exists there, and
 * where its callee starts with a global name of an importable module, it is the same object.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ModuleFacts } from "../../server/src/semantics/module.js";
import { Field, Kind } from "../../server/src/syntax/kinds.generated.js";
import { NONE, type Node } from "../../server/src/syntax/tree.js";
import { readPythonSource } from "../../server/src/workspace/pythonSource.js";
import { cannotRun } from "../unit/syntaxSupport.js";
import { findPython, jsonLines, parser } from "./pythons.js";

/** What qualified_check.py is asked, without the number. */
type Claim = readonly [caller: string | null, package_: string, written: string | null, name: string];
type Answer = readonly [number: number, verdict: "same" | "exists" | "missing" | "other" | "skipped", detail: string];

/** Tests are no modules to import, and full of names that are replaced on purpose. */
const LEFT_OUT = /(^|\/)(tests?|idlelib|lib2to3|turtledemo|site-packages|dist-packages)\//;

/** Calls of functions in a foreign library are named after the library's symbols. */
const UNCHECKABLE = /^ctypes\.(CDLL|PyDLL|cdll|pydll|windll|oledll)\./;

/** The module that a file is, or null for scripts and data. */
function moduleName(path: string): string | null {
  const parts = path.replace(/\.py$/, "").split("/");
  if (parts[parts.length - 1] === "__init__") parts.pop();
  return parts.every((part) => /^[A-Za-z_]\w*$/.test(part)) ? parts.join(".") : null;
}

function packageOf(path: string): string {
  return path.split("/").slice(0, -1).join(".");
}

/** The callee as a dotted name that begins with a global or builtin name, or null. */
function globalPath(module: ModuleFacts, callee: Node): string | null {
  const { tree, values } = module;
  let node = callee;
  const parts: string[] = [];
  while (tree.kind[node] === Kind.attribute) {
    parts.unshift(tree.textOf(tree.childByField(node, Field.attribute)));
    node = tree.childByField(node, Field.object);
  }
  if (tree.kind[node] !== Kind.identifier) return null;
  const binding = values.bindingOf(node);
  if (binding !== undefined && binding.scope.kind !== "module") return null;
  return [tree.textOf(node), ...parts].join(".");
}

/** What the module's calls are said to mean, one entry a call. */
function claimsOf(path: string, text: string): Claim[] {
  const module = new ModuleFacts(parser.parse(text));
  const { tree, values } = module;
  const caller = moduleName(path);
  const claims: Claim[] = [];
  for (const call of module.index.all(Kind.call)) {
    const callee = tree.childByField(call, Field.function);
    const value = values.of(callee);
    if (value?.kind !== "external" || UNCHECKABLE.test(value.name)) continue;
    // What a call gives has no name that an interpreter could look up.
    if (value.name.includes("()")) continue;
    const object = tree.kind[callee] === Kind.attribute ? tree.childByField(callee, Field.object) : NONE;
    const ofType = object !== NONE && values.of(object)?.kind === "instance";
    const written = globalPath(module, callee);
    claims.push([caller, packageOf(path), written !== null && ofType ? `~${written}` : written, value.name]);
  }
  return claims;
}

test("qualified names of calls in the standard library are those of the interpreter", async (context) => {
  const python = findPython();
  if (python === undefined) return cannotRun("no python3");
  const counts = new Map<string, { readonly claim: Claim; count: number; readonly path: string }>();
  let calls = 0;
  for (const path of readdirSync(python.library, { recursive: true, encoding: "utf8" }).sort()) {
    if (!path.endsWith(".py") || LEFT_OUT.test(path)) continue;
    for (const claim of claimsOf(path, readPythonSource(join(python.library, path)).text)) {
      calls++;
      const key = JSON.stringify(claim);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { claim, count: 1, path });
      else known.count++;
    }
  }
  const claims = [...counts.values()];
  const input = claims.map(({ claim }, number) => `${JSON.stringify([number, ...claim])}\n`).join("");
  const sums = { same: 0, exists: 0, missing: 0, other: 0, skipped: 0 };
  const skipped = new Map<string, number>();
  const wrong: string[] = [];
  for await (const [number, verdict, detail] of jsonLines<Answer>(python, "qualified_check.py", [], input)) {
    const { claim, count, path } = claims[number]!;
    sums[verdict] += count;
    if (verdict === "skipped") skipped.set(detail, (skipped.get(detail) ?? 0) + count);
    if (verdict === "missing" || verdict === "other")
      wrong.push(`${path}: ${claim[3]}: ${verdict} ${detail} (${count})`);
  }
  const compared = calls - sums.skipped;
  const disagreement = (sums.missing + sums.other) / compared;
  context.diagnostic(`${calls} resolved calls: ${JSON.stringify(sums)}`);
  context.diagnostic(`disagreement: ${(100 * disagreement).toFixed(3)} %`);
  context.diagnostic(`not imported: ${[...skipped].map(([name, count]) => `${name}: ${count}`).join("; ")}`);
  context.diagnostic(`they disagree about: ${wrong.join("; ")}`);
  assert.ok(compared >= 5000, `only ${compared} calls`);
  assert.ok(disagreement < 0.001, `${wrong.length} names disagree:\n${wrong.join("\n")}`);
});
