/** Python programs for tests of the command line. */

/** Six None checks in a hot loop: one finding of `none-check-chain` for PyPy, with an unsafe fix. */
export const CHAIN = `def total(rows):
    result = 0.0
    for a, b, c, d, e, f in rows:
        if a is None:
            a = 1.0
        if b is None:
            b = 1.0
        if c is None:
            c = 1.0
        if d is None:
            d = 1.0
        if e is None:
            e = 1.0
        if f is None:
            f = 1.0
        result += a * b * c * d * e * f
    return result
`;

/** The row and column of the finding in CHAIN. */
export const CHAIN_PLACE = { row: 4, column: 9 };

/** An ignore comment that suppresses nothing: one finding of `unused-ignore` on line 1, with a safe fix. */
export const UNUSED = "x = 1  # jit: ignore[branch-chain]\n";

/** The same after the fix. */
export const UNUSED_FIXED = "x = 1\n";

/** Nothing to say about. */
export const CLEAN = "def add(a, b):\n    return a + b\n";
