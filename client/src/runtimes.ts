/** The runtimes that a user can choose, in the words of the user interface. */

/** A value of the setting `jitHints.runtimes`. */
export type RuntimeSetting = "auto" | readonly string[];

/** One line of the quick pick. */
export interface RuntimeChoice {
  readonly setting: RuntimeSetting;
  readonly label: string;
  readonly detail: string;
}

/** Short names by id, for the status item. */
export const RUNTIME_LABELS: Readonly<Record<string, string>> = {
  pypy: "PyPy",
  "cpython-3.14": "CPython 3.14 JIT",
  "cpython-3.15": "CPython 3.15 JIT",
};

/** All choices, the usual ones first. */
export const RUNTIME_CHOICES: readonly RuntimeChoice[] = [
  {
    setting: "auto",
    label: "Automatic",
    detail: "What the project's files name; PyPy and CPython 3.15 without a clear sign",
  },
  {
    setting: ["pypy"],
    label: "PyPy",
    detail: "PyPy 7.3 and 8.0: its JIT is always on and cannot enter calls into C",
  },
  {
    setting: ["cpython-3.15"],
    label: "CPython 3.15 with JIT",
    detail: "Calls into C are no obstacle here; generators and records read field by field are",
  },
  {
    setting: ["cpython-3.14"],
    label: "CPython 3.14 with JIT",
    detail: "Experimental JIT, off unless PYTHON_JIT=1; it does not trace through generators",
  },
  {
    setting: ["pypy", "cpython-3.15"],
    label: "PyPy and CPython 3.15",
    detail: "For libraries: hints for either, fixes that say which one they help",
  },
];

/** Names the runtimes in a list. */
export function describeRuntimes(ids: readonly string[]): string {
  return ids.map((id) => RUNTIME_LABELS[id] ?? id).join(", ");
}

/** Whether two values of the setting mean the same. */
export function sameSetting(a: unknown, b: unknown): boolean {
  return String(a) === String(b);
}
