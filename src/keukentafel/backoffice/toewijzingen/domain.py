"""Values of the toewijzingen room: states, grounds, extent, rows and events.

Money is integer euro cents. `einddatum` is the last day, as in the message standard; periods inside are half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.core.dutch import number
from keukentafel.core.ids import new_id
from keukentafel.core.money import euros

VERWIJDERD = "13"
# JZ002 and WMO002: why an end date is changed. 01 has expired (CS336) and 13 takes an allocation back (CS335).
REDENEN_WIJZIGING = frozenset({"02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "14"})
MINUUT, UUR, ETMAAL, DAGDEEL, OUTPUT, EURO, INSPANNING = "01", "04", "14", "16", "82", "83", "84"
PER_DAG, PER_WEEK, PER_MAAND, TOTAAL = "1", "2", "4", "6"


class Toewijzingstatus(StrEnum):
    """How far the exchange with the provider is: not sent, sent (301), confirmed or refused by the provider (302)."""

    CONCEPT = "concept"
    VERSTUURD = "verstuurd"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"


_S = Toewijzingstatus
# A refused 301 counts as never sent (OP286), so what it held can be sent again. A change is sent anew.
TRANSITIONS: Mapping[Toewijzingstatus, frozenset[Toewijzingstatus]] = MappingProxyType(
    {
        _S.CONCEPT: frozenset({_S.VERSTUURD}),
        _S.VERSTUURD: frozenset({_S.VERSTUURD, _S.BEVESTIGD, _S.AFGEWEZEN}),
        _S.BEVESTIGD: frozenset({_S.VERSTUURD}),
        _S.AFGEWEZEN: frozenset({_S.VERSTUURD}),
    }
)


class Grondsoort(StrEnum):
    """What gives the right to the care: a decision of the municipality, a legal referral, or a court."""

    BESLUIT = "besluit"
    VERWIJZING = "verwijzing"
    RECHTER = "rechter"


@dataclass(frozen=True, slots=True)
class Grond:
    """The ground of an allocation, as a value: number and date of the decision, referral or ruling."""

    soort: Grondsoort
    nummer: str
    datum: date | None = None


_EENHEID = {
    MINUUT: ("minuut", "minuten"),
    UUR: ("uur", "uur"),
    ETMAAL: ("etmaal", "etmalen"),
    DAGDEEL: ("dagdeel", "dagdelen"),
    OUTPUT: ("stuk", "stuks"),
    INSPANNING: ("stuk", "stuks"),
}
_FREQUENTIE = {PER_DAG: "per dag", PER_WEEK: "per week", PER_MAAND: "per maand", TOTAAL: "in totaal"}


@dataclass(frozen=True, slots=True)
class Omvang:
    """How much care: a volume (cents for unit 83) in a unit of WJ756 per frequency of WMO757."""

    volume: int
    eenheid: str
    frequentie: str

    @property
    def tekst(self) -> str:
        """The extent as people read it: "4 uur per week", "90 minuten per dag", "€ 500,00 in totaal"."""
        if self.eenheid == EURO:
            return f"{euros(self.volume)} {_FREQUENTIE[self.frequentie]}"
        one, more = _EENHEID[self.eenheid]
        return f"{number(self.volume)} {one if self.volume == 1 else more} {_FREQUENTIE[self.frequentie]}"


@dataclass(frozen=True, slots=True)
class NewToewijzing:
    """An allocation to be granted; `einddatum` is the last day, None when there is none yet."""

    persoon_id: UUID
    aanbieder_id: UUID
    product_id: UUID
    wet: Wet
    volume: int
    eenheid: str
    frequentie: str
    ingangsdatum: date
    einddatum: date | None
    grond: Grond
    id: UUID = field(default_factory=new_id)

    @property
    def omvang(self) -> Omvang:
        """The extent."""
        return Omvang(self.volume, self.eenheid, self.frequentie)


@dataclass(frozen=True, slots=True)
class LoadedToewijzing:
    """An allocation to be loaded with the state it has reached.

    `toewijzingsdatum` is the day it was last sent (None for a concept), `begindatum` the day care started and
    `start_gemeld_op` the day that was reported, None while there is no start.
    """

    new: NewToewijzing
    contract_id: UUID
    toewijzingnummer: int
    status: Toewijzingstatus
    toewijzingsdatum: date | None
    toewijzingstijd: time = time(9)
    reden_wijziging: str = ""
    begindatum: date | None = None
    start_gemeld_op: date | None = None


@dataclass(frozen=True, slots=True)
class ToewijzingRow:
    """An allocation as pages and other rooms see it; `begindatum` is the day care started, None while it has not."""

    id: UUID
    wet: Wet
    toewijzingnummer: int
    persoon_id: UUID
    aanbieder_id: UUID
    aanbiedernaam: str
    agb: str
    contract_id: UUID
    contractnummer: str
    product_id: UUID
    productnaam: str
    trede: str
    productcategorie: str
    productcode: str
    omvang: Omvang
    ingangsdatum: date
    einddatum: date | None
    grond: Grond
    status: Toewijzingstatus
    reden_wijziging: str
    toewijzingsdatum: date | None
    begindatum: date | None

    @property
    def verwijderd(self) -> bool:
        """It was taken back and counts as never sent (RedenWijziging 13)."""
        return self.reden_wijziging == VERWIJDERD

    def loopt_op(self, day: date) -> bool:
        """Whether `day` lies in its period and it was not taken back."""
        ended = self.einddatum is not None and self.einddatum < day
        return self.ingangsdatum <= day and not ended and not self.verwijderd


@dataclass(frozen=True, slots=True)
class ToewijzingPage:
    """One page of allocations; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[ToewijzingRow, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class NietGestart:
    """An allocation of which no start was reported in time; `uiterlijk` was the last day for it."""

    toewijzing_id: UUID
    toewijzingnummer: int
    persoon_id: UUID
    aanbiedernaam: str
    productnaam: str
    ingangsdatum: date
    uiterlijk: date


@dataclass(frozen=True, slots=True)
class Signaaltermijn:
    """After how many working days without a reported start an allocation becomes a signal, from `vanaf` on."""

    werkdagen: int
    vanaf: date
    bron: str


# Where a municipality has set no term of its own, that of the standard holds.
STARTTERMIJN = Signaaltermijn(5, date(2015, 1, 1), "iWmo en iJw 3.2, OP271")


@dataclass(frozen=True, slots=True)
class ToewijzingFact:
    """An allocation for the monitor; a caller that writes it to a file replaces both ids by pseudonyms."""

    id: UUID
    persoon_id: UUID
    wet: str
    productcategorie: str
    productnaam: str
    trede: str
    grond: str
    status: str
    aanbiedernaam: str
    ingangsdatum: date
    einddatum: date | None
    begindatum: date | None


@dataclass(frozen=True, slots=True)
class ToewijzingVerstuurd:
    """An allocation was sent to its provider with a 301: new, or changed when `reden_wijziging` is filled.

    `boven_plafond` names the years in which the contract's ceiling is passed.
    """

    gemeente: str
    account_id: UUID
    toewijzing_id: UUID
    persoon_id: UUID
    toewijzingnummer: int
    wet: Wet
    grond_soort: Grondsoort
    grond_nummer: str
    aanbieder_id: UUID
    aanbiedernaam: str
    product_id: UUID
    productnaam: str
    omvang: Omvang
    ingangsdatum: date
    einddatum: date | None
    verstuurd_op: date
    bericht_id: int
    boven_plafond: tuple[int, ...] = ()
    reden_wijziging: str = ""


@dataclass(frozen=True, slots=True)
class Afwijzing:
    """One allocation that the provider refused, with the codes of WJ001 at it or above it."""

    toewijzing_id: UUID
    persoon_id: UUID
    toewijzingnummer: int
    grond_soort: Grondsoort
    grond_nummer: str
    retourcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToewijzingAfgewezen:
    """The provider refused a 301: nothing in it counts as sent (OP286). One event per 302."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    aanbiedernaam: str
    toewijzingen: tuple[Afwijzing, ...]


@dataclass(frozen=True, slots=True)
class GestarteHulp:
    """A start in an accepted 305."""

    toewijzing_id: UUID
    persoon_id: UUID
    toewijzingnummer: int
    grond_soort: Grondsoort
    grond_nummer: str
    productnaam: str
    begindatum: date


@dataclass(frozen=True, slots=True)
class HulpGestart:
    """A provider reported starts, or took starts back (`ingetrokken`). One event per accepted 305."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    aanbiedernaam: str
    gemeld_op: date
    starts: tuple[GestarteHulp, ...]
    ingetrokken: tuple[GestarteHulp, ...] = ()


def minutes_of(text: str) -> int:
    """Read a duration as people write it, "4:30" or "4", and give minutes; raises `ValueError` with a text for the user."""
    hours, colon, minutes = text.strip().partition(":")
    plausible = hours.isascii() and hours.isdigit() and len(hours) <= 5
    if not plausible or (
        colon and not (len(minutes) == 2 and minutes.isascii() and minutes.isdigit() and minutes < "60")
    ):
        raise ValueError("Deze tijd kunnen we niet lezen. Schrijf uren en minuten zo: 4:30.")
    return int(hours) * 60 + (int(minutes) if colon else 0)


def hours_and_minutes(minutes: int) -> str:
    """Write minutes as hours and minutes: 270 becomes "4:30"."""
    return f"{minutes // 60}:{minutes % 60:02d}"
