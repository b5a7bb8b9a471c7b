/** `--format json`: an array of findings. */
import type { Format } from "./format.js";

/** Writes one JSON array at the end. */
export const jsonFormat: Format = {
  file: () => "",
  end: (reports) =>
    `${JSON.stringify(
      reports.flatMap((report) => report.findings),
      null,
      2,
    )}\n`,
};
