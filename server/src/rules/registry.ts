/** The only table of rules. */
import { awaitChainInLoop } from "./await-chain-in-loop.js";
import { branchChain } from "./branch-chain.js";
import { concatInLoop } from "./concat-in-loop.js";
import { contextmanagerInLoop } from "./contextmanager-in-loop.js";
import { decimalInLoop } from "./decimal-in-loop.js";
import { dispatchTableInLoop } from "./dispatch-table-in-loop.js";
import { dynamicStructFormat } from "./dynamic-struct-format.js";
import { endlessJobLoop } from "./endless-job-loop.js";
import { enumFlagArithmetic } from "./enum-flag-arithmetic.js";
import { exceptionsInLoop } from "./exceptions-in-loop.js";
import { finalizerOnShortLived } from "./finalizer-on-short-lived.js";
import { freshCodeInLoop } from "./fresh-code-in-loop.js";
import { generatorInLoop } from "./generator-in-loop.js";
import { genexprIntoBuiltin } from "./genexpr-into-builtin.js";
import { globalAccumulator } from "./global-accumulator.js";
import { iteratorClass } from "./iterator-class.js";
import { itertoolsInHotLoop } from "./itertools-in-hot-loop.js";
import { lostListStrategy } from "./lost-list-strategy.js";
import { mixedNumberTypes } from "./mixed-number-types.js";
import { moduleLevelLoop } from "./module-level-loop.js";
import { neverCompiledInLoop } from "./never-compiled-in-loop.js";
import { noneCheckChain } from "./none-check-chain.js";
import { objectDictKey } from "./object-dict-key.js";
import { opaqueCallInLoop } from "./opaque-call-in-loop.js";
import { optionalAttributes } from "./optional-attributes.js";
import { perFieldUnpack } from "./per-field-unpack.js";
import { perItemSystemCall } from "./per-item-system-call.js";
import { polymorphicCallSite } from "./polymorphic-call-site.js";
import { popFromFront } from "./pop-from-front.js";
import { recursiveYieldFrom } from "./recursive-yield-from.js";
import type { Rule, RuleMeta } from "./rule.js";
import { tooManyCallsInLoop } from "./too-many-calls-in-loop.js";
import { tracingHookLeftOn } from "./tracing-hook-left-on.js";
import { UNUSED_IGNORE } from "./unused-ignore.js";
import { weakrefInLoop } from "./weakref-in-loop.js";
import { wideIntegerArithmetic } from "./wide-integer-arithmetic.js";

/** Every rule that looks at code, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  opaqueCallInLoop,
  noneCheckChain,
  branchChain,
  generatorInLoop,
  genexprIntoBuiltin,
  contextmanagerInLoop,
  awaitChainInLoop,
  recursiveYieldFrom,
  itertoolsInHotLoop,
  iteratorClass,
  perFieldUnpack,
  mixedNumberTypes,
  polymorphicCallSite,
  dispatchTableInLoop,
  optionalAttributes,
  exceptionsInLoop,
  concatInLoop,
  neverCompiledInLoop,
  perItemSystemCall,
  freshCodeInLoop,
  tooManyCallsInLoop,
  tracingHookLeftOn,
  globalAccumulator,
  moduleLevelLoop,
  enumFlagArithmetic,
  decimalInLoop,
  objectDictKey,
  weakrefInLoop,
  endlessJobLoop,
  popFromFront,
  dynamicStructFormat,
  lostListStrategy,
  finalizerOnShortLived,
  wideIntegerArithmetic,
];

/** Metadata of every rule by name. */
export const RULE_METAS: ReadonlyMap<string, RuleMeta> = new Map(
  [...RULES.map((rule) => rule.meta), UNUSED_IGNORE].map((meta) => [meta.name, meta]),
);
