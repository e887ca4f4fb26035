"""Values of the mailbox: directions, verdicts, states, rows, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.core.errors import NotAllowed, NotFound


class Richting(StrEnum):
    """Which way a message goes, seen from the municipality."""

    IN = "in"
    UIT = "uit"


class Verdict(StrEnum):
    """What became of a message at the door.

    Not accepted: it cannot be read or is not ours, and no message answers it. Refused: it can be read, and is answered
    with the code of its fault. Accepted: the rooms above react to it, or we sent it ourselves.
    """

    NIET_GEACCEPTEERD = "niet geaccepteerd"
    GEWEIGERD = "geweigerd"
    AANGENOMEN = "aangenomen"


class Berichtstatus(StrEnum):
    """Where a message stands in its exchange."""

    KLAAR = "klaar"
    VERSTUURD = "verstuurd"
    AFGELEVERD = "afgeleverd"
    NIET_AFGELEVERD = "niet afgeleverd"
    BEANTWOORD = "beantwoord"
    ONTVANGEN = "ontvangen"
    WACHT_OP_MENS = "wacht op mens"
    VERWERKT = "verwerkt"
    GEWEIGERD = "geweigerd"
    NIET_GEACCEPTEERD = "niet geaccepteerd"


_S = Berichtstatus
OUT = frozenset({_S.KLAAR, _S.VERSTUURD, _S.AFGELEVERD, _S.NIET_AFGELEVERD})
WAITING = OUT | {_S.ONTVANGEN, _S.WACHT_OP_MENS}
TRANSITIONS: Mapping[Berichtstatus, frozenset[Berichtstatus]] = MappingProxyType(
    {
        _S.KLAAR: frozenset({_S.VERSTUURD, _S.AFGELEVERD, _S.NIET_AFGELEVERD, _S.BEANTWOORD}),
        _S.VERSTUURD: frozenset({_S.KLAAR, _S.AFGELEVERD, _S.NIET_AFGELEVERD, _S.BEANTWOORD}),
        _S.AFGELEVERD: frozenset({_S.KLAAR, _S.NIET_AFGELEVERD, _S.BEANTWOORD}),
        _S.NIET_AFGELEVERD: frozenset({_S.KLAAR, _S.VERSTUURD, _S.AFGELEVERD, _S.BEANTWOORD}),
        _S.ONTVANGEN: frozenset({_S.VERWERKT, _S.WACHT_OP_MENS, _S.BEANTWOORD}),
        _S.WACHT_OP_MENS: frozenset({_S.BEANTWOORD}),
        _S.BEANTWOORD: frozenset(),
        _S.VERWERKT: frozenset(),
        _S.GEWEIGERD: frozenset(),
        _S.NIET_GEACCEPTEERD: frozenset(),
    }
)


class Afleverstand(StrEnum):
    """How far one sending of a message came: written for the transport, delivered, refused by it, or it could not be reached."""

    KLAAR = "klaar"
    VERSTUURD = "verstuurd"
    AFGELEVERD = "afgeleverd"
    GEWEIGERD = "geweigerd"
    NIET_BEREIKBAAR = "niet bereikbaar"


@dataclass(frozen=True, slots=True)
class Aflevering:
    """What the transport says of one sending; `code` and `tekst` only when it failed."""

    stand: Afleverstand
    code: str = ""
    tekst: str = ""


class Bron(StrEnum):
    """How a file came in."""

    MAP = "map"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Bevonden:
    """A fault of a message as it is kept: plain Dutch, without personal data."""

    level: int
    rule: str
    retourcode: str | None
    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Envelop:
    """Who sends what to whom. `afzender` and `ontvanger` are the real ones; in a retour the header keeps those of the heen message.

    `heen_identificatie` is that of the message this one answers, None when it answers none.
    """

    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date | None
    heen_identificatie: str | None = None


@dataclass(frozen=True, slots=True)
class BerichtRow:
    """A message as the rooms above see it; `dubbel` when this file had been booked before."""

    id: int
    richting: Richting
    wet: str
    nummer: int | None
    afzender: str
    ontvanger: str
    identificatie: str
    verdict: Verdict
    status: Berichtstatus
    bevonden: tuple[Bevonden, ...] = ()
    antwoord_op: int | None = None
    dubbel: bool = False

    @property
    def label(self) -> str:
        """The name people use, such as WMO323; "onbekend" when that could not be told."""
        return f"{self.wet.upper()}{self.nummer}" if self.nummer else "onbekend"


@dataclass(frozen=True, slots=True)
class Inleesresultaat:
    """What reading the inbox folder gave, in numbers of files."""

    aangenomen: int = 0
    geweigerd: int = 0
    niet_geaccepteerd: int = 0
    dubbel: int = 0

    @property
    def bestanden(self) -> int:
        """All files that were read."""
        return self.aangenomen + self.geweigerd + self.niet_geaccepteerd + self.dubbel


@dataclass(frozen=True, slots=True)
class NewBericht:
    """A message to be loaded with the state it has reached; `antwoord_op` is the id of the message it answers."""

    inhoud: Bericht
    richting: Richting
    werkdatum: date
    status: Berichtstatus
    antwoord_uiterlijk: date | None = None
    antwoord_op: int | None = None


@dataclass(frozen=True, slots=True)
class BerichtOntvangen:
    """A message of a provider was accepted; announced once, in the transaction that books it.

    `inhoud` is the message itself. `antwoord_op` is the id of our message that it answers (302), None for 305 and 323.
    """

    gemeente: str
    account_id: UUID
    bericht_id: int
    wet: str
    nummer: int
    afzender: str
    identificatie: str
    antwoord_op: int | None
    inhoud: Bericht = field(repr=False)


@dataclass(frozen=True, slots=True)
class BerichtenRow:
    """A line in the list of received or sent messages."""

    id: int
    op: datetime
    label: str
    partij: str
    identificatie: str
    dagtekening: date | None
    bestandsnaam: str
    verdict: Verdict
    status: Berichtstatus
    antwoord_uiterlijk: date | None
    reden: str


@dataclass(frozen=True, slots=True)
class BerichtenPage:
    """Lines of one page; `next` is the id after which the next page starts, None at the end."""

    rows: tuple[BerichtenRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class WachtRow:
    """Something that must be done about a message: `wat`, by `wie`, until `uiterlijk`; `id` is that of the row, not of the message."""

    id: UUID
    bericht_id: int
    label: str
    wat: Wat
    wie: Wie
    antwoord_label: str
    partij: str
    identificatie: str
    status: Berichtstatus
    uiterlijk: date


@dataclass(frozen=True, slots=True)
class Wachtcijfer:
    """How much waits for one who must act, and how much of it is late."""

    wie: Wie
    open: int
    te_laat: int


@dataclass(frozen=True, slots=True)
class Wachtcijfers:
    """What is open: per party that must act, and how many late answers each provider owes us, by AGB code, most first."""

    per_partij: tuple[Wachtcijfer, ...]
    te_laat_per_aanbieder: Mapping[str, int]

    @property
    def te_laat(self) -> int:
        """All that is late."""
        return sum(figure.te_laat for figure in self.per_partij)


@dataclass(frozen=True, slots=True)
class KetenRow:
    """One message in the chain of an allocation or of another message, oldest first.

    `neemt_terug` is the id of the earlier report that this one takes back, `vervangt` of the one it replaces;
    `teruggenomen` when a later message took this one back (StatusAanlevering 3).
    """

    id: int
    op: datetime
    werkdatum: date
    label: str
    richting: Richting
    verdict: Verdict
    status: Berichtstatus
    antwoord_uiterlijk: date | None
    antwoord_op: int | None
    wacht: tuple[Wat, Wie] | None = None
    neemt_terug: int | None = None
    vervangt: int | None = None
    teruggenomen: bool = False


@dataclass(frozen=True, slots=True)
class Zending:
    """One sending of a message with the reference of its envelope and what became of it."""

    kenmerk: UUID
    op: datetime
    stand: Afleverstand
    code: str
    tekst: str


@dataclass(frozen=True, slots=True)
class BerichtDetail:
    """One message with its verdict, the numbers of its allocations (at most 50), its arrivals, sendings and chain.

    `zelfde_inhoud` are earlier messages of this kind and sender with the same content under another identification, with their ids.
    """

    rij: BerichtenRow
    richting: Richting
    release: str
    berichtcode: str
    afzender: str
    ontvanger: str
    grootte: int
    sha256: str
    bevonden: tuple[Bevonden, ...]
    toewijzingnummers: tuple[int, ...]
    dubbel_ontvangen: tuple[datetime, ...]
    zelfde_inhoud: tuple[tuple[int, str], ...]
    zendingen: tuple[Zending, ...]
    wachten: tuple[WachtRow, ...]
    keten: tuple[KetenRow, ...]


@dataclass(frozen=True, slots=True)
class Berichtbestand:
    """The bytes of a message under the name of its file; they hold personal data."""

    naam: str
    inhoud: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Aankomst:
    """An uploaded file and what became of it; `dubbel` when it had been booked before under this message."""

    bericht_id: int
    bestandsnaam: str
    op: datetime
    dubbel: bool
    label: str
    verdict: Verdict
    status: Berichtstatus
    bevonden: tuple[Bevonden, ...]


class BerichtNotFound(NotFound):
    """There is no such message in this municipality."""

    def __init__(self) -> None:
        super().__init__("Dit bericht is er niet. Ga terug naar de lijst met berichten.")


class BerichtClosed(NotAllowed):
    """The message is about somebody whose file is closed to the actor."""

    def __init__(self) -> None:
        super().__init__(
            "In dit bericht staat iemand van wie het dossier voor jou gesloten is. Vraag een collega of je teamleider."
        )
