/**
 * What a module says after edits is what one with the same text says that was opened just now: modules of the standard library, and texts of
 * three thousand lines. The seed makes every run the same; `FUZZ_SEED` changes it, `FUZZ_TIMES` makes it longer.
 */
import { describe, test } from "node:test";
import { cannotRun } from "../unit/syntaxSupport.js";
import { editManyByPlan } from "./findings/session.js";
import { documentationBlocks, libraryModules } from "./findings/texts.js";

const modules = libraryModules([
  ...["sqlite3/dump.py", "lib2to3/pgen2/conv.py", "pprint.py", "modulefinder.py", "re/_parser.py", "unittest/suite.py"],
  ...[
    "reprlib.py",
    "lib2to3/pytree.py",
    "gzip.py",
    "wsgiref/validate.py",
    "json/tool.py",
    "fnmatch.py",
    "zoneinfo/_tzpath.py",
  ],
]);
const long = libraryModules(["pickle.py", "difflib.py", "http/cookiejar.py"]);

if (modules.length === 0) test("the standard library", () => cannotRun("Python's standard library is not there"));

describe("findings after edits are those of the text opened anew", { skip: modules.length === 0 }, () => {
  test("modules of the standard library", (context) => {
    context.diagnostic(editManyByPlan(modules, { mutations: 120, inARow: 20 }));
  });

  test("three thousand lines", (context) => {
    const documentation = documentationBlocks().map(({ text }) => text);
    const texts = [
      { name: "pickle and the documentation", text: [long[0]!.text, ...documentation].join("\n") },
      { name: "difflib and cookiejar", text: [long[1]!.text, long[2]!.text].join("\n") },
    ];
    context.diagnostic(editManyByPlan(texts, { mutations: 150, inARow: 30 }));
  });
});
