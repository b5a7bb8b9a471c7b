"""Objects copied by copy.copy."""
import copy


class Node:
    def __init__(self, value, items):
        self.value = value
        self.items = items


def run(n):
    node = Node(1, [1, 2])
    for i in range(n):
        node = copy.copy(node)
        node.value = (node.value + i) & 1023
    return node.value + node.items[0]
