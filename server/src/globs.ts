/** Globs over paths relative to a folder, with `/` as separator on every system. Pure. */
import picomatch from "picomatch/posix";

type Matcher = (path: string) => boolean;

/** Settings are compared by identity between changes, so a list of globs is compiled once. */
const compiled = new WeakMap<readonly string[], Matcher>();

/**
 * True when one of the globs matches the path or a folder above it. A glob without a slash matches names at any depth
 * (`test_*.py`, `build`); one with a slash is relative to the folder (`src/generated/*.py`, `/build`).
 */
export function matchesGlob(globs: readonly string[], path: string): boolean {
  if (globs.length === 0) return false;
  let matcher = compiled.get(globs);
  if (matcher === undefined) {
    matcher = picomatch(globs.flatMap(expand), { dot: true, nonegate: true, noextglob: true });
    compiled.set(globs, matcher);
  }
  return matcher(path);
}

/** A glob as patterns for the thing itself and for all that lies below it. */
function expand(glob: string): string[] {
  const trimmed = glob.replace(/^\.\//, "").replace(/\/+$/, "");
  const anchored = trimmed.includes("/") ? trimmed.replace(/^\//, "") : `**/${trimmed}`;
  return [anchored, `${anchored}/**`];
}
