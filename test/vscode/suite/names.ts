/** Names that the process outside and the extension host share. */

/** The id of the Python extension. */
export const PYTHON_EXTENSION = "ms-python.python";

/** The id of the extension "Python Environments". */
export const ENVIRONMENTS_EXTENSION = "ms-python.vscode-python-envs";

/** A command of the stand-in of either: selects an interpreter. */
export const SELECT_INTERPRETER = "standIn.selectInterpreter";

/** What an interpreter says about itself, as in the API of the Python extension. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
  readonly sysVersion: string;
}
