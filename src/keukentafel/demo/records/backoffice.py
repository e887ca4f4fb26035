"""Records of providers, contracts, allocations, declarations and budget.

Amounts are cents; an ``einddatum`` is the last day, as in the message standard.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AanbiederRecord:
    """A contracted provider with an AGB code from a range that is not issued; ``gewicht`` is its share of the work."""

    sleutel: str
    agb: str
    naam: str
    wetten: tuple[str, ...]
    gewicht: float
    contactpersoon: str


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """A product. ``categorie`` is WMO020 or JZ020, ``eenheid`` WJ756, ``frequentie`` the usual WMO757, ``taakvelden`` (year, Iv3 code)."""

    code: str
    naam: str
    wet: str
    categorie: str
    groep: str
    eenheid: str
    frequentie: str
    trede: str
    taakvelden: tuple[tuple[int, str], ...]
    tariefbron: str


@dataclass(frozen=True, slots=True)
class ContractRecord:
    """A contract with one provider for one law; ``plafonds`` are (year, cents), empty when there is no ceiling.

    ``taakgericht``: the provider decides itself who gets help, and begins without an allocation.
    """

    sleutel: str
    nummer: str
    aanbieder: str
    wet: str
    ingangsdatum: date
    einddatum: date
    plafonds: tuple[tuple[int, int], ...]
    taakgericht: bool = False


@dataclass(frozen=True, slots=True)
class TariefRecord:
    """The price per unit of one product in one contract during one calendar year, in cents."""

    contract: str
    product: str
    eenheid: str
    bedrag: int
    ingangsdatum: date
    einddatum: date


@dataclass(frozen=True, slots=True)
class ToewijzingRecord:
    """An allocation.

    ``grond``: besluit, verwijzing, rechter. ``grondnummer`` is the decision number or the key of the referral,
    empty for older referrals; older decisions have a number without a record.
    ``stand``: toegewezen (not started), geleverd, tijdelijk gestopt, beëindigd, ingetrokken. ``reden_einde`` is in plain words.
    """

    sleutel: str
    toewijzingnummer: str
    persoon: str
    aanbieder: str
    contract: str
    wet: str
    product: str
    categorie: str
    volume: int
    eenheid: str
    frequentie: str
    toewijzingsdatum: date
    ingangsdatum: date
    einddatum: date | None
    grond: str
    grondnummer: str
    verwijzer: str
    gestart_op: date | None
    start_gemeld_op: date | None
    gestopt_op: date | None
    reden_einde: str
    stand: str


@dataclass(frozen=True, slots=True)
class DeclaratieRecord:
    """One declaration message of one provider, law and month.

    ``stand``: wacht op beoordeling, beantwoord. ``bedrag`` is the sum of its lines.
    """

    sleutel: str
    declaratienummer: str
    aanbieder: str
    wet: str
    begindatum: date
    einddatum: date
    dagtekening: date
    beantwoorden_uiterlijk: date
    stand: str
    beantwoord_op: date | None
    betaald_op: date | None
    bedrag: int
    toegekend: int


@dataclass(frozen=True, slots=True)
class PrestatieRecord:
    """One declared line.

    ``oordeel``: toegekend, afgewezen, te beoordelen. ``regel`` is the rule of the standard that was
    broken and ``retourcode`` its code (WJ001), both empty when granted; ``te_laat`` when it came
    after its own month's declaration.
    """

    declaratie: str
    referentienummer: str
    toewijzing: str
    product: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int
    bedrag: int
    oordeel: str
    regel: str
    retourcode: str
    reden: str
    te_laat: bool


@dataclass(frozen=True, slots=True)
class BegrotingsregelRecord:
    """A budget line of one year.

    ``productgroepen`` are the groups of products that are booked on it; ``besteed_eerder`` is what was
    booked before the first declaration line in the system.
    """

    sleutel: str
    jaar: int
    taakveld: str
    naam: str
    wet: str
    productgroepen: tuple[str, ...]
    categorieen: tuple[str, ...]
    begroot: int
    besteed_eerder: int
