/** Names that the process outside and the extension host share. */

/** The id of the Python extension. */
export const PYTHON_EXTENSION = "ms-python.python";

/** A command of its stand-in: selects an interpreter. */
export const SELECT_INTERPRETER = "standIn.selectInterpreter";
