"""Values of the declaraties room: states, causes, rows, loads and what happened.

Money is integer euro cents, credit negative. Periods are half-open (`core.period.Period`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst as Uitkomst
from keukentafel.backoffice.berichten.domain.berichten import KetenRow
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.core.errors import Conflict, NotFound, Refusal
from keukentafel.core.ids import new_id
from keukentafel.core.period import Period


class Declaratiestatus(StrEnum):
    """Where a declaration stands: it came in, a person must judge a line, it was answered, or it was refused whole."""

    ONTVANGEN = "ontvangen"
    WACHT_OP_MENS = "wacht op mens"
    BEANTWOORD = "beantwoord"
    GEWEIGERD = "geweigerd"


_S = Declaratiestatus
TRANSITIONS: Mapping[Declaratiestatus, frozenset[Declaratiestatus]] = MappingProxyType(
    {
        _S.ONTVANGEN: frozenset({_S.WACHT_OP_MENS, _S.BEANTWOORD, _S.GEWEIGERD}),
        _S.WACHT_OP_MENS: frozenset({_S.BEANTWOORD}),
        _S.BEANTWOORD: frozenset(),
        _S.GEWEIGERD: frozenset(),
    }
)


class Oorzaak(StrEnum):
    """What is wrong with a line, in the groups in which people work through them."""

    PRIJS = "prijs"
    PERIODE = "periode"
    HOEVEELHEID = "hoeveelheid"
    DUBBEL = "dubbel"
    OVERIG = "overig"


class Klasse(StrEnum):
    """At which class of the message a finding was made: the client, which takes all its lines along, or the line itself."""

    CLIENT = "client"
    PRESTATIE = "prestatie"


@dataclass(frozen=True, slots=True)
class NewOordeelregel:
    """That lines which break a rule of the standard wait for a person from `vanaf` up to, not including, `tot`."""

    regel: str
    vanaf: date
    tot: date | None
    bron: str


class VerwerktePersoon(NamedTuple):
    """What was decided on the lines of one person: cents granted and refused, credits taken off; None when no line was."""

    persoon_id: UUID
    toegekend: int | None = None
    afgewezen: int | None = None


@dataclass(frozen=True, slots=True)
class DeclaratieVerwerkt:
    """Lines of one declaration were decided, automatically on receipt or by a person; `maand` is the first day of its month.

    Holds only what was decided in this act on lines of a known person and allocation.
    """

    gemeente: str
    account_id: UUID
    declaratie_id: UUID
    aanbiedernaam: str
    maand: date
    personen: tuple[VerwerktePersoon, ...]


@dataclass(frozen=True, slots=True)
class NewRegel:
    """A line to be loaded with its judgement.

    `tarief` is None when the line names none. `uitkomst` is toegekend, afgewezen or voorgelegd; `regel` is the rule that was
    broken and `retourcode` its code, both empty when granted. `volume` is in cents for unit 83.
    """

    persoon_id: UUID
    toewijzing_id: UUID
    toewijzingnummer: int
    productcategorie: str
    productcode: str
    periode: Period
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    referentienummer: str
    uitkomst: Uitkomst
    regel: str = ""
    retourcode: str = ""
    reden: str = ""
    vorigreferentienummer: str | None = None


@dataclass(frozen=True, slots=True)
class NewDeclaratie:
    """A declaration to be loaded with its lines; the messages 323 and, when it was answered, 325 are made from it.

    No messages are made for a law whose messages the codec does not know. `declaratienummer` is also the identification of the 323.
    `maand` is the first day of its month; `beantwoord_op` is None while it waits.
    """

    aanbieder_agb: str
    aanbiedernaam: str
    wet: Wet
    declaratienummer: str
    maand: date
    dagtekening: date
    ontvangen_op: date
    antwoord_uiterlijk: date
    beantwoord_op: date | None
    regels: tuple[NewRegel, ...]
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class DeclaratieRow:
    """A declaration in the list; `wacht` is the number of lines that wait for a person."""

    id: UUID
    aanbieder_agb: str
    aanbiedernaam: str
    wet: Wet
    declaratienummer: str
    maand: date
    status: Declaratiestatus
    ontvangen_op: date
    antwoord_uiterlijk: date
    beantwoord_op: date | None
    regels: int
    wacht: int
    ingediend: int
    toegekend: int
    reden: str


@dataclass(frozen=True, slots=True)
class DeclaratiePage:
    """One page of declarations; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[DeclaratieRow, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class RegelRow:
    """A line in the list of a declaration, with what was decided last."""

    id: int
    volgnummer: int
    toewijzingnummer: int
    productcategorie: str
    productcode: str
    periode: Period
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    referentienummer: str
    uitkomst: Uitkomst
    retourcodes: tuple[str, ...]
    reden: str


@dataclass(frozen=True, slots=True)
class RegelPage:
    """Lines of one page; `next` is the volgnummer after which the next page starts, None at the end."""

    rows: tuple[RegelRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class WachtendeRegel:
    """A line that waits for a person, in the list; `toewijzingnummer` is None for who judges on figures alone."""

    id: int
    declaratie_id: UUID
    aanbiedernaam: str
    toewijzingnummer: int | None
    periode: Period
    oorzaak: Oorzaak
    regel: str
    retourcodes: tuple[str, ...]
    reden: str
    bedrag: int
    antwoord_uiterlijk: date


@dataclass(frozen=True, slots=True)
class WachtPage:
    """Waiting lines of one page; `next` is the id of the last row, None at the end."""

    rows: tuple[WachtendeRegel, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A number of lines and the sum of their amounts."""

    aantal: int = 0
    bedrag: int = 0


@dataclass(frozen=True, slots=True)
class Kopcijfers:
    """The figures above the list: what waits, by cause, and what was granted by itself on the day."""

    wacht: Telling
    per_oorzaak: tuple[tuple[Oorzaak, Telling], ...]
    vanzelf_goedgekeurd: Telling


@dataclass(frozen=True, slots=True)
class ToewijzingCijfers:
    """What was allocated: extent in words, period, and what was granted on it before."""

    id: UUID | None
    toewijzingnummer: int
    productnaam: str
    omvang: str
    ingangsdatum: date
    einddatum: date | None
    contractnummer: str
    goedgekeurd: int


@dataclass(frozen=True, slots=True)
class OordeelRow:
    """One judgement of a line; `door` is the name of the person, empty when it went by itself."""

    uitkomst: Uitkomst
    retourcodes: tuple[str, ...]
    reden: str
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class RegelDetail:
    """One line with everything a person needs to judge it.

    `contracttarief` is the price agreed for this product, unit and first day, None when there is none. `zelfde_oorzaak` counts
    the waiting lines of this provider that break the same rule, this one included.
    """

    id: int
    declaratie_id: UUID
    bericht_id: int | None
    aanbiedernaam: str
    declaratienummer: str
    maand: date
    antwoord_uiterlijk: date
    persoon_id: UUID | None
    toewijzingnummer: int
    productcategorie: str
    productcode: str
    periode: Period
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    referentienummer: str
    vorigreferentienummer: str | None
    oorzaak: Oorzaak
    regels: tuple[str, ...]
    oordelen: tuple[OordeelRow, ...]
    wacht: bool
    contracttarief: int | None
    toewijzing: ToewijzingCijfers | None
    zelfde_oorzaak: int
    keten: tuple[KetenRow, ...]


def without_person(detail: RegelDetail) -> RegelDetail:
    """The same line with nothing in it that leads to its resident: no allocation number, no reference, no message."""
    allocation = detail.toewijzing
    return replace(
        detail,
        persoon_id=None,
        bericht_id=None,
        toewijzingnummer=0,
        referentienummer="",
        vorigreferentienummer=None,
        toewijzing=replace(allocation, id=None, toewijzingnummer=0) if allocation else None,
        keten=(),
    )


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """What an act of judging did: how many lines, their sum in cents, and which declarations were answered because of it."""

    aantal: int
    bedrag: int
    beantwoord: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Berichtregels:
    """The lines of one declaration message about one allocation: how many, asked and granted so far in euro cents (credit negative)."""

    aantal: int
    gevraagd: int
    toegekend: int


@dataclass(frozen=True, slots=True)
class DeclaratieFact:
    """A line for the monitor; a caller that writes it to a file replaces the ids by pseudonyms."""

    persoon_id: UUID | None
    toewijzing_id: UUID | None
    wet: str
    productcategorie: str
    productcode: str
    aanbiedernaam: str
    van: date
    bedrag: int
    uitkomst: str


class DeclaratieNotFound(NotFound):
    """There is no such declaration, or the actor may not know of it."""

    def __init__(self) -> None:
        super().__init__("Deze declaratie is er niet. Ga terug naar de lijst met declaraties.")


class RegelNotFound(NotFound):
    """There is no such line, or the actor may not see it."""

    def __init__(self) -> None:
        super().__init__("Deze regel is er niet. Ga terug naar de lijst met declaraties.")


class ReasonMissing(Refusal):
    """To grant a line that breaks a rule, a reason is needed."""

    def __init__(self) -> None:
        super().__init__("Schrijf op waarom je deze regel toch goedkeurt.", field="reden")


class AlreadyJudged(Conflict):
    """Somebody judged the line in between; says who and how."""

    def __init__(self, door: str, uitkomst: Uitkomst) -> None:
        who = door or "Keukentafel"
        done = "goedgekeurd" if uitkomst is Uitkomst.TOEGEKEND else "afgekeurd"
        super().__init__(
            f"{who} heeft deze regel al {done}. Vernieuw de pagina om de volgende regel te zien."
        )
