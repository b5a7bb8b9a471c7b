/**
 * Writes l10n/bundle.l10n.json: the English texts of the client, which translators start from. A text is its own key. The texts of
 * package.json stand in package.nls.json. test/unit/manifest.test.ts holds the file against the sources.
 *
 *   npm run generate
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..");
const SOURCES = join(ROOT, "client", "src");
const BUNDLE = join(ROOT, "l10n", "bundle.l10n.json");

/** A call of `l10n.t`, up to its first argument where that is a literal. */
const CALL = /\bl10n\s*\.t\(\s*("(?:[^"\\]|\\.)*")?/g;

/** Every text of the client, sorted. Throws where a call gets anything but a literal. */
export function clientTexts(): Record<string, string> {
  const texts = new Set<string>();
  for (const file of readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  )) {
    for (const [call, literal] of readFileSync(join(SOURCES, file), "utf8").matchAll(CALL)) {
      if (literal === undefined) throw new Error(`${file}: ${call} needs a literal`);
      texts.add(JSON.parse(literal));
    }
  }
  return Object.fromEntries([...texts].sort().map((text) => [text, text]));
}

if (require.main === module) {
  mkdirSync(dirname(BUNDLE), { recursive: true });
  writeFileSync(BUNDLE, `${JSON.stringify(clientTexts(), null, 2)}\n`);
}
