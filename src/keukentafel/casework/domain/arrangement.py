"""Values of the arrangement: results, solutions on the ladder, and light help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.casework.domain.reference import Kolom
from keukentafel.core.errors import Refusal


class ArrangementStatus(StrEnum):
    """Where an arrangement stands."""

    CONCEPT = "concept"
    GEDEELD = "gedeeld"
    AFGESLOTEN = "afgesloten"


class Akkoord(StrEnum):
    """Whether somebody agrees with a result; empty while not asked."""

    NIET_GEVRAAGD = ""
    EENS = "eens"
    NIET_EENS = "niet eens"


class Vorm(StrEnum):
    """Whether help is for one person or for a group."""

    INDIVIDUEEL = "individueel"
    GROEP = "groep"


class OplossingStatus(StrEnum):
    """Where a solution stands."""

    VOORGESTELD = "voorgesteld"
    LOOPT = "loopt"
    KLAAR = "klaar"
    GESTOPT = "gestopt"


class RedenOvergeslagen(StrEnum):
    """Why a lighter column stays empty under a heavier one."""

    GEPROBEERD = "geprobeerd"
    GEEN_PLEK = "geen plek"
    TE_ZWAAR = "te zwaar of niet veilig"
    ANDERS = "anders"


class HulpSoort(StrEnum):
    """What kind of contact light help was."""

    GESPREK = "gesprek"
    TELEFOON = "telefoon"
    SAMEN_OP_PAD = "samen op pad"
    BERICHT = "bericht"


_O = OplossingStatus
OPLOSSING_STAPPEN: Mapping[OplossingStatus, frozenset[OplossingStatus]] = MappingProxyType(
    {
        _O.VOORGESTELD: frozenset({_O.LOOPT, _O.GESTOPT}),
        _O.LOOPT: frozenset({_O.KLAAR, _O.GESTOPT}),
        _O.KLAAR: frozenset(),
        _O.GESTOPT: frozenset(),
    }
)
_A = ArrangementStatus
ARRANGEMENT_STAPPEN: Mapping[ArrangementStatus, frozenset[ArrangementStatus]] = MappingProxyType(
    {
        _A.CONCEPT: frozenset({_A.GEDEELD}),
        _A.GEDEELD: frozenset({_A.CONCEPT, _A.AFGESLOTEN}),
        _A.AFGESLOTEN: frozenset(),
    }
)


class ArrangementIncomplete(Refusal):
    """The arrangement may not be shared yet; `ontbreekt` says what is missing, one sentence each."""

    def __init__(self, ontbreekt: tuple[str, ...]) -> None:
        super().__init__("Het plan is nog niet af. " + " ".join(ontbreekt))
        self.ontbreekt = ontbreekt


@dataclass(frozen=True, slots=True)
class NewOplossing:
    """A solution to be put under a result. `trede` is the code of a rung; `einddatum` is the last day.

    `kaart_…` names an entry of the sociale kaart, `product_…` a product of the contracts: values, never keys.
    """

    trede: str
    omschrijving: str
    verantwoordelijke: str
    vorm: Vorm = Vorm.INDIVIDUEEL
    ingangsdatum: date | None = None
    einddatum: date | None = None
    evaluatie_op: date | None = None
    kaart_id: UUID | None = None
    kaart_naam: str = ""
    product_id: UUID | None = None
    productnaam: str = ""


@dataclass(frozen=True, slots=True)
class OplossingRow:
    """A solution, with what its light help took and where its toewijzing stands."""

    id: UUID
    resultaat_id: UUID
    trede: str
    kolom: Kolom
    met_besluit: bool
    door_team: bool
    omschrijving: str
    verantwoordelijke: str
    vorm: Vorm
    ingangsdatum: date | None
    einddatum: date | None
    evaluatie_op: date | None
    status: OplossingStatus
    kaart_id: UUID | None
    kaart_naam: str
    product_id: UUID | None
    productnaam: str
    toewijzing_id: UUID | None
    toegewezen_op: date | None
    gestart_op: date | None
    hulpcontacten: int
    hulpminuten: int


@dataclass(frozen=True, slots=True)
class OverslagRow:
    """The reason why a column was skipped under a result."""

    kolom: Kolom
    reden: RedenOvergeslagen
    toelichting: str


@dataclass(frozen=True, slots=True)
class ResultaatRow:
    """A result in the words of the one who wants it, with its solutions and the columns that still miss a reason."""

    id: UUID
    volgorde: int
    tekst: str
    persoon_id: UUID | None
    persoonnaam: str
    akkoord: Akkoord
    opmerking: str
    oplossingen: tuple[OplossingRow, ...]
    overgeslagen: tuple[OverslagRow, ...]
    reden_nodig: tuple[Kolom, ...]
    met_besluit: bool


@dataclass(frozen=True, slots=True)
class ArrangementPage:
    """The whole arrangement; `ontbreekt` are the sentences that stand between it and sharing."""

    arrangement_id: UUID | None
    onderzoek_id: UUID
    dossier_id: UUID
    dossiernummer: str
    persoon_id: UUID
    persoonnaam: str
    verheldering_klaar: bool
    spoed: bool
    status: ArrangementStatus
    versie: int
    resultaten: tuple[ResultaatRow, ...]
    ontbreekt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """What the rules need to know of a result before the arrangement may be shared."""

    tekst: str
    akkoord: Akkoord
    kolommen: frozenset[Kolom]
    redenen: frozenset[Kolom]
    zonder_evaluatie: tuple[str, ...]
    zonder_periode: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HulpcontactRow:
    """One contact of light help."""

    id: UUID
    datum: date
    minuten: int
    soort: HulpSoort
    notitie: str
    door: str
