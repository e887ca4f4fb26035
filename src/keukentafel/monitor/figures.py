"""The figures of one version of the mart, computed once for all pages that show it, with small numbers hidden.

All pages of a version (every neighbourhood, and the town) are protected as one publication, so that one page taken
from another gives nothing away. Two follow-up windows are two publications.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from keukentafel.monitor.domain import (
    BudgetCijfer,
    CohortCijfer,
    Noemer,
    TredeCijfer,
    UitkomstCijfer,
    VraagCijfer,
)
from keukentafel.monitor.rules import contacts, dates, disclosure
from keukentafel.monitor.rules.contacts import Cell

KOLOMMEN = ("eigen kracht", "netwerk", "algemeen", "individueel")
UITKOMSTEN = ("zonder individuele voorziening", "met individuele voorziening", "verantwoord niets doen")
BESLUITEN = ("toegekend", "deels toegekend", "afgewezen")
MAANDEN, KWARTALEN, JAREN = 12, 8, 4


@dataclass(frozen=True, slots=True)
class Tabel:
    """A publication with what is hidden in it."""

    counts: dict[Hashable, int]
    hidden: frozenset[Hashable]

    def shown(self, *cell: Hashable) -> int | None:
        """A figure, or None when it is hidden."""
        return disclosure.masked(self.counts[cell], cell in self.hidden)

    def contact(self, wijk: str | None, when: date | str, kind: str | None) -> int | None:
        """A figure about new questions."""
        return self.shown(*Cell(wijk, when, kind))


@dataclass(frozen=True, slots=True)
class Clients:
    """Persons who had help in the year up to the reference date, and the inhabitants they are part of."""

    wmo: int
    jeugd: int
    inwoners: int
    jongeren: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one version and follow-up window."""

    peildatum: date
    venster: int
    wijken: tuple[str, ...]
    contacts: Tabel
    outcomes: Tabel
    besluiten: Tabel
    solutions: Tabel
    jaren: tuple[int, ...]
    budget: tuple[BudgetCijfer, ...]
    clients: Clients

    def questions(self, wijk: str | None) -> tuple[VraagCijfer, ...]:
        """New questions: of the town per month, of one neighbourhood per quarter."""
        if wijk is None:
            months = dates.months_until(self.peildatum, MAANDEN)
            return tuple(self._question(None, contacts.month_key(month), month) for month in months)
        return tuple(self._question(wijk, quarter, quarter) for quarter in self.quarters)

    def year(self, wijk: str | None) -> VraagCijfer:
        """New questions of the last four quarters."""
        return self._question(wijk, contacts.JAAR, contacts.JAAR)

    def per_wijk(self) -> tuple[VraagCijfer, ...]:
        """New questions of the last four quarters per neighbourhood."""
        return tuple(self._question(wijk, contacts.JAAR, wijk) for wijk in self.wijken)

    def cohorts(self, wijk: str | None) -> tuple[CohortCijfer, ...]:
        """How many of each quarter led to an individual provision, on both denominators."""
        found = {Noemer.ALLE_CONTACTEN: None, Noemer.MELDINGEN: contacts.MELDING}
        return tuple(
            self._cohort(wijk, quarter, noemer, kind)
            for noemer, kind in found.items()
            for quarter in self.quarters
        )

    def endings(self, table: Tabel, wijk: str | None, kinds: Sequence[str]) -> tuple[UitkomstCijfer, ...]:
        """The counts of a table of endings with their share of all."""
        total = table.shown(wijk, None)
        counts = [(kind, table.shown(wijk, kind)) for kind in kinds]
        return tuple(UitkomstCijfer(kind, count, disclosure.share(count, total)) for kind, count in counts)

    def rungs(self, wijk: str | None) -> tuple[TredeCijfer, ...]:
        """Solutions per column of the ladder and year."""
        return tuple(
            TredeCijfer(
                jaar,
                tuple(self.solutions.shown(wijk, jaar, kolom) for kolom in KOLOMMEN),
                self.solutions.shown(wijk, jaar, None),
            )
            for jaar in self.jaren
        )

    @property
    def quarters(self) -> tuple[date, ...]:
        """The quarters that are followed."""
        return dates.quarters_until(self.peildatum, KWARTALEN)

    def _question(self, wijk: str | None, when: date | str, van: date | str) -> VraagCijfer:
        kinds = (contacts.BEANTWOORD, contacts.MELDING, contacts.NIET_VOOR_ONS, None)
        return VraagCijfer(van, *(self.contacts.contact(wijk, when, kind) for kind in kinds))

    def _cohort(self, wijk: str | None, quarter: date, noemer: Noemer, kind: str | None) -> CohortCijfer:
        count = self.contacts.contact(wijk, quarter, kind)
        led = self.contacts.contact(wijk, quarter, contacts.GELEID)
        return CohortCijfer(
            cohort=quarter,
            noemer=noemer,
            aantal=count,
            individueel=led,
            percentage=disclosure.share(led, count),
            rijp=dates.is_ripe(quarter, venster=self.venster, peildatum=self.peildatum),
        )
