// Makes the VSIX, the same bytes from the same sources: files carry the time of the last commit, or of SOURCE_DATE_EPOCH.
//
//   node scripts/package.mjs [--out FILE]
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeShortPages } from "./shortPages.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
/** What the archive is made of, with the short form of the pages. */
const STAGE = join(ROOT, "out", "vsix");

function run(command, args, { env = {}, cwd = ROOT } = {}) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** Seconds since 1970. */
function buildTime() {
  if (process.env.SOURCE_DATE_EPOCH) return process.env.SOURCE_DATE_EPOCH;
  const { stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: ROOT, encoding: "utf8" });
  return /^\d+$/m.exec(stdout ?? "")?.[0] ?? "0";
}

/** Copies what `.vscodeignore` lets in. */
function stage() {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  const lines = readFileSync(join(ROOT, ".vscodeignore"), "utf8").split("\n");
  for (const line of lines) {
    const path = /^!([^*]+)$/.exec(line)?.[1];
    if (path !== undefined) cpSync(join(ROOT, path), join(STAGE, path));
  }
  cpSync(join(ROOT, ".vscodeignore"), join(STAGE, ".vscodeignore"));
  cpSync(join(ROOT, "client", "media"), join(STAGE, "client", "media"), { recursive: true });
  writeShortPages(join(ROOT, "docs", "rules"), join(STAGE, "docs", "rules"));
}

run(process.execPath, [join(ROOT, "scripts/build.mjs")]);
// The mode of a file goes into the archive, and it is not the same on every machine.
for (const name of readdirSync(join(ROOT, "dist")))
  chmodSync(join(ROOT, "dist", name), name === "cli.js" ? 0o755 : 0o644);
stage();
const version = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
const [, , option, file = `python-jit-hints-${version}.vsix`] = process.argv;
if (option !== undefined && option !== "--out") throw new Error(`Unknown option ${option}`);
const out = resolve(ROOT, file);
run("npx", ["vsce", "package", "--no-dependencies", "--out", out], {
  env: { SOURCE_DATE_EPOCH: buildTime() },
  cwd: STAGE,
});
