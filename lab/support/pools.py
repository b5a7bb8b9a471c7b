"""Arguments for the micro-programs, eight of a kind, so that no call sees a constant: POOL[i & 7]."""
INTS = [3, -1, 40, -15, 926, 5, 7, -8]
SMALL = [3, 1, 4, 1, 5, 2, 6, 7]
BIG = [10**30 + value for value in INTS]
FLOATS = [3.25, -1.5, 4.125, -15.75, 9.5, 2.0, 6.625, 5.5]
POSITIVE = [3.25, 1.5, 4.125, 15.75, 9.5, 2.0, 6.625, 5.5]
UNIT = [0.25, 0.5, 0.125, 0.75, 0.9, 0.1, 0.625, 0.3]
COMPLEX = [complex(value, 1.0) for value in FLOATS]
BOOLS = [True, False, False, True, True, False, True, False]
WORDS = ["alpha", "beta", "gamma", "delta", "omega", "sigma", "kappa", "theta"]
PADDED = ["  alpha ", " beta", "gamma  ", "\tdelta", "omega\n", " sigma ", "kappa", " theta"]
MIXED_CASE = ["Alpha", "beTa", "GAMMA", "delta", "Omega", "siGma", "kAppa", "THETA"]
LINES = ["a b c", "d,e f", "g h,i", "jk l m", "n,o,p", "q r s", "t,u v", "w x,y"]
COMMAS = ["a,b,c", "d,e,f", "g,h,i", "j,k,l", "m,n,o", "p,q,r", "s,t,u", "v,w,x"]
ACCENTED = [word.replace("a", "\u00e4").replace("e", "\u00e9") for word in WORDS]
DIGITS = ["12", "345", "6", "78", "901", "23", "4567", "89"]
DECIMALS = ["1.5", "2.25", "-3.75", "4.125", "5.0", "6.5", "-7.25", "8.75"]
BYTES = [word.encode() for word in WORDS]
BYTE_LINES = [line.encode() for line in COMMAS]
INT_LISTS = [[3, 1, 2, 9, 4], [5, 8, 1, 0, 7], [2, 2, 6, 1, 3], [9, 0, 4, 4, 1]] * 2
FLOAT_LISTS = [[float(value) + 0.5 for value in row] for row in INT_LISTS]
WORD_LISTS = [[WORDS[(k + j) % 8] for j in range(4)] for k in range(8)]
MIXED_LISTS = [[1, "a", 2.5], [2, "b", 3.5], [3, "c", 4.5], [4, "d", 5.5]] * 2
LONG_LISTS = [[(k * 7919 + j * 104729) % 1000 for j in range(200)] for k in range(8)]
INT_TUPLES = [tuple(row) for row in INT_LISTS]
PAIRS = [(value, word) for value, word in zip(INTS, WORDS)]
PAIR_LISTS = [[(word, value) for word, value in zip(row, SMALL)] for row in WORD_LISTS]
INT_SETS = [set(row) for row in INT_LISTS]
WORD_SETS = [set(row) for row in WORD_LISTS]
WORD_DICTS = [{word: value for word, value in zip(row, SMALL)} for row in WORD_LISTS]
INT_DICTS = [{value: -value for value in row} for row in INT_LISTS]
KEYED = {word: value for word, value in zip(WORDS, INTS)}
NUMBERED = {value: word for value, word in zip(INTS, WORDS)}


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def total(self):
        return self.x + self.y


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


POINTS = [Point(value, value + 1) for value in INTS]
SINK = [None] * 8


def empty(n):
    """The loop that is subtracted from every measurement."""
    for i in range(n):
        SINK[i & 7] = WORDS[i & 7]
