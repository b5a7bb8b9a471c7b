/**
 * A reporter for Node's test runner that writes what test/run.mjs says at its very end, because whoever reads the log of a long run sees that
 * first: the tests that failed, where and with the first lines of why, and the sums. A JSON object on each line.
 */
const MOST_LINES = 8;

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* report(events) {
  for await (const { type, data } of events) {
    const line = type === "test:fail" ? failureOf(data) : type === "test:diagnostic" ? sumOf(data) : null;
    if (line !== null) yield `${JSON.stringify(line)}\n`;
  }
}

function failureOf({ name, file, line, details, todo }) {
  // A suite fails when a test in it does; that one is told already.
  if (todo !== undefined || details.error.failureType === "subtestsFailed") return null;
  const cause = details.error.cause ?? details.error;
  const lines = String(cause.stack ?? cause).split("\n");
  const shown = lines.slice(0, MOST_LINES).map((text) => `    ${text.slice(0, 300)}`);
  return { failure: [`✖ ${name} (${file}:${line})`, ...shown].join("\n") };
}

/** The sums come as remarks at the end, `pass 12`. */
function sumOf({ nesting, message }) {
  const sum = /^(pass|fail|cancelled|skipped|todo) (\d+)$/.exec(message);
  return nesting !== 0 || sum === null ? null : { [sum[1]]: Number(sum[2]) };
}
