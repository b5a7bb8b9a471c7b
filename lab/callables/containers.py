"""Methods and operators of containers, and the modules that work on them."""
from jitlab.callables import Entry

ENTRIES = [
    Entry("list.__add__", "INT_LISTS[i & 7] + INT_LISTS[i & 3]"),
    Entry("list.__contains__", "9 in INT_LISTS[i & 7]", "ints"),
    Entry("list.__contains__", '"omega" in WORD_LISTS[i & 7]', "str"),
    Entry(
        "list.__delitem__",
        "del ITEMS[0]\nITEMS.append(i)\nx = ITEMS",
        "first, with append",
        "ITEMS = list(range(20))",
    ),
    Entry("list.__eq__", "INT_LISTS[i & 7] == INT_LISTS[i & 3]", "ints"),
    Entry("list.__eq__", "WORD_LISTS[i & 7] == WORD_LISTS[i & 3]", "str"),
    Entry("list.__eq__", "FLOAT_LISTS[i & 7] == FLOAT_LISTS[i & 3]", "floats"),
    Entry("list.__ne__", "INT_LISTS[i & 7] != INT_LISTS[i & 3]", "ints"),
    Entry("list.__lt__", "INT_LISTS[i & 7] < INT_LISTS[i & 3]", "ints"),
    Entry("list.__getitem__", "INT_LISTS[i & 7][2]", "index"),
    Entry("list.__getitem__", "INT_LISTS[i & 7][1:3]", "slice"),
    Entry("list.__iadd__", "ITEMS = [i]\nITEMS += INT_LISTS[i & 7]\nx = ITEMS"),
    Entry("list.__iter__", "x = 0\nfor v in INT_LISTS[i & 7]:\n    x += v", "ints"),
    Entry("list.__iter__", "x = 0\nfor v in MIXED_LISTS[i & 7]:\n    x += 1", "mixed types"),
    Entry("list.__mul__", "[0] * SMALL[i & 7]"),
    Entry("list.__setitem__", "INT_LISTS[i & 7][2] = i & 7\nx = i", "index"),
    Entry("list.__setitem__", "ITEMS[1:3] = INT_LISTS[i & 7][:2]\nx = ITEMS", "slice", "ITEMS = [1, 2, 3, 4, 5]"),
    Entry("list.append", "ITEMS.append(i)\nif i & 1023 == 1023:\n    ITEMS.clear()\nx = ITEMS", "", "ITEMS = []"),
    Entry("list.clear", "ITEMS = [i, i]\nITEMS.clear()\nx = ITEMS"),
    Entry("list.copy", "INT_LISTS[i & 7].copy()"),
    Entry("list.count", "INT_LISTS[i & 7].count(4)"),
    Entry("list.extend", "ITEMS = [i]\nITEMS.extend(INT_LISTS[i & 7])\nx = ITEMS", "list"),
    Entry("list.extend", "ITEMS = [i]\nITEMS.extend(v for v in INT_LISTS[i & 7])\nx = ITEMS", "generator"),
    Entry("list.index", "INT_LISTS[i & 7].index(INT_LISTS[i & 7][3])"),
    Entry("list.insert", "ITEMS.insert(0, i)\nITEMS.pop()\nx = ITEMS", "first, with pop", "ITEMS = list(range(20))"),
    Entry("list.pop", "ITEMS.append(i)\nx = ITEMS.pop()", "last, with append", "ITEMS = list(range(20))"),
    Entry("list.pop", "ITEMS.append(i)\nx = ITEMS.pop(0)", "first, with append", "ITEMS = list(range(20))"),
    Entry("list.remove", "ITEMS = [1, 2, i]\nITEMS.remove(i)\nx = ITEMS"),
    Entry("list.reverse", "INT_LISTS[i & 7].reverse()\nx = i"),
    Entry("list.sort", "ITEMS = INT_LISTS[i & 7][:]\nITEMS.sort()\nx = ITEMS", "ints"),
    Entry("list.sort", "ITEMS = WORD_LISTS[i & 7][:]\nITEMS.sort()\nx = ITEMS", "str"),
    Entry("list.sort", "ITEMS = INT_LISTS[i & 7][:]\nITEMS.sort(key=lambda v: -v)\nx = ITEMS", "key"),
    Entry("tuple.__add__", "INT_TUPLES[i & 7] + INT_TUPLES[i & 3]"),
    Entry("tuple.__contains__", "9 in INT_TUPLES[i & 7]"),
    Entry("tuple.__eq__", "INT_TUPLES[i & 7] == INT_TUPLES[i & 3]", "five items"),
    Entry("tuple.__eq__", "(i, INTS[i & 7]) == (3, 926)", "displays"),
    Entry("tuple.__lt__", "PAIRS[i & 7] < PAIRS[i & 3]"),
    Entry("tuple.__getitem__", "INT_TUPLES[i & 7][2]", "index"),
    Entry("tuple.__getitem__", "INT_TUPLES[i & 7][1:3]", "slice"),
    Entry("tuple.count", "INT_TUPLES[i & 7].count(4)"),
    Entry("tuple.index", "INT_TUPLES[i & 7].index(INT_TUPLES[i & 7][3])"),
    Entry("dict.__contains__", "WORDS[i & 7] in KEYED", "str"),
    Entry("dict.__contains__", "INTS[i & 7] in NUMBERED", "int"),
    Entry("dict.__delitem__", "KEYED[WORDS[i & 7]] = i\ndel KEYED[WORDS[i & 7]]\nx = i"),
    Entry("dict.__eq__", "WORD_DICTS[i & 7] == WORD_DICTS[i & 3]"),
    Entry("dict.__getitem__", "KEYED[WORDS[i & 7]]", "str"),
    Entry("dict.__getitem__", "NUMBERED[INTS[i & 7]]", "int"),
    Entry("dict.__getitem__", "TABLE[FLOATS[i & 7]]", "float", "TABLE = {v: v for v in FLOATS}"),
    Entry("dict.__getitem__", "TABLE[PAIRS[i & 7]]", "tuple", "TABLE = {v: v for v in PAIRS}"),
    Entry("dict.__getitem__", "TABLE[POINTS[i & 7]]", "object", "TABLE = {v: v for v in POINTS}"),
    Entry(
        "dict.__getitem__",
        "TABLE[KEYS[i & 7]]",
        "mixed keys",
        'KEYS = [1, "a", 2.5, (1, 2)] * 2\nTABLE = {key: 1 for key in KEYS}',
    ),
    Entry("dict.__iter__", "x = 0\nfor key in WORD_DICTS[i & 7]:\n    x += 1"),
    Entry("dict.__or__", "WORD_DICTS[i & 7] | WORD_DICTS[i & 3]"),
    Entry("dict.__setitem__", "KEYED[WORDS[i & 7]] = i\nx = i", "str"),
    Entry("dict.__setitem__", "TABLE[i & 1023] = i\nx = i", "int", "TABLE = {}"),
    Entry("dict.clear", 'TABLE = {"a": i}\nTABLE.clear()\nx = TABLE'),
    Entry("dict.copy", "WORD_DICTS[i & 7].copy()"),
    Entry("dict.fromkeys", "dict.fromkeys(WORD_LISTS[i & 7])"),
    Entry("dict.get", "KEYED.get(WORDS[i & 7])", "hit"),
    Entry("dict.get", 'KEYED.get("none", 0)', "default"),
    Entry("dict.items", "x = 0\nfor key, value in WORD_DICTS[i & 7].items():\n    x += value"),
    Entry("dict.keys", "x = 0\nfor key in WORD_DICTS[i & 7].keys():\n    x += 1"),
    Entry("dict.pop", "KEYED[WORDS[i & 7]] = i\nx = KEYED.pop(WORDS[i & 7])"),
    Entry("dict.popitem", "TABLE[i & 7] = i\nx = TABLE.popitem()", "", "TABLE = {}"),
    Entry("dict.setdefault", "KEYED.setdefault(WORDS[i & 7], 0)"),
    Entry("dict.update", "TABLE.update(WORD_DICTS[i & 7])\nx = TABLE", "dict", "TABLE = {}"),
    Entry("dict.update", "TABLE.update(a=i)\nx = TABLE", "keywords", "TABLE = {}"),
    Entry("dict.values", "x = 0\nfor value in WORD_DICTS[i & 7].values():\n    x += value"),
    Entry("set.__and__", "INT_SETS[i & 7] & INT_SETS[i & 3]"),
    Entry("set.__contains__", "INTS[i & 7] in INT_SETS[i & 3]", "int"),
    Entry("set.__contains__", "WORDS[i & 7] in WORD_SETS[i & 3]", "str"),
    Entry("set.__eq__", "INT_SETS[i & 7] == INT_SETS[i & 3]"),
    Entry("set.__iter__", "x = 0\nfor v in INT_SETS[i & 7]:\n    x += v"),
    Entry("set.__le__", "INT_SETS[i & 7] <= INT_SETS[i & 3]"),
    Entry("set.__or__", "INT_SETS[i & 7] | INT_SETS[i & 3]"),
    Entry("set.__sub__", "INT_SETS[i & 7] - INT_SETS[i & 3]"),
    Entry("set.__xor__", "INT_SETS[i & 7] ^ INT_SETS[i & 3]"),
    Entry("set.add", "ITEMS.add(i & 1023)\nx = ITEMS", "int", "ITEMS = set()"),
    Entry("set.add", "ITEMS.add(WORDS[i & 7])\nx = ITEMS", "str", "ITEMS = set()"),
    Entry("set.clear", "ITEMS = {i}\nITEMS.clear()\nx = ITEMS"),
    Entry("set.copy", "INT_SETS[i & 7].copy()"),
    Entry("set.difference", "INT_SETS[i & 7].difference(INT_LISTS[i & 3])"),
    Entry("set.discard", "ITEMS.add(i & 7)\nITEMS.discard(i & 7)\nx = ITEMS", "with add", "ITEMS = set()"),
    Entry("set.intersection", "INT_SETS[i & 7].intersection(INT_LISTS[i & 3])"),
    Entry("set.isdisjoint", "INT_SETS[i & 7].isdisjoint(INT_SETS[i & 3])"),
    Entry("set.issubset", "INT_SETS[i & 7].issubset(INT_SETS[i & 3])"),
    Entry("set.issuperset", "INT_SETS[i & 7].issuperset(INT_SETS[i & 3])"),
    Entry("set.pop", "ITEMS.add(i & 7)\nx = ITEMS.pop()", "with add", "ITEMS = set()"),
    Entry("set.remove", "ITEMS.add(i & 7)\nITEMS.remove(i & 7)\nx = ITEMS", "with add", "ITEMS = set()"),
    Entry("set.symmetric_difference", "INT_SETS[i & 7].symmetric_difference(INT_LISTS[i & 3])"),
    Entry("set.union", "INT_SETS[i & 7].union(INT_LISTS[i & 3])"),
    Entry("set.update", "ITEMS.update(INT_LISTS[i & 7])\nx = ITEMS", "", "ITEMS = set()"),
    Entry("frozenset.__contains__", "INTS[i & 7] in FROZEN", "", "FROZEN = frozenset(INTS)"),
    Entry("frozenset.union", "FROZEN.union(INT_LISTS[i & 7])", "", "FROZEN = frozenset(INTS)"),
    Entry("range.__contains__", "INTS[i & 7] in RANGE", "", "RANGE = range(100)"),
    Entry("slice.indices", "SLICE.indices(SMALL[i & 7])", "", "SLICE = slice(1, 5)"),
    Entry(
        "collections.ChainMap.__getitem__",
        "CHAIN[WORDS[i & 7]]",
        "",
        "from collections import ChainMap\nCHAIN = ChainMap({}, KEYED)",
    ),
    Entry("collections.Counter", "Counter(INT_LISTS[i & 7])", "list", "from collections import Counter"),
    Entry("collections.Counter", "Counter(WORDS[i & 7])", "str", "from collections import Counter"),
    Entry(
        "collections.Counter.__getitem__",
        "COUNT[WORDS[i & 7]] += 1\nx = i",
        "count up",
        "from collections import Counter\nCOUNT = Counter()",
    ),
    Entry(
        "collections.Counter.most_common",
        "COUNTS[i & 7].most_common(2)",
        "",
        (
            "from collections import Counter\n"
            "COUNTS = [Counter(row) for row in INT_LISTS]"
        ),
    ),
    Entry(
        "collections.Counter.update",
        "COUNT.update(INT_LISTS[i & 7])\nx = i",
        "",
        "from collections import Counter\nCOUNT = Counter()",
    ),
    Entry("collections.OrderedDict", "OrderedDict(PAIR_LISTS[i & 7])", "", "from collections import OrderedDict"),
    Entry(
        "collections.OrderedDict.__setitem__",
        "TABLE[WORDS[i & 7]] = i\nx = TABLE",
        "",
        "from collections import OrderedDict\nTABLE = OrderedDict()",
    ),
    Entry(
        "collections.OrderedDict.move_to_end",
        "TABLE.move_to_end(WORDS[i & 7])\nx = TABLE",
        "",
        "from collections import OrderedDict\nTABLE = OrderedDict(KEYED)",
    ),
    Entry(
        "collections.OrderedDict.popitem",
        "TABLE[WORDS[i & 7]] = i\nx = TABLE.popitem(last=False)",
        "",
        "from collections import OrderedDict\nTABLE = OrderedDict()",
    ),
    Entry(
        "collections.defaultdict.__getitem__",
        "TABLE[WORDS[i & 7]] += 1\nx = i",
        "count up",
        "from collections import defaultdict\nTABLE = defaultdict(int)",
    ),
    Entry(
        "collections.defaultdict.__getitem__",
        (
            "TABLE[WORDS[i & 7]].append(i)\n"
            "if i & 1023 == 1023:\n"
            "    TABLE.clear()\n"
            "x = i"
        ),
        "append",
        "from collections import defaultdict\nTABLE = defaultdict(list)",
    ),
    Entry("collections.deque", "deque(INT_LISTS[i & 7])", "", "from collections import deque"),
    Entry("collections.deque.__getitem__", "QUEUE[2]", "", "from collections import deque\nQUEUE = deque(INTS)"),
    Entry(
        "collections.deque.append",
        "QUEUE.append(i)\nx = QUEUE",
        "bounded",
        "from collections import deque\nQUEUE = deque(maxlen=8)",
    ),
    Entry(
        "collections.deque.appendleft",
        "QUEUE.appendleft(i)\nx = QUEUE.pop()",
        "with pop",
        "from collections import deque\nQUEUE = deque(INTS)",
    ),
    Entry(
        "collections.deque.extend",
        "QUEUE.extend(INT_LISTS[i & 7])\nx = QUEUE",
        "bounded",
        "from collections import deque\nQUEUE = deque(maxlen=8)",
    ),
    Entry(
        "collections.deque.__iter__",
        "x = 0\nfor v in QUEUE:\n    x += v",
        "",
        "from collections import deque\nQUEUE = deque(INTS)",
    ),
    Entry(
        "collections.deque.popleft",
        "QUEUE.append(i)\nx = QUEUE.popleft()",
        "with append",
        "from collections import deque\nQUEUE = deque(INTS)",
    ),
    Entry(
        "collections.deque.rotate",
        "QUEUE.rotate(1)\nx = QUEUE",
        "",
        "from collections import deque\nQUEUE = deque(INTS)",
    ),
    Entry(
        "collections.namedtuple.<attribute>",
        "ROWS[i & 7].a + i",
        "attribute",
        (
            "from collections import namedtuple\n"
            'Row = namedtuple("Row", "a b")\n'
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry("heapq.heapify", "ITEMS = INT_LISTS[i & 7][:]\nheapq.heapify(ITEMS)\nx = ITEMS", "", "import heapq"),
    Entry(
        "heapq.heappop",
        "heapq.heappush(HEAP, SMALL[i & 7])\nx = heapq.heappop(HEAP)",
        "ints, with heappush",
        "import heapq\nHEAP = [1, 2, 3]",
    ),
    Entry(
        "heapq.heappush",
        "heapq.heappush(HEAP, PAIRS[i & 7])\nx = heapq.heappop(HEAP)",
        "tuples, with heappop",
        'import heapq\nHEAP = [(1, "a")]',
    ),
    Entry("heapq.heappushpop", "heapq.heappushpop(HEAP, SMALL[i & 7])", "", "import heapq\nHEAP = [1, 2, 3]"),
    Entry("heapq.heapreplace", "heapq.heapreplace(HEAP, SMALL[i & 7])", "", "import heapq\nHEAP = [1, 2, 3]"),
    Entry(
        "heapq.merge",
        "list(heapq.merge(SORTED[i & 7], SORTED[i & 3]))",
        "",
        "import heapq\nSORTED = [sorted(row) for row in INT_LISTS]",
    ),
    Entry("heapq.nlargest", "heapq.nlargest(2, INT_LISTS[i & 7])", "", "import heapq"),
    Entry("heapq.nsmallest", "heapq.nsmallest(2, INT_LISTS[i & 7])", "", "import heapq"),
    Entry("bisect.bisect", "bisect.bisect(SORTED, i & 63)", "", "import bisect\nSORTED = list(range(100))"),
    Entry("bisect.bisect_left", "bisect.bisect_left(SORTED, i & 63)", "", "import bisect\nSORTED = list(range(100))"),
    Entry(
        "bisect.bisect_right",
        "bisect.bisect_right(SORTED, FLOATS[i & 7])",
        "floats",
        "import bisect\nSORTED = sorted(FLOATS)",
    ),
    Entry(
        "bisect.insort",
        "bisect.insort(SORTED, i & 63)\nSORTED.pop()\nx = SORTED",
        "",
        "import bisect\nSORTED = list(range(100))",
    ),
    Entry("array.array", 'array.array("d", FLOAT_LISTS[i & 7])', "", "import array"),
    Entry("array.array.__getitem__", "VALUES[i & 7]", "index", 'import array\nVALUES = array.array("d", FLOATS)'),
    Entry("array.array.__getitem__", "VALUES[1:3]", "slice", 'import array\nVALUES = array.array("d", FLOATS)'),
    Entry(
        "array.array.__setitem__",
        "VALUES[i & 7] = 1.5\nx = i",
        "",
        'import array\nVALUES = array.array("d", FLOATS)',
    ),
    Entry(
        "array.array.__iter__",
        "x = 0.0\nfor v in VALUES:\n    x += v",
        "",
        'import array\nVALUES = array.array("d", FLOATS)',
    ),
    Entry(
        "array.array.append",
        "VALUES.append(1.5)\nx = VALUES.pop()",
        "with pop",
        'import array\nVALUES = array.array("d", FLOATS)',
    ),
    Entry(
        "array.array.extend",
        (
            "VALUES.extend(FLOAT_LISTS[i & 7])\n"
            "if i & 127 == 127:\n"
            "    del VALUES[:]\n"
            "x = VALUES"
        ),
        "",
        'import array\nVALUES = array.array("d")',
    ),
    Entry(
        "array.array.frombytes",
        (
            'VALUES = array.array("B")\n'
            "VALUES.frombytes(BYTES[i & 7])\n"
            "x = VALUES"
        ),
        "",
        "import array",
    ),
    Entry("array.array.tobytes", "VALUES.tobytes()", "", 'import array\nVALUES = array.array("d", FLOATS)'),
    Entry("array.array.tolist", "VALUES.tolist()", "", 'import array\nVALUES = array.array("d", FLOATS)'),
    Entry("itertools.accumulate", "list(itertools.accumulate(INT_LISTS[i & 7]))", "", "import itertools"),
    Entry(
        "itertools.chain",
        (
            "x = 0\n"
            "for v in itertools.chain(INT_LISTS[i & 7], INT_LISTS[i & 3]):\n"
            "    x += v"
        ),
        "",
        "import itertools",
    ),
    Entry(
        "itertools.chain.from_iterable",
        (
            "x = 0\n"
            "for v in itertools.chain.from_iterable(INT_LISTS[:2]):\n"
            "    x += v"
        ),
        "",
        "import itertools",
    ),
    Entry("itertools.combinations", "list(itertools.combinations(INT_LISTS[i & 7], 2))", "", "import itertools"),
    Entry("itertools.compress", "list(itertools.compress(INT_LISTS[i & 7], BOOLS))", "", "import itertools"),
    Entry("itertools.count", "next(COUNTER)", "", "import itertools\nCOUNTER = itertools.count()"),
    Entry("itertools.cycle", "next(CYCLE)", "", "import itertools\nCYCLE = itertools.cycle(WORDS)"),
    Entry(
        "itertools.dropwhile",
        "list(itertools.dropwhile(lambda v: v < 3, INT_LISTS[i & 7]))",
        "",
        "import itertools",
    ),
    Entry(
        "itertools.filterfalse",
        "list(itertools.filterfalse(lambda v: v < 3, INT_LISTS[i & 7]))",
        "",
        "import itertools",
    ),
    Entry(
        "itertools.groupby",
        (
            "x = 0\n"
            "for key, group in itertools.groupby(INT_LISTS[i & 7]):\n"
            "    x += key"
        ),
        "",
        "import itertools",
    ),
    Entry(
        "itertools.islice",
        "x = 0\nfor v in itertools.islice(INT_LISTS[i & 7], 3):\n    x += v",
        "",
        "import itertools",
    ),
    Entry("itertools.permutations", "list(itertools.permutations(INT_LISTS[i & 7][:3]))", "", "import itertools"),
    Entry(
        "itertools.product",
        (
            "x = 0\n"
            "for a, b in itertools.product(INT_LISTS[i & 7][:2], SMALL[:2]):\n"
            "    x += a"
        ),
        "",
        "import itertools",
    ),
    Entry("itertools.repeat", "x = 0\nfor v in itertools.repeat(i, 3):\n    x += v", "", "import itertools"),
    Entry(
        "itertools.starmap",
        "list(itertools.starmap(pow, PAIRED[i & 7]))",
        "",
        "import itertools\nPAIRED = [[(2, 3), (3, 2)]] * 8",
    ),
    Entry(
        "itertools.takewhile",
        "list(itertools.takewhile(lambda v: v < 9, INT_LISTS[i & 7]))",
        "",
        "import itertools",
    ),
    Entry("itertools.tee", "itertools.tee(INT_LISTS[i & 7])", "", "import itertools"),
    Entry(
        "itertools.zip_longest",
        (
            "x = 0\n"
            "for a, b in itertools.zip_longest(INT_LISTS[i & 7], SMALL, fillvalue=0):\n"
            "    x += a"
        ),
        "",
        "import itertools",
    ),
    Entry(
        "functools.cmp_to_key",
        "sorted(INT_LISTS[i & 7], key=KEY)",
        "",
        "import functools\nKEY = functools.cmp_to_key(lambda a, b: a - b)",
    ),
    Entry(
        "functools.lru_cache.<function>",
        "cached(i & 7)",
        "hit",
        (
            "import functools\n"
            "@functools.lru_cache(maxsize=64)\n"
            "def cached(n):\n"
            "    return n + 1"
        ),
    ),
    Entry(
        "functools.lru_cache.<function>",
        "cached(i)",
        "miss",
        (
            "import functools\n"
            "@functools.lru_cache(maxsize=64)\n"
            "def cached(n):\n"
            "    return n + 1"
        ),
    ),
    Entry(
        "functools.partial.__call__",
        "ADD(INTS[i & 7])",
        "",
        (
            "import functools\n"
            "def add(a, b):\n"
            "    return a + b\n"
            "ADD = functools.partial(add, 1)"
        ),
    ),
    Entry("functools.reduce", "functools.reduce(lambda a, b: a + b, INT_LISTS[i & 7])", "", "import functools"),
    Entry(
        "functools.singledispatch.<function>",
        "show(KINDS[i & 7])",
        "",
        (
            "import functools\n"
            'KINDS = [1, "a"] * 4\n'
            "@functools.singledispatch\n"
            "def show(value):\n"
            "    return value\n"
            "@show.register(str)\n"
            "def show_str(value):\n"
            "    return value"
        ),
    ),
    Entry(
        "functools.cached_property.__get__",
        "THINGS[i & 7].value",
        "",
        (
            "import functools\n"
            "class Thing:\n"
            "    @functools.cached_property\n"
            "    def value(self):\n"
            "        return 1\n"
            "THINGS = [Thing() for _ in range(8)]"
        ),
    ),
    Entry(
        "functools.total_ordering.<comparison>",
        "THINGS[i & 7] > THINGS[i & 3]",
        "",
        (
            "import functools\n"
            "@functools.total_ordering\n"
            "class Thing:\n"
            "    def __init__(self, v):\n"
            "        self.v = v\n"
            "    def __lt__(self, other):\n"
            "        return self.v < other.v\n"
            "    def __eq__(self, other):\n"
            "        return self.v == other.v\n"
            "THINGS = [Thing(v) for v in INTS]"
        ),
    ),
]
