/**
 * Writes ThirdPartyNotices.md: the licences of the code that is bundled into dist/, found by asking the bundler what it takes in,
 * and of what is compiled into python.wasm. test/unit/notices.test.ts holds the file against it.
 *
 *   npm run generate
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(__dirname, "..");
const NOTICES = join(ROOT, "ThirdPartyNotices.md");
const ENTRIES = ["client/src/extension.ts", "server/src/cli/anywhereEntry.ts", "server/src/cli/main.ts"];
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The text of ThirdPartyNotices.md. */
export async function thirdPartyNotices(): Promise<string> {
  const sections = (await bundledPackages()).map(packageNotice).sort();
  return [
    "# Third-party notices\n",
    "Python JIT Hints contains code of other projects, under the licences that follow.\n",
    ...sections,
    `## python.wasm\n\n${grammarNotice()}`,
  ].join("\n");
}

/** Folders of the npm packages that the bundles take in. */
async function bundledPackages(): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    conditions: ["node", "browser"],
    // scripts/build.mjs leaves semver out.
    external: ["vscode", "semver"],
    logLevel: "error",
  });
  const folders = Object.keys(metafile.inputs).flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []);
  return [...new Set(folders)];
}

function packageNotice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const file = readdirSync(join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `## ${name} ${version} (${license})\n\n${quoted(readFileSync(join(ROOT, folder, file), "utf8"))}`;
}

function quoted(text: string): string {
  const lines = text.replace(/\r\n/g, "\n").trim().split("\n");
  return `\`\`\`text\n${lines.map((line) => line.trimEnd()).join("\n")}\n\`\`\`\n`;
}

/** What grammars/LICENSES.md says, one level deeper. */
function grammarNotice(): string {
  const text = readFileSync(join(ROOT, "grammars", "LICENSES.md"), "utf8");
  return text.replace(/^# .*\n+/, "").replace(/^#/gm, "##");
}

if (require.main === module) {
  void thirdPartyNotices().then((text) => writeFileSync(NOTICES, text));
}
