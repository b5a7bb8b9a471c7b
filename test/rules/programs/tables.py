"""Lists of None that are filled with numbers, where a careless rewrite leaves zeros in the place of None."""
# calls: full(4); full(0); counted(["a", "bc"]); partly(["a"], 3); stopped(5); skipped(5); shifted(4); shared(3); failed([1, 0]); floats(3)
# calls: closed(2); twice(3); named(2); yielded(2); objects([1, 2])


def full(n):
    table = [None] * n  # room for n
    for i in range(n):
        table[i] = i * i
    return table


def counted(words):
    count = len(words)
    table = count * [None]
    for i in range(count):
        table[i] = len(words[i])
    return table


def partly(words, n):
    table = [None] * n
    for i in range(len(words)):
        table[i] = len(words[i])
    return table


def stopped(n):
    table = [None] * n
    for i in range(n):
        if i == 3:
            break
        table[i] = i * 2
    return table


def skipped(n):
    table = [None] * n
    for i in range(n):
        if i % 2:
            table[i] = i * 2
    return table


def shifted(n):
    table = [None] * n
    for i in range(n):
        table[i - 1] = i * 2
        i = 0
    return table


def shared(n):
    table = [None] * n
    seen = []
    for i in range(n):
        seen.append(list(table))
        table[i] = i * 2
    return seen


def failed(items):
    count = len(items)
    table = [None] * count
    try:
        for i in range(count):
            table[i] = 10 // items[i]
    except ZeroDivisionError:
        pass
    return table


def floats(n):
    table = [None] * n
    for i in range(n):
        table[i] = i / 4
    return table


def closed(n):
    table = [None] * n
    def look():
        return list(table)
    for i in range(n):
        table[i] = i * 2
        last = look()
    return last


def twice(n):
    out = []
    for again in range(2):
        table = [None] * n
        for i in range(n):
            table[i] = i * 2
        out.append(table)
    return out


def named(n):
    table = [None] * n
    for i in range(n):
        last = list(locals()["table"])
        table[i] = i * 2
    return last


def yielded(n):
    def make():
        table = [None] * n
        for i in range(n):
            yield i
            table[i] = i * 2
        yield table
    return list(make())


def objects(items):
    count = len(items)
    table = [None] * count
    for i in range(count):
        table[i] = items[i]
    return table
