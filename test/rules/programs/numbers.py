"""Values of mixed number types in which a careless rewrite changes what the program does."""
# calls: exact(ROWS); products(ROWS); helper(ROWS); shown(ROWS); kept(ROWS); signs(ROWS); closures(ROWS)
ROWS = [("1.5", "2", ""), ("", "", "0"), ("-0.0", "nan", "inf"), ("1e300", "", "-7")]


def exact(rows):
    result = 0.0
    for a, b, c in rows:
        x = float(a) if a else 0
        y = float(b) if b else -1
        result += x * 2.5
        result += 0.25 if y < 0.5 else 1.5
    return result


def products(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 2
        y = float(b) if b else 3
        z = float(c) if c else 4
        out.append(x * y - z == 2)
    return out


def number(text):
    if not text:
        return 0
    return float(text)


def helper(rows):
    out = []
    for a, b, c in rows:
        out.append(number(a) * 2.0 + number(b) * 3.0 - number(c) * 4.0)
    return out


# outside the preconditions of an unsafe fix
def shown(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 0
        out.append((str(x), x * 2.0))
    return out


# outside the preconditions of an unsafe fix
def kept(rows):
    out = []
    for a, b, c in rows:
        if c:
            x = float(c)
        else:
            x = 1
        out.append(x)
        out.append(x + 0.5)
    return out


def signs(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else -0
        out.append(x * -1.5)
    return out


# outside the preconditions of an unsafe fix
def closures(rows):
    out = []
    for a, b, c in rows:
        x = float(a) if a else 0
        out.append(lambda: x)
        out[-1] = (out[-1](), x * 0.5)
    return out
