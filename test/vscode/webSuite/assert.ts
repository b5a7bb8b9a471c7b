/** What the suite needs of `node:assert`, which a browser does not have. */

/** Fails unless the value is true. */
export function ok(value: unknown, message = "not true"): asserts value {
  if (!value) throw new Error(message);
}

/** Fails unless both have the same JSON. */
export function equal(actual: unknown, expected: unknown, message = "not equal"): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  ok(a === b, `${message}: ${a} is not ${b}`);
}

/** Fails if both have the same JSON. */
export function notEqual(actual: unknown, unexpected: unknown): void {
  ok(JSON.stringify(actual) !== JSON.stringify(unexpected), `is ${JSON.stringify(actual)}`);
}

/** Fails unless the text matches. */
export function match(text: string, pattern: RegExp): void {
  ok(pattern.test(text), `${pattern} does not match ${text}`);
}
