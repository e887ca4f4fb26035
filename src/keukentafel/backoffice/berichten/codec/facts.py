"""What the receiver knows: the declared values that the rules of levels 3 and 4 judge a message against.

For what a provider sends (305, 307, 315, 317, 323) the receiver is the municipality; for what it sends (301, 319, 325) the provider,
or the municipality that judges its own message before it leaves.

All facts for a whole message come in at once, as mappings by toewijzingnummer or reference, so that callers fetch them with a fixed
number of queries. Periods are half-open (`core.period.Period`), money is integer euro cents, days come in as values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.core.period import Period

# WJ760: the answers that a request can get in a 319.
REFUSED, UNDER_INVESTIGATION = "1", "2"


class KnownToewijzing(NamedTuple):
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

    def current_on(self, day: date) -> bool:
        """Valid on `day` or later, and not removed: what the standard calls a current allocation (TR349, TR350, TR351)."""
        return not self.verwijderd and (self.periode.end is None or self.periode.end > day)


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
    """A line that this provider declared before; `toegekend` tells how it was answered. Amounts in euro cents, never negative.

    A line that is `wachtend` was put before a person and not answered yet: it counts as granted, and cannot be credited.
    """

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
    wachtend: bool = False


@dataclass(frozen=True, slots=True)
class KnownStart:
    """A start that this provider sent and that was accepted.

    `ingetrokken` when it was taken back (StatusAanlevering 3), `gestopt` when a stop for it was accepted and not taken back.
    """

    bsn: str
    toewijzingnummer: int | None
    product: Product | None
    begindatum: date
    ingetrokken: bool = False
    gestopt: bool = False


@dataclass(frozen=True, slots=True)
class KnownStop:
    """A stop that this provider sent and that was accepted; `ingetrokken` when it was taken back (StatusAanlevering 3)."""

    bsn: str
    toewijzingnummer: int | None
    product: Product | None
    begindatum: date
    redenbeeindiging: str
    einddatum: date
    ingetrokken: bool = False


@dataclass(frozen=True, slots=True)
class KnownVerzoek:
    """A requested product (315) or request (317) under one ReferentieAanbieder, and what was answered to it.

    `antwoorden`: VerzoekAntwoord of every 319 sent on it, oldest first (WJ760: 1 refused, 2 under investigation). `toegewezen` when a
    301 with this reference was sent. `gezagsdragerbekend` when its provider said to know who has custody of the client (OP002x1).
    """

    referentieaanbieder: str
    bsn: str
    antwoorden: tuple[str, ...] = ()
    toegewezen: bool = False
    gezagsdragerbekend: bool = False

    @property
    def openstaand(self) -> bool:
        """No final answer was given: no 301, and no refusal (OP344)."""
        return not self.toegewezen and REFUSED not in self.antwoorden


@dataclass(frozen=True, slots=True)
class KnownBericht:
    """What levels 3 and 4 need to know for the header of any message.

    vandaag: the working date (TR135). identificaties: those this sender used before for this kind of message (TR056).
    gemeentecodes: every gemeente code that may be used (TR378; `gemeenten.gemeentecodes` gives those of the CBS), None when that is not
    checked.
    """

    vandaag: date
    identificaties: frozenset[str] = frozenset()
    gemeentecodes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Facts301:
    """Facts for allocations.

    toewijzingen: those received before with a number that occurs in the message, of any client (TR332). verzoeken: the provider's
    requests whose reference occurs in the message (TR379). gedeclareerd: numbers of allocations with granted Prestaties that were not
    credited (TR385). producten: the pairs (categorie, code) that exist (TR381), None when that is not checked.
    """

    bericht: KnownBericht
    toewijzingen: Mapping[int, KnownToewijzing]
    verzoeken: Mapping[str, KnownVerzoek]
    gedeclareerd: frozenset[int] = frozenset()
    producten: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Facts305:
    """Facts for a start message: allocations by number, and all accepted starts on them.

    producten: the pairs (categorie, code) that exist (TR381), None when that is not checked. taakgericht: whether the provider may start
    care without an allocation, which only iJw knows (IV096); then `starts` holds those of the client without a ToewijzingNummer too.
    """

    bericht: KnownBericht
    toewijzingen: Mapping[int, KnownToewijzing]
    starts: tuple[KnownStart, ...] = ()
    producten: frozenset[tuple[str, str]] | None = None
    taakgericht: bool = False


@dataclass(frozen=True, slots=True)
class Facts307:
    """Facts for a stop message: allocations by number, and all accepted starts and stops on them; the rest as for a 305."""

    bericht: KnownBericht
    toewijzingen: Mapping[int, KnownToewijzing]
    starts: tuple[KnownStart, ...] = ()
    stops: tuple[KnownStop, ...] = ()
    producten: frozenset[tuple[str, str]] | None = None
    taakgericht: bool = False


@dataclass(frozen=True, slots=True)
class Facts315:
    """Facts for a request for allocations.

    referenties: those of the message that this provider used before under this law (TR347). verzoeken: this provider's requests for
    the client (TR374 asks whether one is open).
    """

    bericht: KnownBericht
    referenties: frozenset[str] = frozenset()
    verzoeken: tuple[KnownVerzoek, ...] = ()
    producten: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Facts317:
    """Facts for a request for a change.

    bsns: clients known to the municipality, at least the one of the message (TR304). toewijzingen: every allocation of the client to
    this provider, by number, also past and removed ones. The other facts are those of a 315.
    """

    bericht: KnownBericht
    bsns: frozenset[str]
    toewijzingen: Mapping[int, KnownToewijzing]
    referenties: frozenset[str] = frozenset()
    verzoeken: tuple[KnownVerzoek, ...] = ()
    producten: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Facts319:
    """Facts for an answer: the requests by ReferentieAanbieder, at least the one of the message when it is known."""

    bericht: KnownBericht
    verzoeken: Mapping[str, KnownVerzoek]


@dataclass(frozen=True, slots=True)
class Facts323:
    """Facts for a declaration, or for a batch of its lines: then what is asked of the message here is asked of those lines.

    bsns: clients known to the municipality, at least those of the message (TR304).
    toewijzingen: allocations to this provider by toewijzingnummer, at least those of the message.
    tarieven: contract prices by toewijzingnummer; no entry for a line's product, unit and day lets a person judge the line (TR418).
    prestaties: lines declared before by referentienummer: those whose reference occurs in the message as ReferentieNummer or
    VorigReferentieNummer, and the answered lines on an allocation that occurs in the message: those of its months, or all when
    `toegekend` is None.
    toegekend: granted before by toewijzingnummer, credits taken off: (volume, hours in minutes; euro cents). At least for the
    allocations in the message with a total volume or a budget (TR322, TR369); None has it counted from `prestaties`.
    declaratienummers: numbers of this provider's earlier declarations (TR333).
    laatste_declaratieperiode: month of this provider's latest declaration; doorlopende_zorg: whether care ran in the months between
    that and this declaration (TR318 needs both; `rules.stop.care_ran_on` tells it from the starts and stops). What the facts do not say
    refuses nothing: a provider cannot be held to what the municipality does not know.
    producten: the pairs (categorie, code) that exist (TR381), None when that is not checked.
    """

    bericht: KnownBericht
    bsns: frozenset[str]
    toewijzingen: Mapping[int, KnownToewijzing]
    tarieven: Mapping[int, tuple[KnownTarief, ...]]
    prestaties: Mapping[str, KnownPrestatie]
    toegekend: Mapping[int, tuple[int, int]] | None = None
    declaratienummers: frozenset[str] = frozenset()
    laatste_declaratieperiode: Period | None = None
    doorlopende_zorg: bool = False
    producten: frozenset[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Facts325:
    """Facts for the answer to a declaration: the declaration that it says it answers, None when there is none."""

    bericht: KnownBericht
    declaratie: Bericht323 | None
