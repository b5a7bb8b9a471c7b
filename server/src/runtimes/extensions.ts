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

function topLevel(moduleName: string): string {
  const dot = moduleName.indexOf(".");
  return dot < 0 ? moduleName : moduleName.slice(0, dot);
}

/** Whether a module belongs to a package that is known to do its work in a C extension. Accepts dotted names. */
export function isExtensionModule(moduleName: string): boolean {
  return EXTENSION_MODULES.has(topLevel(moduleName));
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
