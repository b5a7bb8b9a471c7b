/** The language server's process, seen from outside. */
import { spawnSync } from "node:child_process";

/** A process of this machine. */
export interface ServerProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every language server that an extension host has started. */
export function serverProcesses(): ServerProcess[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : { pid: Number(pid), parent: Number(parent), command };
    })
    .filter(({ command }) => /dist.server\.js.*--node-ipc/.test(command));
}
