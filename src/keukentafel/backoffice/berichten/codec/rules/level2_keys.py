"""TR101, for every heen message that has lists: no two classes with the same logical key, the keys of the classes around them counted in.

Made from the key marks of the declared records. Two items under different parents never clash: their parents' keys differ, or the
parents themselves are the duplicates.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.rules.base import CLIENT, Lines, Paths, Rule
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Shape, spec_of

_TWICE = 2


def duplicates(view: Bericht | Lines) -> Paths:
    """The paths of all items whose key occurred before in the same list."""
    return _walk_lines(view) if isinstance(view, Lines) else _walk(view, "/Bericht")


def _walk_lines(view: Lines) -> Iterator[str]:
    seen = view.seen["TR101"]
    for index, client in enumerate(view.clienten):
        if client.bsn in seen:
            yield view.client_path(index)
        seen.add(client.bsn)
        # Paths are made for the few clients that need one.
        if _repeats(client.prestaties):
            yield from _walk(client, view.client_path(index))


def _walk(value: Any, path: str) -> Iterator[str]:
    for element in _nested(value.__class__):
        held = getattr(value, element.attribute)
        if not held:
            continue
        if element.shape is Shape.RECORD:
            yield from _walk(held, f"{path}/{element.name}")
        else:
            yield from _walk_list(held, element, f"{path}/{element.name}/{element.item}")


def _walk_list(items: tuple[Any, ...], element: ElementSpec, path: str) -> Iterator[str]:
    key_of = _key_getter(element.record or object)
    if _repeats(items):
        seen = set()
        for number, key in enumerate(map(key_of, items), 1):
            if key in seen:
                yield f"{path}[{number}]"
            seen.add(key)
    if not _nested(element.record or object):
        return
    for number, item in enumerate(items, 1):
        yield from _walk(item, f"{path}[{number}]")


def _repeats(items: Sequence[Any]) -> bool:
    """Whether a key occurs twice among the items of one list."""
    if len(items) < _TWICE:
        return False
    key_of = _key_getter(items[0].__class__)
    return key_of is not None and len(set(map(key_of, items))) != len(items)


@cache
def _nested(record: type) -> tuple[ElementSpec, ...]:
    """The elements of a class that hold a list somewhere below them."""
    return tuple(
        element
        for element in spec_of(record).elements
        if element.record and (element.item or _nested(element.record))
    )


@cache
def _key_getter(record: type) -> Any:
    names = [name for element in spec_of(record).elements if element.key for name in _leaves(element)]
    return attrgetter(*names) if names else None


def _leaves(element: ElementSpec) -> Iterator[str]:
    """The attributes that a key element comes down to: those of a record that is always there, else its own."""
    if element.record is None or element.optional:
        yield element.attribute
    else:
        for inner in spec_of(element.record).elements:
            yield from (f"{element.attribute}.{leaf}" for leaf in _leaves(inner))


RULES = (
    Rule(
        "TR101",
        CLIENT | {323, 325},
        "Dit onderdeel staat twee keer in het bericht, met dezelfde sleutel.",
        duplicates,
    ),
)
