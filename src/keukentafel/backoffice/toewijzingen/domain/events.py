"""What the toewijzingen room announces. Money is integer euro cents; `einddatum` is the last day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import TIJDELIJK, Grondsoort, Hulp


@dataclass(frozen=True, slots=True)
class ToewijzingVerstuurd:
    """An allocation was sent to its provider with a 301: new, or changed when `reden_wijziging` is filled.

    `boven_plafond` names the years in which the contract's ceiling is passed.
    """

    gemeente: str
    account_id: UUID
    toewijzing_id: UUID
    persoon_id: UUID
    toewijzingnummer: int
    wet: Wet
    grond_soort: Grondsoort
    grond_nummer: str
    aanbieder_id: UUID
    aanbiedernaam: str
    product_id: UUID | None
    productnaam: str
    hoeveel: str
    ingangsdatum: date
    einddatum: date | None
    verstuurd_op: date
    bericht_id: int
    boven_plafond: tuple[int, ...] = ()
    reden_wijziging: str = ""


@dataclass(frozen=True, slots=True)
class ToewijzingenIngetrokken:
    """Allocations are being taken back (RedenWijziging 13), before the 301 leaves; who holds something against it refuses."""

    gemeente: str
    account_id: UUID
    wet: Wet
    nummers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Afwijzing:
    """One allocation that the provider refused, with the codes of WJ001 at it or above it."""

    toewijzing_id: UUID
    persoon_id: UUID
    toewijzingnummer: int
    grond_soort: Grondsoort
    grond_nummer: str
    retourcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToewijzingAfgewezen:
    """The provider refused a 301: nothing in it counts as sent (OP286). One event per 302."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    aanbiedernaam: str
    toewijzingen: tuple[Afwijzing, ...]


@dataclass(frozen=True, slots=True)
class GestarteHulp:
    """A start in an accepted 305; `hulp` is what holds after the message, `te_laat` when it came after its term (OP271).

    Help by a provider with a task has no allocation and no ground (IV096).
    """

    toewijzing_id: UUID | None
    persoon_id: UUID
    toewijzingnummer: int | None
    grond_soort: Grondsoort | None
    grond_nummer: str
    productnaam: str
    begindatum: date
    hulp: Hulp
    te_laat: bool


@dataclass(frozen=True, slots=True)
class HulpGestart:
    """A provider reported starts, or took starts back (`ingetrokken`). One event per accepted 305."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    aanbiedernaam: str
    gemeld_op: date
    starts: tuple[GestarteHulp, ...]
    ingetrokken: tuple[GestarteHulp, ...] = ()


@dataclass(frozen=True, slots=True)
class GestopteHulp:
    """A stop in an accepted 307; `einddatum` is the last day of the care, `reden` its reason in words of the law.

    `hulp` is what holds after the message, `te_laat` when it came after its term (OP272).
    """

    toewijzing_id: UUID | None
    persoon_id: UUID
    toewijzingnummer: int | None
    grond_soort: Grondsoort | None
    grond_nummer: str
    productnaam: str
    begindatum: date
    einddatum: date
    reden_beeindiging: str
    reden: str
    hulp: Hulp
    te_laat: bool

    @property
    def tijdelijk(self) -> bool:
        """The care is to go on later."""
        return self.reden_beeindiging == TIJDELIJK


@dataclass(frozen=True, slots=True)
class HulpGestopt:
    """A provider reported stops, or took stops back (`ingetrokken`). One event per accepted 307."""

    gemeente: str
    account_id: UUID
    bericht_id: int
    aanbiedernaam: str
    gemeld_op: date
    stops: tuple[GestopteHulp, ...]
    ingetrokken: tuple[GestopteHulp, ...] = ()
