"""Values of the mailbox: directions, verdicts, states, terms of the standard, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.core.errors import Conflict, NotAllowed, NotFound, Refusal


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
    BEANTWOORD = "beantwoord"
    ONTVANGEN = "ontvangen"
    WACHT_OP_MENS = "wacht op mens"
    VERWERKT = "verwerkt"
    GEWEIGERD = "geweigerd"
    NIET_GEACCEPTEERD = "niet geaccepteerd"


_S = Berichtstatus
TRANSITIONS: Mapping[Berichtstatus, frozenset[Berichtstatus]] = MappingProxyType(
    {
        _S.KLAAR: frozenset({_S.VERSTUURD, _S.BEANTWOORD}),
        _S.VERSTUURD: frozenset({_S.BEANTWOORD}),
        _S.ONTVANGEN: frozenset({_S.VERWERKT, _S.WACHT_OP_MENS, _S.BEANTWOORD}),
        _S.WACHT_OP_MENS: frozenset({_S.BEANTWOORD}),
        _S.BEANTWOORD: frozenset(),
        _S.VERWERKT: frozenset(),
        _S.GEWEIGERD: frozenset(),
        _S.NIET_GEACCEPTEERD: frozenset(),
    }
)
WAITING = (_S.KLAAR, _S.VERSTUURD, _S.ONTVANGEN, _S.WACHT_OP_MENS)


class Bron(StrEnum):
    """How a file came in."""

    MAP = "map"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Termijn:
    """Within how many working days message `antwoord` must be there, from `vanaf` on."""

    antwoord: int
    werkdagen: int
    vanaf: date
    bron: str


@dataclass(frozen=True, slots=True)
class Bestandsgrens:
    """The largest file that may be exchanged, in bytes, from `vanaf` on."""

    grootte: int
    vanaf: date
    bron: str


_RELEASE_3_2 = date(2023, 4, 3)
TERMIJNEN = (
    Termijn(302, 3, _RELEASE_3_2, "iWmo 3.2, OP090"),
    Termijn(306, 3, _RELEASE_3_2, "iWmo 3.2, OP090"),
    Termijn(325, 10, _RELEASE_3_2, "iWmo 3.2, OP090x4"),
)
BESTANDSGRENZEN = (Bestandsgrens(25 * 1024 * 1024, date(2017, 6, 12), "iWmo, OP179"),)


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
    """A message that waits for an answer: ours to the provider, or the provider's to us."""

    id: int
    label: str
    antwoord_label: str
    partij: str
    identificatie: str
    status: Berichtstatus
    antwoord_uiterlijk: date


@dataclass(frozen=True, slots=True)
class KetenRow:
    """One message in the chain of an allocation or of another message, oldest first."""

    id: int
    op: datetime
    werkdatum: date
    label: str
    richting: Richting
    verdict: Verdict
    status: Berichtstatus
    antwoord_uiterlijk: date | None
    antwoord_op: int | None


@dataclass(frozen=True, slots=True)
class BerichtDetail:
    """One message with its verdict, the numbers of its allocations (at most 50), its arrivals and its chain."""

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


class NoReleaseInForce(Refusal):
    """On this date there is no release of the message standard in force that we can send."""

    def __init__(self, wet: str, day: date) -> None:
        super().__init__(
            f"Op {day.day}-{day.month}-{day.year} is er geen release van i{wet.capitalize()} in gebruik die we kunnen versturen. "
            "Kies een latere werkdatum."
        )


class InvalidOutgoing(Refusal):
    """A message of our own does not meet the standard; says which fact is wrong."""

    def __init__(self, label: str, reason: str) -> None:
        super().__init__(f"De {label} kan niet worden verstuurd. {reason}")


class WrongState(Conflict):
    """A message is no longer in the state from which this step can be taken."""

    def __init__(self, status: Berichtstatus) -> None:
        super().__init__(
            f"Dit bericht is al '{status.value}'. Vernieuw de pagina om te zien wat er is gebeurd."
        )
