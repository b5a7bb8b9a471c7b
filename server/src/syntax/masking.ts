/**
 * Constructs that the grammar does not know, made readable for it: before parsing they are replaced by text of the
 * same length, so that all positions stay. Trees keep the original text. What is masked has no other meaning in
 * Python: outside of strings it would be a syntax error, and inside of strings a replacement of equal length does no
 * harm.
 *
 * - Defaults of type parameters (PEP 696): `class A[T = int]:` is parsed as `class A[T      ]:`.
 * - Lazy imports (PEP 810): `lazy import json` is parsed as `None;import json`, two statements on one line.
 * - Carriage returns alone, which end a line in Python, are parsed as line feeds.
 * - Magics of IPython, in notebook cells only (notebookMasks.ts).
 */

/** Text that the parser sees in place of that of the document: as long, at `start` (UTF-16 code units). */
export interface Mask {
  readonly start: number;
  readonly text: string;
}

/** The masks of a text. */
export interface Scan {
  /** In order, not overlapping. */
  readonly masks: readonly Mask[];
  /** True when the text has places that need a mask, or would after an edit elsewhere. */
  readonly candidates: boolean;
}

/** A type parameter list is looked at up to this length (UTF-16 code units). */
const MAX_PARAMETERS = 10_000;

const LAZY = "lazy";

const enum Char {
  tab = 0x09,
  lineFeed = 0x0a,
  carriageReturn = 0x0d,
  space = 0x20,
}

function isBlank(char: number): boolean {
  return char === Char.space || char === Char.tab;
}

/** True for what may stand in a name; any character beyond ASCII is taken for one. */
function isWord(char: number): boolean {
  return (
    char >= 0x80 ||
    (char >= 0x30 && char <= 0x39) ||
    (char >= 0x41 && char <= 0x5a) ||
    (char >= 0x61 && char <= 0x7a) ||
    char === 0x5f
  );
}

/** The offset before the blanks that end at `end`. */
function beforeBlanks(text: string, end: number): number {
  let offset = end;
  while (offset > 0 && isBlank(text.charCodeAt(offset - 1))) offset--;
  return offset;
}

function afterBlanks(text: string, start: number): number {
  let offset = start;
  while (isBlank(text.charCodeAt(offset))) offset++;
  return offset;
}

/** True when only blanks stand between the start of the line and the offset. */
function startsLine(text: string, offset: number): boolean {
  const start = beforeBlanks(text, offset);
  const before = text.charCodeAt(start - 1);
  return start === 0 || before === Char.lineFeed || before === Char.carriageReturn;
}

/** What must follow the type parameters of a statement. */
const AFTER_PARAMETERS: Readonly<Record<string, string>> = { class: ":(", def: "(", type: "=" };

/**
 * The statement that a `[` belongs to as the start of its type parameters: `class`, `def` or `type`; null for other
 * brackets.
 */
function statementOf(text: string, bracket: number): string | null {
  const nameEnd = beforeBlanks(text, bracket);
  let nameStart = nameEnd;
  while (nameStart > 0 && isWord(text.charCodeAt(nameStart - 1))) nameStart--;
  const keywordEnd = beforeBlanks(text, nameStart);
  if (nameStart === nameEnd || keywordEnd === nameStart) return null;
  for (const keyword in AFTER_PARAMETERS) {
    let start = keywordEnd - keyword.length;
    if (!text.startsWith(keyword, start)) continue;
    if (keyword === "def") {
      const asyncEnd = beforeBlanks(text, start);
      if (asyncEnd < start && text.endsWith("async", asyncEnd)) start = asyncEnd - "async".length;
    }
    return startsLine(text, start) ? keyword : null;
  }
  return null;
}

/** The offset after the string or comment that starts at `start`, or `start` when none does. */
export function afterStringOrComment(text: string, start: number): number {
  const quote = text[start];
  if (quote === "#") {
    const end = text.indexOf("\n", start);
    return end < 0 ? text.length : end;
  }
  if (quote !== '"' && quote !== "'") return start;
  const triple = text.startsWith(quote + quote, start + 1);
  const delimiter = triple ? quote.repeat(3) : quote;
  let offset = start + delimiter.length;
  while (offset < text.length && !text.startsWith(delimiter, offset)) {
    if (text[offset] === "\\") offset++;
    else if (!triple && text[offset] === "\n") return offset;
    offset++;
  }
  return Math.min(text.length, offset + delimiter.length);
}

/** Spaces for all characters of a part of a text but line ends. */
function blanked(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/[^\r\n]/g, " ");
}

/** The masks of a type parameter list that starts at `bracket`; none when it is not complete. */
function parameterMasks(text: string, bracket: number, statement: string): Mask[] {
  const masks: Mask[] = [];
  const limit = Math.min(text.length, bracket + MAX_PARAMETERS);
  let depth = 0;
  let defaultStart = -1;
  let offset = bracket;
  while (offset < limit) {
    const next = afterStringOrComment(text, offset);
    if (next !== offset) {
      offset = next;
      continue;
    }
    const char = text[offset]!;
    if (depth === 1 && defaultStart >= 0 && (char === "," || char === "]")) {
      masks.push({ start: defaultStart, text: blanked(text, defaultStart, offset) });
      defaultStart = -1;
    }
    if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") depth--;
    else if (char === "=" && depth === 1 && defaultStart < 0) defaultStart = offset;
    offset++;
    if (depth === 0) {
      const after = text[afterBlanks(text, offset)] ?? "";
      return after !== "" && AFTER_PARAMETERS[statement]!.includes(after) ? masks : [];
    }
  }
  return [];
}

/** True when the `lazy` at an offset is the keyword of PEP 810. */
function isLazyImport(text: string, offset: number): boolean {
  const end = offset + LAZY.length;
  if (!isBlank(text.charCodeAt(end)) || !startsLine(text, offset)) return false;
  const next = afterBlanks(text, end);
  const keyword = text.startsWith("import", next) ? "import" : text.startsWith("from", next) ? "from" : null;
  return keyword !== null && isBlank(text.charCodeAt(next + keyword.length));
}

/**
 * Finds what has to be masked in a module. Costs a few passes of `indexOf`.
 *
 * @param text a module, or lines of it to learn whether they hold candidates
 */
export function scanModule(text: string): Scan {
  const masks: Mask[] = [];
  let candidates = false;
  for (let bracket = text.indexOf("["); bracket >= 0; bracket = text.indexOf("[", bracket + 1)) {
    const statement = statementOf(text, bracket);
    if (statement === null) continue;
    candidates = true;
    masks.push(...parameterMasks(text, bracket, statement));
  }
  for (let lazy = text.indexOf(LAZY); lazy >= 0; lazy = text.indexOf(LAZY, lazy + 1)) {
    if (!isLazyImport(text, lazy)) continue;
    candidates = true;
    masks.push({ start: lazy, text: "None;" });
  }
  const returns = returnMasks(text, masks);
  if (returns.length > 0) {
    candidates = true;
    masks.push(...returns);
  }
  return { masks: masks.sort((a, b) => a.start - b.start), candidates };
}

/** Line ends that are a carriage return alone, but for those inside of other masks, which keep them. */
function returnMasks(text: string, others: readonly Mask[]): Mask[] {
  const masks: Mask[] = [];
  const isTaken = (at: number): boolean =>
    others.some(({ start, text: { length } }) => at >= start && at < start + length);
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (text.charCodeAt(at + 1) !== Char.lineFeed && !isTaken(at)) masks.push({ start: at, text: "\n" });
  }
  return masks;
}

/** The text that the parser gets. */
export function applyMasks(text: string, masks: readonly Mask[]): string {
  if (masks.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const mask of masks) {
    parts.push(text.slice(end, mask.start), mask.text);
    end = mask.start + mask.text.length;
  }
  parts.push(text.slice(end));
  return parts.join("");
}

/**
 * True when the masks after an edit are those of before at their shifted places, and the edit touched none: then it
 * can be made in the masked text as it is.
 *
 * @param start to `oldEnd` became `start` to `newEnd` (UTF-16 code units)
 */
export function sameMasks(
  before: readonly Mask[],
  after: readonly Mask[],
  start: number,
  oldEnd: number,
  newEnd: number,
): boolean {
  if (before.length !== after.length) return false;
  return before.every((mask, i) => {
    const other = after[i]!;
    if (mask.text !== other.text) return false;
    if (mask.start + mask.text.length <= start) return other.start === mask.start;
    return mask.start >= oldEnd && other.start === mask.start + newEnd - oldEnd;
  });
}
