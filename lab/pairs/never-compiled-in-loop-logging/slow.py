"""Each item is logged."""
import logging
import os

LOG = logging.Logger("lab")
LOG.addHandler(logging.StreamHandler(open(os.devnull, "w")))


def run(n):
    total = 0
    for i in range(n):
        LOG.info("item %d", i & 7)
        total += i & 7
    return total
