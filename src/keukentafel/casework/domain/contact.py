"""Values of the first contact, the dossier and the melding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.core.errors import NotAllowed
from keukentafel.people.domain import NewPersoon


class Wet(StrEnum):
    """The law under which a melding is taken up."""

    WMO = "wmo"
    JEUGDWET = "jeugdwet"
    PARTICIPATIEWET = "participatiewet"
    SCHULDHULP = "schuldhulp"


class Kanaal(StrEnum):
    """How a question came in."""

    TELEFOON = "telefoon"
    INLOOP = "inloop"
    ONLINE = "online"
    IEMAND_ANDERS = "iemand anders"
    WIJ_GINGEN_LANGS = "wij gingen langs"


class Herkomst(StrEnum):
    """Whether the resident came, was reported by somebody else, or was found."""

    ZELF = "zelf"
    GEMELD = "gemeld"
    GEVONDEN = "gevonden"


class Toestemming(StrEnum):
    """Whether the resident agreed to a report by somebody else; empty when nobody else reported."""

    NVT = ""
    JA = "ja"
    NEE = "nee"
    NIET_GEVRAAGD = "niet gevraagd"


class ContactUitkomst(StrEnum):
    """What happens with a question: answered and done, taken up as a melding, or not for the municipality."""

    METEEN_BEANTWOORD = "meteen beantwoord"
    MELDING = "melding"
    NIET_VOOR_ONS = "niet voor ons"


class DossierStatus(StrEnum):
    """Where the work with a person stands."""

    NIEUW = "nieuw"
    IN_GESPREK = "in gesprek"
    HULP_LOOPT = "hulp loopt"
    EVEN_NIETS_DOEN = "even niets doen"
    AFGESLOTEN = "afgesloten"


class MeldingStatus(StrEnum):
    """Where a melding stands between receipt and the end of the onderzoek (Wmo 2015 art. 2.3.2)."""

    ONTVANGEN = "ontvangen"
    BEVESTIGD = "bevestigd"
    IN_ONDERZOEK = "in onderzoek"
    VERSLAG_VERSTREKT = "verslag verstrekt"
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken"


_M = MeldingStatus
MELDING_STAPPEN: Mapping[MeldingStatus, frozenset[MeldingStatus]] = MappingProxyType(
    {
        _M.ONTVANGEN: frozenset({_M.BEVESTIGD, _M.IN_ONDERZOEK, _M.INGETROKKEN}),
        _M.BEVESTIGD: frozenset({_M.IN_ONDERZOEK, _M.INGETROKKEN}),
        _M.IN_ONDERZOEK: frozenset({_M.VERSLAG_VERSTREKT, _M.INGETROKKEN}),
        _M.VERSLAG_VERSTREKT: frozenset({_M.AFGEROND, _M.INGETROKKEN}),
        _M.AFGEROND: frozenset(),
        _M.INGETROKKEN: frozenset(),
    }
)

_D = DossierStatus
DOSSIER_STAPPEN: Mapping[DossierStatus, frozenset[DossierStatus]] = MappingProxyType(
    {
        _D.NIEUW: frozenset({_D.IN_GESPREK, _D.AFGESLOTEN}),
        _D.IN_GESPREK: frozenset({_D.NIEUW, _D.HULP_LOOPT, _D.EVEN_NIETS_DOEN, _D.AFGESLOTEN}),
        _D.HULP_LOOPT: frozenset({_D.NIEUW, _D.IN_GESPREK, _D.EVEN_NIETS_DOEN, _D.AFGESLOTEN}),
        _D.EVEN_NIETS_DOEN: frozenset({_D.NIEUW, _D.IN_GESPREK, _D.HULP_LOOPT, _D.AFGESLOTEN}),
        _D.AFGESLOTEN: frozenset({_D.NIEUW}),
    }
)


class GeslotenDossier(NotAllowed):
    """The dossier exists and is closed to this actor: another team, a shielded file, or their own household."""

    def __init__(self, *, dossier_id: UUID, persoon_id: UUID) -> None:
        super().__init__(
            "Dit dossier is voor jou gesloten. Heb je het voor je werk nodig? Vraag het de teamleider van dit dossier."
        )
        self.dossier_id = dossier_id
        self.persoon_id = persoon_id


class GeslotenReden(StrEnum):
    """Why a dossier is closed to somebody."""

    EIGEN = "eigen"
    AFGESCHERMD = "afgeschermd"
    ANDER_TEAM = "ander team"


@dataclass(frozen=True, slots=True)
class GeslotenRow:
    """A closed dossier as somebody sees it who may not open it: why, whose team it is, and never of whom."""

    dossier_id: UUID
    om: GeslotenReden
    teamnaam: str


@dataclass(frozen=True, slots=True)
class NewContact:
    """A question to be registered.

    `persoon_id` is somebody already known, `persoon` somebody new; both None leaves the resident unnamed (not for a
    melding). `kaart_id` and `kaart_naam` name the entry of the sociale kaart that was the answer. The last three say
    that the resident was pointed out their rights on the spot, and that the receipt was confirmed there and then.
    """

    vraag: str
    kanaal: Kanaal
    uitkomst: ContactUitkomst
    herkomst: Herkomst = Herkomst.ZELF
    persoon_id: UUID | None = None
    persoon: NewPersoon | None = None
    wijk_id: UUID | None = None
    thema: str = ""
    antwoord: str = ""
    kaart_id: UUID | None = None
    kaart_naam: str = ""
    spoed: bool = False
    melder: str = ""
    toestemming: Toestemming = Toestemming.NVT
    wet: Wet = Wet.WMO
    ontvangen_op: date | None = None
    clientondersteuning_gewezen: bool = False
    persoonlijk_plan_gewezen: bool = False
    bevestigd: bool = False


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A registered contact; the last five are empty unless it became a melding."""

    id: UUID
    uitkomst: ContactUitkomst
    persoon_id: UUID | None
    melding_id: UUID | None = None
    dossier_id: UUID | None = None
    dossiernummer: str = ""
    teamnaam: str = ""
    onderzoek_uiterlijk: date | None = None


@dataclass(frozen=True, slots=True)
class Rechten:
    """What was told to the resident before the onderzoek; None leaves a date as it is.

    `plan_ontvangen` means that a persoonlijk plan was handed in.
    """

    clientondersteuning: bool = False
    clientondersteuner: str = ""
    persoonlijk_plan: bool = False
    plan_ontvangen: bool = False


@dataclass(frozen=True, slots=True)
class MeldingRow:
    """A melding with its clocks."""

    id: UUID
    dossier_id: UUID
    wet: Wet
    thema: str
    status: MeldingStatus
    spoed: bool
    ontvangen_op: date
    bevestigen_uiterlijk: date
    bevestigd_op: date | None
    clientondersteuning_gewezen_op: date | None
    clientondersteuner: str
    persoonlijk_plan_gewezen_op: date | None
    persoonlijk_plan_ontvangen_op: date | None
    onderzoek_uiterlijk: date


@dataclass(frozen=True, slots=True)
class DossierRow:
    """The cover of a dossier."""

    id: UUID
    nummer: str
    persoon_id: UUID
    status: DossierStatus
    geopend_op: date
    team_id: UUID
    teamnaam: str
    behandelaar_id: UUID | None
    behandelaarnaam: str
