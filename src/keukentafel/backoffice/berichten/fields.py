"""How the bytes of a message are kept: packed, and told apart by digests.

A file of any size comes by in pieces, once; what stays in memory is a fraction of it.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import models

if TYPE_CHECKING:
    _BytesField = models.BinaryField["bytes | Packed", bytes]
else:
    _BytesField = models.BinaryField

# The fastest level: files of this standard repeat themselves so much that a higher one gains nothing.
_LEVEL = 1
_PIECE = 65_536
_AFTER_HEADER = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?Header\s*>")
_LINE_ENDS = b"\r\n"


class Packed:
    """The bytes of one file, read again from their packed form each time it is opened.

    `grootte` is the number of bytes. `inhoudssleutel` is the SHA-256 of what follows the header, line ends left out: the same for a
    copy under a new identification, and empty when no header ends in the first piece.
    """

    __slots__ = ("bytes", "grootte", "inhoudssleutel", "sha256")

    def __init__(self, pieces: Iterable[bytes]) -> None:
        packer, digests, packed = zlib.compressobj(_LEVEL), _Digests(), []
        self.grootte = 0
        # Packing and digesting let go of the interpreter: of a large piece they go on side by side.
        with ThreadPoolExecutor(1) as beside:
            for piece in pieces:
                self.grootte += len(piece)
                if len(piece) < _PIECE:
                    digests.add(piece)
                    packed.append(packer.compress(piece))
                else:
                    digested = beside.submit(digests.add, piece)
                    packed.append(packer.compress(piece))
                    digested.result()
        packed.append(packer.flush())
        self.bytes = b"".join(packed)
        self.sha256, self.inhoudssleutel = digests.whole.hexdigest(), digests.content_key

    def open(self) -> BinaryIO:
        """The bytes as they came."""
        return io.BufferedReader(_Unpacking(self.bytes), _PIECE)


class _Digests:
    """The digest of a file that comes by in pieces, and that of what follows its header."""

    def __init__(self) -> None:
        self.whole = hashlib.sha256()
        self._content: Any = None
        self._began = False

    @property
    def content_key(self) -> str:
        """The digest of what follows the header; empty when that does not end in the first piece."""
        return self._content.hexdigest() if self._content else ""

    def add(self, piece: bytes) -> None:
        """Take the next piece."""
        self.whole.update(piece)
        if not self._began:
            self._began = True
            found = _AFTER_HEADER.search(piece)
            self._content = found and hashlib.sha256()
            piece = piece[found.end() :] if found else b""
        if self._content:
            self._content.update(piece.translate(None, _LINE_ENDS))


class _Unpacking(io.RawIOBase):
    """A stream that unpacks as it is read."""

    def __init__(self, packed: bytes) -> None:
        super().__init__()
        self._unpacker = zlib.decompressobj()
        self._packed = io.BytesIO(packed)

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack as much as fits; 0 at the end."""
        unpacker = self._unpacker
        while not unpacker.eof:
            more = unpacker.unconsumed_tail or self._packed.read(_PIECE)
            piece = unpacker.decompress(more, len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
            if not more:
                raise EOFError("A packed file ends before its end.")
        return 0


def unpack(content: bytes) -> bytes:
    """The bytes as they came."""
    return zlib.decompress(content)


class PackedField(_BytesField):
    """Bytes that are kept packed: the server need not, and nobody sends or logs them whole. Set as bytes or packed, read as bytes."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The packed bytes."""
        file = value if isinstance(value, Packed) else Packed((value,))
        return super().get_db_prep_value(file.bytes, connection, prepared)

    def from_db_value(self, value: Any, *_: Any) -> bytes | None:
        """Unpack; None where an outer join found no row."""
        return None if value is None else unpack(value)
