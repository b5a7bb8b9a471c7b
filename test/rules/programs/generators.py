"""Loops over generators in which a careless inlining changes what the program does."""
# calls: shadowed_builtin(3); global_name(4); clash(5); defaults_and_keywords(); nested_break_else(4); nested_break_else(0)
# calls: one_line(4); one_line_if(6); methods(5); overridden(3); mangled(); stop_iteration(); after_the_yield(4)
# calls: targets(3); string_in_body(3); leftover(3); leftover(0); continues(9); late(4); closure(3); empty(0); tabs(3)
# calls: comprehension(4); swapped(2, 3); while_loop(5); reads_locals(3); mutates([1, 2, 3]); inner_function(3); star(3)
# calls: two_levels(4); raises(0); raises(3); returns(5); else_clause(3); walrus(5); rebinds(4); del_name(3); unbound(0)

a = 100


def grid(a, b):
    for i in range(a):
        for j in range(b):
            yield i, j


def shadowed_builtin(n):
    def range_(k):
        return k

    range = range_
    total = range(n)
    for i, j in grid(n, n):
        total += i * j
    return total


def global_name(n):
    before = a
    total = 0
    for x, y in grid(n, 2):
        total += x * y + a
    return before, total, a


def clash(n):
    i = j = 1000
    b = 7
    total = 0
    for x, y in grid(n, n):
        i += x
        j += y
        total += b
    return i, j, b, total


def steps(start, stop=10, step=3, *, scale=2):
    for i in range(start, stop, step):
        for j in range(scale):
            yield i * scale + j


def defaults_and_keywords():
    out = []
    for value in steps(1):
        out.append(value)
    for value in steps(scale=3, start=2):
        out.append(value)
    for value in steps(1, 5, step=1):
        out.append(value)
    return out


def numbers(n):
    for i in range(n):
        for j in range(i):
            yield j


def nested_break_else(n):
    out = []
    for x in numbers(n):
        for y in range(x):
            if y == 1:
                break
        else:
            out.append(x)
            if len(out) > 2:
                break
    return out


def pairs_in_lines(n):
    for i in range(n):
        for j in range(n): yield i, j


def one_line(n):
    out = []
    for x, y in pairs_in_lines(n):
        out.append(x)
        out.append(y)
    return out


def filtered(n):
    for i in range(n):
        for j in range(n):
            if (i + j) % 2: yield i * j


def one_line_if(n):
    total = 0
    for x in filtered(n): total += x; total *= 2
    return total


class Grid:
    def __init__(self, n):
        self.n = n
        self.__secret = list(range(n))

    def cells(self):
        for y in range(self.n):
            for x in range(self.n):
                yield x, y

    def weight(self):
        total = 0
        for x, y in self.cells():
            total += x * self.n + y
        return total

    def secrets(self):
        for first in self.__secret:
            for second in self.__secret:
                yield first * second


class Half(Grid):
    def cells(self):
        yield 1, 1


def methods(n):
    grid = Grid(n)
    total = grid.weight()
    for x, y in grid.cells():
        total += x - y
    return total


def overridden(n):
    return Half(n).weight()


def mangled():
    grid = Grid(3)
    total = 0
    for product in grid.secrets():
        total += product
    return total


class Exhausted:
    def __init__(self, limit):
        self.limit = limit

    def take(self):
        if self.limit == 0:
            raise StopIteration
        self.limit -= 1
        return self.limit


def taken(source):
    while True:
        for _ in range(2):
            yield source.take()


# outside the preconditions of an unsafe fix
def stop_iteration():
    out = []
    try:
        for value in taken(Exhausted(3)):
            out.append(value)
    except StopIteration:
        out.append("stop")
    except RuntimeError:
        out.append("runtime")
    return out


def counted(n):
    count = 0
    for i in range(n):
        for j in range(n):
            yield i + j
            count += 1
    yield count


def after_the_yield(n):
    out = []
    for value in counted(n):
        if value == 2:
            continue
        out.append(value)
    return out


class Box:
    value = None


def targets(n):
    box = Box()
    items = [0, 0]
    out = []
    for box.value, items[1] in grid(n, n):
        out.append((box.value, items[1]))
    for (p, q) in grid(n, 1):
        out.append((p, q))
    for pair in grid(1, n):
        out.append(pair)
    for first, *rest in grid(n, 1):
        out.append((first, rest))
    return out


def string_in_body(n):
    out = []
    for x, y in grid(n, n):
        out.append("""
        x
    y""")
    return out


def leftover(n):
    x = y = "none"
    for x, y in grid(n, n):
        pass
    return x, y


def continues(n):
    total = 0
    for x, y in grid(n, n):
        if x > y:
            continue
        if x == 7:
            total += 1000
            continue
        total += x
    return total


def late(n):
    total = 0
    m = n
    for x, y in grid(m, m):
        m = 1
        total += x * y + m
    return total, m


def closure(n):
    functions = []
    for x, y in grid(n, n):
        functions.append(lambda: (x, y))
    return [function() for function in functions]


def empty(n):
    for x, y in grid(n, n):
        raise ValueError(x)
    return "empty"


def with_tabs(n):
	for i in range(n):
		for j in range(n):
			yield i + j


def tabs(n):
    total = 0
    for value in with_tabs(n):
        if value:
            total += value
    return total


def squares(n):
    for i in range(n):
        for j in [k * k for k in range(i)]:
            yield j


def comprehension(n):
    k = 5
    total = 0
    for value in squares(n):
        total += value * k
    return total, k


def swapped(b, a):
    out = []
    for x in grid(b, a):
        out.append(x)
    return out, a, b


def countdown(n):
    while n > 0:
        n -= 1
        m = n
        while m > 0:
            m -= 1
            yield m


def while_loop(n):
    total = 0
    for value in countdown(n):
        total += value
        n += 1
    return total, n


def reads_locals(n):
    total = 0
    for x, y in grid(n, n):
        total += len(locals())
    return total


def doubled(items):
    for item in items:
        for _ in range(2):
            yield item


def mutates(items):
    for item in doubled(items):
        if len(items) < 6:
            items.append(item + 1)
    return items


def inner_function(n):
    total = 0
    for x, y in grid(n, n):
        def add(i):
            return i + x
        total += add(y)
    return total


def star(n):
    total = 0
    arguments = (n, n)
    for x, y in grid(*arguments):
        total += x * y
    return total


def rows(n):
    for row in range(n):
        yield row


def two_levels(n):
    total = 0
    for x in rows(n):
        for y in rows(x):
            total += x * y
    return total


def dividing(n):
    for i in range(3):
        for j in range(2):
            yield i // (n - j)


def raises(n):
    out = []
    try:
        for value in dividing(n):
            out.append(value)
    except ZeroDivisionError:
        out.append("zero")
    return out


def returns(n):
    for x, y in grid(n, n):
        if x * y > 3:
            return x, y
    return None


def else_clause(n):
    for x, y in grid(n, n):
        if x > n:
            break
    else:
        return "else"
    return "break"


def halves(n):
    for i in range(n):
        for j in range(n):
            if (half := i + j) % 2 == 0:
                yield half


def walrus(n):
    half = "mine"
    total = 0
    for value in halves(n):
        total += value
    return total, half


def rebinds(n):
    total = 0
    for x, y in grid(n, n):
        n = 2
        x = y = 1
        total += x + y + n
    return total


def del_name(n):
    total = 0
    for x, y in grid(n, n):
        total += x
        del x
    return total, y


def unbound(n):
    try:
        for x, y in grid(n, n):
            pass
        return i
    except NameError:
        return "unbound"
