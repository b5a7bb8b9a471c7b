/** The kinds of programs, each with the rule whose fixes it is for. */
import { clampChainProgram } from "./clampChains.js";
import { fieldUnpackProgram } from "./fieldUnpacks.js";
import { generatorLoopProgram } from "./generatorLoops.js";
import { noneChainProgram } from "./noneChains.js";
import type { Family } from "./proof.js";
import { schemaRecordProgram } from "./schemaRecords.js";

export const FAMILIES: readonly Family[] = [
  { name: "None chains", rule: "none-check-chain", make: noneChainProgram },
  { name: "int clamps", rule: "branch-chain", make: clampChainProgram("int") },
  { name: "float clamps", rule: "branch-chain", make: clampChainProgram("float") },
  { name: "clamps", rule: "branch-chain", make: clampChainProgram("unknown") },
  { name: "generators", rule: "generator-in-loop", make: generatorLoopProgram },
  { name: "field reads", rule: "per-field-unpack", make: fieldUnpackProgram },
  { name: "schema classes", rule: "per-field-unpack", make: schemaRecordProgram },
];
