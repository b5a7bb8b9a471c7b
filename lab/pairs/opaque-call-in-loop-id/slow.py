"""The identity of a short-lived object is asked for."""
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

def run(n):
    total = 0
    for i in range(n):
        point = Point(i & 1023, i)
        total += point.x if id(point) else point.y
    return total
