/**
 * Python files as text, and text back into the same file: byte order mark, encoding declaration (PEP 263) and line endings are
 * what Python says they are, and survive a rewrite.
 */
import { isUtf8 } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";
import iconv from "iconv-lite";
import { describeIoError } from "./ioErrors.js";

/** The text of a file and what is needed to write it back. */
export interface PythonSource {
  /** Without byte order mark; line endings as in the file. */
  readonly text: string;
  /** As Python would call it. */
  readonly encoding: string;
  readonly hasBom: boolean;
  /** The line ending that most lines have, for lines that a fix adds. */
  readonly lineEnding: "\n" | "\r\n" | "\r";
}

/** A file that cannot be read, decoded or written. The message is for users. */
export class SourceError extends Error {}

/** Larger files are data, not programs, and would only fill the memory. */
const MOST_BYTES = 64 * 1024 * 1024;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#.*)?$/;
/** Codecs of iconv-lite that are not encodings of text, or that no declaration in ASCII can stand in. */
const NOT_FOR_SOURCE = /^(?:hex|base64|binary|cesu8|internal|ucs|utf-?7|utf-?16|utf-?32)/;

/** Reads and decodes a file. @throws SourceError */
export function readPythonSource(path: string): PythonSource {
  return decodePython(readBytes(path));
}

/** The contents of a file. @throws SourceError */
export function readBytes(path: string): Buffer {
  return attempt(() => readFileSync(path));
}

/** Replaces the contents of a file. @throws SourceError */
export function writeBytes(path: string, bytes: Uint8Array): void {
  attempt(() => writeFileSync(path, bytes));
}

/** Decodes the bytes of a Python file. @throws SourceError */
export function decodePython(bytes: Buffer): PythonSource {
  if (bytes.length > MOST_BYTES) throw new SourceError("is larger than 64 MiB");
  const hasBom = bytes.subarray(0, 3).equals(BOM);
  const body = hasBom ? bytes.subarray(3) : bytes;
  if (!hasBom) rejectUtf16(body);
  const declared = declaredEncoding(body);
  const encoding = declared === null ? "utf-8" : normalise(declared);
  if (hasBom && encoding !== "utf-8") {
    throw new SourceError(`has a UTF-8 byte order mark but declares the encoding "${declared}"`);
  }
  const text = encoding === "utf-8" ? decodeUtf8(body, declared) : decodeOther(body, declared!, encoding);
  return { text, encoding, hasBom, lineEnding: mostFrequentLineEnding(text) };
}

/** The bytes of a text in the encoding of the source it came from. @throws SourceError if the encoding cannot hold it */
export function encodePython(source: PythonSource, text: string): Buffer {
  const body = source.encoding === "utf-8" ? Buffer.from(text, "utf8") : iconv.encode(text, source.encoding);
  if (source.encoding !== "utf-8" && iconv.decode(body, source.encoding) !== text) {
    throw new SourceError(`the new text has characters that ${source.encoding} cannot hold`);
  }
  return source.hasBom ? Buffer.concat([BOM, body]) : body;
}

/** The encoding that one of the first two lines declares. The second counts only below a comment or an empty line. */
function declaredEncoding(bytes: Buffer): string | null {
  const [first = "", second = ""] = bytes
    .subarray(0, 4096)
    .toString("latin1")
    .split(/\r\n|\r|\n/, 2);
  const match = DECLARATION.exec(first) ?? (BLANK_OR_COMMENT.test(first) ? DECLARATION.exec(second) : null);
  return match?.[1] ?? null;
}

/** The name of an encoding without the endings that editors add, as Python's tokenizer does it. */
function normalise(name: string): string {
  const plain = name.toLowerCase().replaceAll("_", "-");
  if (/^utf-?8(?:-|$)/.test(plain)) return "utf-8";
  const latin1 = /^(?:latin-?1|iso-?8859-1|iso-latin-1)(?:-|$)/;
  return latin1.test(plain) ? "iso-8859-1" : plain;
}

function decodeUtf8(bytes: Buffer, declared: string | null): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const { row, byte } = firstBadUtf8(bytes);
  const reason = declared === null ? "and the file declares no encoding (PEP 263)" : "which the file declares";
  throw new SourceError(`line ${row}: byte 0x${byte.toString(16).padStart(2, "0")} is not valid UTF-8, ${reason}`);
}

function decodeOther(bytes: Buffer, declared: string, encoding: string): string {
  if (NOT_FOR_SOURCE.test(encoding) || !iconv.encodingExists(encoding)) {
    throw new SourceError(`declares the encoding "${declared}", which is not known here`);
  }
  const text = iconv.decode(bytes, encoding, { stripBOM: false });
  const bad = text.indexOf("\ufffd");
  if (bad === -1) return text;
  const row = text.slice(0, bad).split(/\r\n|\r|\n/).length;
  throw new SourceError(`line ${row}: not valid ${declared}, which the file declares`);
}

/** UTF-16 is the usual reason for undecodable files on Windows, so the message says so. */
function rejectUtf16(bytes: Buffer): void {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const head = bytes.subarray(0, 1024);
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (mark === 0xfffe || mark === 0xfeff || (zeros > 0 && zeros >= head.length / 4)) {
    throw new SourceError("looks like UTF-16 or UTF-32, which Python does not read; save it as UTF-8");
  }
}

function firstBadUtf8(bytes: Buffer): { row: number; byte: number } {
  let row = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
    row++;
    start = end + 1;
  }
  // Within one line, the first byte that does not begin or continue a character.
  let offset = start;
  while (offset < bytes.length) {
    const lead = bytes[offset]!;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (!isUtf8(bytes.subarray(offset, offset + length))) break;
    offset += length;
  }
  return { row, byte: bytes[offset] ?? 0 };
}

function mostFrequentLineEnding(text: string): "\n" | "\r\n" | "\r" {
  const counts = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (const [ending] of text.matchAll(/\r\n|\r|\n/g)) counts[ending as keyof typeof counts]++;
  if (counts["\r\n"] > counts["\n"] && counts["\r\n"] >= counts["\r"]) return "\r\n";
  return counts["\r"] > counts["\n"] ? "\r" : "\n";
}

/** Runs a file operation; its failure in words. */
function attempt<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw new SourceError(describeIoError(error));
  }
}
