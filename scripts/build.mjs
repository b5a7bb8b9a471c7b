// Builds dist/: generates the tables that the sources import, bundles client, server and command line, and copies the grammar.
//
//   node scripts/build.mjs            small bundles for the packages
//   node scripts/build.mjs --dev      readable bundles with source maps
//   node scripts/build.mjs --partial  goes on when a part is missing, and says which
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildEagerly } from "./eagerWrappers.mjs";

const require = createRequire(import.meta.url);
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

/** What the server loads once it has answered `initialize`. */
const servicesApart = {
  name: "services-apart",
  setup: ({ onResolve }) => onResolve({ filter: /\/services\.js$/ }, () => ({ path: "./services.js", external: true })),
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

/**
 * The protocol's library is one module to the server, and dist/services.js takes it from dist/server.js. Taken in file by file, all of its
 * hundreds of names would be copied for each.
 */
const oneProtocol = (source) => ({
  name: "one-protocol",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode-languageserver$/ }, ({ kind, namespace }) =>
      kind === "import-statement" && namespace === "file" ? { path: "protocol", namespace: "protocol" } : undefined,
    );
    onResolve({ filter: /^\.\/server\.js$/, namespace: "protocol" }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /^/, namespace: "protocol" }, () => ({
      contents: `const protocol = ${source};\n${protocolNames()
        .map((name) => `export const ${name} = protocol.${name};`)
        .join("\n")}`,
      resolveDir: ROOT,
    }));
  },
});

/** What files of the server take from the protocol's library, types left out. */
function protocolNames() {
  const folder = join(ROOT, "server", "src", "lsp");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(join(folder, file), "utf8").matchAll(/^import \{([^}]*)\} from "vscode-languageserver";/gm),
    ])
    .flatMap(([, list]) => list.split(","))
    .map((name) => name.trim())
    .filter((name) => /^\w+$/.test(name));
  return [...new Set(names)].sort();
}

/** Node reads these modules when they are first asked for. The protocol's library takes them in at its start and rarely needs them. */
const lateBuiltins = {
  name: "late-builtins",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(crypto|child_process)$/ }, ({ path }) => ({ path, namespace: "late" }));
    onLoad({ filter: /^/, namespace: "late" }, ({ path }) => {
      const names = JSON.stringify(Object.keys(require(path)));
      const property = `[name, { get: () => require("node:${path}")[name] }]`;
      return {
        contents: `module.exports = Object.create(null, Object.fromEntries(${names}.map((name) => ${property})));`,
      };
    });
  },
};

/** The measured tables as text that is parsed: V8 reads it several times faster than code. */
const tables = {
  name: "tables",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.generated\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: "js" };
    }),
};

/** Code for both Node and web workers: packages say with a condition which of their files is for which. */
const anywhere = { conditions: ["node", "browser"] };

/** In a web worker there is no `require`; server/src/cli/anywhereEntry.ts fills the table. */
const workerRequire = [
  '"use strict";',
  "var jitHintsModules = {};",
  'var require = typeof require === "undefined" ? (name) => jitHintsModules[name] ?? {} : require;',
  'var module = typeof module === "undefined" ? { exports: {} } : module;',
].join("\n");

/** A file of its own in Node; in a web worker its names would become those of dist/server.js, and it has to say where its exports are. */
const apartInWorker = {
  banner: { js: '(function (module, require) {"use strict";' },
  footer: {
    js: '})(typeof jitHintsModules === "undefined" ? module : { set exports(it) { jitHintsModules["./services.js"] = it; } }, require);',
  },
};

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
    eagerly: true,
    options: {
      ...anywhere,
      banner: { js: workerRequire },
      plugins: [servicesApart, lateBuiltins, oneProtocol('require("vscode-languageserver")')],
      supported: withoutImport,
    },
  },
  {
    entry: "server/src/lsp/services.ts",
    output: "services.js",
    eagerly: true,
    options: {
      ...anywhere,
      ...apartInWorker,
      plugins: [oneProtocol('require("./server.js").protocol'), tables],
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
    eagerly: true,
    options: { plugins: [apart, tables], supported: withoutImport },
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

async function bundle({ entry, needs = [], output, eagerly = false, options = {} }) {
  if (isMissing(entry, ...needs)) return;
  await (eagerly && !isDev ? buildEagerly : build)({
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
} catch (error) {
  // esbuild has printed where.
  console.error(error.message);
  process.exit(1);
}
if (!isMissing(GRAMMAR)) {
  copyFileSync(join(ROOT, GRAMMAR), join(DIST, "python.wasm"));
  produced.add("python.wasm");
}
// Not at the start: a test or an editor may be running what is there.
for (const name of readdirSync(DIST)) if (!produced.has(name)) rmSync(join(DIST, name), { recursive: true });
if (produced.has("cli.js")) chmodSync(join(DIST, "cli.js"), 0o755);
