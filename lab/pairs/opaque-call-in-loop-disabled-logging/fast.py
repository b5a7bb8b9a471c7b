"""The level is tested once."""
import logging

LOG = logging.getLogger("lab")

def run(n):
    total = 0
    verbose = LOG.isEnabledFor(logging.DEBUG)
    for i in range(n):
        if verbose:
            LOG.debug("item %d", i)
        total += i & 7
    return total
