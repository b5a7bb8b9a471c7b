/** Words between the web extension host and the process outside. Apart from both, because each is bundled by itself. */

/** Begins the line with the results. */
export const RESULTS_MARK = "jit-hints-results ";

/** A file of the workspace: the findings of the command line, by example. */
export const EXPECTED_FILE = "expected.json";

/** A finding as both sides report it. */
export interface ExpectedFinding {
  readonly rule: string;
  /** Counts from 1. */
  readonly line: number;
  readonly message: string;
}
