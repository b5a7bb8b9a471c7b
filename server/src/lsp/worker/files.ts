/**
 * The few files that the server reads, in a web worker: settings files and signs of a runtime, as the client has sent them. The build puts
 * this in the place of `node:fs`.
 */

const contents = new Map<string, string>();

/** Takes over what the client has read; null for a file that is not there. Paths are those of `file:` URIs. */
export function takeFiles(files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) contents.delete(path);
    else contents.set(path, text);
  }
}

/** As in `node:fs`. */
export function existsSync(path: string): boolean {
  return contents.has(path);
}

/** As in `node:fs`: text with an encoding, else bytes. Throws for a file that is not there. */
export function readFileSync(path: string, encoding?: "utf8"): string | Uint8Array {
  const text = contents.get(path);
  if (text === undefined) throw new Error(`ENOENT: ${path} has not been sent by the client`);
  return encoding === undefined ? new TextEncoder().encode(text) : text;
}
