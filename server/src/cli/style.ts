/** Colours and safe characters for terminals. */
import type { WriteStream } from "node:tty";

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 };

/** Puts a text between escape sequences, or leaves it as it is. */
export type Style = (format: keyof typeof CODES, text: string) => string;

/** No colours. */
export const PLAIN: Style = (_format, text) => text;

const COLOURED: Style = (format, text) => `\x1b[${CODES[format]}m${text}\x1b[0m`;

/** Colours only where someone reads them and has not asked for none. */
export function styleFor(stream: Pick<WriteStream, "isTTY">, environment: NodeJS.ProcessEnv): Style {
  const wanted = stream.isTTY && !environment.NO_COLOR && environment.TERM !== "dumb";
  return wanted ? COLOURED : PLAIN;
}

/** Replaces control characters, which a file could use to write what it likes on the terminal, by their symbols. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, (character) =>
    character < " " ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : "\ufffd",
  );
}

/** How many cells of a terminal a text takes: two for East Asian wide characters and most emoji, none for combining marks. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\p{Cf}/u.test(character)) continue;
    width +=
      /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
