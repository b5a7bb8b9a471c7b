/** `npm run demo`: the hints for examples/. That there are some (exit code 1) is the point; anything else is a failure. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const { status } = spawnSync(process.execPath, ["dist/cli.js", "check", "examples/"], { cwd: ROOT, stdio: "inherit" });
process.exitCode = status === 1 ? 0 : 1;
