"""Primary keys made in Python, in the order of time."""

import secrets
import time
from uuid import UUID

_NANOSECONDS_PER_MILLISECOND = 1_000_000
_VERSION = 7
_VARIANT = 0b10


def new_id() -> UUID:
    """Make a UUID of version 7 (RFC 9562 §5.7), so that rows made later sort later in an index.

    The first 48 bits are milliseconds since 1970, the next 12 the fraction of that millisecond
    (RFC 9562 §6.2, method 3), the last 62 are random. The time in it serves the order only:
    no rule may read a date from it.
    """
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS_PER_MILLISECOND)
    fraction = (rest << 12) // _NANOSECONDS_PER_MILLISECOND
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= _VERSION << 76 | fraction << 64
    value |= _VARIANT << 62 | secrets.randbits(62)
    return UUID(int=value)
