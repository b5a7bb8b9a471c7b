/**
 * What a module says after edits is what one with the same text says that was opened just now: small, dense texts, in which much depends on
 * much. The seed makes every run the same; `FUZZ_SEED` changes it, `FUZZ_TIMES` makes it longer.
 */
import { describe, test } from "node:test";
import { editManyByPlan } from "./findings/session.js";
import { documentationBlocks, examplePrograms, modulesOf } from "./findings/texts.js";
import { WEBS } from "./findings/webs.js";

describe("findings after edits are those of the text opened anew", () => {
  test("examples of the documentation", (context) => {
    context.diagnostic(editManyByPlan(documentationBlocks(), { mutations: 12, inARow: 10 }));
  });

  test("modules in which much depends on much", (context) => {
    context.diagnostic(editManyByPlan(WEBS, { mutations: 1200, inARow: 15 }));
  });

  test("example programs", (context) => {
    context.diagnostic(editManyByPlan(examplePrograms(), { mutations: 200, inARow: 20 }));
  });

  test("many examples in one module", (context) => {
    context.diagnostic(editManyByPlan(modulesOf(documentationBlocks(), 250), { mutations: 300, inARow: 25 }));
  });
});
