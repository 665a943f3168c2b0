"""Real processes, killed and troubled in every way; after each run nothing may be lost.

`tests/faults/test_*.py` are the short grid of `make test`; `python -m tests.faults` is the long one.
"""
