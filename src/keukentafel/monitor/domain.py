"""Values of the monitor: the facts of the mart and the figures that a page shows.

A count is `None` where it is hidden because it is small, or because a total would give a small one away.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VENSTERS = (3, 6, 9, 12)
ONBEKEND = "Wijk onbekend"


class Noemer(StrEnum):
    """What the 20% norm divides by; a figure always names it."""

    ALLE_CONTACTEN = "alle contacten"
    MELDINGEN = "meldingen"


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One first contact in the mart: whole months, an age band and a neighbourhood, no day and no free text.

    `wet` is empty when it was no melding. `maanden_tot_individueel` counts whole months from the contact to the first
    individual provision that was granted on its melding; -1 when there is none so far. A provision by a legal referral
    (GP, court) does not count: nobody asked the municipality, so there is no contact that it could follow from.
    """

    pseudoniem: str
    maand: date
    wijk: str
    wet: str
    kanaal: str
    herkomst: str
    uitkomst: str
    leeftijdsgroep: str
    maanden_tot_individueel: int


@dataclass(frozen=True, slots=True)
class UitkomstFact:
    """One finished onderzoek."""

    pseudoniem: str
    maand: date
    wijk: str
    wet: str
    uitkomst: str
    leeftijdsgroep: str


@dataclass(frozen=True, slots=True)
class BesluitFact:
    """One besluit that was sent; `uitkomst` is what was decided."""

    pseudoniem: str
    maand: date
    wijk: str
    wet: str
    uitkomst: str


@dataclass(frozen=True, slots=True)
class OplossingFact:
    """One solution of an arrangement that was shared, on its rung, in the month of sharing."""

    pseudoniem: str
    maand: date
    wijk: str
    wet: str
    trede: str
    kolom: str


@dataclass(frozen=True, slots=True)
class UitgaveFact:
    """One declared line: the month in which delivery began, and cents asked and granted (negative for a credit)."""

    pseudoniem: str
    maand: date
    wet: str
    categorie: str
    ingediend: int
    toegekend: int


@dataclass(frozen=True, slots=True)
class BegrotingFact:
    """One budget line of a year in cents, for the categories it covers (codes with a comma between).

    `verplicht` is what the allocations cost in that year, `eerder_geboekt` what was approved besides the declared lines.
    """

    jaar: int
    wet: str
    naam: str
    categorieen: str
    begroot: int
    verplicht: int
    eerder_geboekt: int


@dataclass(frozen=True, slots=True)
class InwonersFact:
    """Inhabitants of a neighbourhood by age band."""

    wijk: str
    leeftijdsgroep: str
    aantal: int


@dataclass(frozen=True, slots=True)
class ClientFact:
    """One person who had help of a provider under one law on some day of the year up to the reference date of the mart."""

    pseudoniem: str
    wijk: str
    wet: str
    leeftijdsgroep: str


@dataclass(frozen=True, slots=True)
class Norm:
    """A figure that was laid down: its value, since when it holds, and where it stands."""

    waarde: int
    vanaf: date
    bron: str


@dataclass(frozen=True, slots=True)
class VraagCijfer:
    """New questions of one month, quarter or neighbourhood: answered at once, melding, not for us, and together."""

    van: date | str
    beantwoord: int | None
    melding: int | None
    niet_voor_ons: int | None
    totaal: int | None


@dataclass(frozen=True, slots=True)
class CohortCijfer:
    """Of the contacts (or meldingen) of one quarter, how many led to an individual provision within the window.

    `rijp` says that the window of the whole cohort has passed; a cohort that is not ripe can still rise.
    """

    cohort: date
    noemer: Noemer
    aantal: int | None
    individueel: int | None
    percentage: float | None
    rijp: bool


@dataclass(frozen=True, slots=True)
class UitkomstCijfer:
    """How often an outcome occurred; doing nothing responsibly is in the denominator, as a success."""

    uitkomst: str
    aantal: int | None
    percentage: float | None


@dataclass(frozen=True, slots=True)
class TredeCijfer:
    """Solutions per column of the ladder in one year, lightest first, and together."""

    jaar: int
    aantallen: tuple[int | None, ...]
    totaal: int | None

    @property
    def percentages(self) -> tuple[float, ...] | None:
        """The shares of the columns; None when a count is hidden or there is nothing."""
        counts = [count for count in self.aantallen if count is not None]
        if len(counts) < len(self.aantallen) or not sum(counts):
            return None
        return tuple(count * 100 / sum(counts) for count in counts)


@dataclass(frozen=True, slots=True)
class BudgetCijfer:
    """Approved spend of a budget line, and what is committed, against its budget; in cents."""

    naam: str
    wet: str
    begroot: int
    verplicht: int
    toegekend: int


@dataclass(frozen=True, slots=True)
class KengetalCijfer:
    """An own figure among the published ones of comparable municipalities.

    `eigen` is None when there are too few people to show it; like the published figures it is of a year, from `van` to `tot`,
    both in it. `anderen` are (name, figure), lowest first;
    `zonder_cijfer` of the group published nothing.
    """

    naam: str
    eenheid: str
    decimalen: int
    jaar: int
    definitie: str
    verschil: str
    bron: str
    eigen: float | None
    aantal: int | None
    inwoners: int
    van: date
    tot: date
    anderen: tuple[tuple[str, float], ...]
    zonder_cijfer: int


@dataclass(frozen=True, slots=True)
class MonitorFilter:
    """What a page asks for: one neighbourhood or all (empty), and the follow-up window in months (None: as laid down)."""

    wijk: str = ""
    venster: int | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """What the mart holds: up to which day, when it was made, and how many facts."""

    peildatum: date
    gemaakt_op: str
    versie: str
    feiten: int


@dataclass(frozen=True, slots=True)
class MonitorPage:
    """Everything that the monitor shows for one filter.

    `vragen` are per month for the whole town and per quarter for one neighbourhood; `per_wijk` covers the last four
    quarters, as do `jaarcijfer`, `uitkomsten` and `besluiten`, from `sinds`. Budget and comparison are always of the whole town.
    """

    stand: Stand
    wijk: str
    venster: int
    wijken: tuple[str, ...]
    sinds: date
    vragen: tuple[VraagCijfer, ...]
    jaarcijfer: VraagCijfer
    per_wijk: tuple[VraagCijfer, ...]
    cohorten: tuple[CohortCijfer, ...]
    norm: Norm | None
    vensterkeuze: Norm | None
    uitkomsten: tuple[UitkomstCijfer, ...]
    besluiten: tuple[UitkomstCijfer, ...]
    treden: tuple[TredeCijfer, ...]
    jaar: int
    budget: tuple[BudgetCijfer, ...]
    naast: tuple[KengetalCijfer, ...]
    stedelijkheid: Norm | None

    def cohorten_van(self, noemer: Noemer) -> tuple[CohortCijfer, ...]:
        """The cohorts on one denominator, oldest first."""
        return tuple(cijfer for cijfer in self.cohorten if cijfer.noemer is noemer)
