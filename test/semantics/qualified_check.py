"""Holds qualified names against the running interpreter.

Reads from standard input one JSON line a claim, `[id, caller, package, written, name]`:

- `name` is what the call is said to mean: `json.dumps`, `builtins.len`, `str.join`, or `.x.y` relative to `package`;
- `caller` is the module that the call stands in, or null where nothing is asked of that;
- `written` is the callee as a dotted name that starts with a global name of the caller, or null. A name that starts with `~` stands for an
  object of the type that `name` is an attribute of.

Prints one JSON line a claim, `[id, verdict, detail]`: `same` (the names mean one object), `exists` (the name is there), `missing`, `other`
(what is written means another object), `skipped` (detail: the module that is not imported here, and why).
"""

import _thread
import builtins
import contextlib
import csv
import hashlib
import importlib
import io
import json
import os
import sys
import types
import warnings

# Importing these opens windows, prints, starts tests or depends on the terminal.
SIDE_EFFECTS = {"antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter", "test", "lib2to3.tests", "__main__"}

# What exists on Windows, macOS and BSD alone.
OTHER_PLATFORMS = {
    "_ctypes.FormatError",
    "_locale._getdefaultlocale",
    "_ssl.enum_certificates",
    "codecs.mbcs_decode",
    "codecs.mbcs_encode",
    "codecs.oem_decode",
    "codecs.oem_encode",
    "multiprocessing.context.reduction.DupHandle",
    "multiprocessing.context.reduction.duplicate",
    "multiprocessing.resource_sharer.DupSocket",
    "os.chflags",
    "os.get_handle_inheritable",
    "os.set_handle_inheritable",
    "os.startfile",
    "select.kevent",
    "select.kqueue",
    "socket.fromshare",
    "sys.getwindowsversion",
    "sys.winver.replace",
}

MISSING = object()


def attribute(found, name):
    try:
        return getattr(found, name, MISSING)
    except Exception:
        return MISSING


def special_types():
    return {
        "None": type(None),
        "generator": types.GeneratorType,
        "dict_keys": type({}.keys()),
        "dict_items": type({}.items()),
        "dict_values": type({}.values()),
        "hashlib.hash": type(hashlib.new("sha256")),
        "_thread.lock": _thread.LockType,
        "_thread.RLock": _thread.RLock,
        "csv.writer": type(csv.writer(io.StringIO())),
        "csv.reader": type(csv.reader([])),
    }


class Interpreter:
    def __init__(self):
        self.modules = {}
        self.types = special_types()

    def module(self, name):
        """The module, or the reason why there is none."""
        if name not in self.modules:
            self.modules[name] = self.load(name)
        return self.modules[name]

    def load(self, name):
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            if ".".join(parts[:end]) in SIDE_EFFECTS:
                return "has side effects"
        if parts[-1] in ("__main__", "tests", "test") or "tests" in parts:
            return "has side effects"
        try:
            return importlib.import_module(name)
        except BaseException as error:
            return f"{type(error).__name__}: {error}".splitlines()[0]

    def find(self, name):
        """The object of a qualified name; MISSING; or a pair of a module that is not there and the reason."""
        parts = name.split(".")
        for end in range(len(parts) - 1, 0, -1):
            prefix = ".".join(parts[:end])
            if prefix in self.types:
                return attributes(self.types[prefix], parts[end:])
        if hasattr(builtins, parts[0]) and isinstance(getattr(builtins, parts[0]), type):
            return attributes(getattr(builtins, parts[0]), parts[1:])
        found = self.walk(parts)
        if found is MISSING:
            # A name of a package may hide its submodule of the same name, which imports find all the same.
            for end in range(len(parts) - 1, 1, -1):
                module = sys.modules.get(".".join(parts[:end]))
                if module is not None:
                    return attributes(module, parts[end:])
        return found

    def walk(self, parts):
        root = self.module(parts[0])
        if isinstance(root, str):
            return (parts[0], root)
        found = root
        for position, part in enumerate(parts[1:], 2):
            following = attribute(found, part)
            if following is MISSING and isinstance(found, types.ModuleType) and hasattr(found, "__path__"):
                following = self.module(".".join(parts[:position]))
                if isinstance(following, str):
                    if following.startswith(("ModuleNotFoundError: No module named '" + ".".join(parts[:position]))):
                        return MISSING
                    return (".".join(parts[:position]), following)
            if following is MISSING:
                return MISSING
            found = following
        return found


def attributes(found, parts):
    for part in parts:
        found = attribute(found, part)
        if found is MISSING:
            return MISSING
    return found


def same(one, other):
    """True for one object, and for methods of one name of objects of one type."""
    if one is other:
        return True
    here = method_of(one)
    return here is not None and here == method_of(other)


def method_of(found):
    owner = getattr(found, "__self__", None)
    if owner is not None and not isinstance(owner, types.ModuleType):
        return (owner if isinstance(owner, type) else type(owner), found.__name__)
    owner = getattr(found, "__objclass__", None)
    return None if owner is None else (owner, found.__name__)


def absolute(name, package):
    level = len(name) - len(name.lstrip("."))
    if level == 0:
        return name
    parts = package.split(".")
    kept = parts[: len(parts) - level + 1]
    return ".".join([*kept, name[level:]])


def verdict(interpreter, caller, package, written, name):
    found = interpreter.find(absolute(name, package))
    if isinstance(found, tuple) and len(found) == 2 and isinstance(found[1], str) and isinstance(found[0], str):
        return "skipped", f"{found[0]} ({found[1]})"
    if found is MISSING and absolute(name, package) in OTHER_PLATFORMS:
        return "skipped", f"{absolute(name, package)} (not on this platform)"
    if found is MISSING:
        return "missing", ""
    if caller is None or written is None:
        return "exists", ""
    module = interpreter.module(caller)
    if isinstance(module, str):
        return "exists", ""
    by_type = written.startswith("~")
    first, *rest = written.lstrip("~").split(".")
    here = module.__dict__.get(first, MISSING)
    if here is MISSING:
        here = getattr(builtins, first, MISSING)
    if here is MISSING:
        return "exists", f"{caller} has no {first} at run time"
    if by_type:
        here = attributes(here, rest[:-1])
        here = MISSING if here is MISSING else attribute(type(here), rest[-1])
    else:
        here = attributes(here, rest)
    if here is MISSING:
        return "other", f"{written} does not exist in {caller}"
    return ("same", "") if same(here, found) else ("other", f"{written} in {caller} is {here!r}"[:200])


def nowhere():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def main():
    warnings.simplefilter("ignore")
    os.environ.setdefault("TERM", "dumb")
    claims = [json.loads(line) for line in sys.stdin]
    out = sys.stdout
    sys.stdin = nowhere()
    interpreter = Interpreter()
    # What modules print when they are imported is no answer.
    with contextlib.redirect_stdout(nowhere()), contextlib.redirect_stderr(nowhere()):
        for number, caller, package, written, name in claims:
            answer, detail = verdict(interpreter, caller, package, written, name)
            out.write(json.dumps([number, answer, detail]) + "\n")
    out.flush()
    # Threads and exit handlers of imported modules are not waited for.
    os._exit(0)


main()
