/** Verdicts that several runtimes share. */
import type { RuntimeId } from "../../findings.js";
import type { RuntimeVerdict } from "../rule.js";

type Verdicts = Readonly<Record<RuntimeId, RuntimeVerdict>>;

/** The same on every runtime. */
export function onEveryRuntime(verdict: RuntimeVerdict): Verdicts {
  return byImplementation({ pypy: verdict, cpython: verdict });
}

/** The same on both versions of CPython. */
export function byImplementation({ pypy, cpython }: Readonly<Record<"pypy" | "cpython", RuntimeVerdict>>): Verdicts {
  return { pypy, "cpython-3.14": cpython, "cpython-3.15": cpython };
}
