"""Values of the people room."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from keukentafel.core.ids import new_id


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
