"""Look-ups with a handler in which a careless rewrite changes what the program does."""
# calls: plain(KEYS); tuples(KEYS); nothing(KEYS); later(KEYS); effects(KEYS); parts(KEYS)
KEYS = [0, 1, 2, "a", None, 1.0, True, (1, 2)]
TABLE = {0: "zero", "a": "letter", (1, 2): "pair", (0, 0): "zeros", None: None}


def plain(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key]
        except KeyError:
            value = -1
        out.append(value)
    return out


def tuples(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key, key]
        except KeyError:
            value = (key, 0)
        out.append(value)
    return out


def nothing(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key]
        except KeyError:
            value = None
        out.append(value)
    return out


def later(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key]
        except KeyError:
            value = key
        out.append(value)
    return out


def effects(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key]
        except KeyError:
            value = out.append(key)
        out.append(value)
    return out


def parts(keys):
    out = []
    for key in keys:
        try:
            value = TABLE[key] + "!"
        except KeyError:
            value = "?"
        except TypeError:
            value = "none"
        out.append(value)
    return out
