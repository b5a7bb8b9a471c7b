/** The only table of rules. */
import { branchChain } from "./branch-chain.js";
import { generatorInLoop } from "./generator-in-loop.js";
import { noneCheckChain } from "./none-check-chain.js";
import { opaqueCallInLoop } from "./opaque-call-in-loop.js";
import { perFieldUnpack } from "./per-field-unpack.js";
import type { Rule, RuleMeta } from "./rule.js";
import { UNUSED_IGNORE } from "./unused-ignore.js";

/** Every rule that looks at code, in the order of the documentation. */
export const RULES: readonly Rule[] = [opaqueCallInLoop, noneCheckChain, branchChain, generatorInLoop, perFieldUnpack];

/** Metadata of every rule by name. */
export const RULE_METAS: ReadonlyMap<string, RuleMeta> = new Map(
  [...RULES.map((rule) => rule.meta), UNUSED_IGNORE].map((meta) => [meta.name, meta]),
);
