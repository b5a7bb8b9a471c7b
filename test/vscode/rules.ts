/** The rules that speak on the fixtures. Apart from the fixtures, because the extension host loads this. */

/** The rule that speaks on `chain.py`: on PyPy only. */
export const CHAIN_RULE = "none-check-chain";

/** The rule that speaks on `records.py`: on CPython only. */
export const RECORDS_RULE = "per-field-unpack";

/** The rule that speaks on `pairs.py`: everywhere. */
export const GENERATOR_RULE = "generator-in-loop";
