"""The same statements in twelve functions of a hundred each."""
STEPS = [f"t = (t ^ {k}) + 1" for k in range(1200)]
PARTS = [STEPS[k : k + 100] for k in range(0, 1200, 100)]
FUNCTIONS = "".join(f"\ndef part{k}(t):\n    {'; '.join(part)}\n    return t\n" for k, part in enumerate(PARTS))
BODY = "".join(f"\n        t = part{k}(t)" for k in range(len(PARTS)))
CODE = f"""{FUNCTIONS}
def run(n):
    t = 0
    for i in range(n):
        t = (t + i) & 1023{BODY}
    return t
"""
exec(compile(CODE, __file__, "exec"))
