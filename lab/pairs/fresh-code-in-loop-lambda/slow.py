"""New code for each task."""
def apply(function, m):
    total = 0
    for i in range(m):
        total += function(i)
    return total


def run(n):
    total = 0
    for task in range(n):
        function = eval("lambda x: (x + %d) & 7" % (task & 3))
        total += apply(function, 1500)
    return total
