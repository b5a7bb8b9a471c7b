"""Lists that are used at their front, of which a careless rewrite makes something else."""
# calls: breadth({0: [1, 2], 1: [0], 2: []}, 0); breadth({}, 0); window([1, 2, 3, 4], 5); sliced([1, 2, 3]); leaked([1, 2]); aliased([1, 2])
# calls: changed([1, 2, 3]); compared([1]); inner([1, 2]); split("a b c"); parameter([1, 2]); front([1, 2, 3]); fallen([1])
# calls: worded([1, 2]); worded([]); asked([3, 1, 2]); asked([]); refilled([1, 2, 3]); refilled([]); branches([1, 2, 3, 4]); stored([1, 2])
import os, json


def breadth(graph, start):
    queue = [start]  # what is open
    seen = set()
    while queue and len(seen) < 100:
        node = queue.pop(0)
        if node in seen:
            continue
        seen.add(node)
        for other in graph[node]:
            if other not in queue:
                queue.append(other)
    return seen


def window(values, limit):
    held = list()
    for value in values:
        held += [value]
        while sum(held) > limit:
            del held[0]
        last = held[-1] if held else None
    return last, list(held)


def sliced(values):
    held = list(values)
    out = []
    while held:
        out.append(held[1:])
        held.pop(0)
        held.extend([])
    return out


def leaked(values):
    held = []
    for value in values:
        held.append(value)
        if len(held) > 1:
            held.pop(0)
    return held


def aliased(values):
    held = values
    out = []
    while held:
        out.append(held.pop(0))
        held.extend([])
    return out, values


def changed(values):
    held = list(values)
    out = []
    for value in held:
        out.append(held.pop(0))
        if len(out) < 2:
            held.append(value)
    return out


def compared(values):
    held = []
    for value in values:
        held.append(value)
        if held == [1]:
            held.pop(0)
    return len(held)


def inner(values):
    held = []
    for value in values:
        held.append(value)
        held.insert(0, value)
        sizes = [len(held) for _ in range(2)]
    return sizes


def split(text):
    words = text.split()
    out = []
    while words:
        out.append(words.pop(0))
        if len(out) == 1:
            words.append("again")
    return out


def parameter(held):
    while held:
        held.pop(0)
        held.extend([])
    return held


def front(values):
    held = []
    for value in values:
        held.insert(0, (value, value))
        held.append(value)
    return [held.pop(0), len(held)]


def fallen(values):
    held = []
    try:
        for value in values:
            held.append(value)
            held.pop(0)
            held.pop(0)
    except IndexError as error:
        return type(error).__name__
    return None


# outside the preconditions of an unsafe fix
def worded(values):
    held = []
    for value in values:
        held.append(value)
        held.pop(0)
        try:
            held.pop(0)
        except IndexError as error:
            return str(error)
    return None


def asked(values):
    held = list(values)
    out = []
    while True:
        if not held:
            break
        out.append(held.pop(0))
        while held and held[0] > 1:
            out.append(held.pop(0))
    return out


def refilled(values):
    held = []
    for value in values:
        held.append(value)
        if sum(held) > 4:
            del held[0]
    return len(held)


def branches(values):
    held = list(values)
    out = []
    while len(held) > 0:
        if held[0] % 2:
            out.append(held.pop())
        else:
            out.append(held.pop(0))
    return out


# outside the preconditions of an unsafe fix
def stored(values):
    held = []
    for value in values:
        held.append(value)
        try:
            held[0] = held.pop(0)
        except IndexError as error:
            return str(error)
    return len(held)
