"""Loops over itertools.product in which careless nesting changes what the program does."""
# calls: grid(3, 4); grid(0, 4); grid(3, 0); strings("ab", "cd"); iterators([1, 2], [3, 4]); iterators([], [1]); iterators(None, [1])
# calls: grows([1, 2]); rebound(3); after(2, 0); after(2, 3); same([1], [2]); leaves([1, 2], [3]); returns([1, 2], [3, 4])
# calls: counts([1, 2, 3]); three("ab"); closure([1, 2]); order(); text([1, 2]); shows([1, 2]); commented([1, 2]); one_line([1, 2])
# calls: yields([1, 2]); late(0); late(3); own([1, 2]); resets([1, 2]); else_clause([1, 2]); walrus([1, 2]); method()
import itertools
from itertools import product


def grid(width, height):
    out = []
    for x, y in product(range(width), range(height)):
        if x == y:
            continue
        out.append((x, y))
    return out


def strings(first, second):
    out = []
    for a, b in itertools.product(first, second):
        out.append(a + b)
    return out


def iterators(first, second):
    out = []
    for a, b in product(iter(first), (n * 2 for n in second)):
        out.append((a, b))
    return out


def grows(items):
    out = []
    for a, b in product(items, items):
        if len(items) < 9:
            items.append(a)
        out.append((a, b))
    return out


def rebound(n):
    out = []
    size = len(str(n)) + 2
    for a, b in product(range(size), range(size)):
        size += 1
        out.append((a, b))
    return out, size


def after(n, m):
    a = b = None
    for a, b in product(range(n), range(m)):
        pass
    return a, b


def same(first, second):
    out = []
    for _, _ in product(first, second):
        out.append(1)
    return out


def leaves(first, second):
    out = []
    for a, b in product(first, second):
        if a == 2:
            break
        out.append(a + b)
    return out


def returns(first, second):
    for a, b in product(first, second):
        if a + b > 4:
            return a, b
    return None


def counts(items):
    size = len(items)
    total = 0
    for i, j in product(range(size), range(1, size)):
        total += i * j
    return total


def three(text):
    out = []
    for (a, b, c) in product(text, range(len(text)), text):
        out.append((a, b, c))
    return out


def closure(items):
    made = []
    for a, b in product(items, items):
        made.append(lambda: (a, b))
    return [task() for task in made]


def order():
    log = []

    def read(name, values):
        log.append(name)
        for value in values:
            log.append((name, value))
            yield value

    for a, b in product(read("first", [1, 2]), read("second", [3, 4])):
        log.append((a, b))
    return log


def text(items):
    out = []
    for a, b in product(items, items):
        out.append("""two
        lines""")
    return out, a, b


def shows(items):
    for a, b in product(items, items):
        names = sorted(locals())
    return names


def commented(items):
    out = []
    for a, b in product(items, items):  # every pair
        # the sum of both
        out.append(a + b)  # of a pair
    return out


def one_line(items):
    out = []
    for a, b in product(items, items): out.append(a + b)
    return out


def yields(items):
    def pairs():
        for a, b in product(items, items):
            yield a, b

    return list(pairs())


def late(n):
    out = []
    if n:
        size = len(str(n))
    for a, b in product(range(n), range(size)):
        out.append((a, b))
    return out


def own(a):
    out = []
    for a, b in product(a, a):
        out.append((a, b))
    return out


def resets(items):
    out = []
    for a, b in product(items, items):
        out.append((a, b))
        a = 0
    return out


def else_clause(items):
    out = []
    for a, b in product(items, items):
        out.append(a)
    else:
        out.append("end")
    return out


def walrus(items):
    out = []
    for a, b in product(items, (others := list(items))):
        others.append(a)
        out.append(b)
    return out, others


class Table:
    def __init__(self):
        self.rows = [[1, 2], [3, 4]]

    def total(self):
        result = 0
        for i, j in product(range(len(self.rows)), range(2)):
            result += self.rows[i][j]
        return result


def method():
    return Table().total()
