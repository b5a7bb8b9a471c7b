"""One call for each prefix."""
LINES = ["GET /index", "POST /form", "GET /a", "HEAD /", "PUT /item/7", "GET /z", "get /", "DELETE /x"]


def run(n):
    found = 0
    for i in range(n):
        line = LINES[i & 7]
        if line.startswith("GET") or line.startswith("PUT"):
            found += i & 3
    return found
