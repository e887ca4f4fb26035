"""Where a message is read from: bytes, a file, or anything that gives the same bytes each time it is opened."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol


class Kept(Protocol):
    """Bytes that need not be in memory."""

    def open(self) -> BinaryIO:
        """The bytes from the first one on."""


Source = bytes | Path | Kept


def opened(source: Source) -> BinaryIO:
    """A stream over the bytes; only a path may raise OSError."""
    if isinstance(source, bytes):
        return BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else source.open()
