/** The runtimes that a user can choose, in the words of the user interface. */

/** A value of the setting `jitHints.runtimes`. */
export type RuntimeSetting = "auto" | readonly string[];

/** One line of the quick pick. */
export interface RuntimeChoice {
  readonly setting: RuntimeSetting;
  readonly label: string;
  readonly detail: string;
}

/** Puts a text into the user's language: `vscode.l10n`. */
export interface Localiser {
  t(message: string, ...values: string[]): string;
}

/** Short names by id, for the status item. */
export const RUNTIME_LABELS: Readonly<Record<string, string>> = {
  pypy: "PyPy",
  "cpython-3.14": "CPython 3.14 JIT",
  "cpython-3.15": "CPython 3.15 JIT",
};

/** All choices, the usual ones first. */
export function runtimeChoices(l10n: Localiser): readonly RuntimeChoice[] {
  return [
    {
      setting: "auto",
      label: l10n.t("Automatic"),
      detail: l10n.t("What the project or the selected Python names; else PyPy and CPython 3.15"),
    },
    {
      setting: ["pypy"],
      label: "PyPy",
      detail: l10n.t("PyPy 7.3 and 8.0: its JIT is always on and cannot enter calls into C"),
    },
    {
      setting: ["cpython-3.15"],
      label: l10n.t("CPython 3.15 with JIT"),
      detail: l10n.t("Calls into C are no obstacle here; generators and records read field by field are"),
    },
    {
      setting: ["cpython-3.14"],
      label: l10n.t("CPython 3.14 with JIT"),
      detail: l10n.t("Experimental JIT, off unless PYTHON_JIT=1; it does not trace through generators"),
    },
    {
      setting: ["pypy", "cpython-3.15"],
      label: l10n.t("PyPy and CPython 3.15"),
      detail: l10n.t("For libraries: hints for either, fixes that say which one they help"),
    },
  ];
}

/** Names the runtimes in a list. */
export function runtimesInWords(ids: readonly string[]): string {
  return ids.map((id) => RUNTIME_LABELS[id] ?? id).join(", ");
}

/** Whether two values of the setting mean the same. */
export function sameSetting(a: unknown, b: unknown): boolean {
  return String(a) === String(b);
}
