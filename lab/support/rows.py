"""Input rows for the measured programs: the same on every interpreter and in both forms of a pair."""
import random

COUNT = 5000


def floats(width, low=-100.0, high=100.0, seed=7):
    """Rows of floats between low and high."""
    source = random.Random(seed)
    return [tuple(low + (high - low) * source.random() for _ in range(width)) for _ in range(COUNT)]


def ints(width, low=-100, high=100, seed=7):
    """Rows of ints from low to high."""
    source = random.Random(seed)
    span = high - low + 1
    return [tuple(low + int(source.random() * span) for _ in range(width)) for _ in range(COUNT)]


def with_missing(rows, share=0.5, seed=13):
    """The rows with about that share of the values replaced by None."""
    source = random.Random(seed)
    return [tuple(None if source.random() < share else value for value in row) for row in rows]


def mixed(width, convert=None, seed=11):
    """Rows of whole and broken numbers, as they come out of JSON or SQL: ints and floats, or all of one type with `convert`."""
    source = random.Random(seed)
    rows = []
    for _ in range(COUNT):
        numbers = [int(source.random() * 100) + (0 if source.random() < 0.5 else 0.5) for _ in range(width)]
        rows.append(tuple(map(convert, numbers)) if convert else tuple(numbers))
    return rows
