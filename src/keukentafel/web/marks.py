"""Marks in an address: after which row a page of a list starts (`?na=`). A mark is the id of a row, never a name."""

from uuid import UUID

from django.http import HttpRequest


def row_after(request: HttpRequest) -> int | None:
    """The number after which the page starts (`?na=`); None for the first page or a mark that is no number."""
    mark = request.GET.get("na", "")
    return int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 18 else None


def id_after(request: HttpRequest) -> UUID | None:
    """The id after which the page starts (`?na=`); None for the first page or a mark that is no id."""
    try:
        return UUID(request.GET.get("na", ""))
    except ValueError:
        return None


def mark_of(after: object) -> str | None:
    """The mark of the next page, None at the end."""
    return None if after is None else str(after)
