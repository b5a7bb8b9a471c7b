/**
 * Bundles with esbuild so that V8 reads each module once. Where modules stay apart inside a bundle (CommonJS, and what is loaded by `require`),
 * esbuild puts a function around each; V8 passes over a function when it reads the file, and reads it again when it is called, which is at
 * once. A function in parentheses is compiled the first time. esbuild keeps such parentheses but does not write them itself.
 *
 * https://v8.dev/blog/preparser#pife
 */
import { writeFileSync } from "node:fs";
import { build, transform } from "esbuild";

/** Helpers of esbuild's that take a function in the place of an object with one method. */
const HELPERS = [
  "var __commonJSNow = (run, mod) => () => (mod || run((mod = { exports: {} }).exports, mod), mod.exports);",
  "var __esmNow = (run, result) => () => (run && (result = run(run = 0)), result);",
].join("\n");

/**
 * Bundles as `build` does and writes the file.
 *
 * @param {import("esbuild").BuildOptions & { outfile: string }} options `banner` and `footer` stand around the code as they are
 */
export async function buildEagerly({ banner, footer, minify, ...options }) {
  const { outputFiles } = await build({ ...options, minify: false, sourcemap: false, write: false });
  const code = `${HELPERS}\n${parenthesised(outputFiles[0].text, options.outfile)}`;
  const { target, platform, format, legalComments } = options;
  const result = await transform(code, { minify, target, platform, format, legalComments });
  const [wanted, kept] = [code, result.code].map((text) => text.match(/\(\s*\(\s*function\s*\(/g)?.length ?? 0);
  if (kept < wanted) throw new Error(`${options.outfile}: esbuild has kept ${kept} of ${wanted} parentheses`);
  writeFileSync(options.outfile, [banner?.js, result.code, footer?.js].filter(Boolean).join("\n"));
}

/** Unminified, each wrapper is `var name = __commonJS({`, one method over several lines, `});`. */
function parenthesised(code, file) {
  const lines = code.split("\n");
  let inside = false;
  for (let at = 0; at < lines.length; at++) {
    const head = /^var (\w+) = __(commonJS|esm)\(\{$/.exec(lines[at]);
    if (head) {
      const method = /^ {2}"(?:[^"\\]|\\.)*"\((.*)\) \{$/.exec(lines[at + 1]);
      if (!method) throw new Error(`${file}: not the wrapper that is expected: ${lines[at + 1]}`);
      lines[at] = `var ${head[1]} = __${head[2]}Now((function(${method[1]}) {`;
      lines[at + 1] = "";
      inside = true;
    } else if (inside && lines[at] === "});") {
      if (lines[at - 1] !== "  }") throw new Error(`${file}: not the end of a wrapper: ${lines[at - 1]}`);
      lines[at - 1] = "";
      lines[at] = "}));";
      inside = false;
    }
  }
  return lines.join("\n");
}
