"""Measures what tracing JITs do with Python code. Standard library only, Python 3.9 and later."""
