"""The object is only used."""
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

def run(n):
    total = 0
    for i in range(n):
        point = Point(i & 1023, i)
        total += point.x if point is not None else point.y
    return total
