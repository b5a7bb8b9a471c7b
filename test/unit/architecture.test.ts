/** The invariants of docs/architecture.md that a test can hold: who may import whom, and what the pure part needs of the world. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { RULE_METAS, RULES } from "../../server/src/rules/registry.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = join(ROOT, "server", "src");

/** What each part of the pure side may import; a part may import itself. In the order of the flow. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  findings: [],
  spelling: [],
  globs: ["picomatch/posix"],
  syntax: [],
  modules: ["findings"],
  semantics: ["findings", "syntax", "modules"],
  runtimes: ["findings"],
  rewrites: ["findings", "syntax", "semantics"],
  rules: ["findings", "syntax", "modules", "semantics", "runtimes", "rewrites"],
  settings: ["findings", "globs", "settingsReader"],
  settingsReader: ["findings", "spelling", "settings", "rules"],
  suppressions: ["findings", "semantics", "rules"],
  trust: ["findings", "syntax", "semantics"],
  inspection: ["findings", "syntax", "semantics", "runtimes", "rules", "settings"],
  review: ["findings", "syntax", "semantics", "rules", "settings", "trust"],
  summaries: ["syntax", "modules", "semantics", "rules"],
  engine: [
    ...["findings", "syntax", "modules", "semantics", "rules", "settings"],
    ...["inspection", "suppressions", "review", "summaries"],
  ],
};

/** What the registry and the rules share beside `rules/shared/`. Every other file in rules/ is a rule. */
const SHARED_BY_RULES = ["rule.ts"];
const REGISTRY = "registry.ts";

/** The border to the parser's WebAssembly, the one place that asks the host for it. */
const ASKS_HOST = "syntax/binding.ts";

interface Source {
  /** Below server/src, with `/`. */
  readonly path: string;
  /** The first part of the path, without an ending: `syntax`, `engine`. */
  readonly part: string;
  readonly code: string;
  readonly imports: readonly string[];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;])\/\/.*$/gm, "$1");
}

/** Static and dynamic imports, those of types too. Relative ones as paths below server/src. */
function importsOf(path: string, code: string): string[] {
  const found = [
    ...code.matchAll(/^(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"]+)"/gm),
    ...code.matchAll(/\bimport\("([^"]+)"\)/g),
  ];
  return found.map((match) =>
    match[1]!.startsWith(".") ? relative(SOURCES, join(SOURCES, dirname(path), match[1]!)) : match[1]!,
  );
}

function partOf(path: string): string {
  return path.split("/")[0]!.replace(/\.[jt]s$/, "");
}

const sources: Source[] = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .map((path) => {
    const code = withoutComments(readFileSync(join(SOURCES, path), "utf8"));
    return { path, part: partOf(path), code, imports: importsOf(path, code) };
  });
const pure = sources.filter((source) => source.part in LAYERS);
const rules = sources
  .filter((source) => source.part === "rules" && !source.path.startsWith("rules/shared/"))
  .map((source) => basename(source.path));
const ruleFiles = rules.filter((name) => name !== REGISTRY && !SHARED_BY_RULES.includes(name));

test("every file below server/src belongs to the pure part, or to workspace/, lsp/ or cli/", () => {
  const impure = ["workspace", "lsp", "cli"];
  const strays = sources.filter((source) => !(source.part in LAYERS) && !impure.includes(source.part));
  assert.deepEqual(
    strays.map((source) => source.path),
    [],
  );
  // A wrong path would make every test here pass.
  for (const part of Object.keys(LAYERS))
    assert.ok(
      sources.some((source) => source.part === part),
      part,
    );
});

describe("the flow goes one way", () => {
  for (const [part, allowed] of Object.entries(LAYERS)) {
    test(part, () => {
      const strays = pure
        .filter((source) => source.part === part)
        .flatMap((source) => source.imports.map((imported) => ({ path: source.path, imported })))
        .filter(
          ({ imported }) => ![part, ...allowed].includes(imported) && ![part, ...allowed].includes(partOf(imported)),
        );
      assert.deepEqual(strays, []);
    });
  }
});

test("types of the protocol appear under lsp/ alone", () => {
  const users = sources.filter((source) => source.imports.some((name) => name.startsWith("vscode-")));
  assert.ok(users.length > 0);
  assert.deepEqual(
    users.filter((source) => source.part !== "lsp").map((source) => source.path),
    [],
  );
});

test("workspace/ knows neither lsp/ nor cli/", () => {
  for (const { path, imports } of sources.filter((source) => source.part === "workspace"))
    assert.deepEqual(
      imports.map(partOf).filter((part) => part === "lsp" || part === "cli"),
      [],
      path,
    );
});

test("a rule imports no other rule", () => {
  for (const { path, imports } of pure.filter((source) => source.part === "rules")) {
    if (basename(path) === REGISTRY) continue;
    const others = imports
      .filter((name) => partOf(name) === "rules" && !name.startsWith("rules/shared/"))
      .map((name) => basename(name).replace(/js$/, "ts"));
    assert.deepEqual(
      others.filter((name) => !SHARED_BY_RULES.includes(name)),
      [],
      path,
    );
  }
});

test("every rule is in the registry under the name of its file, and has a page", () => {
  assert.deepEqual(ruleFiles.map((name) => basename(name, ".ts")).sort(), [...RULE_METAS.keys()].sort());
  for (const name of RULE_METAS.keys()) assert.ok(existsSync(join(ROOT, "docs", "rules", `${name}.md`)), name);
  // `unused-ignore` looks at what the others found; the engine asks it.
  assert.deepEqual(
    [...RULE_METAS.keys()].filter((name) => !RULES.some((rule) => rule.meta.name === name)),
    ["unused-ignore"],
  );
});

/** Globals of Node and of browsers, and what makes two runs differ. */
const WORLD =
  /(?<![.\w])(?:(?:console|process|Buffer|performance|navigator|globalThis|global|window)\s*[.[]|(?:require|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(|Math\.random|Date\.now|new Date\b)/;

test("the pure part asks nothing of its host", () => {
  for (const { path, code } of pure.filter((source) => source.path !== ASKS_HOST))
    assert.equal(WORLD.exec(code.replace(/"(?:[^"\\\n]|\\.)*"/g, '""'))?.[0], undefined, path);
});

/** A realm with nothing but the language itself and WebAssembly: less than a web worker offers. */
test("the engine runs where there is no Node", async () => {
  const entry = `
    import { Engine } from "./engine.js";
    import { PythonParser } from "./syntax/parser.js";
    export function check(bytes, text) {
      const module = new Engine(PythonParser.create(new Uint8Array(bytes))).open(text);
      const settings = { runtimes: ["pypy", "cpython-3.15"], rules: {}, minimumConfidence: "low" };
      const findings = module.analyse(settings).findings;
      module.inspect(settings, text.indexOf("for"));
      module.dispose();
      return JSON.stringify(findings.map((finding) => finding.rule));
    }`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: SOURCES, loader: "js" },
    bundle: true,
    write: false,
    platform: "neutral",
    mainFields: ["module", "main"],
    format: "iife",
    globalName: "pure",
    logLevel: "silent",
  });
  const realm = createContext({
    bytes: readFileSync(join(ROOT, "grammars", "python.wasm")),
    text: "import json\n\n\ndef f(rows):\n    for row in rows:\n        json.loads(row)\n",
  });
  runInContext(outputFiles[0]!.text, realm);
  assert.equal(runInContext("pure.check(bytes, text)", realm), '["opaque-call-in-loop"]');
});
