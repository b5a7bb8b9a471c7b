"""The loop of a script, at its top level."""
import types

CODE = compile(
    """
total = 0
for i in range(n):
    total += (i ^ 3) & 7
""",
    __file__,
    "exec",
)


def run(n):
    module = types.ModuleType("program")
    module.n = n
    exec(CODE, module.__dict__)
    return module.total
