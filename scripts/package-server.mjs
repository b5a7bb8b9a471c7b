// Makes the npm package that holds the language server alone, from what scripts/build.mjs has built. The last line of the output is its path.
//
//   node scripts/package-server.mjs [FOLDER]   writes the .tgz into FOLDER, else into the working directory
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { writeShortPages } from "./shortPages.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const STAGE = join(ROOT, "out", "server-package");
const target = resolve(process.argv[2] ?? ".");
const project = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const manifest = {
  name: `${project.name}-server`,
  version: project.version,
  description: `${project.description} The language server alone.`,
  license: project.license,
  homepage: project.homepage,
  repository: project.repository,
  bugs: project.bugs,
  keywords: [...project.keywords, "lsp"],
  engines: { node: project.engines.node },
  bin: { "jit-hints": "dist/jit-hints.js" },
  files: ["dist", "docs", "ThirdPartyNotices.md"],
};

rmSync(STAGE, { recursive: true, force: true });
mkdirSync(join(STAGE, "dist"), { recursive: true });
writeFileSync(join(STAGE, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ["server.js", "services.js"]) cpSync(join(ROOT, "dist", name), join(STAGE, "dist", name));
// Once decompressed when the server starts, a few milliseconds; the package is a quarter smaller.
writeFileSync(
  join(STAGE, "dist", "python.wasm.br"),
  brotliCompressSync(readFileSync(join(ROOT, "dist", "python.wasm"))),
);
for (const name of ["LICENSE", "ThirdPartyNotices.md"]) cpSync(join(ROOT, name), join(STAGE, name));
cpSync(join(ROOT, "server", "README.md"), join(STAGE, "README.md"));
writeShortPages(join(ROOT, "docs", "rules"), join(STAGE, "docs", "rules"));
await build({
  entryPoints: [join(ROOT, "server/src/cli/serverOnlyEntry.ts")],
  outfile: join(STAGE, "dist", "jit-hints.js"),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: true,
  legalComments: "none",
  define: { JIT_HINTS_VERSION: JSON.stringify(project.version) },
  // `require` instead, which reads the names of a CommonJS file from the file itself.
  supported: { "dynamic-import": false },
  banner: { js: "#!/usr/bin/env node" },
  plugins: [
    {
      name: "server-apart",
      setup: ({ onResolve }) =>
        onResolve({ filter: /\/lsp\/main\.js$/ }, () => ({ path: "./server.js", external: true })),
    },
  ],
  logLevel: "warning",
});
chmodSync(join(STAGE, "dist", "jit-hints.js"), 0o755);
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", target], {
    cwd: STAGE,
    encoding: "utf8",
  }),
);
console.log(join(target, filename));
