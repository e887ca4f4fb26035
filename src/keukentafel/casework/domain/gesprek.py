"""Values of the onderzoek, the gesprek with its sittings, and the verslag."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.core.errors import Conflict


class OnderzoekStatus(StrEnum):
    """Whether an onderzoek is being done or is finished."""

    LOPEND = "lopend"
    AFGEROND = "afgerond"


class OnderzoekUitkomst(StrEnum):
    """What an onderzoek led to; responsibly doing nothing is an outcome of its own and never a refusal."""

    NOG_OPEN = ""
    NIETS_DOEN = "verantwoord niets doen"
    ZONDER_INDIVIDUEEL = "zonder individuele voorziening"
    MET_INDIVIDUEEL = "met individuele voorziening"


class ZittingStatus(StrEnum):
    """Whether a sitting is planned, held or off."""

    GEPLAND = "gepland"
    GEHOUDEN = "gehouden"
    NIET_DOORGEGAAN = "niet doorgegaan"


class GebiedStatus(StrEnum):
    """Whether a leefgebied was talked about."""

    OPEN = "open"
    BESPROKEN = "besproken"
    NIET_NODIG = "niet nodig"


class VerslagStatus(StrEnum):
    """Where the verslag stands."""

    CONCEPT = "concept"
    VERZONDEN = "verzonden"
    GEREAGEERD = "gereageerd"


class Reactie(StrEnum):
    """What the resident says of the verslag; empty while nothing was heard."""

    GEEN = ""
    EENS = "eens"
    EENS_MET_OPMERKING = "eens met opmerking"
    ONEENS = "oneens"


class GesprekDeel(StrEnum):
    """The texts of a gesprek that are saved apart."""

    EIGEN_WOORDEN = "eigen woorden"
    VERHELDERING = "verheldering"


ZITTING_STAPPEN: Mapping[ZittingStatus, frozenset[ZittingStatus]] = MappingProxyType(
    {
        ZittingStatus.GEPLAND: frozenset({ZittingStatus.GEHOUDEN, ZittingStatus.NIET_DOORGEGAAN}),
        ZittingStatus.GEHOUDEN: frozenset(),
        ZittingStatus.NIET_DOORGEGAAN: frozenset({ZittingStatus.GEPLAND}),
    }
)
VERSLAG_STAPPEN: Mapping[VerslagStatus, frozenset[VerslagStatus]] = MappingProxyType(
    {
        VerslagStatus.CONCEPT: frozenset({VerslagStatus.VERZONDEN}),
        VerslagStatus.VERZONDEN: frozenset({VerslagStatus.GEREAGEERD}),
        VerslagStatus.GEREAGEERD: frozenset(),
    }
)


class SavedInBetween(Conflict):
    """A colleague saved this part since it was opened; nothing was overwritten.

    Carries who, when and which part, what the actor typed (`eigen`) and what is stored now (`opgeslagen`), and the
    version to save with after the two were put together.
    """

    def __init__(
        self,
        *,
        door: str,
        op: datetime,
        deel: str,
        eigen: Mapping[str, object],
        opgeslagen: Mapping[str, object],
        versie: int,
    ) -> None:
        super().__init__(
            f"{door} heeft dit deel om {op:%H.%M} uur ook aangepast. Jouw tekst staat er nog: "
            "kies wat er moet blijven staan en bewaar opnieuw.",
            field=deel,
        )
        self.door = door
        self.op = op
        self.deel = deel
        self.eigen = dict(eigen)
        self.opgeslagen = dict(opgeslagen)
        self.versie = versie


@dataclass(frozen=True, slots=True)
class SavedPart:
    """A part that was saved: the version to save with next time, and the moment."""

    versie: int
    bewaard_op: datetime


@dataclass(frozen=True, slots=True)
class LeefgebiedInvoer:
    """What is noted about one leefgebied in one sitting; strengths first, scores 1 to 5 and never forced."""

    status: GebiedStatus = GebiedStatus.BESPROKEN
    gaat_goed: str = ""
    situatie: str = ""
    wens: str = ""
    behoefte: str = ""
    verschil: str = ""
    score_inwoner: int | None = None
    score_professional: int | None = None


@dataclass(frozen=True, slots=True)
class NewZitting:
    """A sitting to be planned, or one that was held already."""

    moment: datetime
    plaats: str = ""
    aanwezig: tuple[str, ...] = ()
    minuten: int = 60
    status: ZittingStatus = ZittingStatus.GEPLAND


@dataclass(frozen=True, slots=True)
class ZittingRow:
    """A sitting."""

    id: UUID
    nummer: int
    moment: datetime
    minuten: int
    plaats: str
    aanwezig: tuple[str, ...]
    status: ZittingStatus


@dataclass(frozen=True, slots=True)
class GebiedRow:
    """What one sitting noted about one leefgebied; `versie` 0 and no id means that nothing was noted yet."""

    zitting_id: UUID
    leefgebied: str
    naam: str
    invoer: LeefgebiedInvoer
    versie: int = 0
    bewaard_op: datetime | None = None
    bewaard_door: str = ""


@dataclass(frozen=True, slots=True)
class OnderzoekRow:
    """An onderzoek."""

    id: UUID
    dossier_id: UUID
    melding_id: UUID
    status: OnderzoekStatus
    begonnen_op: date
    afgerond_op: date | None
    uitkomst: OnderzoekUitkomst
    motivering: str
    terugkijken_op: date | None


@dataclass(frozen=True, slots=True)
class NewAfronding:
    """How an onderzoek ends; doing nothing asks a motivation and a date to look back."""

    uitkomst: OnderzoekUitkomst
    motivering: str = ""
    terugkijken_op: date | None = None


@dataclass(frozen=True, slots=True)
class VerslagRow:
    """The verslag: the words of the consulent, and the content of gesprek and arrangement of that moment.

    `gegevens` holds plain lists and texts: eigen_woorden, verheldering, leefgebieden, resultaten with oplossingen.
    """

    id: UUID | None
    onderzoek_id: UUID
    status: VerslagStatus
    tekst: str
    gegevens: Mapping[str, object]
    verzonden_op: date | None
    reactie: Reactie
    opmerking: str
    reactie_op: date | None
    ondertekend_op: date | None


@dataclass(frozen=True, slots=True)
class GesprekPage:
    """Everything the page of a gesprek shows; `vorige` are the scores of earlier sittings."""

    onderzoek: OnderzoekRow
    dossier_id: UUID
    dossiernummer: str
    persoon_id: UUID
    persoonnaam: str
    spoed: bool
    vraag: str
    clientondersteuning_gewezen_op: date | None
    clientondersteuner: str
    persoonlijk_plan_gewezen_op: date | None
    persoonlijk_plan_ontvangen_op: date | None
    onderzoek_uiterlijk: date
    eigen_woorden: str
    eigen_woorden_versie: int
    verheldering: str
    verheldering_versie: int
    bewaard_op: datetime | None
    zittingen: tuple[ZittingRow, ...]
    zitting: ZittingRow | None
    gebieden: tuple[GebiedRow, ...]
    vorige: tuple[GebiedRow, ...]
    resultaten: tuple[str, ...]
    verslag_status: VerslagStatus | None
