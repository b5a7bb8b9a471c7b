"""Prints what CPython's own `symtable` says of every file of a folder: one JSON line a file.

A line is `{"path", "scopes"}`, or `{"path", "error"}` for a file that does not compile. A scope is
`[parent, type, name, line, symbols]`: the parent is the scope's position in the list, -1 for the module, and the symbols map
a name to a letter: `l`ocal, `c`ell, `f`ree, `g`lobal by declaration, `i`mplicitly global; `p` goes before it for parameters.
"""

import json
import os
import sys
import symtable
import tokenize
import warnings

import _symtable

LETTERS = {
    _symtable.LOCAL: "l",
    _symtable.CELL: "c",
    _symtable.FREE: "f",
    _symtable.GLOBAL_EXPLICIT: "g",
    _symtable.GLOBAL_IMPLICIT: "i",
}


def letter(flags):
    scope = LETTERS[(flags >> _symtable.SCOPE_OFF) & _symtable.SCOPE_MASK]
    return "p" + scope if flags & _symtable.DEF_PARAM else scope


def scopes_of(table):
    scopes = []

    def visit(scope, parent):
        # The raw table: the public one does not tell a cell from a local name.
        symbols = {name: letter(flags) for name, flags in scope._table.symbols.items()}
        scopes.append([parent, str(scope.get_type()), scope.get_name(), scope.get_lineno(), symbols])
        position = len(scopes) - 1
        for child in scope.get_children():
            visit(child, position)

    visit(table, -1)
    return scopes


def main(root):
    warnings.simplefilter("ignore")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.endswith("-packages"))
        for name in sorted(files):
            if not name.endswith(".py"):
                continue
            path = os.path.join(folder, name)
            entry = {"path": path}
            try:
                with tokenize.open(path) as file:
                    text = file.read()
                entry["scopes"] = scopes_of(symtable.symtable(text, path, "exec"))
            except (SyntaxError, ValueError, RecursionError) as error:
                entry["error"] = str(error)
            print(json.dumps(entry, separators=(",", ":")))


main(sys.argv[1])
