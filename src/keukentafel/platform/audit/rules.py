"""The chain over the look log.

Every seal holds a digest over a stretch of rows and over the digest before it, so that a row that was
changed, removed or put in afterwards makes that seal and everything behind it fail (BIO2 8.15.05).
"""

import hashlib
from collections.abc import Iterable

FIRST = "0" * 64


def digest(previous: str, rows: Iterable[tuple[object, ...]]) -> str:
    """SHA-256 over the previous digest and the rows in order, as 64 hexadecimal digits."""
    state = hashlib.sha256(previous.encode())
    for row in rows:
        state.update(repr(tuple(str(value) for value in row)).encode())
    return state.hexdigest()
