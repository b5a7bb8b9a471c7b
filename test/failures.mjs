/**
 * A reporter for Node's test runner that writes only the tests that failed: where, and the first lines of why. test/run.mjs repeats them at
 * its very end, because whoever reads the log of a long run sees that first.
 */
const MOST_LINES = 8;

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* failures(events) {
  for await (const event of events) {
    if (event.type !== "test:fail") continue;
    const { name, file, line, details, todo } = event.data;
    // A suite fails when a test in it does; that one is told already.
    if (todo !== undefined || details.error.failureType === "subtestsFailed") continue;
    const cause = details.error.cause ?? details.error;
    const lines = String(cause.stack ?? cause).split("\n");
    const shown = lines.slice(0, MOST_LINES).map((text) => `    ${text.slice(0, 300)}`);
    yield `✖ ${name} (${file}:${line})\n${shown.join("\n")}\n`;
  }
}
