"""The standard library on text and bytes: re, json, csv, struct, pickle, codecs, hashes, compression."""
from jitlab.callables import Entry

ENTRIES = [
    Entry("re.Pattern.findall", "PATTERN.findall(LINES[i & 7])", "", 'import re\nPATTERN = re.compile(r"\\w")'),
    Entry(
        "re.Pattern.finditer",
        "x = 0\nfor m in PATTERN.finditer(LINES[i & 7]):\n    x += 1",
        "",
        'import re\nPATTERN = re.compile(r"\\w")',
    ),
    Entry("re.Pattern.fullmatch", "PATTERN.fullmatch(WORDS[i & 7])", "", 'import re\nPATTERN = re.compile(r"\\w+")'),
    Entry("re.Pattern.match", "PATTERN.match(WORDS[i & 7])", "", 'import re\nPATTERN = re.compile(r"\\w+a")'),
    Entry("re.Pattern.search", "PATTERN.search(WORDS[i & 7])", "", 'import re\nPATTERN = re.compile(r"[aeiou]+")'),
    Entry("re.Pattern.split", "PATTERN.split(COMMAS[i & 7])", "", 'import re\nPATTERN = re.compile(r",")'),
    Entry("re.Pattern.sub", 'PATTERN.sub("-", COMMAS[i & 7])', "text", 'import re\nPATTERN = re.compile(r",")'),
    Entry(
        "re.Pattern.sub",
        'PATTERN.sub(lambda m: "-", COMMAS[i & 7])',
        "function",
        'import re\nPATTERN = re.compile(r",")',
    ),
    Entry("re.Pattern.subn", 'PATTERN.subn("-", COMMAS[i & 7])', "", 'import re\nPATTERN = re.compile(r",")'),
    Entry(
        "re.Match.group",
        "MATCHES[i & 7].group(1)",
        "one",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.group",
        "MATCHES[i & 7].group(1, 2)",
        "two",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.groups",
        "MATCHES[i & 7].groups()",
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.groupdict",
        "MATCHES[i & 7].groupdict()",
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(?P<a>\\w)(?P<b>\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.span",
        "MATCHES[i & 7].span()",
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.start",
        "MATCHES[i & 7].start(1)",
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.end",
        "MATCHES[i & 7].end(1)",
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry(
        "re.Match.expand",
        'MATCHES[i & 7].expand(r"\\2\\1")',
        "",
        (
            "import re\n"
            'MATCHES = [re.match(r"(\\w)(\\w)", word) for word in WORDS]'
        ),
    ),
    Entry("re.compile", 're.compile(r"\\w+")', "cached", "import re"),
    Entry("re.escape", "re.escape(LINES[i & 7])", "", "import re"),
    Entry("re.findall", 're.findall(r"\\w", LINES[i & 7])', "", "import re"),
    Entry("re.finditer", 'x = 0\nfor m in re.finditer(r"\\w", LINES[i & 7]):\n    x += 1', "", "import re"),
    Entry("re.fullmatch", 're.fullmatch(r"\\w+", WORDS[i & 7])', "", "import re"),
    Entry("re.match", 're.match(r"\\w+a", WORDS[i & 7])', "", "import re"),
    Entry("re.search", 're.search(r"[aeiou]+", WORDS[i & 7])', "", "import re"),
    Entry("re.split", 're.split(r",", COMMAS[i & 7])', "", "import re"),
    Entry("re.sub", 're.sub(r",", "-", COMMAS[i & 7])', "", "import re"),
    Entry("json.dumps", "json.dumps(WORD_DICTS[i & 7])", "dict", "import json"),
    Entry("json.dumps", "json.dumps(INT_LISTS[i & 7])", "list of ints", "import json"),
    Entry("json.dumps", "json.dumps(WORDS[i & 7])", "str", "import json"),
    Entry("json.dumps", "json.dumps(WORD_DICTS[i & 7], sort_keys=True)", "sorted keys", "import json"),
    Entry(
        "json.loads",
        "json.loads(TEXTS[i & 7])",
        "object",
        "import json\nTEXTS = [json.dumps(row) for row in WORD_DICTS]",
    ),
    Entry(
        "json.loads",
        "json.loads(TEXTS[i & 7])",
        "list of ints",
        "import json\nTEXTS = [json.dumps(row) for row in INT_LISTS]",
    ),
    Entry(
        "json.JSONEncoder.encode",
        "ENCODER.encode(WORD_DICTS[i & 7])",
        "",
        "import json\nENCODER = json.JSONEncoder()",
    ),
    Entry(
        "json.JSONDecoder.decode",
        "DECODER.decode(TEXTS[i & 7])",
        "",
        (
            "import json\n"
            "DECODER = json.JSONDecoder()\n"
            "TEXTS = [json.dumps(row) for row in WORD_DICTS]"
        ),
    ),
    Entry("csv.reader", "list(csv.reader([COMMAS[i & 7]]))", "one line", "import csv"),
    Entry("csv.writer", "csv.writer(OUT)", "", "import csv, io\nOUT = io.StringIO()"),
    Entry(
        "_csv.writer.writerow",
        "WRITER.writerow(PAIRS[i & 7])",
        "",
        "import csv, io\nWRITER = csv.writer(io.StringIO())",
    ),
    Entry(
        "csv.DictReader.__next__",
        (
            "READER = csv.DictReader([COMMAS[0], COMMAS[i & 7]])\n"
            "x = next(READER)"
        ),
        "with the reader",
        "import csv",
    ),
    Entry(
        "csv.DictWriter.writerow",
        "WRITER.writerow(ROWS[i & 7])",
        "",
        (
            "import csv, io\n"
            'WRITER = csv.DictWriter(io.StringIO(), ["a", "b"])\n'
            'ROWS = [{"a": v, "b": v} for v in INTS]'
        ),
    ),
    Entry("struct.pack", 'struct.pack("<id", INTS[i & 7], 1.5)', "", "import struct"),
    Entry(
        "struct.pack_into",
        'struct.pack_into("<id", BUFFER, 0, INTS[i & 7], 1.5)\nx = BUFFER',
        "",
        "import struct\nBUFFER = bytearray(32)",
    ),
    Entry(
        "struct.unpack",
        'struct.unpack("<id", DATA[i & 7])',
        "",
        'import struct\nDATA = [struct.pack("<id", v, 1.5) for v in INTS]',
    ),
    Entry(
        "struct.unpack_from",
        'struct.unpack_from("<id", DATA[i & 7], 0)',
        "several fields",
        'import struct\nDATA = [struct.pack("<id", v, 1.5) for v in INTS]',
    ),
    Entry(
        "struct.unpack_from",
        'struct.unpack_from("d", DATA, (i & 7) * 8)',
        "one field",
        'import struct\nDATA = struct.pack("<8d", *FLOATS)',
    ),
    Entry(
        "struct.unpack_from",
        "struct.unpack_from(FORMATS[i & 1], DATA, (i & 7) * 8)",
        "changing format",
        (
            "import struct\n"
            'DATA = struct.pack("<8d", *FLOATS)\n'
            'FORMATS = ["<d", ">d"]'
        ),
    ),
    Entry(
        "struct.iter_unpack",
        (
            "x = 0.0\n"
            'for (v,) in struct.iter_unpack("<d", DATA[i & 7]):\n'
            "    x += v"
        ),
        "",
        'import struct\nDATA = [struct.pack("<4d", *FLOATS[:4])] * 8',
    ),
    Entry("struct.calcsize", 'struct.calcsize("<id")', "", "import struct"),
    Entry("struct.Struct.pack", "FORMAT.pack(INTS[i & 7], 1.5)", "", 'import struct\nFORMAT = struct.Struct("<id")'),
    Entry(
        "struct.Struct.unpack",
        "FORMAT.unpack(DATA[i & 7])",
        "",
        (
            "import struct\n"
            'FORMAT = struct.Struct("<id")\n'
            "DATA = [FORMAT.pack(v, 1.5) for v in INTS]"
        ),
    ),
    Entry(
        "struct.Struct.unpack_from",
        "FORMAT.unpack_from(DATA[i & 7], 0)",
        "",
        (
            "import struct\n"
            'FORMAT = struct.Struct("<id")\n'
            "DATA = [FORMAT.pack(v, 1.5) for v in INTS]"
        ),
    ),
    Entry("pickle.dumps", "pickle.dumps(WORD_DICTS[i & 7])", "dict", "import pickle"),
    Entry("pickle.dumps", "pickle.dumps(INT_LISTS[i & 7])", "list of ints", "import pickle"),
    Entry("pickle.dumps", "pickle.dumps(POINTS[i & 7])", "object", "import pickle"),
    Entry(
        "pickle.loads",
        "pickle.loads(DATA[i & 7])",
        "dict",
        "import pickle\nDATA = [pickle.dumps(row) for row in WORD_DICTS]",
    ),
    Entry(
        "pickle.loads",
        "pickle.loads(DATA[i & 7])",
        "object",
        "import pickle\nDATA = [pickle.dumps(point) for point in POINTS]",
    ),
    Entry("marshal.dumps", "marshal.dumps(INT_LISTS[i & 7])", "", "import marshal"),
    Entry(
        "marshal.loads",
        "marshal.loads(DATA[i & 7])",
        "",
        "import marshal\nDATA = [marshal.dumps(row) for row in INT_LISTS]",
    ),
    Entry(
        "base64.b64decode",
        "base64.b64decode(DATA[i & 7])",
        "",
        "import base64\nDATA = [base64.b64encode(word) for word in BYTES]",
    ),
    Entry("base64.b64encode", "base64.b64encode(BYTES[i & 7])", "", "import base64"),
    Entry("base64.urlsafe_b64encode", "base64.urlsafe_b64encode(BYTES[i & 7])", "", "import base64"),
    Entry("base64.b32encode", "base64.b32encode(BYTES[i & 7])", "", "import base64"),
    Entry("binascii.crc32", "binascii.crc32(BYTES[i & 7])", "", "import binascii"),
    Entry("binascii.hexlify", "binascii.hexlify(BYTES[i & 7])", "", "import binascii"),
    Entry(
        "binascii.unhexlify",
        "binascii.unhexlify(DATA[i & 7])",
        "",
        "import binascii\nDATA = [binascii.hexlify(word) for word in BYTES]",
    ),
    Entry("zlib.adler32", "zlib.adler32(BYTES[i & 7])", "", "import zlib"),
    Entry("zlib.compress", "zlib.compress(BYTES[i & 7])", "", "import zlib"),
    Entry("zlib.crc32", "zlib.crc32(BYTES[i & 7])", "", "import zlib"),
    Entry(
        "zlib.decompress",
        "zlib.decompress(DATA[i & 7])",
        "",
        "import zlib\nDATA = [zlib.compress(word) for word in BYTES]",
    ),
    Entry("gzip.compress", "gzip.compress(BYTES[i & 7])", "", "import gzip"),
    Entry(
        "gzip.decompress",
        "gzip.decompress(DATA[i & 7])",
        "",
        "import gzip\nDATA = [gzip.compress(word) for word in BYTES]",
    ),
    Entry("bz2.compress", "bz2.compress(BYTES[i & 7])", "", "import bz2"),
    Entry("lzma.compress", "lzma.compress(BYTES[i & 7])", "", "import lzma"),
    Entry("hashlib.md5", "hashlib.md5(BYTES[i & 7])", "", "import hashlib"),
    Entry("hashlib.sha1", "hashlib.sha1(BYTES[i & 7])", "", "import hashlib"),
    Entry("hashlib.sha256", "hashlib.sha256(BYTES[i & 7])", "", "import hashlib"),
    Entry("hashlib.sha512", "hashlib.sha512(BYTES[i & 7])", "", "import hashlib"),
    Entry("hashlib.blake2b", "hashlib.blake2b(BYTES[i & 7])", "", "import hashlib"),
    Entry("hashlib.new", 'hashlib.new("sha256", BYTES[i & 7])', "", "import hashlib"),
    Entry(
        "_hashlib.HASH.update",
        "HASH.update(BYTES[i & 7])\nx = HASH",
        "",
        "import hashlib\nHASH = hashlib.sha256()",
    ),
    Entry("_hashlib.HASH.digest", "HASH.digest()", "", 'import hashlib\nHASH = hashlib.sha256(b"x")'),
    Entry("_hashlib.HASH.hexdigest", "HASH.hexdigest()", "", 'import hashlib\nHASH = hashlib.sha256(b"x")'),
    Entry("hmac.new", 'hmac.new(b"key", BYTES[i & 7], "sha256").digest()', "with digest", "import hmac"),
    Entry("hmac.compare_digest", 'hmac.compare_digest(BYTES[i & 7], b"delta")', "", "import hmac"),
    Entry("codecs.decode", 'codecs.decode(BYTES[i & 7], "utf-8")', "", "import codecs"),
    Entry("codecs.encode", 'codecs.encode(WORDS[i & 7], "utf-8")', "", "import codecs"),
    Entry(
        "string.Template.substitute",
        "TEMPLATE.substitute(name=WORDS[i & 7])",
        "",
        'import string\nTEMPLATE = string.Template("hello $name")',
    ),
    Entry("string.capwords", "string.capwords(LINES[i & 7])", "", "import string"),
    Entry("textwrap.dedent", "textwrap.dedent(PADDED[i & 7])", "", "import textwrap"),
    Entry("textwrap.fill", "textwrap.fill(LINES[i & 7], 10)", "", "import textwrap"),
    Entry("textwrap.indent", 'textwrap.indent(LINES[i & 7], "  ")', "", "import textwrap"),
    Entry("textwrap.wrap", "textwrap.wrap(LINES[i & 7], 10)", "", "import textwrap"),
    Entry("html.escape", "html.escape(LINES[i & 7])", "", "import html"),
    Entry(
        "html.unescape",
        "html.unescape(TEXTS[i & 7])",
        "",
        'import html\nTEXTS = ["a &lt; " + word for word in WORDS]',
    ),
    Entry("urllib.parse.quote", "urllib.parse.quote(LINES[i & 7])", "", "import urllib.parse"),
    Entry(
        "urllib.parse.unquote",
        "urllib.parse.unquote(TEXTS[i & 7])",
        "",
        'import urllib.parse\nTEXTS = ["a%20" + word for word in WORDS]',
    ),
    Entry("urllib.parse.urlencode", "urllib.parse.urlencode(WORD_DICTS[i & 7])", "", "import urllib.parse"),
    Entry(
        "urllib.parse.urljoin",
        'urllib.parse.urljoin("http://example.org/a/", WORDS[i & 7])',
        "",
        "import urllib.parse",
    ),
    Entry(
        "urllib.parse.urlparse",
        "urllib.parse.urlparse(TEXTS[i & 7])",
        "",
        (
            "import urllib.parse\n"
            'TEXTS = ["http://example.org/" + word for word in WORDS]'
        ),
    ),
    Entry(
        "urllib.parse.urlsplit",
        "urllib.parse.urlsplit(TEXTS[i & 7])",
        "",
        (
            "import urllib.parse\n"
            'TEXTS = ["http://example.org/" + word for word in WORDS]'
        ),
    ),
    Entry(
        "urllib.parse.parse_qs",
        "urllib.parse.parse_qs(TEXTS[i & 7])",
        "",
        'import urllib.parse\nTEXTS = ["a=1&b=" + word for word in WORDS]',
    ),
    Entry("unicodedata.category", "unicodedata.category(WORDS[i & 7][0])", "", "import unicodedata"),
    Entry("unicodedata.name", "unicodedata.name(WORDS[i & 7][0])", "", "import unicodedata"),
    Entry("unicodedata.normalize", 'unicodedata.normalize("NFC", ACCENTED[i & 7])', "", "import unicodedata"),
    Entry(
        "difflib.SequenceMatcher.ratio",
        'difflib.SequenceMatcher(None, WORDS[i & 7], "delta").ratio()',
        "with the matcher",
        "import difflib",
    ),
    Entry("difflib.get_close_matches", "difflib.get_close_matches(WORDS[i & 7], WORDS)", "", "import difflib"),
    Entry("shlex.quote", "shlex.quote(LINES[i & 7])", "", "import shlex"),
    Entry("shlex.split", "shlex.split(LINES[i & 7])", "", "import shlex"),
    Entry("fnmatch.fnmatch", 'fnmatch.fnmatch(WORDS[i & 7], "*a")', "", "import fnmatch"),
    Entry(
        "ast.literal_eval",
        "ast.literal_eval(TEXTS[i & 7])",
        "",
        "import ast\nTEXTS = [repr(row) for row in INT_LISTS]",
    ),
    Entry("ast.parse", "ast.parse(DIGITS[i & 7])", "", "import ast"),
    Entry(
        "ipaddress.ip_address",
        "ipaddress.ip_address(TEXTS[i & 7])",
        "",
        'import ipaddress\nTEXTS = ["10.0.0." + d for d in "12345678"]',
    ),
    Entry("colorsys.rgb_to_hsv", "colorsys.rgb_to_hsv(UNIT[i & 7], 0.5, 0.25)", "", "import colorsys"),
    Entry(
        "xml.etree.ElementTree.fromstring",
        "fromstring(TEXTS[i & 7])",
        "",
        (
            "from xml.etree.ElementTree import fromstring\n"
            'TEXTS = ["<a><b>%s</b></a>" % word for word in WORDS]'
        ),
    ),
    Entry(
        "xml.etree.ElementTree.tostring",
        "tostring(TREE)",
        "",
        (
            "from xml.etree.ElementTree import fromstring, tostring\n"
            'TREE = fromstring("<a><b>c</b></a>")'
        ),
    ),
    Entry(
        "email.utils.parseaddr",
        "parseaddr(TEXTS[i & 7])",
        "",
        (
            "from email.utils import parseaddr\n"
            'TEXTS = [word + "@example.org" for word in WORDS]'
        ),
    ),
]
