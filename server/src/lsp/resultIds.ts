/** Names for what was reported, so that the same report need not be sent twice. */
import type { Diagnostic } from "vscode-languageserver";

/** A hash of what is reported, so that edits that change no diagnostic are answered with `unchanged`. */
export function resultIdOf(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  return [first, second, text.length].map((part) => (part >>> 0).toString(16)).join("-");
}
