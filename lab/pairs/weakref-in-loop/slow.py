"""A weak reference to a new object."""
import weakref


class Node:
    def __init__(self, value):
        self.value = value


def run(n):
    total = 0
    for i in range(n):
        node = Node(i & 7)
        link = weakref.ref(node)
        total += link().value
    return total
