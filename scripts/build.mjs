// Builds dist/: generates the tables that the sources import, bundles client, server and command line, and copies the grammar.
//
//   node scripts/build.mjs            small bundles for the packages
//   node scripts/build.mjs --dev      readable bundles with source maps
//   node scripts/build.mjs --partial  goes on when a part is missing, and says which
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const DIST = join(ROOT, "dist");
const isDev = process.argv.includes("--dev");
const isPartial = process.argv.includes("--partial");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const GENERATORS = ["scripts/generate-kinds.mjs", "scripts/generate-runtimes.mjs"];
const GRAMMAR = "grammars/python.wasm";
/** Names of the files in dist/ that this run has written. */
const produced = new Set();

/** The server, the other commands and the client are bundles of their own, so that nothing loads them before it needs them. */
const apart = {
  name: "apart",
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/lsp\/main\.js$/ }, () => ({ path: "./server.js", external: true }));
    onResolve({ filter: /\/commandLine\.js$/ }, () => ({ path: "./commandLine.js", external: true }));
    onResolve({ filter: /\/client\.js$/ }, () => ({ path: "./client.js", external: true }));
  },
};

/** The library of the client makes sure that VS Code is new enough, as package.json does. What it compares versions with stays out: 20 KB. */
const withoutVersions = {
  name: "without-versions",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^semver\/functions\// }, ({ path }) => ({ path, namespace: "semver" }));
    onLoad({ filter: /^/, namespace: "semver" }, () => ({ contents: "module.exports = (version) => ({ version });" }));
  },
};

/** `require` instead: `import` of a CommonJS file searches it for exports first, which takes as long as all the rest of the start. */
const withoutImport = { "dynamic-import": false };

/** Code for both Node and web workers: packages say with a condition which of their files is for which. */
const anywhere = { conditions: ["node", "browser"] };

/** In a web worker there is no `require`; server/src/cli/anywhereEntry.ts fills the table. */
const workerRequire = [
  '"use strict";',
  "var jitHintsModules = {};",
  'var require = typeof require === "undefined" ? (name) => jitHintsModules[name] ?? {} : require;',
  'var module = typeof module === "undefined" ? { exports: {} } : module;',
].join("\n");

const BUNDLES = [
  {
    entry: "client/src/client.ts",
    output: "client.js",
    options: { ...anywhere, plugins: [withoutVersions], external: ["vscode"] },
  },
  { entry: "client/src/extension.ts", output: "extension.js", options: { plugins: [apart], external: ["vscode"] } },
  {
    entry: "server/src/cli/anywhereEntry.ts",
    needs: ["server/src/lsp/main.ts"],
    output: "server.js",
    options: {
      ...anywhere,
      banner: { js: workerRequire },
      alias: { "iconv-lite": join(ROOT, "server/src/lsp/encodings.ts") },
    },
  },
  {
    entry: "server/src/cli/main.ts",
    output: "cli.js",
    options: {
      banner: { js: "#!/usr/bin/env node" },
      plugins: [apart],
      supported: withoutImport,
    },
  },
  {
    entry: "server/src/cli/commandLine.ts",
    output: "commandLine.js",
    options: { plugins: [apart], supported: withoutImport },
  },
];

/** Parts that have to be there; without `--partial` a missing one ends the build. */
function isMissing(...files) {
  const missing = files.filter((file) => !existsSync(join(ROOT, file)));
  for (const file of missing) console.error(`${file} is missing${isPartial ? ", left out" : ""}`);
  if (missing.length > 0 && !isPartial) process.exit(1);
  return missing.length > 0;
}

function generate(script) {
  if (isMissing(script)) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, script)], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

async function bundle({ entry, needs = [], output, options = {} }) {
  if (isMissing(entry, ...needs)) return;
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: join(DIST, output),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: !isDev,
    sourcemap: isDev,
    legalComments: "none",
    define: { JIT_HINTS_VERSION: JSON.stringify(version) },
    logLevel: "warning",
    ...options,
  });
  produced.add(output);
  if (isDev) produced.add(`${output}.map`);
}

mkdirSync(DIST, { recursive: true });
for (const script of GENERATORS) generate(script);
try {
  await Promise.all(BUNDLES.map(bundle));
} catch {
  // esbuild has printed what is wrong.
  process.exit(1);
}
if (!isMissing(GRAMMAR)) {
  copyFileSync(join(ROOT, GRAMMAR), join(DIST, "python.wasm"));
  produced.add("python.wasm");
}
// Not at the start: a test or an editor may be running what is there.
for (const name of readdirSync(DIST)) if (!produced.has(name)) rmSync(join(DIST, name), { recursive: true });
if (produced.has("cli.js")) chmodSync(join(DIST, "cli.js"), 0o755);
