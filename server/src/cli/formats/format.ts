/** What every output format does with the results of `check`. */
import type { FileReport } from "../report.js";

/** The names that `--format` takes. */
export const FORMATS = ["text", "json", "sarif", "github"] as const;

export type FormatName = (typeof FORMATS)[number];

/** Turns reports into text for standard output. Files come in order, each once. */
export interface Format {
  file(report: FileReport): string;
  /** What follows the last file. */
  end(reports: readonly FileReport[]): string;
}
