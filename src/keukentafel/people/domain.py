"""Values of the people room."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from keukentafel.core.errors import NotAllowed
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import Rol
from keukentafel.platform.audit.domain import Kijktelling


class Geslacht(StrEnum):
    """Sex as the message standard codes it (COD046)."""

    ONBEKEND = "0"
    MAN = "1"
    VROUW = "2"


class Herkenning(StrEnum):
    """By what somebody was found at first contact."""

    BSN = "bsn"
    NAAM_EN_GEBOORTEDATUM = "naam en geboortedatum"
    ADRES = "adres"


class Noodstand(StrEnum):
    """Where an emergency entry stands."""

    LOOPT = "loopt"
    AFGELOPEN = "afgelopen"
    BEOORDEELD = "beoordeeld"


class Noodoordeel(StrEnum):
    """What the reviewer thought of an emergency entry."""

    GERECHTVAARDIGD = "gerechtvaardigd"
    NIET_GERECHTVAARDIGD = "niet gerechtvaardigd"


class Gezagsoort(StrEnum):
    """On what ground somebody has custody of a minor (BW 1:245): as parent, as guardian, beside a parent, or the youth alone.

    `NIET_TE_BEPALEN` says that somebody looked and that it cannot be told now, as when a court has still to appoint a guardian.
    """

    OUDER = "ouder"
    VOOGD = "voogd"
    ANDER = "ander"
    JEUGDIGE = "jeugdige"
    NIET_TE_BEPALEN = "niet te bepalen"


class GeslotenInwoner(NotAllowed):
    """The person exists and is closed to this actor: shielded, or of their own household."""

    def __init__(self, persoon_id: UUID) -> None:
        super().__init__(
            "De gegevens van deze inwoner zijn voor jou gesloten. Vraag een collega om dit te doen."
        )
        self.persoon_id = persoon_id


@dataclass(frozen=True, slots=True)
class Adres:
    """A postal address in the Netherlands."""

    straat: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    toevoeging: str = ""
    postcode: str = ""
    woonplaats: str = ""

    @property
    def regel(self) -> str:
        """Street and house number on one line; empty when unknown."""
        number = f"{self.huisnummer or ''}{self.huisletter}"
        return " ".join(part for part in (self.straat, number, self.toevoeging) if part)


@dataclass(frozen=True, slots=True)
class NewPersoon:
    """Somebody to be registered; everything but a name may be left empty."""

    geslachtsnaam: str
    voornamen: str = ""
    voorvoegsel: str = ""
    bsn: str | None = None
    geboortedatum: date | None = None
    geslacht: Geslacht = Geslacht.ONBEKEND
    adres: Adres = Adres()
    telefoon: str = ""
    wijk_id: UUID | None = None
    huishouden_id: UUID | None = None
    afgeschermd: bool = False
    geheim_adres: bool = False
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class NewGezag:
    """Who has custody of `persoon_id` from `vanaf` on (BW 1:245, 1:253n, 1:280), and by which source that is known.

    The holder is a known person, or a name with an address or a telephone number (OP130). An organisation has its name in
    `geslachtsnaam`. There is no holder when the youth alone decides, or when it cannot be told.
    """

    persoon_id: UUID
    soort: Gezagsoort
    vanaf: date
    bron: str
    houder_id: UUID | None = None
    geslachtsnaam: str = ""
    voornamen: str = ""
    voorvoegsel: str = ""
    organisatie: bool = False
    adres: Adres = Adres()
    telefoon: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class GezagRow:
    """Who has or had custody; `laatste_dag` is None while it lasts. `nummer` tells the relation apart for good (OP071).

    Of a shielded holder neither name nor address stands in it: then `afgeschermd` is true.
    """

    id: UUID
    nummer: int
    soort: Gezagsoort
    houder_id: UUID | None
    geslachtsnaam: str
    voornamen: str
    voorvoegsel: str
    organisatie: bool
    adres: Adres
    telefoon: str
    vanaf: date
    laatste_dag: date | None
    bron: str
    afgeschermd: bool = False

    @property
    def naam(self) -> str:
        """The name as it is written above a letter; empty without a holder and for a shielded one."""
        return " ".join(part for part in (self.voornamen, self.voorvoegsel, self.geslachtsnaam) if part)

    def geldt_op(self, day: date) -> bool:
        """Whether it held on this day."""
        return self.vanaf <= day and (self.laatste_dag is None or day <= self.laatste_dag)


@dataclass(frozen=True, slots=True)
class Aanvulling:
    """What became known of a person later; None and empty leave what is there as it is."""

    bsn: str | None = None
    geboortedatum: date | None = None
    adres: Adres | None = None
    telefoon: str = ""


@dataclass(frozen=True, slots=True)
class NewWijk:
    """A neighbourhood to be loaded; `geometrie` is a GeoJSON geometry, `team` the name of the team that serves it."""

    code: str
    naam: str
    team: str
    postcodes: tuple[str, ...]
    geometrie: dict[str, object]
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class NewInwonertal:
    """Number of inhabitants of a neighbourhood by age band and household type on a reference date."""

    wijk_id: UUID
    peildatum: date
    leeftijdsgroep: str
    huishoudtype: str
    aantal: int


@dataclass(frozen=True, slots=True)
class PersoonRow:
    """A person as a page that may show them needs it."""

    id: UUID
    naam: str
    geboortedatum: date | None
    geslacht: Geslacht
    adresregel: str
    postcode: str
    woonplaats: str
    telefoon: str
    wijk_id: UUID | None
    wijknaam: str
    huishouden_id: UUID | None
    afgeschermd: bool


@dataclass(frozen=True, slots=True)
class Bekend:
    """What an exact match at first contact shows, and nothing more: name, year of birth and team."""

    persoon_id: UUID
    naam: str
    geboortejaar: int | None
    team: str
    herkenning: Herkenning


@dataclass(frozen=True, slots=True)
class BerichtPersoon:
    """Who a person is in the words of the message standard (301, class Client)."""

    id: UUID
    bsn: str
    geboortedatum: date
    geslacht: Geslacht
    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    adres: Adres


@dataclass(frozen=True, slots=True)
class WijkRow:
    """A neighbourhood with the team that serves it."""

    id: UUID
    code: str
    naam: str
    team_id: UUID | None


@dataclass(frozen=True, slots=True)
class InwonertalRow:
    """A count of inhabitants, for rates."""

    wijk: str
    peildatum: date
    leeftijdsgroep: str
    huishoudtype: str
    aantal: int


@dataclass(frozen=True, slots=True)
class NewNoodtoegang:
    """An emergency entry of before, for a load: `account_id` opened the closed file of a person at `vanaf`."""

    persoon_id: UUID
    account_id: UUID
    reden: str
    vanaf: datetime


@dataclass(frozen=True, slots=True)
class NoodtoegangRow:
    """An emergency entry as its reviewer sees it: who, when and why, and never of whom."""

    id: UUID
    account_id: UUID
    accountnaam: str
    rollen: tuple[Rol, ...]
    vanaf: datetime
    tot: datetime
    reden: str
    stand: Noodstand
    oordeel: Noodoordeel | None
    toelichting: str
    beoordelaar: str
    beoordeeld_op: datetime | None
    blikken: tuple[Kijktelling, ...]


@dataclass(frozen=True, slots=True)
class ToelatingRow:
    """Somebody who may open a closed file now; `door` is empty for an emergency entry, which is for reading only."""

    id: UUID
    account_id: UUID
    accountnaam: str
    vanaf: datetime
    tot: datetime
    reden: str
    door: str
    noodtoegang: bool


@dataclass(frozen=True, slots=True)
class NoodtoegangPage:
    """Emergency entries of one page; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[NoodtoegangRow, ...]
    next: UUID | None
