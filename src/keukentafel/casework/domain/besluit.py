"""Values of the aanvraag and the besluit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class AanvraagWeg(StrEnum):
    """By which road an aanvraag is allowed (Wmo 2015 art. 2.3.2 lid 9)."""

    NA_ONDERZOEK = "na onderzoek"
    ONDERTEKEND_VERSLAG = "ondertekend verslag"
    NA_ZES_WEKEN = "na zes weken"


class AanvraagStatus(StrEnum):
    """Where an aanvraag stands."""

    ONTVANGEN = "ontvangen"
    BESLOTEN = "besloten"
    INGETROKKEN = "ingetrokken"


class BesluitSoort(StrEnum):
    """What was decided."""

    TOEGEKEND = "toegekend"
    DEELS_TOEGEKEND = "deels toegekend"
    AFGEWEZEN = "afgewezen"


class BesluitStatus(StrEnum):
    """Where a besluit stands; it takes effect when it is sent (Awb art. 3:40 and 3:41)."""

    CONCEPT = "concept"
    ONDERTEKEND = "ondertekend"
    VERZONDEN = "verzonden"


AANVRAAG_STAPPEN: Mapping[AanvraagStatus, frozenset[AanvraagStatus]] = MappingProxyType(
    {
        AanvraagStatus.ONTVANGEN: frozenset({AanvraagStatus.BESLOTEN, AanvraagStatus.INGETROKKEN}),
        AanvraagStatus.BESLOTEN: frozenset(),
        AanvraagStatus.INGETROKKEN: frozenset(),
    }
)
BESLUIT_STAPPEN: Mapping[BesluitStatus, frozenset[BesluitStatus]] = MappingProxyType(
    {
        BesluitStatus.CONCEPT: frozenset({BesluitStatus.ONDERTEKEND}),
        BesluitStatus.ONDERTEKEND: frozenset({BesluitStatus.CONCEPT, BesluitStatus.VERZONDEN}),
        BesluitStatus.VERZONDEN: frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class NewAanvraag:
    """An aanvraag for an individual provision; `oplossing_id` is the solution of the arrangement that it is about."""

    oplossing_id: UUID | None = None
    product_id: UUID | None = None
    productnaam: str = ""
    ontvangen_op: date | None = None


@dataclass(frozen=True, slots=True)
class NewBesluit:
    """What a consulent proposes to decide.

    A grant needs product, aanbieder, volume with its `eenheid` (WJ756) and `frequentie` (WMO757), and a period;
    `einddatum` is the last day. A refusal needs none of these. All need a ground, a motivation and a review date.
    """

    soort: BesluitSoort
    motivering: str
    grondslag: str
    heronderzoek_op: date | None
    product_id: UUID | None = None
    productnaam: str = ""
    aanbieder_id: UUID | None = None
    aanbiedernaam: str = ""
    volume: int | None = None
    eenheid: str = ""
    frequentie: str = ""
    ingangsdatum: date | None = None
    einddatum: date | None = None


@dataclass(frozen=True, slots=True)
class AanvraagRow:
    """An aanvraag with its clock."""

    id: UUID
    dossier_id: UUID
    melding_id: UUID
    oplossing_id: UUID | None
    wet: str
    weg: AanvraagWeg
    status: AanvraagStatus
    product_id: UUID | None
    productnaam: str
    ontvangen_op: date
    beslis_uiterlijk: date


@dataclass(frozen=True, slots=True)
class BesluitRow:
    """A besluit as its page prints it; `versie` counts how often its concept was written."""

    id: UUID
    aanvraag_id: UUID
    dossier_id: UUID
    nummer: str
    soort: BesluitSoort
    status: BesluitStatus
    wet: str
    product_id: UUID | None
    productnaam: str
    aanbieder_id: UUID | None
    aanbiedernaam: str
    volume: int | None
    eenheid: str
    frequentie: str
    ingangsdatum: date | None
    einddatum: date | None
    grondslag: str
    motivering: str
    verordening_naam: str
    verordening_versie: str
    heronderzoek_op: date | None
    bezwaarclausule: str
    opsteller: str
    opsteller_id: UUID | None
    ondertekenaar: str
    ondertekend_op: date | None
    verzonden_op: date | None
    bezwaar_uiterlijk: date | None
    toewijzing_id: UUID | None
    versie: int


@dataclass(frozen=True, slots=True)
class BesluitPage:
    """The page of a besluit: the besluit, the aanvraag, and to whom it is addressed."""

    besluit: BesluitRow
    aanvraag: AanvraagRow
    dossiernummer: str
    persoon_id: UUID
    persoonnaam: str
    adresregel: str
    postcode: str
    woonplaats: str
