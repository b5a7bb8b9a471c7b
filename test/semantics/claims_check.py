"""Holds claims about the types of expressions against the values that they have when the program runs.

Reads from standard input one JSON line a program:

- `id`, `text`: the program, a module;
- `claims`: `[start, end, type, kind, how, item]` an expression. The offsets are in UTF-16 units. `type` is a builtin type, a qualified
  name, or a class of the program; `kind` is `builtin`, `library`, `class` (exactly that class of the program) or `subclass` (it or one derived
  from it); `item` is null or the builtin type of all items, and whether that is certain: `["int", true]`;
- `paths`: folders to import from;
- `calls`: expressions that are evaluated in the module; or `run`, `shape`, `feed`, as test/rules/run_pairs.py reads them; or neither: then
  each function at module level is called with all kinds of values, if the program imports nothing that reaches outside.

Each program runs in a process of its own. Prints one JSON line a program: `{"id", "ended", "unplaced", "claims"}`. `ended` says how it ended:
`whole`, an exception at import, or a status; `unplaced` counts the claims that no expression of Python's own tree belongs to (parentheses,
names that are assigned, parts of f-strings); `claims` has, by number of the claim, `[times it was compared, contradiction or null]`. A
literal counts as compared once, as it is in the tree.
"""

import ast
import builtins
import contextlib
import importlib
import io
import json
import os
import random
import select
import signal
import sys
import tempfile
import types
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "rules"))
import run_pairs

# Functions are called with values of any kind only where the program imports nothing but these.
HARMLESS = set(
    "__future__ abc array bisect cmath collections contextlib copy dataclasses decimal enum fractions functools heapq itertools json math "
    "operator random re statistics string struct typing".split()
)
TRIES = 40
ITEMS = 50
PROGRAM_SECONDS = 60
IMPORT_SECONDS = 5
CALL_SECONDS = 0.2
ENDLESS_CALLS = 2
RECORDER = "jit_hints_recorder"


class TooLong(BaseException):
    """An import, or a call with values that it was not made for, does not end."""


def utf16(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Placed(ast.NodeTransformer):
    """Puts every expression that a claim is about into a call of the recorder. The order of evaluation stays as it is."""

    def __init__(self, text, claims):
        self.wanted = {}
        for number, (start, end, *_) in enumerate(claims):
            self.wanted.setdefault((start, end), []).append(number)
        self.lines = [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + utf16(line) + 1)
        self.placed = set()
        self.literals = []

    def offset(self, line, column):
        return self.starts[line - 1] + utf16(self.lines[line - 1][:column].decode("utf-8", "surrogatepass"))

    def visit(self, node):
        numbers = []
        if isinstance(node, ast.expr) and not isinstance(node, (ast.Slice, ast.Starred)):
            if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                start = self.offset(node.lineno, node.col_offset)
                numbers = self.wanted.get((start, self.offset(node.end_lineno, node.end_col_offset)), [])
        self.placed.update(numbers)
        if isinstance(node, ast.Constant):
            # Wrapped, a docstring would be none.
            self.literals += [(number, node.value) for number in numbers]
            return node
        # Positions inside f-strings are wrong before Python 3.12.
        new = node if isinstance(node, ast.JoinedStr) else self.generic_visit(node)
        for number in numbers:
            call = ast.Call(ast.Name(RECORDER, ast.Load()), [ast.Constant(number), new], [])
            new = ast.copy_location(call, node)
        return new

    def visit_arg(self, node):
        return node

    def visit_AnnAssign(self, node):
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_FunctionDef(self, node):
        returns, node.returns = node.returns, None
        self.generic_visit(node)
        node.returns = returns
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_match_case(self, node):
        if node.guard is not None:
            node.guard = self.visit(node.guard)
        node.body = [self.visit(statement) for statement in node.body]
        return node


def library_type(name):
    """The type of a qualified name, or None."""
    parts = name.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
            for part in parts[end:]:
                found = getattr(found, part)
        except (ImportError, AttributeError):
            continue
        return found if isinstance(found, type) else None
    return None


BUILTIN_TYPES = {"None": type(None), "generator": types.GeneratorType}


def builtin_type(name):
    return BUILTIN_TYPES.get(name) or getattr(builtins, name)


class Record:
    """Compares values with claims."""

    def __init__(self, claims):
        self.results = {}
        self.checks = [self.check_for(*claim[2:]) for claim in claims]

    def check_for(self, name, kind, how, item):
        if kind == "builtin":
            wanted = builtin_type(name)
            if item is None:
                return lambda value: type(value) is wanted
            item_type = builtin_type(item[0])
            return lambda value: type(value) is wanted and self.items_are(value, item_type)
        if kind == "library":
            wanted = library_type(name)
            return None if wanted is None else lambda value: isinstance(value, wanted)
        if kind == "class":
            return lambda value: type(value).__name__ == name
        return lambda value: any(cls.__name__ == name for cls in type(value).__mro__)

    @staticmethod
    def items_are(value, item_type):
        if type(value) not in (list, tuple, set, frozenset):
            return True
        return all(type(item) is item_type for item, _ in zip(value, range(ITEMS)))

    def __call__(self, number, value):
        check = self.checks[number]
        if check is not None:
            result = self.results.setdefault(number, [0, None])
            result[0] += 1
            if result[1] is None and not check(value):
                result[1] = f"{type(value).__name__} {object.__repr__(value) if not is_plain(value) else value!r}"[:200]
        return value


def is_plain(value):
    return type(value) in (int, float, bool, str, bytes, list, tuple, type(None))


def give_up(signum, frame):
    raise TooLong("does not end")


@contextlib.contextmanager
def at_most(seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def call_with_anything(module, names):
    """Calls the functions with values of all kinds, which certain claims must withstand."""
    source = random.Random(run_pairs.SEED)
    pools = [pool for pool in run_pairs.POOLS if pool not in ("huge", "int63", "spy", "big")]
    for name in names:
        function = module.get(name)
        if not isinstance(function, types.FunctionType):
            continue
        endless = 0
        for number in range(TRIES):
            if endless == ENDLESS_CALLS:
                break
            arguments = run_pairs.values(source, pools, function.__code__.co_argcount)
            if number % 2 == 1:
                # Rows of numbers: what a loop is usually given.
                arguments = [[tuple(run_pairs.values(source, ["int", "float"], 3)) for _ in range(3)] for _ in arguments]
            try:
                with at_most(CALL_SECONDS):
                    result = function(*arguments)
                    if isinstance(result, types.GeneratorType):
                        for _, _ in zip(result, range(100)):
                            pass
                    if isinstance(result, types.CoroutineType):
                        result.close()
            except TooLong:
                endless += 1
            except Exception:
                pass


def imported(tree):
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("." if node.level else node.module.split(".")[0])
    return found


def functions_of(tree):
    return [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


REACHES_OUT = {"open", "input", "exec", "eval", "compile", "__import__", "breakpoint", "exit", "quit"}


def is_harmless(tree):
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return imported(tree) <= HARMLESS and not names & REACHES_OUT


def exercise(program, module, tree):
    if program.get("calls"):
        for call in program["calls"]:
            try:
                result = eval(call, module)
                if isinstance(result, types.GeneratorType):
                    list(result)
            except Exception:
                # Programs that show exceptions raise them.
                pass
    elif program.get("run"):
        function = module[program["run"]]
        for arguments in run_pairs.inputs(program, function):
            run_pairs.outcome(function, arguments)
    elif is_harmless(tree):
        call_with_anything(module, functions_of(tree))


def run(program):
    text, claims = program["text"], program["claims"]
    sys.path[:0] = program["paths"]
    placed = Placed(text, claims)
    record = Record(claims)
    answer = {"id": program["id"], "ended": "whole"}
    try:
        tree = ast.parse(text)
        # What is no program is none without the recorder either.
        compile(text, "program.py", "exec")
    except SyntaxError as error:
        return {**answer, "ended": f"SyntaxError: {error.msg}", "unplaced": 0, "claims": {}}
    try:
        changed = ast.fix_missing_locations(placed.visit(ast.parse(text)))
        for number, value in placed.literals:
            record(number, value)
        setattr(builtins, RECORDER, record)
        module = types.ModuleType("program")
        sys.modules["program"] = module
        module.__file__ = "program.py"
        try:
            with at_most(IMPORT_SECONDS):
                exec(compile(changed, "program.py", "exec"), module.__dict__)
            exercise(program, module.__dict__, tree)
        finally:
            sys.settrace(None)
            sys.setprofile(None)
    except (Exception, SystemExit, TooLong) as error:
        answer["ended"] = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    answer["unplaced"] = len(claims) - len(placed.placed)
    answer["claims"] = {number: result for number, result in record.results.items()}
    return answer


def nowhere():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def in_own_process(program):
    """The answer of a forked process, which leaves nothing behind: hooks, threads, changed modules."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.signal(signal.SIGALRM, give_up)
        with contextlib.redirect_stdout(nowhere()), contextlib.redirect_stderr(nowhere()):
            answer = run(program)
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    if not select.select([reading], [], [], PROGRAM_SECONDS)[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0 or answer == "":
        return {"id": program["id"], "ended": f"status {status}", "unplaced": 0, "claims": {}}
    return json.loads(answer)


def main():
    warnings.simplefilter("ignore")
    programs = [json.loads(line) for line in sys.stdin]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for program in programs:
            print(json.dumps(in_own_process(program)), flush=True)
        os.chdir("/")


main()
