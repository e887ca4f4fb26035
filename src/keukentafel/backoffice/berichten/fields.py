"""How the bytes of a message are kept."""

from typing import TYPE_CHECKING, Any

from django.db import models

from keukentafel.backoffice.berichten.packed import Packed, packed, unpack

if TYPE_CHECKING:
    _BytesField = models.BinaryField[bytes | Packed, bytes]
else:
    _BytesField = models.BinaryField


class PackedField(_BytesField):
    """Bytes that are kept packed: the server need not, and nobody sends or logs them whole. Set as bytes or packed, read as bytes."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The packed bytes."""
        file = value if isinstance(value, Packed) else packed(value)
        return super().get_db_prep_value(file.bytes, connection, prepared)

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        """Unpack; None where an outer join found no row."""
        return None if value is None else unpack(value)
