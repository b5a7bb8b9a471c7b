"""1200 statements in one body."""
STEPS = [f"t = (t ^ {k}) + 1" for k in range(1200)]
BODY = "".join(f"\n        {step}" for step in STEPS)
CODE = f"""
def run(n):
    t = 0
    for i in range(n):
        t = (t + i) & 1023{BODY}
    return t
"""
exec(compile(CODE, __file__, "exec"))
