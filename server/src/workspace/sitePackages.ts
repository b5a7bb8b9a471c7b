/** The folders into which the packages of a project are installed. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Names that virtual environments usually have in the folder of their project. */
const USUAL_NAMES = [".venv", "venv", "env", ".env"];

/**
 * The `site-packages` folders of the environment that a project uses: that of the interpreter which the editor has selected, else a
 * virtual environment in the project's root, else the active one. Empty where none is found: the interpreter of the system says little
 * about a project. Reads a few folders; never throws.
 *
 * @param interpreter the path of the editor's interpreter, or null
 * @param activated the environment variable `VIRTUAL_ENV`, where it is set
 */
export function sitePackagesOf(root: string, interpreter: string | null, activated: string | undefined): string[] {
  const environments = [
    ...(interpreter === null ? [] : [dirname(dirname(interpreter))]),
    ...USUAL_NAMES.map((name) => join(root, name)),
    ...(activated === undefined || activated === "" ? [] : [activated]),
  ];
  for (const environment of environments) {
    if (!existsSync(join(environment, "pyvenv.cfg"))) continue;
    const folders = packagesIn(environment);
    if (folders.length > 0) return folders;
  }
  return [];
}

/** `lib/python3.11/site-packages`, `lib/pypy3.10/site-packages` and, on Windows, `Lib/site-packages`. */
function packagesIn(environment: string): string[] {
  const candidates = [join(environment, "Lib", "site-packages"), join(environment, "site-packages")];
  for (const name of namesIn(join(environment, "lib")))
    if (/^(python|pypy)/.test(name)) candidates.push(join(environment, "lib", name, "site-packages"));
  return candidates.filter((folder) => existsSync(folder));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
