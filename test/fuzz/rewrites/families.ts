/** The kinds of programs, each with the rule whose fixes it is for. */
import { clampChainProgram } from "./clampChains.js";
import { concatLoopProgram } from "./concatLoops.js";
import { fieldUnpackProgram } from "./fieldUnpacks.js";
import { generatorLoopProgram } from "./generatorLoops.js";
import { globalSumProgram } from "./globalSums.js";
import { keyErrorProgram } from "./keyErrors.js";
import { mixedNumberProgram } from "./mixedNumbers.js";
import { noneChainProgram } from "./noneChains.js";
import { noneListProgram } from "./noneLists.js";
import { productLoopProgram } from "./productLoops.js";
import type { Family } from "./proof.js";
import { queueListProgram } from "./queueLists.js";
import { schemaRecordProgram } from "./schemaRecords.js";

export const FAMILIES: readonly Family[] = [
  { name: "None chains", rule: "none-check-chain", make: noneChainProgram },
  { name: "int clamps", rule: "branch-chain", make: clampChainProgram("int") },
  { name: "float clamps", rule: "branch-chain", make: clampChainProgram("float") },
  { name: "clamps", rule: "branch-chain", make: clampChainProgram("unknown") },
  { name: "generators", rule: "generator-in-loop", make: generatorLoopProgram },
  { name: "global sums", rule: "global-accumulator", make: globalSumProgram },
  { name: "field reads", rule: "per-field-unpack", make: fieldUnpackProgram },
  { name: "schema classes", rule: "per-field-unpack", make: schemaRecordProgram },
  { name: "mixed numbers", rule: "mixed-number-types", make: mixedNumberProgram },
  { name: "growing text", rule: "concat-in-loop", make: concatLoopProgram },
  { name: "queues", rule: "pop-from-front", make: queueListProgram },
  { name: "missing keys", rule: "exceptions-in-loop", make: keyErrorProgram },
  { name: "products", rule: "itertools-in-hot-loop", make: productLoopProgram },
  { name: "lists of None", rule: "lost-list-strategy", make: noneListProgram },
];
