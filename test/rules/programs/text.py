"""Text and bytes that grow in loops, in which a careless rewrite changes what the program does."""
# calls: plain([1, 2]); plain([]); last_line([1, 2]); nested([[1, 2], [], [3]]); in_class([1]); with_else([0]); early([5, 1]); early([1])
# calls: bytes_too([1, 2]); both([1, 2]); ended([b"a", b"b"]); list(generated([1, 2])); wide(["a"]); conditional([0, 1])
# calls: caught(["a", 1]); shown([1]); closed([1])


def plain(items):
    text = ""
    # every item
    for item in items:
        text += f"<{item}>"  # one

    return text


def last_line(items):
    text = ''
    for item in items: text += "%s" % (item,)
    return text


def nested(rows):
    text = ""
    for row in rows:
        text += "["
        for cell in row:
            text += "%d," % cell
        text += "]"
    return text


class Owner:
    def collect(self, items):
        __text = ""
        for item in items:
            __text += "%d" % item
        return __text


def in_class(items):
    return Owner().collect(items)


def with_else(items):
    text = ""
    for item in items:
        if item:
            break
    else:
        text += "none"
    for item in items:
        text += "%d" % item
    else:
        text += "!"
    return text


def early(items):
    text = ""
    for item in items:
        text += "%d" % item
        if item > 3:
            return item
    return text


def bytes_too(items):
    data = b""
    for item in items:
        data += b"%d;" % item
    return data


def both(items):
    text_parts = "taken"
    text = ""
    for item in items:
        text += text_parts + "-"
    data = b""
    for item in items:
        data += bytes(item)
    return text, data


def ended(items):
    data = b""
    for item in items:
        data += item
    return type(data), data


def generated(items):
    for again in range(2):
        text = ""
        for item in items:
            yield item
            text += "%d" % item
        yield text


def wide(items):
    text = ""
    for item in items:
        text += (
            "first "  # a comment
            "second"
        )
    return text


def conditional(items):
    text = ""
    for item in items:
        text += "yes" if item else "no"
    return text


def caught(items):
    try:
        text = ""
        for item in items:
            text += "-" + item
    except TypeError:
        return text
    return text


def shown(items):
    text = ""
    for item in items:
        text += "%d" % item
        if item:
            items = list(locals())
    return text


def closed(items):
    text = ""
    def show():
        return text
    for item in items:
        text += "%d" % item
        show()
    return text
