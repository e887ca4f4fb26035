"""Dated reference data of a municipality: terms, leefgebieden, the ladder and the verordening."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from keukentafel.core.ids import new_id


class TermijnSoort(StrEnum):
    """What a term is for."""

    BEVESTIGEN = "melding bevestigen"
    PERSOONLIJK_PLAN = "persoonlijk plan inleveren"
    ONDERZOEK = "onderzoek"
    SPOED = "eerste reactie bij spoed"
    BESLISSEN = "beslissen op aanvraag"
    BEZWAAR = "bezwaar maken"
    START_MELDEN = "start van hulp melden"
    ACHTTIEN = "vooruitkijken naar achttien"


class TermijnEenheid(StrEnum):
    """The unit of a term; the first three follow the Algemene termijnenwet."""

    DAGEN = "dagen"
    WEKEN = "weken"
    MAANDEN = "maanden"
    WERKDAGEN = "werkdagen"


class Kolom(StrEnum):
    """The four columns of an arrangement, lightest first."""

    EIGEN_KRACHT = "eigen kracht"
    NETWERK = "netwerk"
    ALGEMEEN = "algemeen"
    INDIVIDUEEL = "individueel"


KOLOMMEN: tuple[Kolom, ...] = tuple(Kolom)


@dataclass(frozen=True, slots=True)
class Termijn:
    """A term that holds from `geldig_vanaf` up to, not including, `geldig_tot`; an empty `wet` holds for all laws."""

    soort: TermijnSoort
    wet: str
    aantal: int
    eenheid: TermijnEenheid
    geldig_vanaf: date
    geldig_tot: date | None
    bron: str


@dataclass(frozen=True, slots=True)
class LeefgebiedRow:
    """A domain of life as this municipality names it."""

    code: str
    naam: str
    omschrijving: str


@dataclass(frozen=True, slots=True)
class TredeRow:
    """A rung of the ladder, the column it is shown in, whether it needs a besluit, and whether the team itself gives it."""

    code: str
    naam: str
    kolom: Kolom
    met_besluit: bool
    door_team: bool


@dataclass(frozen=True, slots=True)
class NewVerordening:
    """A version of the local rules, in force from `geldig_vanaf` up to, not including, `geldig_tot`.

    `artikelen` are the grounds a besluit may name. `verslag_is_aanvraag`: a signed verslag counts as the aanvraag.
    `evaluatie_maanden`: at most so many months between two evaluations.
    """

    wet: str
    versie: str
    naam: str
    geldig_vanaf: date
    geldig_tot: date | None
    artikelen: tuple[str, ...]
    verslag_is_aanvraag: bool
    evaluatie_maanden: int
    bezwaarclausule: str
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class VerordeningRow:
    """The local rules in force on a day."""

    id: UUID
    wet: str
    versie: str
    naam: str
    artikelen: tuple[str, ...]
    verslag_is_aanvraag: bool
    evaluatie_maanden: int
    bezwaarclausule: str
