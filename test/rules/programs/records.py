"""Reads of binary records in which a careless rewrite changes what the program does. All buffers hold whole records."""
# calls: plain(bytes(range(64)), 2); in_comprehension(bytes(range(64))); local_import(bytes(range(64)), 2); gaps(bytes(range(96)), 2)
# calls: orders(bytes(range(64)), 2); pads(bytes(range(64)), 2); mutated(bytearray(range(64)), 2); reassigned(bytes(range(64)), 2)
# calls: used_between(bytes(range(64)), 2); points(bytes(range(64)), 2); tagged(bytes(range(64)), 2); subclassed(bytes(range(64)), 2)
# calls: triangles(bytes(range(96)), 2); strange(bytes(range(64)), 2); late_import(bytes(range(64)), 2); swapped(bytes(range(64)), 2)
# calls: one_tuples(bytes(range(64)), 2); in_lambda(bytes(range(64)), 2); chars(bytes(range(65, 129)), 2); RECORD; kept(bytes(range(64)), 2)
import struct

RECORD = "taken"


def plain(buf, count):
    total = 0
    for i in range(count):
        o = 8 * i
        a = struct.unpack_from("<i", buf, o)[0]
        b = struct.unpack_from("<i", buf, o + 4)[0]
        total += a * b
    return total


def in_comprehension(buf):
    out = []
    for _ in range(len(buf)):
        out += [struct.unpack_from("<H", buf, o)[0] + struct.unpack_from("<H", buf, o + 2)[0] for o in (0, 8, 16)]
    return out


def local_import(buf, count):
    import struct as local
    total = 0
    for i in range(count):
        o = 8 * i
        a = local.unpack_from("<i", buf, o)[0]
        b = local.unpack_from("<i", buf, o + 4)[0]
        total += a * b
    return total


def gaps(buf, count):
    out = []
    for i in range(count):
        o = i * 40
        c = struct.unpack_from("<q", buf, o + 32)[0]
        a = struct.unpack_from("<B", buf, o + 1)[0]
        b = struct.unpack_from("<H", buf, 12 + o)[0]
        out.append((a, b, c))
    return out


def orders(buf, count):
    out = []
    for i in range(count):
        o = i * 8
        a = struct.unpack_from("<i", buf, o)[0]
        b = struct.unpack_from(">i", buf, o + 4)[0]
        out.append((a, b))
    return out


def pads(buf, count):
    out = []
    for i in range(count):
        o = i * 16
        a = struct.unpack_from("b", buf, o)[0]
        b = struct.unpack_from("q", buf, o + 1)[0]
        c = struct.unpack_from("h", buf, o + 9)[0]
        out.append((a, b, c))
    return out


def mutated(buf, count):
    out = []
    for i in range(count):
        o = i * 8
        a = struct.unpack_from("<i", buf, o)[0]
        struct.pack_into("<i", buf, o + 4, a)
        b = struct.unpack_from("<i", buf, o + 4)[0]
        out.append((a, b))
    return out


def reassigned(buf, count):
    out = []
    for i in range(count):
        o = i * 8
        o = struct.unpack_from("<B", buf, o)[0] % 8
        b = struct.unpack_from("<B", buf, o + 4)[0]
        out.append((o, b))
    return out


def used_between(buf, count):
    out = []
    for i in range(count):
        o = i * 8
        out.append(struct.unpack_from("<i", buf, o)[0])
        out.append(struct.unpack_from("<i", buf, o + 4)[0] + len(out))
    return out


class Point:
    """Two doubles."""

    SIZE = 16

    def __init__(self, buf, offset=0):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        """The first."""
        return struct.unpack_from("d", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("d", self.buf, self.offset + 8)[0]


def points(buf, count):
    total = 0.0
    for i in range(count):
        point = Point(buf, Point.SIZE * i)
        total += point.x * point.y
    return total


class Tagged:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        return struct.unpack_from("<i", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("<i", self.buf, self.offset + 4)[0]


def tagged(buf, count):
    out = []
    for i in range(count):
        item = Tagged(buf, 8 * i)
        item.tag = item.x
        out.append(item.tag + item.y)
    return out


class Base:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        return struct.unpack_from("<i", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("<i", self.buf, self.offset + 4)[0]


class Derived(Base):
    def z(self):
        return self.buf[self.offset]


def subclassed(buf, count):
    out = []
    for i in range(count):
        base = Base(buf, 8 * i)
        out.append(base.x + base.y + Derived(buf, 8 * i).z())
    return out


class Corner:
    def __init__(this, buf, offset):
        this.buf = buf
        this.offset = offset

    @property
    def x(this):
        return struct.unpack_from("<i", this.buf, this.offset)[0]

    @property
    def y(this):
        return struct.unpack_from("<i", this.buf, this.offset + 4)[0]


class Triangle:
    def __init__(this, buf, offset):
        this.buf = buf
        this.offset = offset

    @property
    def a(this):
        return Corner(this.buf, this.offset)

    @property
    def b(this):
        return Corner(this.buf, this.offset + 8)


def triangles(buf, count):
    total = 0
    for i in range(count):
        triangle = Triangle(buf, 16 * i)
        total += triangle.a.x * triangle.b.y + triangle.a.y * triangle.b.x
    return total


class Strange:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        return struct.unpack_from("<i", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("<i", self.buf, self.offset + 4)[0]

    def move(self, by):
        self.offset += by


def strange(buf, count):
    item = Strange(buf, 0)
    total = 0
    for _ in range(count):
        total += item.x * item.y
        item.move(8)
    return total


def late_import(buf, count):
    total = 0
    for i in range(count):
        o = 8 * i
        a = later.unpack_from("<i", buf, o)[0]
        b = later.unpack_from("<i", buf, o + 4)[0]
        total += a * b
    return total


def swapped(buf, count):
    out = []
    for i in range(count):
        o = 8 * i
        b = struct.unpack_from("<i", buf, o + 4)[0]
        a = struct.unpack_from("<i", buf, o)[0]
        out.append(b - a)
    return out


def one_tuples(buf, count):
    out = []
    for i in range(count):
        o = 8 * i
        (a,) = struct.unpack_from("<i", buf, o)
        b, = struct.unpack_from("<i", buf, o + 4)
        (c, d) = struct.unpack_from("<hh", buf, o)
        [e] = struct.unpack_from("<B", buf, o)
        out.append((a, b, c, d, e))
    return out


def in_lambda(buf, count):
    out = []
    for i in range(count):
        o = 8 * i
        out.append((lambda o: struct.unpack_from("<i", buf, o)[0] + struct.unpack_from("<i", buf, o + 4)[0])(o + 8))
    return out


def chars(buf, count):
    out = []
    for i in range(count):
        o = 8 * i
        a = struct.unpack_from("4s", buf, o)[0]
        b = struct.unpack_from("c", buf, o + 4)[0]
        c = struct.unpack_from("?", buf, o + 5)[0]
        out.append((a, b, c))
    return out


class Kept:
    def __init__(self, buf, offset):
        self.buf = buf
        self.offset = offset

    @property
    def x(self):
        return struct.unpack_from("<i", self.buf, self.offset)[0]

    @property
    def y(self):
        return struct.unpack_from("<i", self.buf, self.offset + 4)[0]


def kept(buf, count):
    out = []
    for i in range(count):
        item = Kept(buf, 8 * i)
        out.append((item.x, item.y, vars(item) if hasattr(item, "__dict__") else None, item.buf is buf))
    return [row[:2] + row[3:] for row in out]


import struct as later
