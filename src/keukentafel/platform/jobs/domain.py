"""Values of the jobs room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class VoortgangStatus(StrEnum):
    """Where a piece of long work stands."""

    WACHT = "wacht"
    LOOPT = "loopt"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True)
class VoortgangRow:
    """Progress as a page shows it; `totaal` is None while the amount of work is not known."""

    id: UUID
    omschrijving: str
    status: VoortgangStatus
    gedaan: int
    totaal: int | None
    melding: str
    aangemaakt_op: datetime
    klaar_op: datetime | None

    @property
    def percentage(self) -> int | None:
        """Whole percents done, 0 to 100; None while the total is not known."""
        if not self.totaal:
            return None
        return min(100, self.gedaan * 100 // self.totaal)
