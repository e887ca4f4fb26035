"""How the bytes of a message are kept."""

import zlib
from typing import TYPE_CHECKING, Any

from django.db import models

# The fastest level: files of this standard repeat themselves so much that a higher one gains nothing.
_LEVEL = 1


def pack(content: bytes) -> bytes:
    """The bytes as the database keeps them: a declaration takes a fortieth of its size."""
    return zlib.compress(content, _LEVEL)


if TYPE_CHECKING:
    _BytesField = models.BinaryField[bytes, bytes]
else:
    _BytesField = models.BinaryField


class PackedField(_BytesField):
    """Bytes, the same out as in, that are kept packed: the server need not, and nobody sends or logs them whole."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Pack."""
        return super().get_db_prep_value(pack(value), connection, prepared)

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        """Unpack; None where an outer join found no row."""
        return None if value is None else zlib.decompress(value)
