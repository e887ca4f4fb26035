"""What starts and stops come to: the delivery that holds now, and whether a report came in time."""

from collections.abc import Iterable
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop
from keukentafel.backoffice.toewijzingen.domain.toewijzing import TIJDELIJK, Hulp
from keukentafel.core.working_days import add_working_days


def hulp_of(starts: Iterable[KnownStart], stops: Iterable[KnownStop]) -> Hulp:
    """The delivery of one allocation: its last start that was not taken back, and the stop that followed that start (OP072).

    Of a temporary and a definitive stop the definitive one holds (OP377); of two the later.
    """
    begun = [start.begindatum for start in starts if not start.ingetrokken]
    if not begun:
        return Hulp()
    last = max(begun)
    ended = [stop for stop in stops if not stop.ingetrokken and stop.begindatum == last]
    if not ended:
        return Hulp(last)
    stop = max(ended, key=lambda stop: (stop.redenbeeindiging != TIJDELIJK, stop.einddatum))
    return Hulp(last, stop.einddatum, stop.redenbeeindiging)


def is_late(reported: date, since: date, werkdagen: int) -> bool:
    """Whether a report came after its term of working days from `since` (OP271, OP272)."""
    return reported > add_working_days(since, werkdagen)
