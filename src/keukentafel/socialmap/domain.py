"""Values of the sociale kaart."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from keukentafel.core.ids import new_id


@dataclass(frozen=True, slots=True)
class NewVermelding:
    """An entry to be loaded.

    `trede` is the rung of the ladder it stands on. `wijk_id` None is for the whole town. `plekken_vrij` is None when places are not
    counted. `prijs` is in cents: 0 is free, None unknown; `prijs_tekst` says per what. `nagekeken_op` is the day somebody last checked it.
    """

    naam: str
    omschrijving: str
    thema: str
    trede: str
    nagekeken_op: date
    organisatie: str = ""
    wijk_id: UUID | None = None
    plekken_vrij: int | None = None
    wachttijd_weken: int = 0
    prijs: int | None = None
    prijs_tekst: str = ""
    wanneer: str = ""
    rolstoel: bool = False
    avond: bool = False
    telefoon: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class VermeldingRow:
    """An entry as pages show it; `wijknaam` is empty for the whole town."""

    id: UUID
    naam: str
    organisatie: str
    omschrijving: str
    thema: str
    trede: str
    wijk_id: UUID | None
    wijknaam: str
    plekken_vrij: int | None
    wachttijd_weken: int
    prijs: int | None
    prijs_tekst: str
    wanneer: str
    rolstoel: bool
    avond: bool
    telefoon: str
    nagekeken_op: date

    @property
    def heeft_plek(self) -> bool:
        """There is room, or places are not counted."""
        return self.plekken_vrij is None or self.plekken_vrij > 0


@dataclass(frozen=True, slots=True)
class VermeldingPage:
    """One page of entries; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[VermeldingRow, ...]
    next: UUID | None
