"""The pattern is looked up for each line."""
import re

LINES = ["GET /index", "POST /form", "GET /a", "HEAD /", "PUT /item/7", "GET /z", "get /", "DELETE /x"]


def run(n):
    found = 0
    for i in range(n):
        if re.match(r"[A-Z]+ /", LINES[i & 7]):
            found += i & 3
    return found
