/** Ways to write: typing, deleting, pasting, moving, and text that is broken in between. */
import { randomEdit } from "../../unit/syntaxSupport.js";
import {
  blockOf,
  CLASS,
  DEF,
  filled,
  fromTheEnd,
  HEADER,
  indented,
  insert,
  keyByKey,
  lineBefore,
  type Mutation,
  replace,
  someLine,
} from "./editing.js";
import { Source } from "./python.js";
import { STATEMENTS } from "./snippets.js";

/** By names that say what is done. */
export const WRITING: Readonly<Record<string, Mutation>> = {
  "indent or dedent some lines": (source, random) => {
    const first = random.below(source.lines.length);
    const lines = source.lines.slice(first, first + 1 + random.below(5)).filter((line) => line.text.trim() !== "");
    if (lines.length === 0) return null;
    if (random.chance(0.5))
      return fromTheEnd(lines.map((line) => insert(line.start, random.pick(["    ", "    ", " ", "\t"]))[0]!));
    return fromTheEnd(
      lines.map((line) => ({
        start: line.start,
        oldEnd: line.start + Math.min(4, line.indent.length),
        newText: "",
      })),
    );
  },

  "duplicate a definition": (source, random) => {
    const block = blockOf(source, random, random.chance(0.8) ? DEF : CLASS);
    if (block === null) return null;
    const span = source.spanOfLines(block.first, block.last);
    const at = random.chance(0.6) ? span.end : random.pick(source.lines).start;
    return insert(at, `${source.text.slice(span.start, span.end)}\n`);
  },

  "move a block": (source, random) => {
    const block = blockOf(source, random, HEADER);
    if (block === null) return null;
    const span = source.spanOfLines(block.first, block.last);
    const moved = source.text.slice(span.start, span.end);
    const rest = new Source(source.text.slice(0, span.start) + source.text.slice(span.end));
    return [...replace(span, ""), ...insert(random.pick(rest.lines).start, moved)];
  },

  "delete lines": (source, random) => {
    const first = random.below(source.lines.length);
    return replace(source.spanOfLines(first, Math.min(source.lines.length - 1, first + random.below(4))), "");
  },

  "delete a block": (source, random) => {
    const block = blockOf(source, random, HEADER);
    return block === null ? null : replace(source.spanOfLines(block.first, block.last), "");
  },

  "paste lines": (source, random) => {
    const first = random.below(source.lines.length);
    const span = source.spanOfLines(first, Math.min(source.lines.length - 1, first + 1 + random.below(12)));
    return insert(random.pick(source.lines).start, source.text.slice(span.start, span.end));
  },

  "type a statement token by token": (source, random) => {
    const line = someLine(source, random);
    if (line === null) return null;
    const text = indented(filled(source, random, random.pick(STATEMENTS)), line.indent);
    let at = line.start;
    return (text.match(/\w+|\s+|[^\w\s]/g) ?? []).map((token) => {
      const edit = { start: at, oldEnd: at, newText: token };
      at += token.length;
      return edit;
    });
  },

  "type a statement key by key": (source, random) => {
    const line = someLine(source, random);
    if (line === null) return null;
    return keyByKey(line.start, indented(filled(source, random, random.pick(STATEMENTS)), line.indent));
  },

  "paste a statement": (source, random) => {
    const line = someLine(source, random);
    return line === null ? null : lineBefore(line, filled(source, random, random.pick(STATEMENTS)));
  },

  "delete key by key": (source, random) => {
    const line = someLine(source, random);
    if (line === null) return null;
    const count = Math.min(line.text.trim().length, 1 + random.below(12));
    return Array.from({ length: count }, (_, i) => ({ start: line.end - i - 1, oldEnd: line.end - i, newText: "" }));
  },

  "open or close a bracket or string": (source, random) => {
    const at = random.below(source.text.length + 1);
    return insert(at, random.pick([..."()[]{}:,.'\"\\#", '"""', "'''", 'f"{', 'f"']));
  },

  "change the line ends": (source, random) => {
    const first = random.below(source.lines.length);
    const lines = source.lines.slice(first, first + 1 + random.below(random.chance(0.2) ? 2000 : 6));
    const edits = lines.flatMap(({ end }) => {
      if (source.text.startsWith("\r\n", end)) return [{ start: end, oldEnd: end + 2, newText: "\n" }];
      return source.text[end] === "\n" ? [{ start: end, oldEnd: end + 1, newText: "\r\n" }] : [];
    });
    if (edits.length === 0) return null;
    const span = { start: edits[0]!.start, end: edits[edits.length - 1]!.oldEnd };
    // One edit, as editors do it.
    const text = source.text.slice(span.start, span.end);
    return replace(span, text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n"));
  },

  "insert characters of other scripts": (source, random) => {
    const line = someLine(source, random);
    if (line === null) return null;
    return random.chance(0.5)
      ? insert(line.end, random.pick(["  # 😀 → é", "  # 𝒳𝒴", "  # \ud83d"]))
      : lineBefore(line, random.pick(['mark = "😀🚀"', "été = 1", "𝒳 = 1", "print('\u{10ffff}')"]));
  },

  "edit anywhere": (source, random) => [randomEdit(source.text, () => random.below(2 ** 31) / 2 ** 31)],
};
