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
