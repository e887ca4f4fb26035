"""The reactions of the back office to the mailbox, without the rest of the house."""

from collections.abc import Callable
from typing import Any

from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
from keukentafel.backoffice.declaraties.operations import receive_323
from keukentafel.backoffice.toewijzingen.operations import receive_302, receive_305, receive_307
from keukentafel.platform.events import operations as events

REACTIONS: list[Callable[[Any], None]] = [receive_302, receive_305, receive_307, receive_323]


def connect() -> None:
    """Have only these react in this process."""
    events._reactions.clear()
    events._reactions[BerichtOntvangen] = REACTIONS
