"""Values of the toewijzingen room: states, grounds, extent, delivery and rows.

Money is integer euro cents. `einddatum` is the last day, as in the message standard; periods inside are half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.backoffice.berichten.codec.eenheden import amount
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.core.eenheden import PER_DAG, PER_MAAND, PER_WEEK, TOTAAL
from keukentafel.core.ids import new_id
from keukentafel.core.money import euros
from keukentafel.core.period import Period

VERWIJDERD = "13"
# JZ002 and WMO002: why an end date is changed. 01 has expired (CS336) and 13 takes an allocation back (CS335).
REDENEN_WIJZIGING = frozenset({"02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "14"})
# JZ002 and WMO002: a change that the provider asked for (317).
DOOR_AANBIEDER = "12"
# JZ588 and WMO588: the care stops for a time.
TIJDELIJK = "20"


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
        return f"{amount(self.volume, self.eenheid)} {_FREQUENTIE[self.frequentie]}"


class Variant(StrEnum):
    """How much of the product an allocation fixes: category and code, the category alone, or nothing but a budget (IV075)."""

    SPECIFIEK = "specifiek"
    ASPECIFIEK = "aspecifiek"
    GENERIEK = "generiek"


class Hulpstand(StrEnum):
    """Where the care of an allocation stands, by the starts (305) and stops (307) that count."""

    NIET_GESTART = "niet gestart"
    GESTART = "gestart"
    TIJDELIJK_GESTOPT = "tijdelijk gestopt"
    GESTOPT = "gestopt"


class Mist(StrEnum):
    """The report that a provider should have sent: every start and every end is reported (OP288, OP295)."""

    START = "start"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Hulp:
    """The delivery that holds now: `begindatum` of the last start, and the last day and reason of the stop that followed it."""

    begindatum: date | None = None
    gestopt_op: date | None = None
    reden_beeindiging: str = ""

    @property
    def stand(self) -> Hulpstand:
        """What that comes to."""
        if self.begindatum is None:
            return Hulpstand.NIET_GESTART
        if self.gestopt_op is None:
            return Hulpstand.GESTART
        return Hulpstand.TIJDELIJK_GESTOPT if self.reden_beeindiging == TIJDELIJK else Hulpstand.GESTOPT


@dataclass(frozen=True, slots=True)
class Beslag:
    """What an allocation lays claim to: a product, a whole category (no `code`) or everything (no `categorie`), and when (TR302)."""

    categorie: str
    code: str
    periode: Period


@dataclass(frozen=True, slots=True)
class NewToewijzing:
    """An allocation to be granted; `einddatum` is the last day, None when there is none yet.

    Specific: a product with its extent. Aspecific: `product_id` None and a `productcategorie`, with or without a `budget` in cents.
    Generic: a budget alone. Without a product there is no extent: `volume` 0 and the two codes empty.
    """

    persoon_id: UUID
    aanbieder_id: UUID
    product_id: UUID | None
    wet: Wet
    volume: int
    eenheid: str
    frequentie: str
    ingangsdatum: date
    einddatum: date | None
    grond: Grond
    id: UUID = field(default_factory=new_id)
    productcategorie: str = ""
    budget: int | None = None

    @property
    def omvang(self) -> Omvang | None:
        """The extent, None when it is not specific."""
        return Omvang(self.volume, self.eenheid, self.frequentie) if self.eenheid else None

    @property
    def variant(self) -> Variant:
        """How much of the product it fixes."""
        if self.product_id is not None:
            return Variant.SPECIFIEK
        return Variant.ASPECIFIEK if self.productcategorie else Variant.GENERIEK


@dataclass(frozen=True, slots=True)
class Wijziging:
    """What a running allocation becomes from `ingangsdatum` on: its last day, and the extent or budget in cents it has then."""

    toewijzing_id: UUID
    ingangsdatum: date
    einddatum: date | None
    omvang: Omvang | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class LoadedToewijzing:
    """An allocation to be loaded with the state it has reached.

    `toewijzingsdatum` is the day it was last sent (None for a concept), `begindatum` the day care started and
    `start_gemeld_op` the day that was reported, None while there is no start; the last three say the same of a stop after it.
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
    gestopt_op: date | None = None
    reden_beeindiging: str = ""
    stop_gemeld_op: date | None = None


@dataclass(frozen=True, slots=True)
class ToewijzingRow:
    """An allocation as pages and other rooms see it; `begindatum` is the day care started, None while it has not.

    An aspecific one has no `product_id` and no `productcode`, a generic one no `productcategorie` either; `productnaam` is filled always.
    `gestopt_op` and `reden_beeindiging` are of the stop after that start.
    """

    id: UUID
    wet: Wet
    toewijzingnummer: int
    persoon_id: UUID
    aanbieder_id: UUID
    aanbiedernaam: str
    agb: str
    contract_id: UUID
    contractnummer: str
    product_id: UUID | None
    productnaam: str
    trede: str
    productcategorie: str
    productcode: str
    omvang: Omvang | None
    ingangsdatum: date
    einddatum: date | None
    grond: Grond
    status: Toewijzingstatus
    reden_wijziging: str
    toewijzingsdatum: date | None
    begindatum: date | None
    gestopt_op: date | None = None
    reden_beeindiging: str = ""
    budget: int | None = None

    @property
    def hulp(self) -> Hulp:
        """The delivery that holds now."""
        return Hulp(self.begindatum, self.gestopt_op, self.reden_beeindiging)

    @property
    def hoeveel(self) -> str:
        """How much as people read it: the extent, the budget, or that neither was fixed."""
        return how_much(self.omvang, self.budget)

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
class Taakhulp:
    """Help that a provider with a task began without an allocation, as it reported it; `bericht_id` is the message of the start."""

    id: int
    aanbiedernaam: str
    productnaam: str
    hulp: Hulp
    gemeld_op: date
    bericht_id: int | None


@dataclass(frozen=True, slots=True)
class TaakhulpPage:
    """One page of it; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[Taakhulp, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class NietGemeld:
    """An allocation of which the provider did not report a start or an end in time.

    `sinds` is the day from which the term was counted: the later of first day and sending, or the last day. `uiterlijk` was the last
    day for the report.
    """

    toewijzing_id: UUID
    toewijzingnummer: int
    aanbiedernaam: str
    productnaam: str
    mist: Mist
    sinds: date
    uiterlijk: date


@dataclass(frozen=True, slots=True)
class Signaaltermijn:
    """After how many working days without a report an allocation becomes a signal, from `vanaf` on (OP271, OP272)."""

    werkdagen: int
    vanaf: date
    bron: str


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
    gestopt_op: date | None


def how_much(omvang: Omvang | None, budget: int | None) -> str:
    """An extent or a budget as people read it."""
    if omvang is not None:
        return omvang.tekst
    return "zonder vaste omvang" if budget is None else f"tot {euros(budget)}"


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
