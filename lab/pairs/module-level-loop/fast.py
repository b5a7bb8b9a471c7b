"""The loop of a script, in a function."""
import types

CODE = compile(
    """
def count(n):
    total = 0
    for i in range(n):
        total += (i ^ 3) & 7
    return total


total = count(n)
""",
    __file__,
    "exec",
)


def run(n):
    module = types.ModuleType("program")
    module.n = n
    exec(CODE, module.__dict__)
    return module.total
