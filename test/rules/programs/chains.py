"""Chains of checks in which a careless rewrite changes what the program does."""
# calls: lazy(ROWS); mutable(ROWS); identity(ROWS); loop_names(ROWS); reads_later(ROWS); shadowed(ROWS, lambda *a: []); partly(ROWS)
# calls: captured(ROWS); generator(ROWS); strings(ROWS); in_try(ROWS); tuples(ROWS); one_line(ROWS); globals_too(ROWS); twice(ROWS)
# calls: clamps(NUMBERS); named_bounds(NUMBERS, 1, 2); crossed(NUMBERS); upper(NUMBERS); ints(INTS); mixed_ints(INTS); floats(FLOATS)
# calls: falsy(ROWS); aliases(ROWS); late_bound(NUMBERS); equal_bounds(NUMBERS)
ROWS = [(None,) * 6, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), (None, 2.5, None, 0.0, None, -1.5), (0.5, None, -0.0, None, 1.5, None)]
NUMBERS = [(-1.0, 2.0, -3.0, 4.0, -5.0, 6.0), (0.5, 0.25, -0.0, 0.0, 1.0, 9.0), (1, 2, -3, 0, 5, -6)]
INTS = [(-1, 2, -3, 4, -5, 6), (0, 0, 0, 0, 0, 0), (-(2**62), 2**62, -(2**63), 2**63 - 1, -7, 7)]
FLOATS = [(-1.0, 2.0, -3.0, 4.0, -5.0, 6.0), (0.5, 0.25, 0.0, 0.0, 1.0, 9.0)]


def lazy(rows):
    calls = []

    def make(name):
        calls.append(name)
        return 1.0

    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = make("a")
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = make("f")
        out.append((a, b, c, d, e, f))
    return out, calls


def mutable(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = []
        if b is None:
            b = []
        if c is None:
            c = []
        if d is None:
            d = []
        if e is None:
            e = []
        if f is None:
            f = []
        for item in (a, b, c, d, e, f):
            if isinstance(item, list):
                item.append(len(out))
        out.append((a, b, c, d, e, f))
    return out


def identity(rows):
    shared = object()
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = shared
        if b is None:
            b = shared
        if c is None:
            c = shared
        if d is None:
            d = shared
        if e is None:
            e = shared
        if f is None:
            f = shared
        out.append([item is shared for item in (a, b, c, d, e, f)])
    return out


def loop_names(rows):
    out = []
    for x, d, zip_, k, c, value in rows:
        if x is None:
            x = 1.0
        if d is None:
            d = 2.0
        if zip_ is None:
            zip_ = 3.0
        if k is None:
            k = 4.0
        if c is None:
            c = 5.0
        if value is None:
            value = 6.0
        out.append((x, d, zip_, k, c, value))
    return out


def reads_later(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = f
        if b is None:
            b = a
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = 6.0
        out.append((a, b, c, d, e, f))
    return out


def shadowed(rows, zip):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = 6.0
        out.append((a, b, c, d, e, f))
    return out, zip()


def partly(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
            out.append("b")
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        else:
            out.append("e")
        if f is None:
            f = 6.0
        out.append((a, b, c, d, e, f))
    return out


def captured(rows):
    out = []

    def fill(a, b, c, d, e, f):
        def bump():
            nonlocal a
            a = 10.0
            return a

        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = 6.0
        return bump() + b + c + d + e + f + a

    for row in rows:
        out.append(fill(*row))
    return out


def filled(a, b, c, d, e, f):
    if a is None:
        a = 1.0
    if b is None:
        b = 2.0
    if c is None:
        c = 3.0
    if d is None:
        d = 4.0
    if e is None:
        e = 5.0
    if f is None:
        f = 6.0
    yield a
    yield b + c + d + e + f


def generator(rows):
    out = []
    for row in rows:
        for value in filled(*row):
            out.append(value)
    return out


def strings(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = "a, b"
        if b is None:
            b = 'it"s'
        if c is None:
            c = "\n"
        if d is None:
            d = "é"
        if e is None:
            e = ("x" "y")
        if f is None:
            f = r"\d"
        out.append((a, b, c, d, e, f))
    return out


def in_try(rows):
    out = []
    for row in rows:
        a = b = c = d = e = f = None
        try:
            a, b, c, d, e, f = row
            if a is None:
                a = 1.0
            if b is None:
                b = 2.0
            if c is None:
                c = 3.0
            if d is None:
                d = int("d")
            if e is None:
                e = 5.0
            if f is None:
                f = 6.0
        except ValueError:
            out.append("value")
        out.append((a, b, c, d, e, f))
    return out


def tuples(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = 1.0, 2.0
        if b is None:
            b = ()
        if c is None:
            c = (3.0,)
        if d is None:
            d = (1, (2, 3))
        if e is None:
            e = 1,
        if f is None:
            f = ((),)
        out.append((a, b, c, d, e, f))
    return out


def one_line(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None: a = 1.0
        if b is None: b = 2.0
        if c is None: c = 3.0
        if d is None: d = 4.0; out.append("d")
        if e is None: e = 5.0
        if f is None: f = 6.0
        out.append((a, b, c, d, e, f))
    return out


state = None


def globals_too(rows):
    global state
    out = []
    for a, b, c, d, e, state in rows:
        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if state is None:
            state = 6.0
        out.append((a, b, c, d, e, state))
    return out


def twice(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a is None:
            a = b
        if a is None:
            a = 1.0
        if b is None:
            b = 2.0
        if c is None:
            c = 3.0
        if d is None:
            d = 4.0
        if e is None:
            e = 5.0
        if f is None:
            f = 6.0
        out.append((a, b, c, d, e, f))
    return out


def clamps(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a < 0:
            a = 0
        if b < 0:
            b = 0
        if c < 0:
            c = 0
        if d < 0:
            d = 0
        if e < 0:
            e = 0
        if f < 0:
            f = 0
        out.append((a, b, c, d, e, f))
    return out


def named_bounds(rows, low, high):
    out = []
    for a, b, c, d, e, f in rows:
        if a < low:
            a = low
        if b < low:
            b = high
        if c < low:
            c = low
        if d < high:
            d = high
        if low > e:
            e = low
        if f < high:
            f = low
        out.append((a, b, c, d, e, f))
    return out


def crossed(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a < b:
            a = b
        if b < c:
            b = c
        if c < d:
            c = d
        if d < e:
            d = e
        if e < f:
            e = f
        if f < a:
            f = a
        out.append((a, b, c, d, e, f))
    return out


def upper(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a > 1:
            a = 1
        if b >= 1:
            b = 1
        if c <= 0:
            c = 1
        if 1 < d:
            d = 1
        if not e < 1:
            e = 1
        if f > 1:
            f = 0
        out.append((a, b, c, d, e, f))
    return out


def one_int(a: int, b: int, c: int, d: int, e: int, f: int):
    if a < 0:
        a = 0
    if b < 0:
        b = -1
    if c < 0:
        c = 100
    if d < 0:
        d = 2**3
    if e < 0:
        e = 0x10
    if f <= 0:
        f = 0
    return a, b, c, d, e, f


def ints(rows):
    out = []
    for row in rows:
        out.append(one_int(*row))
    return out


def mixed_ints(rows):
    out = []
    for a, b, c, d, e, f in rows:
        a: int = a
        if a < 0:
            a = -7
        if b < 0: b = 0
        if 0 > c:
            c = 0
        if d < 1:
            d = 1
        if e < -1:
            e = -1
        if f < 0:
            f = 0.0
        out.append((a, b, c, d, e, f))
    return out


def one_float(a: float, b: float, c: float, d: float, e: float, f: float):
    if a < 0.0:
        a = 0.0
    if b < 0:
        b = 0.0
    if c <= 0.0:
        c = 0.0
    if d < 0.0:
        d = 0
    if e < 0.0:
        e = 1.0
    if f < 1.0:
        f = 1.0
    return a, b, c, d, e, f


def floats(rows):
    out = []
    for row in rows:
        out.append(one_float(*row))
    return out


def falsy(rows):
    out = []
    for a, b, c, d, e, f in rows:
        a = a or 1.0
        b = b or 2.0
        c = c or 3.0
        d = d or 4.0
        e = e or 5.0
        f = f or 6.0
        out.append((a, b, c, d, e, f))
    return out


def aliases(rows):
    out = []
    for a, b, c, d, e, f in rows:
        a = 1.0 if a is None else a
        b = b if b is not None else 2.0
        c = 3.0 if None is c else c
        d = 4.0 if c is None else d
        e = e if e is None else 5.0
        if f is not None:
            pass
        else:
            f = 6.0
        out.append((a, b, c, d, e, f))
    return out


def late_bound(rows):
    out = []
    for a, b, c, d, e, f in rows:
        limit = a
        if a < limit:
            a = limit
        if b < limit:
            b = limit
        if c < limit:
            c = limit
        if d < limit:
            d = limit
        if e < limit:
            e = limit
        if f < limit:
            f = limit
        out.append((a, b, c, d, e, f))
    return out


def equal_bounds(rows):
    out = []
    for a, b, c, d, e, f in rows:
        if a <= 0:
            a = 0
        if b <= 0:
            b = 0
        if c <= 0:
            c = 0
        if d <= 0:
            d = 0
        if e <= 0:
            e = 0
        if f <= 0:
            f = 0
        out.append((a, b, c, d, e, f))
    return out
