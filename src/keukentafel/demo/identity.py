"""From the keys of the records to the keys of the database: the same record always gets the same one."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

_VERSION = 7
_VARIANT = 0b10


def record_id(gemeente: str, sleutel: str, day: date) -> UUID:
    """A UUID in the layout of version 7 for one record of one municipality.

    The 48 bits of time hold the day, so that rows of one day lie together in an index; the rest comes from a
    hash of municipality and key instead of chance, so that a second run gives the same. Keys are unique per
    record type because they begin with its word; a key that serves two types gets the same UUID in both.
    """
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    milliseconds = int(moment.timestamp()) * 1000
    noise = int.from_bytes(sha256(f"{gemeente}:{sleutel}".encode()).digest()[:10])
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | noise & ((1 << 80) - 1)
    value = value & ~(0xF << 76) | _VERSION << 76
    value = value & ~(0b11 << 62) | _VARIANT << 62
    return UUID(int=value)
