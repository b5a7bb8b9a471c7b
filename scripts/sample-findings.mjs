// Prints findings drawn at random from any folder, each with its source, for reading. For the pinned corpus and its stored labels:
// scripts/corpus.mjs. Runs dist/cli.js; build it first.
import { parseArgs } from "node:util";
import { check, inDrawOrder, placeOf, shown } from "./sampling.mjs";

const USAGE = `Usage: node scripts/sample-findings.mjs [OPTIONS] PATH...

Checks each PATH and prints findings drawn at random: the file below its PATH, line, rule, message, and the source around
the finding, its hot loop and its related places. A draw depends on the seed and on the findings, on nothing else.

  --seed N              seed of the draw (default 1)
  --count N             how many findings (default 20)
  --rule NAME           only findings of this rule
  --runtime R           as in "check"; may be repeated
  --min-confidence C    as in "check": low, medium or high
  --help                this text
`;

/** The options, or the end of the program with a message. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: "string", default: "1" },
        count: { type: "string", default: "20" },
        rule: { type: "string" },
        runtime: { type: "string", multiple: true },
        "min-confidence": { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (!/^\d+$/.test(values.count)) throw new Error(`--count takes a number, not "${values.count}"`);
    return { values, positionals };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

const { values, positionals } = readArguments();
if (values.help || positionals.length === 0) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}
try {
  const options = {
    rules: values.rule === undefined ? [] : [values.rule],
    runtimes: values.runtime,
    minConfidence: values["min-confidence"],
  };
  const findings = positionals.flatMap((path) => check(path, options));
  const drawn = inDrawOrder(findings, values.seed).slice(0, Number(values.count));
  console.log(`${drawn.length} of ${findings.length} findings, seed ${values.seed}`);
  for (const [position, finding] of drawn.entries())
    console.log(`\n${shown(finding, `${position + 1}. ${placeOf(finding)}`)}`);
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
