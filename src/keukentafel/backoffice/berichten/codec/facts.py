"""What the municipality knows: the declared values that the rules of levels 3 and 4 judge a message against.

All facts for a whole message come in at once, as mappings by toewijzingnummer or reference, so that callers fetch them with a fixed
number of queries. Periods are half-open (`core.period.Period`), money is integer euro cents, days come in as values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.core.period import Period


@dataclass(frozen=True, slots=True)
class KnownToewijzing:
    """An allocation to the sender of the message, as it was last sent (newest Toewijzingsdatum and tijd).

    An aspecific allocation has no `product.code`, a generic one no `product`. `verwijderd` when it was sent with RedenWijziging 13.
    """

    toewijzingnummer: int
    bsn: str
    product: Product | None
    periode: Period
    omvang: Omvang | None = None
    budget: int | None = None
    verwijderd: bool = False


@dataclass(frozen=True, slots=True)
class KnownTarief:
    """A price in the contract for a product: euro cents per `eenheid`, for delivery in `periode`."""

    productcategorie: str
    productcode: str
    eenheid: str
    tarief: int
    periode: Period


@dataclass(frozen=True, slots=True)
class KnownPrestatie:
    """A line that this provider declared before and that was answered; `toegekend` tells how. Amounts in euro cents, never negative."""

    referentienummer: str
    toewijzingnummer: int
    productcategorie: str
    productcode: str
    periode: Period
    volume: int
    eenheid: str
    bedrag: int
    debetcredit: str
    toegekend: bool
    vorigreferentienummer: str | None = None


@dataclass(frozen=True, slots=True)
class KnownStart:
    """A start that this provider sent and that was accepted.

    `ingetrokken` when it was taken back (StatusAanlevering 3), `gestopt` when a stop for it was accepted.
    """

    bsn: str
    toewijzingnummer: int | None
    product: Product | None
    begindatum: date
    ingetrokken: bool = False
    gestopt: bool = False


@dataclass(frozen=True, slots=True)
class KnownBericht:
    """What levels 3 and 4 need to know for the header of any message.

    vandaag: the working date (TR135). identificaties: those this sender used before for this kind of message (TR056).
    gemeentecodes: every gemeente code that may be used (TR378), None when that is not checked.
    """

    vandaag: date
    identificaties: frozenset[str] = frozenset()
    gemeentecodes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Facts305:
    """Facts for a start message. `producten`: the pairs (categorie, code) that exist (TR381), None when that is not checked."""

    bericht: KnownBericht
    toewijzingen: Mapping[int, KnownToewijzing]
    starts: tuple[KnownStart, ...] = ()
    producten: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Facts323:
    """Facts for a declaration.

    bsns: clients known to the municipality, at least those of the message (TR304).
    toewijzingen: allocations to this provider by toewijzingnummer, at least those of the message.
    tarieven: contract prices by toewijzingnummer; no entry for a line's product, unit and day lets a person judge the line (TR418).
    prestaties: lines declared before by referentienummer: those whose reference occurs in the message as ReferentieNummer or
    VorigReferentieNummer, and every answered line on an allocation that occurs in the message.
    declaratienummers: numbers of this provider's earlier declarations (TR333).
    laatste_declaratieperiode: month of this provider's latest declaration; doorlopende_zorg: whether care ran in the months between
    that and this declaration (TR318 needs both).
    producten: the pairs (categorie, code) that exist (TR381), None when that is not checked.
    """

    bericht: KnownBericht
    bsns: frozenset[str]
    toewijzingen: Mapping[int, KnownToewijzing]
    tarieven: Mapping[int, tuple[KnownTarief, ...]]
    prestaties: Mapping[str, KnownPrestatie]
    declaratienummers: frozenset[str] = frozenset()
    laatste_declaratieperiode: Period | None = None
    doorlopende_zorg: bool = False
    producten: frozenset[tuple[str, str]] | None = None
