/** The version of this product. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Set by the build. */
declare const JIT_HINTS_VERSION: string | undefined;

/** The version as in package.json, which is read only when the code runs from source. */
export const VERSION: string =
  typeof JIT_HINTS_VERSION === "string"
    ? JIT_HINTS_VERSION
    : (JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "package.json"), "utf8")) as { version: string })
        .version;
