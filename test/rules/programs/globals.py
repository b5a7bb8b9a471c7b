"""Loops that change globals, in which a careless rewrite changes what the program does."""
# calls: plain(0); plain(5); total; twice(4); total; count; nested(3, 2); total; broken(9); total; orelse(3); total; orelse(9); total
# calls: unset(0); unset(2); set_twice(0); set_twice(3); total; count; in_text(3); total; commented(3); total; Owner().add(3); names(3); total; mean(4); average
# calls: taken(3); local_total; deep(3); total; inside_if(3, True); inside_if(3, False); total; several(3); total; one_line(3); total; last(2); total
total = 0
count = 0
average = 0.0
local_total = "taken"


def plain(n):
    global total
    total = 0
    for i in range(n):
        total += i
    return total


def twice(n):
    global total, count
    for i in range(n):
        total += i
        count += total
    return total, count


def nested(n, m):
    global total
    for i in range(n):
        for j in range(m):
            total += i * j
            if total > 100:
                total -= 50
        total += 1
    return total


def broken(n):
    global total
    for i in range(n):
        if i == 4:
            break
        total += 2
    return total


def orelse(n):
    global total
    for i in range(n):
        if i == 5:
            break
        total += 3
    else:
        total += 1000
    return total


# outside the preconditions of an unsafe fix
def unset(n):
    global never
    for i in range(n):
        try:
            never += 1
        except NameError:
            never = 1
    return never if n else None


def set_twice(n):
    global total, count
    for i in range(n):
        total = count = i
        total += 1
    return total, count


def in_text(n):
    global total
    out = []
    for i in range(n):
        total += 1
        out.append(f"{total:>4} {total!r}")
        out.append("total")
    return out


def commented(n):
    global total
    # before
    # the loop
    for i in range(n):  # in its head
        # inside
        total += i  # at the end
        # after

    # and behind
    return total


class Owner:
    __sum = 0

    def add(self, n):
        global __sum, total
        __sum = 0
        for i in range(n):
            __sum += i
            total += __sum
        return __sum


def names(n):
    global total

    class Named:
        total = 7

    named = Named()
    for i in range(n):
        total += named.total
        named.total = dict(total=i)["total"]
    return total


def mean(n):
    global average
    for i in range(n):
        average += i / 4
        average /= 2
    return average


def taken(n):
    global total
    for i in range(n):
        total += i
    return total, local_total


def deep(n):
    global total
    while n:
        n -= 1
        while True:
            total += n
            if total % 2 or total > 50:
                break
            total += 1
    return total


def inside_if(n, flag):
    global total
    if flag:
        for i in range(n):
            total += i
    else:
        for i in range(n): total -= i
    return total


def several(n):
    global total
    for i in range(n):
        total += i
    total *= 2
    for i in range(n):
        total += i
    return total


def one_line(n):
    global total
    for i in range(n): total += i; total += 1
    return total


def last(n):
    global total
    for i in range(n):
        total += """
# total
""".count("\n")
