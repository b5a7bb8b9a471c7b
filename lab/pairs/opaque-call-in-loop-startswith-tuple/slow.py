"""Prefixes in a tuple."""
LINES = ["GET /index", "POST /form", "GET /a", "HEAD /", "PUT /item/7", "GET /z", "get /", "DELETE /x"]


def run(n):
    found = 0
    for i in range(n):
        if LINES[i & 7].startswith(("GET", "PUT")):
            found += i & 3
    return found
