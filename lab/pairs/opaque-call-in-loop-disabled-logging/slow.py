"""The level is tested by each call."""
import logging

LOG = logging.getLogger("lab")

def run(n):
    total = 0
    for i in range(n):
        LOG.debug("item %d", i)
        total += i & 7
    return total
