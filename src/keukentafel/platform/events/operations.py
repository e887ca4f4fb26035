"""Announcing what happened, and the subscriptions that `keukentafel.wiring` makes at start.

An event is a frozen value from the announcing room's `domain`. Reactions run at once, in the order of
subscription and inside the transaction of the act, so that an act and its consequences stand or fall
together.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")

_reactions: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Event], reaction: Callable[[Event], None]) -> None:
    """Have `reaction` called for each event of exactly this type; subscribing twice changes nothing."""
    if reaction not in _reactions[kind]:
        _reactions[kind].append(reaction)


def announce(event: object) -> None:
    """Call every reaction to this event; an error in one undoes the whole act."""
    for reaction in tuple(_reactions.get(type(event), ())):
        reaction(event)
