/**
 * What the builtins and a few well-known library functions return, and which builtins exist. From the Python 3.9 to 3.15 library
 * reference; only facts that hold on all of them.
 */

/** Names of the builtin namespace that code calls. A name that is not here and bound nowhere is unknown. */
export const BUILTINS: ReadonlySet<string> = new Set(
  (
    "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir " +
    "divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance " +
    "issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr reversed " +
    "round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ " +
    "BaseException Exception ArithmeticError AssertionError AttributeError EOFError ImportError IndexError KeyError " +
    "KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotImplementedError OSError OverflowError " +
    "RecursionError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError SystemExit TypeError " +
    "UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError ZeroDivisionError NotImplemented Ellipsis"
  ).split(" "),
);

/** Builtin types whose call makes a value of that type. */
const CONSTRUCTORS: ReadonlySet<string> = new Set([
  "bool",
  "bytearray",
  "bytes",
  "complex",
  "dict",
  "float",
  "frozenset",
  "int",
  "list",
  "memoryview",
  "range",
  "set",
  "str",
  "tuple",
  "enumerate",
  "zip",
  "map",
  "filter",
  "reversed",
  "object",
]);

/** The type of what a call of an external name returns. Methods stand under their type: `str.split`. */
const RETURNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "builtins.ascii": "str",
    "builtins.bin": "str",
    "builtins.chr": "str",
    "builtins.dir": "list",
    "builtins.format": "str",
    "builtins.hash": "int",
    "builtins.hex": "str",
    "builtins.id": "int",
    "builtins.input": "str",
    "builtins.isinstance": "bool",
    "builtins.issubclass": "bool",
    "builtins.hasattr": "bool",
    "builtins.callable": "bool",
    "builtins.len": "int",
    "builtins.oct": "str",
    "builtins.ord": "int",
    "builtins.repr": "str",
    "builtins.sorted": "list",
    "re.compile": "re.Pattern",
    "re.match": "re.Match",
    "re.search": "re.Match",
    "re.fullmatch": "re.Match",
    "re.findall": "list",
    "re.split": "list",
    "re.sub": "str or bytes",
    "re.Pattern.match": "re.Match",
    "re.Pattern.search": "re.Match",
    "re.Pattern.fullmatch": "re.Match",
    "re.Pattern.findall": "list",
    "struct.Struct": "struct.Struct",
    "struct.calcsize": "int",
    "struct.pack": "bytes",
    "struct.unpack": "tuple",
    "struct.unpack_from": "tuple",
    "struct.Struct.unpack": "tuple",
    "struct.Struct.unpack_from": "tuple",
    "json.dumps": "str",
    "ctypes.CDLL": "ctypes.CDLL",
    "ctypes.PyDLL": "ctypes.CDLL",
    "ctypes.WinDLL": "ctypes.CDLL",
    "ctypes.cdll.LoadLibrary": "ctypes.CDLL",
    "collections.deque": "collections.deque",
    "collections.Counter": "collections.Counter",
    "collections.OrderedDict": "collections.OrderedDict",
    "collections.defaultdict": "collections.defaultdict",
    "io.StringIO": "io.StringIO",
    "io.BytesIO": "io.BytesIO",
    "_thread.allocate_lock": "_thread.lock",
    "threading.Lock": "_thread.lock",
    "threading.RLock": "_thread.RLock",
    "queue.Queue": "queue.Queue",
    "queue.SimpleQueue": "queue.SimpleQueue",
    "hashlib.md5": "_hashlib.HASH",
    "hashlib.sha1": "_hashlib.HASH",
    "hashlib.sha224": "_hashlib.HASH",
    "hashlib.sha384": "_hashlib.HASH",
    "hashlib.sha256": "_hashlib.HASH",
    "hashlib.sha512": "_hashlib.HASH",
    "hashlib.new": "_hashlib.HASH",
    "logging.getLogger": "logging.Logger",
    "sqlite3.connect": "sqlite3.Connection",
    "sqlite3.Connection.cursor": "sqlite3.Cursor",
    "sqlite3.Connection.execute": "sqlite3.Cursor",
    "csv.writer": "_csv.writer",
    "csv.reader": "_csv.reader",
    "random.Random": "random.Random",
    "datetime.datetime.now": "datetime.datetime",
    "datetime.datetime.utcnow": "datetime.datetime",
    "datetime.datetime.fromisoformat": "datetime.datetime",
    "datetime.datetime.strptime": "datetime.datetime",
    "datetime.datetime.fromtimestamp": "datetime.datetime",
    "datetime.datetime": "datetime.datetime",
    "datetime.date": "datetime.date",
    "datetime.date.today": "datetime.date",
    "datetime.timedelta": "datetime.timedelta",
    "decimal.Decimal": "decimal.Decimal",
    "fractions.Fraction": "fractions.Fraction",
    "weakref.WeakKeyDictionary": "weakref.WeakKeyDictionary",
    "pathlib.Path": "pathlib.Path",
    "array.array": "array.array",
    "time.time": "float",
    "time.perf_counter": "float",
    "time.monotonic": "float",
    "math.sqrt": "float",
    "math.sin": "float",
    "math.cos": "float",
    "math.tan": "float",
    "math.exp": "float",
    "math.log": "float",
    "math.hypot": "float",
    "math.fabs": "float",
    "math.floor": "int",
    "math.ceil": "int",
    "math.gcd": "int",
    "math.isqrt": "int",
    "os.path.join": "str or bytes",
    "os.path.basename": "str or bytes",
    "os.path.dirname": "str or bytes",
    "os.path.exists": "bool",
    "os.getcwd": "str",
    "os.listdir": "list",
    "random.random": "float",
    "random.Random.random": "float",
    "random.randint": "int",
    "str.join": "str",
    "str.split": "list",
    "str.rsplit": "list",
    "str.splitlines": "list",
    "str.encode": "bytes",
    "str.format": "str",
    "str.lower": "str",
    "str.upper": "str",
    "str.strip": "str",
    "str.lstrip": "str",
    "str.rstrip": "str",
    "str.replace": "str",
    "str.title": "str",
    "str.startswith": "bool",
    "str.endswith": "bool",
    "str.isdigit": "bool",
    "str.find": "int",
    "str.count": "int",
    "str.translate": "str",
    "bytes.decode": "str",
    "bytes.split": "list",
    "bytes.join": "bytes",
    "bytes.hex": "str",
    "list.copy": "list",
    "list.index": "int",
    "list.count": "int",
    "dict.copy": "dict",
    "dict.keys": "dict_keys",
    "dict.items": "dict_items",
    "dict.values": "dict_values",
    "set.copy": "set",
    "set.union": "set",
  }),
);

/** The type of the items of the lists that these return. */
const ITEMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "str.split": "str",
    "str.rsplit": "str",
    "str.splitlines": "str",
    "bytes.split": "bytes",
  }),
);

/** The builtin or qualified type that a call of the name returns; `str or bytes` for that of its first argument; or undefined. */
export function returnTypeOf(qualifiedName: string): string | undefined {
  if (qualifiedName.startsWith("builtins.")) {
    const name = qualifiedName.slice("builtins.".length);
    if (CONSTRUCTORS.has(name)) return name;
  }
  return RETURNS.get(qualifiedName);
}

/** The type of the items of the list that a call of the name returns, or undefined. */
export function itemTypeOf(qualifiedName: string): string | undefined {
  return ITEMS.get(qualifiedName);
}

/** Modes of `open` that give bytes. */
export function fileTypeOfMode(mode: string): string {
  if (!mode.includes("b")) return "io.TextIOWrapper";
  if (mode.includes("+")) return "io.BufferedRandom";
  return mode.includes("r") || mode === "b" ? "io.BufferedReader" : "io.BufferedWriter";
}
