"""A sample of one rule of level 2: what keeps it, and what differs only where it breaks it."""

from typing import Any, NamedTuple

from keukentafel.backoffice.berichten.codec.types import Law

Changes = dict[str, Any]


class Case(NamedTuple):
    """The rule, the changes of a valid message that keep it and that break it, and the rules that cannot but break along with it."""

    rule: str
    keeps: Changes
    breaks: Changes
    along: frozenset[str] = frozenset()
    laws: frozenset[Law] = frozenset(Law)


def below(place: str, **changes: Any) -> Changes:
    """Changes of values below a place such as client__naam."""
    return {f"{place}__{name}": value for name, value in changes.items()}
