"""A job as pages show it."""

from dataclasses import dataclass

from django.utils import timezone

from keukentafel.core import dutch
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.jobs.domain import VoortgangRow, VoortgangStatus

OPEN = frozenset({VoortgangStatus.WACHT, VoortgangStatus.LOOPT})
_STAND = {
    VoortgangStatus.WACHT: ("rust", "Staat in de rij"),
    VoortgangStatus.LOOPT: ("let-op", "Bezig"),
    VoortgangStatus.KLAAR: ("goed", "Klaar"),
    VoortgangStatus.MISLUKT: ("fout", "Niet gelukt"),
}


@dataclass(frozen=True, slots=True)
class Taak:
    """A job with its state in words."""

    rij: VoortgangRow
    toon: str
    woord: str
    stand: str
    wanneer: str
    noot: str

    @property
    def totaal(self) -> int | None:
        """The amount of work, None when it is one piece or not known."""
        return self.rij.totaal if self.rij.totaal and self.rij.totaal > 1 else None

    @property
    def gedaan(self) -> int:
        """How much is done; all of it when the job is ready."""
        return self.totaal or 0 if self.stand == "klaar" else self.rij.gedaan

    @property
    def bezig(self) -> bool:
        """Whether it still has to be done or is being done."""
        return self.rij.status in OPEN


def shown(row: VoortgangRow) -> Taak:
    """A job in words."""
    tone, word = _STAND[row.status]
    state = {VoortgangStatus.KLAAR: "klaar", VoortgangStatus.MISLUKT: "mislukt"}.get(row.status, "bezig")
    begun = timezone.localtime(row.aangemaakt_op)
    day = "vandaag" if begun.date() == clock.real_today() else dutch.day_short(begun.date())
    waiting = "Deze taak staat in de rij." if row.status is VoortgangStatus.WACHT else ""
    return Taak(row, tone, word, state, f"{day} {begun:%-H.%M}", row.melding or waiting)
