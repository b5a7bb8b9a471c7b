/**
 * Modules that are not Python: third-party C extensions, and how names of the standard library relate to the names under which
 * the lab measured them. Lists as of 2026-11; a package that is missing here is treated as Python.
 */

/** The pair that says what a call into a C extension costs on a runtime. */
export const EXTENSION_PAIR = "cpyext-call";

/** Import names of packages whose work is done by a C, C++, Rust or Fortran extension also on PyPy. */
const EXTENSION_MODULES: ReadonlySet<string> = new Set([
  "Bio",
  "Levenshtein",
  "MySQLdb",
  "PIL",
  "PyQt5",
  "PyQt6",
  "PySide6",
  "astropy",
  "bitarray",
  "blosc",
  "bottleneck",
  "ciso8601",
  "confluent_kafka",
  "cv2",
  "duckdb",
  "faiss",
  "fastavro",
  "fastparquet",
  "fitz",
  "gmpy2",
  "grpc",
  "h5py",
  "igraph",
  "jax",
  "jaxlib",
  "kiwisolver",
  "lxml",
  "lz4",
  "matplotlib",
  "mmh3",
  "netCDF4",
  "numexpr",
  "numpy",
  "onnxruntime",
  "oracledb",
  "orjson",
  "osgeo",
  "pandas",
  "polars",
  "psycopg2",
  "psycopg_c",
  "pyarrow",
  "pycurl",
  "pydantic_core",
  "pymssql",
  "pyodbc",
  "pyproj",
  "pysam",
  "pywt",
  "rapidfuzz",
  "rapidjson",
  "rasterio",
  "regex",
  "scipy",
  "setproctitle",
  "shapely",
  "skimage",
  "sklearn",
  "snappy",
  "spacy",
  "statsmodels",
  "tables",
  "tensorflow",
  "tokenizers",
  "torch",
  "ujson",
  "xxhash",
  "zmq",
]);

/** Import names of packages that call C through cffi: the JIT compiles such a call into a direct one. */
const CFFI_MODULES: ReadonlySet<string> = new Set([
  "_cffi_backend",
  "argon2",
  "brotlicffi",
  "cairocffi",
  "cffi",
  "nacl",
  "psycopg2cffi",
  "pygit2",
  "soundfile",
  "xattr",
  "zstandard",
]);

/** Names under which the same callable is known, and the name in the lab's table. The longest prefix wins. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["posix", "os"],
  ["posixpath", "os.path"],
  ["_json", "json"],
  ["_pickle", "pickle"],
  ["_struct", "struct"],
  ["_random", "random"],
  ["random.Random", "random"],
  ["_operator", "operator"],
  ["_bisect", "bisect"],
  ["_heapq", "heapq"],
  ["_functools", "functools"],
  ["_collections", "collections"],
  ["_datetime", "datetime"],
  ["_decimal", "decimal"],
  ["_pydecimal", "decimal"],
  ["_weakref", "weakref"],
  ["weakref.ReferenceType", "weakref.ref"],
  ["_io", "io"],
  ["_sqlite3", "sqlite3"],
  ["_socket", "socket"],
  ["_queue", "queue"],
  ["_contextvars", "contextvars"],
  ["_ctypes", "ctypes"],
  ["io.open", "builtins.open"],
  ["functools.cache", "functools.lru_cache"],
  ["threading.Lock", "_thread.lock"],
  ["threading.RLock", "_thread.RLock"],
  ["_thread.allocate_lock", "_thread.lock"],
  ["array.ArrayType", "array.array"],
  ["typing.OrderedDict", "collections.OrderedDict"],
]);

/** What well-known functions return, where the type carries measured methods. */
const RESULT_TYPES: ReadonlyMap<string, string> = new Map([
  ["builtins.open", "io.TextIOWrapper"],
  ["io.open", "io.TextIOWrapper"],
  ["re.compile", "re.Pattern"],
  ["re.match", "re.Match"],
  ["re.search", "re.Match"],
  ["re.fullmatch", "re.Match"],
  ["re.Pattern.match", "re.Match"],
  ["re.Pattern.search", "re.Match"],
  ["re.Pattern.fullmatch", "re.Match"],
  ["threading.Lock", "_thread.lock"],
  ["threading.RLock", "_thread.RLock"],
  ["_thread.allocate_lock", "_thread.lock"],
  ["hashlib.md5", "_hashlib.HASH"],
  ["hashlib.sha1", "_hashlib.HASH"],
  ["hashlib.sha224", "_hashlib.HASH"],
  ["hashlib.sha256", "_hashlib.HASH"],
  ["hashlib.sha384", "_hashlib.HASH"],
  ["hashlib.sha512", "_hashlib.HASH"],
  ["hashlib.new", "_hashlib.HASH"],
  ["sqlite3.connect", "sqlite3.Connection"],
  ["sqlite3.Connection.cursor", "sqlite3.Cursor"],
  ["sqlite3.Connection.execute", "sqlite3.Cursor"],
  ["csv.writer", "_csv.writer"],
  ["logging.getLogger", "logging.Logger"],
  ["datetime.datetime.now", "datetime.datetime"],
  ["datetime.datetime.utcnow", "datetime.datetime"],
  ["datetime.datetime.fromtimestamp", "datetime.datetime"],
  ["datetime.datetime.fromisoformat", "datetime.datetime"],
  ["datetime.datetime.strptime", "datetime.datetime"],
  ["datetime.date.today", "datetime.date"],
  ["ctypes.cdll.LoadLibrary", "ctypes.CDLL"],
  ["ctypes.PyDLL", "ctypes.CDLL"],
]);

function topLevel(moduleName: string): string {
  const dot = moduleName.indexOf(".");
  return dot < 0 ? moduleName : moduleName.slice(0, dot);
}

/** Whether a module belongs to a package that is known to do its work in a C extension. Accepts dotted names. */
export function isExtensionModule(moduleName: string): boolean {
  return EXTENSION_MODULES.has(topLevel(moduleName));
}

/** Whether a module belongs to a package that calls C through cffi, which is not opaque to PyPy's JIT. */
export function isCffiModule(moduleName: string): boolean {
  return CFFI_MODULES.has(topLevel(moduleName));
}

/** The name under which the lab measured a callable: `posixpath.exists` becomes `os.path.exists`. */
export function tableName(qualifiedName: string): string {
  let end = qualifiedName.length;
  while (end > 0) {
    const alias = ALIASES.get(qualifiedName.slice(0, end));
    if (alias !== undefined) {
      return alias + qualifiedName.slice(end);
    }
    end = qualifiedName.lastIndexOf(".", end - 1);
  }
  return qualifiedName;
}

/** The type that a well-known function returns: `re.compile` gives `re.Pattern`. */
export function resultType(qualifiedName: string): string | undefined {
  return RESULT_TYPES.get(qualifiedName);
}
