// Makes the VSIX, the same bytes from the same sources: files carry the time of the last commit, or of SOURCE_DATE_EPOCH.
//
//   node scripts/package.mjs [--out FILE]
import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

/** Seconds since 1970. */
function buildTime() {
  if (process.env.SOURCE_DATE_EPOCH) return process.env.SOURCE_DATE_EPOCH;
  const { stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: ROOT, encoding: "utf8" });
  return /^\d+$/m.exec(stdout ?? "")?.[0] ?? "0";
}

run(process.execPath, [join(ROOT, "scripts/build.mjs")]);
// The mode of a file goes into the archive, and it is not the same on every machine.
for (const name of readdirSync(join(ROOT, "dist")))
  chmodSync(join(ROOT, "dist", name), name === "cli.js" ? 0o755 : 0o644);
const version = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
const [, , option, file = `python-jit-hints-${version}.vsix`] = process.argv;
if (option !== undefined && option !== "--out") throw new Error(`Unknown option ${option}`);
run("npx", ["vsce", "package", "--no-dependencies", "--out", file], { SOURCE_DATE_EPOCH: buildTime() });
