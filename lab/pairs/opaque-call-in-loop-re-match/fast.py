"""The pattern is compiled once."""
import re

LINES = ["GET /index", "POST /form", "GET /a", "HEAD /", "PUT /item/7", "GET /z", "get /", "DELETE /x"]
PATTERN = re.compile(r"[A-Z]+ /")


def run(n):
    found = 0
    for i in range(n):
        if PATTERN.match(LINES[i & 7]):
            found += i & 3
    return found
