"""Cursors of lists, and the plain form of a name for search."""

import unicodedata
from datetime import date
from uuid import UUID

from keukentafel.core.errors import NotFound


class CursorBroken(NotFound):
    """The cursor in the address cannot be read."""

    def __init__(self) -> None:
        super().__init__("Deze pagina van de lijst is er niet. Begin opnieuw bij de eerste.")


def cursor(day: date, identity: object) -> str:
    """The place after a row, from the day it is ordered by and its id."""
    return f"{day.isoformat()}_{identity}"


def day_and_id(text: str) -> tuple[date, UUID]:
    """Read a cursor of a list whose ids are UUIDs; raises `CursorBroken`."""
    day, _, identity = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(identity)
    except ValueError:
        raise CursorBroken from None


def day_and_number(text: str) -> tuple[date, int]:
    """Read a cursor of a list whose ids are numbers; raises `CursorBroken`."""
    day, _, identity = text.partition("_")
    try:
        return date.fromisoformat(day), int(identity)
    except ValueError:
        raise CursorBroken from None


def plain(text: str) -> str:
    """Lower case without accents, as names are stored for sorting and searching."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
