"""Values of the verzoeken room: what was asked, by whom it was referred, where it stands, and the events.

One request is what one ReferentieAanbieder stands for: a product of a 315, or a whole 317. Money is integer euro cents; `einddatum` is
the last day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang, how_much
from keukentafel.core.ids import new_id

# WJ759: the reason that names another gemeente as responsible.
WOONPLAATS = "8"
# COD327: who refers.
GEMEENTE, RECHTER = "01", "08"


class Verzoeksoort(StrEnum):
    """What is asked: an allocation (315) or a change of what runs (317)."""

    TOEWIJZING = "toewijzing"
    WIJZIGING = "wijziging"


class Verzoekstatus(StrEnum):
    """How far the decision is. A final answer is a 301 (toegewezen) or a 319 that refuses (afgewezen)."""

    ONTVANGEN = "ontvangen"
    IN_ONDERZOEK = "in onderzoek"
    TOEGEWEZEN = "toegewezen"
    AFGEWEZEN = "afgewezen"


_S = Verzoekstatus
OPEN = frozenset({_S.ONTVANGEN, _S.IN_ONDERZOEK})
# A 319 that the provider refuses (320) counts as never sent (OP286): then the request stands where it stood before.
TRANSITIONS: Mapping[Verzoekstatus, frozenset[Verzoekstatus]] = MappingProxyType(
    {
        _S.ONTVANGEN: frozenset({_S.IN_ONDERZOEK, _S.TOEGEWEZEN, _S.AFGEWEZEN}),
        _S.IN_ONDERZOEK: frozenset({_S.ONTVANGEN, _S.TOEGEWEZEN, _S.AFGEWEZEN}),
        _S.TOEGEWEZEN: frozenset(),
        _S.AFGEWEZEN: frozenset({_S.ONTVANGEN, _S.IN_ONDERZOEK}),
    }
)


class Antwoordstatus(StrEnum):
    """What became of a 319: sent, confirmed or refused by the provider (320)."""

    VERSTUURD = "verstuurd"
    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"


_A = Antwoordstatus
ANTWOORD_TRANSITIONS: Mapping[Antwoordstatus, frozenset[Antwoordstatus]] = MappingProxyType(
    {
        _A.VERSTUURD: frozenset({_A.BEVESTIGD, _A.AFGEWEZEN}),
        _A.BEVESTIGD: frozenset(),
        _A.AFGEWEZEN: frozenset(),
    }
)


class Regelsoort(StrEnum):
    """What a line of a request asks: a product (315), or that one stays, changes or is added (317)."""

    AANGEVRAAGD = "aangevraagd"
    ONGEWIJZIGD = "ongewijzigd"
    TE_WIJZIGEN = "te wijzigen"
    NIEUW = "nieuw"


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """Who referred (COD327), with the AGB code or name, or the number and date of an open decision."""

    type: str
    naam: str = ""
    agb: str = ""
    beschikkingnummer: int | None = None
    beschikking_op: date | None = None


@dataclass(frozen=True, slots=True)
class Regel:
    """One product of a request as it was asked; `toewijzing_id` for one that stays or changes."""

    soort: Regelsoort
    productcategorie: str
    productcode: str
    productnaam: str
    omvang: Omvang | None
    budget: int | None
    ingangsdatum: date
    einddatum: date | None
    product_id: UUID | None = None
    toewijzing_id: UUID | None = None
    toewijzingnummer: int | None = None

    @property
    def hoeveel(self) -> str:
        """How much as people read it."""
        return how_much(self.omvang, self.budget)


@dataclass(frozen=True, slots=True)
class VerzoekRow:
    """A request in the list; `uiterlijk` is the last day for the next answer, None when it has its final one."""

    id: UUID
    wet: Wet
    soort: Verzoeksoort
    persoon_id: UUID
    aanbieder_id: UUID | None
    aanbiedernaam: str
    agb: str
    referentieaanbieder: str
    bericht_id: int | None
    dagtekening: date
    ontvangen_op: date
    status: Verzoekstatus
    uiterlijk: date | None
    hulp: str

    @property
    def open(self) -> bool:
        """It waits for a decision."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class AntwoordRow:
    """A 319 that was sent; `reden` and `woonplaats` only of a refusal."""

    antwoord: str
    reden: str
    woonplaats: str
    status: Antwoordstatus
    gegeven_op: date
    bericht_id: int | None


@dataclass(frozen=True, slots=True)
class VerzoekDetail:
    """A request with its lines, its referral and what was answered, oldest first.

    `gezagsdrager_bekend` is what the provider says of custody (Jeugdwet only), `reden_verzoek` a code of WJ758 (317 only),
    `uit_bericht` that the client was registered from this message.
    """

    row: VerzoekRow
    regels: tuple[Regel, ...]
    verwijzing: Verwijzing | None
    antwoorden: tuple[AntwoordRow, ...]
    reden_verzoek: str
    gezagsdrager_bekend: bool | None
    commentaar: str
    uit_bericht: bool


@dataclass(frozen=True, slots=True)
class VerzoekPage:
    """One page of requests; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[VerzoekRow, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class LoadedVerzoek:
    """A request to be loaded in the state it has reached; `antwoorden` are those that were sent on it, oldest first."""

    wet: Wet
    soort: Verzoeksoort
    persoon_id: UUID
    aanbieder_id: UUID
    aanbiedernaam: str
    agb: str
    referentieaanbieder: str
    dagtekening: date
    ontvangen_op: date
    status: Verzoekstatus
    regels: tuple[Regel, ...]
    verwijzing: Verwijzing | None = None
    antwoorden: tuple[AntwoordRow, ...] = ()
    reden_verzoek: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class GevraagdeHulp:
    """What one request of a message asks for, in words."""

    verzoek_id: UUID
    productnaam: str
    product_id: UUID | None
    hoeveel: str
    ingangsdatum: date


@dataclass(frozen=True, slots=True)
class VerzoekOntvangen:
    """A provider asked for help for a client, and the request can be decided. One event per message."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    wet: Wet
    soort: Verzoeksoort
    persoon_id: UUID
    aanbieder_id: UUID | None
    aanbiedernaam: str
    dagtekening: date
    ontvangen_op: date
    verwijzing: Verwijzing | None
    hulp: tuple[GevraagdeHulp, ...]


@dataclass(frozen=True, slots=True)
class VerzoekBeantwoord:
    """The municipality answered a request: it grants, refuses or looks into it. `reden` is the refusal in words.

    `teruggedraaid` when the provider refused the answer, and the request stands where it stood before.
    """

    gemeente: str
    account_id: UUID
    verzoek_id: UUID
    soort: Verzoeksoort
    wet: Wet
    persoon_id: UUID
    aanbiedernaam: str
    hulp: str
    status: Verzoekstatus
    reden: str = ""
    toewijzing_ids: tuple[UUID, ...] = ()
    teruggedraaid: bool = False
