/** Texts with many findings: what the pages of the rules show, the examples, and modules of the standard library. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, ROOT } from "../../rules/pages.js";
import { standardLibrary } from "../../unit/syntaxSupport.js";
import { Source } from "./python.js";

/** A text with its name. */
export interface Named {
  readonly name: string;
  readonly text: string;
}

/** The Python blocks of the documentation. */
export function documentationBlocks(): Named[] {
  const folders = [join("docs", "rules"), "docs"];
  const pages = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  );
  return pages.flatMap((page) =>
    blocksOf(page, readFileSync(join(ROOT, page), "utf8")).map(({ code, line }) => ({
      name: `${page}:${line}`,
      text: code,
    })),
  );
}

/** The programs in examples/. */
export function examplePrograms(): Named[] {
  const folder = join(ROOT, "examples");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** Puts texts together, in order, into modules of about so many lines; texts that define the same name are kept apart. */
export function modulesOf(texts: readonly Named[], lines: number): Named[] {
  const modules: { names: Set<string>; parts: string[]; length: number }[] = [];
  for (const { text } of texts) {
    const source = new Source(text);
    const names = source.definitions.map((definition) => definition.name);
    let home = modules.find((one) => one.length < lines && !names.some((name) => one.names.has(name)));
    if (home === undefined) {
      home = { names: new Set(), parts: [], length: 0 };
      modules.push(home);
    }
    for (const name of names) home.names.add(name);
    home.parts.push(text);
    home.length += source.lines.length;
  }
  return modules
    .filter((one) => one.length >= lines)
    .map((one, i) => ({ name: `documentation ${i + 1}`, text: one.parts.join("\n") }));
}

/** Modules of the standard library by name; those that are not there are left out. */
export function libraryModules(names: readonly string[]): Named[] {
  const library = standardLibrary();
  return names.flatMap((name) => {
    const text = library.get(name);
    return text === undefined ? [] : [{ name, text }];
  });
}
