"""The standard library on the system, time, threads, objects and foreign code."""
from jitlab.callables import Entry

ENTRIES = [
    Entry("time.time", "time.time()", "", "import time", no_remedy=True),
    Entry("time.time_ns", "time.time_ns()", "", "import time", no_remedy=True),
    Entry("time.perf_counter", "time.perf_counter()", "", "import time", no_remedy=True),
    Entry("time.monotonic", "time.monotonic()", "", "import time", no_remedy=True),
    Entry("time.process_time", "time.process_time()", "", "import time", no_remedy=True),
    Entry("time.sleep", "time.sleep(0)", "zero", "import time", no_remedy=True),
    Entry("time.gmtime", "time.gmtime(i)", "", "import time"),
    Entry("time.localtime", "time.localtime(i)", "", "import time"),
    Entry("time.mktime", "time.mktime(STAMP)", "", "import time\nSTAMP = time.localtime(86400)"),
    Entry("time.strftime", 'time.strftime("%Y-%m-%d", STAMP)', "", "import time\nSTAMP = time.gmtime(0)"),
    Entry(
        "time.strptime",
        'time.strptime(TEXTS[i & 7], "%Y")',
        "",
        'import time\nTEXTS = ["202" + d for d in "01234567"]',
    ),
    Entry("datetime.date", "date(2020, 1, SMALL[i & 7])", "", "from datetime import date"),
    Entry("datetime.date.today", "date.today()", "", "from datetime import date"),
    Entry(
        "datetime.date.isoformat",
        "DATES[i & 7].isoformat()",
        "",
        "from datetime import date\nDATES = [date(2020, 1, v) for v in SMALL]",
    ),
    Entry(
        "datetime.date.weekday",
        "DATES[i & 7].weekday()",
        "",
        "from datetime import date\nDATES = [date(2020, 1, v) for v in SMALL]",
    ),
    Entry("datetime.datetime", "datetime(2020, 1, SMALL[i & 7])", "", "from datetime import datetime"),
    Entry("datetime.datetime.now", "datetime.now()", "", "from datetime import datetime"),
    Entry("datetime.datetime.utcnow", "datetime.utcnow()", "", "from datetime import datetime"),
    Entry("datetime.datetime.fromtimestamp", "datetime.fromtimestamp(i)", "", "from datetime import datetime"),
    Entry(
        "datetime.datetime.fromisoformat",
        "datetime.fromisoformat(TEXTS[i & 7])",
        "",
        (
            "from datetime import datetime\n"
            'TEXTS = ["2020-01-0%d" % v for v in SMALL]'
        ),
    ),
    Entry(
        "datetime.datetime.isoformat",
        "STAMPS[i & 7].isoformat()",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.strftime",
        'STAMPS[i & 7].strftime("%Y-%m-%d")',
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.strptime",
        'datetime.strptime(TEXTS[i & 7], "%Y-%m-%d")',
        "",
        (
            "from datetime import datetime\n"
            'TEXTS = ["2020-01-0%d" % v for v in SMALL]'
        ),
    ),
    Entry(
        "datetime.datetime.timestamp",
        "STAMPS[i & 7].timestamp()",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.replace",
        "STAMPS[i & 7].replace(hour=3)",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.date",
        "STAMPS[i & 7].date()",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.__add__",
        "STAMPS[i & 7] + DAY",
        "",
        (
            "from datetime import datetime, timedelta\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]\n"
            "DAY = timedelta(1)"
        ),
    ),
    Entry(
        "datetime.datetime.__sub__",
        "STAMPS[i & 7] - STAMPS[i & 3]",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry(
        "datetime.datetime.__lt__",
        "STAMPS[i & 7] < STAMPS[i & 3]",
        "",
        (
            "from datetime import datetime\n"
            "STAMPS = [datetime(2020, 1, v) for v in SMALL]"
        ),
    ),
    Entry("datetime.timedelta", "timedelta(seconds=INTS[i & 7])", "", "from datetime import timedelta"),
    Entry(
        "datetime.timedelta.total_seconds",
        "SPANS[i & 7].total_seconds()",
        "",
        (
            "from datetime import timedelta\n"
            "SPANS = [timedelta(v) for v in SMALL]"
        ),
    ),
    Entry("calendar.monthrange", "calendar.monthrange(2020, SMALL[i & 7])", "", "import calendar"),
    Entry("calendar.timegm", "calendar.timegm(STAMP)", "", "import calendar, time\nSTAMP = time.gmtime(0)"),
    Entry("io.BytesIO", "io.BytesIO(BYTES[i & 7])", "", "import io"),
    Entry(
        "io.BytesIO.read",
        "FILE.seek(0)\nx = FILE.read(10)",
        "with seek",
        'import io\nFILE = io.BytesIO(b"a" * 100)',
    ),
    Entry(
        "io.BytesIO.readline",
        "FILE.seek(0)\nx = FILE.readline()",
        "with seek",
        'import io\nFILE = io.BytesIO(b"abc\\n" * 100)',
    ),
    Entry(
        "io.BytesIO.write",
        "FILE.seek(0)\nFILE.write(BYTES[i & 7])\nx = FILE",
        "with seek",
        "import io\nFILE = io.BytesIO()",
    ),
    Entry("io.BytesIO.getvalue", "FILE.getvalue()", "", 'import io\nFILE = io.BytesIO(b"abc")'),
    Entry("io.StringIO", "io.StringIO(WORDS[i & 7])", "", "import io"),
    Entry(
        "io.StringIO.write",
        (
            "OUT.write(WORDS[i & 7])\n"
            "if i & 1023 == 1023:\n"
            "    OUT.seek(0)\n"
            "x = OUT"
        ),
        "",
        "import io\nOUT = io.StringIO()",
    ),
    Entry(
        "io.StringIO.readline",
        "FILE.seek(0)\nx = FILE.readline()",
        "with seek",
        'import io\nFILE = io.StringIO("abc\\n" * 100)',
    ),
    Entry("io.StringIO.getvalue", "FILE.getvalue()", "", 'import io\nFILE = io.StringIO("abc")'),
    Entry("io.TextIOWrapper.write", "OUT.write(WORDS[i & 7])\nx = OUT", "", 'OUT = open("/dev/null", "w")'),
    Entry(
        "io.TextIOWrapper.readline",
        "line = FILE.readline()\nif not line:\n    FILE.seek(0)\nx = line",
        "",
        (
            "import tempfile\n"
            'FILE = tempfile.TemporaryFile("w+")\n'
            'FILE.write("some words in a line\\n" * 5000)\n'
            "FILE.seek(0)"
        ),
        no_remedy=True,
    ),
    Entry(
        "io.TextIOWrapper.__next__",
        "x = next(FILE, None)\nif x is None:\n    FILE.seek(0)",
        "",
        (
            "import tempfile\n"
            'FILE = tempfile.TemporaryFile("w+")\n'
            'FILE.write("some words in a line\\n" * 5000)\n'
            "FILE.seek(0)"
        ),
        no_remedy=True,
    ),
    Entry(
        "io.TextIOWrapper.read",
        "FILE.seek(0)\nx = FILE.read()",
        "whole, with seek",
        (
            "import tempfile\n"
            'FILE = tempfile.TemporaryFile("w+")\n'
            'FILE.write("some words in a line\\n" * 5)\n'
            "FILE.seek(0)"
        ),
        no_remedy=True,
    ),
    Entry("io.TextIOWrapper.flush", "OUT.flush()\nx = OUT", "", 'OUT = open("/dev/null", "w")', no_remedy=True),
    Entry(
        "io.TextIOWrapper.seek",
        "FILE.seek(0)",
        "",
        'import tempfile\nFILE = tempfile.TemporaryFile("w+")',
        no_remedy=True,
    ),
    Entry("io.BufferedReader.read", "FILE.read(48)", "", 'FILE = open("/dev/zero", "rb")', no_remedy=True),
    Entry(
        "io.BufferedReader.readline",
        "line = FILE.readline()\nif not line:\n    FILE.seek(0)\nx = line",
        "",
        (
            "import os, tempfile\n"
            "HANDLE, NAME = tempfile.mkstemp()\n"
            'os.write(HANDLE, b"some words in a line\\n" * 5000)\n'
            'FILE = open(NAME, "rb")\n'
            "os.unlink(NAME)"
        ),
        no_remedy=True,
    ),
    Entry(
        "io.BufferedReader.__next__",
        "x = next(FILE, None)\nif x is None:\n    FILE.seek(0)",
        "",
        (
            "import os, tempfile\n"
            "HANDLE, NAME = tempfile.mkstemp()\n"
            'os.write(HANDLE, b"some words in a line\\n" * 5000)\n'
            'FILE = open(NAME, "rb")\n'
            "os.unlink(NAME)"
        ),
        no_remedy=True,
    ),
    Entry(
        "io.BufferedReader.readinto",
        "FILE.readinto(BUFFER)",
        "",
        'FILE = open("/dev/zero", "rb")\nBUFFER = bytearray(48)',
        no_remedy=True,
    ),
    Entry("io.BufferedWriter.write", "OUT.write(BYTES[i & 7])", "", 'OUT = open("/dev/null", "wb")'),
    Entry("io.FileIO.write", "OUT.write(BYTES[i & 7])", "", 'OUT = open("/dev/null", "wb", 0)', no_remedy=True),
    Entry("io.FileIO.read", "FILE.read(48)", "", 'FILE = open("/dev/zero", "rb", 0)', no_remedy=True),
    Entry("os.access", 'os.access("/", os.R_OK)', "", "import os", no_remedy=True),
    Entry("os.environ.get", 'os.environ.get("PATH")', "", "import os"),
    Entry("os.fspath", "os.fspath(WORDS[i & 7])", "", "import os"),
    Entry("os.fstat", "os.fstat(FD)", "", 'import os\nFD = os.open("/dev/null", os.O_WRONLY)', no_remedy=True),
    Entry("os.getcwd", "os.getcwd()", "", "import os", no_remedy=True),
    Entry("os.getenv", 'os.getenv("PATH")', "", "import os"),
    Entry("os.getpid", "os.getpid()", "", "import os", no_remedy=True),
    Entry("os.listdir", 'os.listdir("/")', "", "import os", no_remedy=True),
    Entry("os.lstat", 'os.lstat("/")', "", "import os", no_remedy=True),
    Entry("os.path.abspath", "os.path.abspath(WORDS[i & 7])", "", "import os"),
    Entry("os.path.basename", "os.path.basename(WORDS[i & 7])", "", "import os"),
    Entry("os.path.dirname", "os.path.dirname(WORDS[i & 7])", "", "import os"),
    Entry("os.path.exists", 'os.path.exists("/")', "", "import os", no_remedy=True),
    Entry("os.path.getmtime", 'os.path.getmtime("/")', "", "import os", no_remedy=True),
    Entry("os.path.getsize", 'os.path.getsize("/")', "", "import os", no_remedy=True),
    Entry("os.path.isabs", "os.path.isabs(WORDS[i & 7])", "", "import os"),
    Entry("os.path.isdir", 'os.path.isdir("/")', "", "import os", no_remedy=True),
    Entry("os.path.isfile", 'os.path.isfile("/")', "", "import os", no_remedy=True),
    Entry("os.path.join", "os.path.join(WORDS[i & 7], WORDS[i & 3])", "", "import os"),
    Entry("os.path.normpath", "os.path.normpath(WORDS[i & 7])", "", "import os"),
    Entry("os.path.relpath", 'os.path.relpath(WORDS[i & 7], "/")', "", "import os"),
    Entry("os.path.realpath", 'os.path.realpath("/")', "", "import os", no_remedy=True),
    Entry("os.path.split", "os.path.split(WORDS[i & 7])", "", "import os"),
    Entry("os.path.splitext", "os.path.splitext(WORDS[i & 7])", "", "import os"),
    Entry("os.read", "os.read(FD, 48)", "", 'import os\nFD = os.open("/dev/zero", os.O_RDONLY)', no_remedy=True),
    Entry("os.scandir", 'list(os.scandir("/"))', "", "import os", no_remedy=True),
    Entry("os.stat", 'os.stat("/")', "", "import os", no_remedy=True),
    Entry("os.urandom", "os.urandom(8)", "", "import os", no_remedy=True),
    Entry("os.walk", 'next(os.walk("/"))', "first step", "import os", no_remedy=True),
    Entry(
        "os.write",
        "os.write(FD, BYTES[i & 7])",
        "",
        'import os\nFD = os.open("/dev/null", os.O_WRONLY)',
        no_remedy=True,
    ),
    Entry("glob.glob", 'glob.glob("/e*")', "", "import glob", no_remedy=True),
    Entry("pathlib.Path", "Path(WORDS[i & 7])", "", "from pathlib import Path"),
    Entry("pathlib.Path.__truediv__", "ROOT / WORDS[i & 7]", "", 'from pathlib import Path\nROOT = Path("/a")'),
    Entry("pathlib.Path.exists", "ROOT.exists()", "", 'from pathlib import Path\nROOT = Path("/")', no_remedy=True),
    Entry("pathlib.Path.joinpath", "ROOT.joinpath(WORDS[i & 7])", "", 'from pathlib import Path\nROOT = Path("/a")'),
    Entry("pathlib.Path.resolve", "ROOT.resolve()", "", 'from pathlib import Path\nROOT = Path("/")', no_remedy=True),
    Entry("pathlib.Path.stat", "ROOT.stat()", "", 'from pathlib import Path\nROOT = Path("/")', no_remedy=True),
    Entry(
        "pathlib.Path.with_suffix",
        'PATHS[i & 7].with_suffix(".txt")',
        "",
        "from pathlib import Path\nPATHS = [Path(word) for word in WORDS]",
    ),
    Entry(
        "pathlib.Path.relative_to",
        'PATHS[i & 7].relative_to("/a")',
        "",
        (
            "from pathlib import Path\n"
            'PATHS = [Path("/a") / word for word in WORDS]'
        ),
    ),
    Entry("tempfile.gettempdir", "tempfile.gettempdir()", "", "import tempfile"),
    Entry("sys._getframe", "sys._getframe()", "", "import sys"),
    Entry("sys.exc_info", "sys.exc_info()", "", "import sys"),
    Entry("sys.getrecursionlimit", "sys.getrecursionlimit()", "", "import sys"),
    Entry("sys.intern", "sys.intern(WORDS[i & 7])", "", "import sys"),
    Entry(
        "sys.stdout.write",
        "OUT.write(WORDS[i & 7])",
        "redirected",
        'import sys\nOUT = sys.stdout = open("/dev/null", "w")',
    ),
    Entry("gc.collect", "gc.collect()", "", "import gc"),
    Entry("gc.isenabled", "gc.isenabled()", "", "import gc"),
    Entry("inspect.currentframe", "inspect.currentframe()", "", "import inspect"),
    Entry("inspect.isfunction", "inspect.isfunction(len)", "", "import inspect"),
    Entry("inspect.signature", "inspect.signature(Point)", "", "import inspect"),
    Entry("inspect.stack", "inspect.stack()[0]", "", "import inspect"),
    Entry("traceback.format_exc", "traceback.format_exc()", "", "import traceback"),
    Entry("traceback.format_stack", "traceback.format_stack(limit=1)", "", "import traceback"),
    Entry(
        "warnings.warn",
        "warnings.warn(WORDS[i & 7])",
        "ignored",
        'import warnings\nwarnings.simplefilter("ignore")',
    ),
    Entry(
        "logging.Logger.debug",
        'LOG.debug("value %d", i)\nx = i',
        "disabled",
        'import logging\nLOG = logging.getLogger("x")',
    ),
    Entry(
        "logging.Logger.info",
        'LOG.info("value %d", i)\nx = i',
        "null handler",
        (
            "import logging\n"
            'LOG = logging.getLogger("x")\n'
            "LOG.setLevel(logging.INFO)\n"
            "LOG.propagate = False\n"
            "LOG.addHandler(logging.NullHandler())"
        ),
    ),
    Entry(
        "logging.Logger.info",
        'LOG.info("value %d", i)\nx = i',
        "disabled",
        'import logging\nLOG = logging.getLogger("x")',
    ),
    Entry(
        "logging.Logger.warning",
        'LOG.warning("value %d", i)\nx = i',
        "to a file",
        (
            "import logging\n"
            'LOG = logging.getLogger("x")\n'
            "LOG.propagate = False\n"
            'LOG.addHandler(logging.FileHandler("/dev/null"))'
        ),
    ),
    Entry("logging.Logger.isEnabledFor", "LOG.isEnabledFor(10)", "", 'import logging\nLOG = logging.getLogger("x")'),
    Entry("logging.getLogger", 'logging.getLogger("x")', "", "import logging"),
    Entry(
        "logging.debug",
        'logging.debug("value %d", i)\nx = i',
        "disabled",
        "import logging\nlogging.basicConfig(level=logging.ERROR)",
    ),
    Entry("threading.Event.is_set", "EVENT.is_set()", "", "import threading\nEVENT = threading.Event()"),
    Entry("threading.Event.set", "EVENT.set()\nx = EVENT", "", "import threading\nEVENT = threading.Event()"),
    Entry(
        "threading.Event.wait",
        "EVENT.wait()",
        "set already",
        "import threading\nEVENT = threading.Event()\nEVENT.set()",
    ),
    Entry(
        "threading.Semaphore.acquire",
        "GATE.acquire()\nGATE.release()\nx = GATE",
        "with release",
        "import threading\nGATE = threading.Semaphore()",
    ),
    Entry(
        "threading.Condition.__enter__",
        "with GATE:\n    x = i",
        "",
        "import threading\nGATE = threading.Condition()",
    ),
    Entry("threading.current_thread", "threading.current_thread()", "", "import threading"),
    Entry("threading.get_ident", "threading.get_ident()", "result stored", "import threading"),
    Entry("threading.get_ident", "ident = threading.get_ident()\nx = i", "result not used", "import threading"),
    Entry("threading.active_count", "threading.active_count()", "", "import threading"),
    Entry(
        "threading.local.__getattribute__",
        "LOCAL.value",
        "",
        "import threading\nLOCAL = threading.local()\nLOCAL.value = 1",
    ),
    Entry("_thread.lock.__enter__", "with LOCK:\n    x = i", "", "import threading\nLOCK = threading.Lock()"),
    Entry(
        "_thread.lock.acquire",
        "LOCK.acquire()\nLOCK.release()\nx = LOCK",
        "with release",
        "import threading\nLOCK = threading.Lock()",
    ),
    Entry(
        "_thread.lock.release",
        "LOCK.acquire()\nLOCK.release()\nx = LOCK",
        "with acquire",
        "import threading\nLOCK = threading.Lock()",
    ),
    Entry("_thread.lock.locked", "LOCK.locked()", "", "import threading\nLOCK = threading.Lock()"),
    Entry("_thread.RLock.__enter__", "with LOCK:\n    x = i", "", "import threading\nLOCK = threading.RLock()"),
    Entry(
        "_thread.RLock.acquire",
        "LOCK.acquire()\nLOCK.release()\nx = LOCK",
        "with release",
        "import threading\nLOCK = threading.RLock()",
    ),
    Entry("queue.Queue.put", "QUEUE.put(i)\nx = QUEUE.get()", "with get", "import queue\nQUEUE = queue.Queue()"),
    Entry("queue.Queue.get", "QUEUE.put(i)\nx = QUEUE.get()", "with put", "import queue\nQUEUE = queue.Queue()"),
    Entry(
        "queue.Queue.get_nowait",
        "QUEUE.put_nowait(i)\nx = QUEUE.get_nowait()",
        "with put_nowait",
        "import queue\nQUEUE = queue.Queue()",
    ),
    Entry("queue.Queue.empty", "QUEUE.empty()", "", "import queue\nQUEUE = queue.Queue()"),
    Entry(
        "queue.PriorityQueue.put",
        "QUEUE.put(SMALL[i & 7])\nx = QUEUE.get()",
        "with get",
        "import queue\nQUEUE = queue.PriorityQueue()",
    ),
    Entry(
        "queue.SimpleQueue.put",
        "QUEUE.put(i)\nx = QUEUE.get()",
        "with get",
        "import queue\nQUEUE = queue.SimpleQueue()",
    ),
    Entry(
        "queue.SimpleQueue.get",
        "QUEUE.put(i)\nx = QUEUE.get()",
        "with put",
        "import queue\nQUEUE = queue.SimpleQueue()",
    ),
    Entry("weakref.ref", "weakref.ref(POINTS[i & 7])", "existing", "import weakref"),
    Entry("weakref.ref.__call__", "REFS[i & 7]()", "", "import weakref\nREFS = [weakref.ref(p) for p in POINTS]"),
    Entry("weakref.proxy", "weakref.proxy(POINTS[i & 7])", "", "import weakref"),
    Entry(
        "weakref.WeakKeyDictionary.__getitem__",
        "TABLE[POINTS[i & 7]]",
        "",
        (
            "import weakref\n"
            "TABLE = weakref.WeakKeyDictionary({p: 1 for p in POINTS})"
        ),
    ),
    Entry(
        "weakref.WeakValueDictionary.__getitem__",
        "TABLE[i & 7]",
        "",
        (
            "import weakref\n"
            "TABLE = weakref.WeakValueDictionary({n: p for n, p in enumerate(POINTS)})"
        ),
    ),
    Entry(
        "weakref.WeakSet.add",
        "ITEMS.add(POINTS[i & 7])\nx = ITEMS",
        "",
        "import weakref\nITEMS = weakref.WeakSet()",
    ),
    Entry("copy.copy", "copy.copy(INT_LISTS[i & 7])", "list", "import copy"),
    Entry("copy.copy", "copy.copy(POINTS[i & 7])", "object", "import copy"),
    Entry("copy.deepcopy", "copy.deepcopy(INT_LISTS[i & 7])", "list of ints", "import copy"),
    Entry("copy.deepcopy", "copy.deepcopy(WORD_DICTS[i & 7])", "dict", "import copy"),
    Entry("copy.deepcopy", "copy.deepcopy(POINTS[i & 7])", "object", "import copy"),
    Entry(
        "contextlib.contextmanager.<function>",
        "with manager():\n    x = i",
        "with block",
        (
            "import contextlib\n"
            "@contextlib.contextmanager\n"
            "def manager():\n"
            "    yield"
        ),
    ),
    Entry("contextlib.suppress", "with contextlib.suppress(KeyError):\n    x = i", "", "import contextlib"),
    Entry("contextlib.ExitStack", "with contextlib.ExitStack() as stack:\n    x = i", "", "import contextlib"),
    Entry(
        "contextlib.closing",
        "with contextlib.closing(FILE):\n    x = i",
        "",
        (
            "import contextlib\n"
            "class Resource:\n"
            "    def close(self):\n"
            "        pass\n"
            "FILE = Resource()"
        ),
    ),
    Entry("contextlib.nullcontext", "with contextlib.nullcontext():\n    x = i", "", "import contextlib"),
    Entry(
        "contextvars.ContextVar.get",
        "VARIABLE.get()",
        "",
        (
            "import contextvars\n"
            'VARIABLE = contextvars.ContextVar("v", default=1)'
        ),
    ),
    Entry(
        "contextvars.ContextVar.set",
        "VARIABLE.set(i)",
        "",
        (
            "import contextvars\n"
            'VARIABLE = contextvars.ContextVar("v", default=1)'
        ),
    ),
    Entry("contextvars.copy_context", "contextvars.copy_context()", "", "import contextvars"),
    Entry(
        "dataclasses.dataclass.<class>",
        "Row(i, 2)",
        "",
        (
            "from dataclasses import dataclass\n"
            "@dataclass\n"
            "class Row:\n"
            "    a: int\n"
            "    b: int"
        ),
    ),
    Entry(
        "dataclasses.asdict",
        "asdict(ROWS[i & 7])",
        "",
        (
            "from dataclasses import asdict, dataclass\n"
            "@dataclass\n"
            "class Row:\n"
            "    a: int\n"
            "    b: int\n"
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry(
        "dataclasses.astuple",
        "astuple(ROWS[i & 7])",
        "",
        (
            "from dataclasses import astuple, dataclass\n"
            "@dataclass\n"
            "class Row:\n"
            "    a: int\n"
            "    b: int\n"
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry(
        "dataclasses.fields",
        "fields(Row)",
        "",
        (
            "from dataclasses import fields, dataclass\n"
            "@dataclass\n"
            "class Row:\n"
            "    a: int\n"
            "    b: int"
        ),
    ),
    Entry(
        "dataclasses.replace",
        "replace(ROWS[i & 7], a=i)",
        "",
        (
            "from dataclasses import dataclass, replace\n"
            "@dataclass\n"
            "class Row:\n"
            "    a: int\n"
            "    b: int\n"
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry(
        "enum.Enum.__call__",
        "Color(1 + (i & 1))",
        "by value",
        "import enum\nclass Color(enum.Enum):\n    RED = 1\n    BLUE = 2",
    ),
    Entry(
        "enum.Enum.__getitem__",
        "Color[NAMES[i & 1]]",
        "by name",
        (
            "import enum\n"
            'NAMES = ["RED", "BLUE"]\n'
            "class Color(enum.Enum):\n"
            "    RED = 1\n"
            "    BLUE = 2"
        ),
    ),
    Entry(
        "enum.Enum.value",
        "COLORS[i & 1].value",
        "",
        (
            "import enum\n"
            "class Color(enum.Enum):\n"
            "    RED = 1\n"
            "    BLUE = 2\n"
            "COLORS = [Color.RED, Color.BLUE]"
        ),
    ),
    Entry(
        "enum.IntFlag.__and__",
        "FLAGS[i & 1] & Mode.R",
        "",
        (
            "import enum\n"
            "class Mode(enum.IntFlag):\n"
            "    R = 4\n"
            "    W = 2\n"
            "FLAGS = [Mode.R, Mode.W]"
        ),
    ),
    Entry(
        "enum.IntFlag.__or__",
        "FLAGS[i & 1].__or__(Mode.R)",
        "",
        (
            "import enum\n"
            "class Mode(enum.IntFlag):\n"
            "    R = 4\n"
            "    W = 2\n"
            "FLAGS = [Mode.R, Mode.W]"
        ),
    ),
    Entry("types.SimpleNamespace", "types.SimpleNamespace(a=i)", "", "import types"),
    Entry(
        "types.MappingProxyType.__getitem__",
        "VIEW[WORDS[i & 7]]",
        "",
        "import types\nVIEW = types.MappingProxyType(KEYED)",
    ),
    Entry("typing.cast", "typing.cast(int, i)", "", "import typing"),
    Entry(
        "typing.NamedTuple._replace",
        "ROWS[i & 7]._replace(a=i)",
        "of a subclass",
        (
            "import typing\n"
            "class Row(typing.NamedTuple):\n"
            "    a: int\n"
            "    b: int\n"
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry(
        "typing.NamedTuple._asdict",
        "ROWS[i & 7]._asdict()",
        "of a subclass",
        (
            "import typing\n"
            "class Row(typing.NamedTuple):\n"
            "    a: int\n"
            "    b: int\n"
            "ROWS = [Row(v, v) for v in INTS]"
        ),
    ),
    Entry("typing.get_type_hints", "typing.get_type_hints(Row)", "", "import typing\nclass Row:\n    a: int"),
    Entry("importlib.import_module", 'importlib.import_module("math")', "", "import importlib"),
    Entry("uuid.uuid4", "uuid.uuid4()", "", "import uuid", no_remedy=True),
    Entry("uuid.UUID", "uuid.UUID(int=i)", "", "import uuid"),
    Entry("uuid.UUID.__str__", "str(IDS[i & 7])", "", "import uuid\nIDS = [uuid.UUID(int=v) for v in SMALL]"),
    Entry("secrets.token_bytes", "secrets.token_bytes(8)", "", "import secrets", no_remedy=True),
    Entry("secrets.token_hex", "secrets.token_hex(8)", "", "import secrets", no_remedy=True),
    Entry("secrets.choice", "secrets.choice(WORDS)", "", "import secrets", no_remedy=True),
    Entry(
        "sqlite3.Connection.execute",
        'DB.execute("select 1").fetchone()',
        "select, with fetchone",
        'import sqlite3\nDB = sqlite3.connect(":memory:")',
        no_remedy=True,
    ),
    Entry(
        "sqlite3.Cursor.execute",
        'CURSOR.execute("select ?", (i,))\nx = CURSOR.fetchone()',
        "select, with fetchone",
        'import sqlite3\nCURSOR = sqlite3.connect(":memory:").cursor()',
        no_remedy=True,
    ),
    Entry(
        "sqlite3.Cursor.fetchone",
        'CURSOR.execute("select ?", (i,))\nx = CURSOR.fetchone()',
        "with execute",
        'import sqlite3\nCURSOR = sqlite3.connect(":memory:").cursor()',
        no_remedy=True,
    ),
    Entry(
        "sqlite3.Cursor.__next__",
        (
            "x = next(CURSOR, None)\n"
            "if x is None:\n"
            '    CURSOR.execute("select v from t")'
        ),
        "over 1000 rows",
        (
            "import sqlite3\n"
            'DB = sqlite3.connect(":memory:")\n'
            'DB.execute("create table t (v)")\n'
            'DB.executemany("insert into t values (?)", [(v,) for v in range(1000)])\n'
            'CURSOR = DB.execute("select v from t")'
        ),
        no_remedy=True,
    ),
    Entry(
        "sqlite3.Connection.commit",
        "DB.commit()\nx = i",
        "",
        'import sqlite3\nDB = sqlite3.connect(":memory:")',
        no_remedy=True,
    ),
    Entry("sqlite3.Connection.cursor", "DB.cursor()", "", 'import sqlite3\nDB = sqlite3.connect(":memory:")'),
    Entry("select.select", "select.select([], [], [], 0)", "", "import select", no_remedy=True),
    Entry(
        "socket.socket.send",
        "LEFT.send(BYTES[i & 7])\nx = RIGHT.recv(16)",
        "with recv",
        "import socket\nLEFT, RIGHT = socket.socketpair()",
        no_remedy=True,
    ),
    Entry(
        "socket.socket.recv",
        "LEFT.send(BYTES[i & 7])\nx = RIGHT.recv(16)",
        "with send",
        "import socket\nLEFT, RIGHT = socket.socketpair()",
        no_remedy=True,
    ),
    Entry("socket.inet_aton", 'socket.inet_aton("10.0.0.1")', "", "import socket"),
    Entry("socket.htons", "socket.htons(SMALL[i & 7])", "", "import socket"),
    Entry("signal.getsignal", "signal.getsignal(2)", "", "import signal"),
    Entry("mmap.mmap.__getitem__", "MAP[i & 7]", "index", "import mmap\nMAP = mmap.mmap(-1, 64)"),
    Entry("mmap.mmap.__getitem__", "MAP[0:8]", "slice", "import mmap\nMAP = mmap.mmap(-1, 64)"),
    Entry(
        "ctypes.CDLL.<function>",
        "LIBRARY.abs(INTS[i & 7])",
        "no argument types",
        "import ctypes\nLIBRARY = ctypes.CDLL(None)",
    ),
    Entry(
        "ctypes.CDLL.<function>",
        "ABSOLUTE(INTS[i & 7])",
        "argument types",
        (
            "import ctypes\n"
            "ABSOLUTE = ctypes.CDLL(None).abs\n"
            "ABSOLUTE.argtypes = [ctypes.c_int]\n"
            "ABSOLUTE.restype = ctypes.c_int"
        ),
    ),
    Entry(
        "ctypes.CDLL.<function>",
        "ROOT(POSITIVE[i & 7])",
        "doubles",
        (
            "import ctypes\n"
            'ROOT = ctypes.CDLL("libm.so.6").sqrt\n'
            "ROOT.argtypes = [ctypes.c_double]\n"
            "ROOT.restype = ctypes.c_double"
        ),
    ),
    Entry("ctypes.c_int", "ctypes.c_int(INTS[i & 7])", "", "import ctypes"),
    Entry("ctypes.c_double", "ctypes.c_double(FLOATS[i & 7])", "", "import ctypes"),
    Entry("ctypes.byref", "ctypes.byref(VALUE)", "", "import ctypes\nVALUE = ctypes.c_int(5)"),
    Entry("ctypes.sizeof", "ctypes.sizeof(ctypes.c_int)", "", "import ctypes"),
    Entry("ctypes.create_string_buffer", "ctypes.create_string_buffer(16)", "", "import ctypes"),
    Entry(
        "ctypes.string_at",
        "ctypes.string_at(BUFFER)",
        "",
        'import ctypes\nBUFFER = ctypes.create_string_buffer(b"alpha")',
    ),
    Entry(
        "ctypes.Structure.__getattribute__",
        "ROW.a",
        "field",
        (
            "import ctypes\n"
            "class Row(ctypes.Structure):\n"
            '    _fields_ = [("a", ctypes.c_int)]\n'
            "ROW = Row()"
        ),
    ),
    Entry(
        "ctypes.Structure.__setattr__",
        "ROW.a = i & 7\nx = ROW",
        "field",
        (
            "import ctypes\n"
            "class Row(ctypes.Structure):\n"
            '    _fields_ = [("a", ctypes.c_int)]\n'
            "ROW = Row()"
        ),
    ),
    Entry("ctypes.Array.__getitem__", "VALUES[i & 7]", "", "import ctypes\nVALUES = (ctypes.c_int * 8)()"),
    Entry(
        "ctypes.Array.__setitem__",
        "VALUES[i & 7] = 5\nx = VALUES",
        "",
        "import ctypes\nVALUES = (ctypes.c_int * 8)()",
    ),
    Entry("cffi.FFI.new", 'FFI.new("int *")', "", "import cffi\nFFI = cffi.FFI()"),
    Entry(
        "cffi.FFI.string",
        "FFI.string(DATA)",
        "",
        'import cffi\nFFI = cffi.FFI()\nDATA = FFI.new("char[]", b"abc")',
    ),
    Entry(
        "cffi.FFI.dlopen.<function>",
        "LIBRARY.abs(INTS[i & 7])",
        "",
        (
            "import cffi\n"
            "FFI = cffi.FFI()\n"
            'FFI.cdef("int abs(int);")\n'
            "LIBRARY = FFI.dlopen(None)"
        ),
    ),
    Entry("pypyjit.residual_call", "pypyjit.residual_call(opaque)", "", "import pypyjit\ndef opaque():\n    pass"),
    Entry(
        "asyncio.sleep",
        "step(asyncio.sleep(0))",
        "one step of the coroutine",
        (
            "import asyncio\n"
            "def step(coroutine):\n"
            "    coroutine.send(None)\n"
            "    coroutine.close()\n"
            "    return 1"
        ),
    ),
    Entry(
        "asyncio.Queue.put_nowait",
        "QUEUE.put_nowait(i)\nx = QUEUE.get_nowait()",
        "with get_nowait",
        (
            "import asyncio\n"
            "LOOP = asyncio.new_event_loop()\n"
            "asyncio.set_event_loop(LOOP)\n"
            "QUEUE = asyncio.Queue()"
        ),
    ),
    Entry(
        "asyncio.Future.set_result",
        "future = LOOP.create_future()\nfuture.set_result(i)\nx = future",
        "with the future",
        "import asyncio\nLOOP = asyncio.new_event_loop()",
    ),
    Entry(
        "argparse.ArgumentParser.parse_args",
        'PARSER.parse_args(["--n", "1"])',
        "",
        (
            "import argparse\n"
            "PARSER = argparse.ArgumentParser()\n"
            'PARSER.add_argument("--n")'
        ),
    ),
    Entry(
        "configparser.ConfigParser.get",
        'CONFIG.get("a", "b")',
        "",
        (
            "import configparser\n"
            "CONFIG = configparser.ConfigParser()\n"
            'CONFIG.read_string("[a]\\nb = c\\n")'
        ),
    ),
    Entry("platform.system", "platform.system()", "", "import platform"),
    Entry("locale.format_string", 'locale.format_string("%d", INTS[i & 7])', "", "import locale"),
    Entry("shutil.which", 'shutil.which("sh")', "", "import shutil", no_remedy=True),
    Entry(
        "selectors.DefaultSelector.select",
        "SELECTOR.select(0)",
        "",
        "import selectors\nSELECTOR = selectors.DefaultSelector()",
        no_remedy=True,
    ),
]
