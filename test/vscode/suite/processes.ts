/** The server's process, seen from the extension host that started it. */
import { spawnSync } from "node:child_process";

/** Ids of the language servers of this extension host. */
export function serverProcesses(): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match && Number(match[2]) === process.pid && /server\.js.*--node-ipc/.test(match[3]!))
    .map((match) => Number(match![1]));
}
