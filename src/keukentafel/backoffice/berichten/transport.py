"""What carries messages in and out, as the mailbox sees it, and the one that works with folders.

A transport knows nothing of what is in a message. Another one (the municipal node, which wants an envelope per sending, or a portal)
is a class with the same three methods; nothing else in the house changes. See docs/explanation/berichten-vervoer.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from keukentafel.backoffice.berichten import folders
from keukentafel.backoffice.berichten.domain.berichten import Aflevering, Afleverstand

DELIVERED, FAILED = ".afgeleverd", ".fout"
_LONGEST_REPORT = 4096


class Arrival(Protocol):
    """A file that came in and was not put away yet; each method raises FileNotFoundError when another worker did that meanwhile."""

    @property
    def name(self) -> str:
        """The name under which it came."""

    def size(self) -> int:
        """How many bytes it has."""

    def content(self) -> bytes | Path:
        """Its bytes, or the file that holds them."""

    def digest(self) -> str:
        """SHA-256 of its bytes, without holding them all."""

    def put_away(self, *, accepted: bool) -> None:
        """It was booked, or it is no message for us: it need not be offered again. Harmless when repeated."""


class Report(Protocol):
    """What the transport says later of something it took: delivered, or refused with a code and a text.

    `kenmerk` is the reference of the envelope when the transport gives it back, else the name of the file must do.
    """

    @property
    def name(self) -> str:
        """The name of the file that it is about."""

    @property
    def kenmerk(self) -> UUID | None:
        """The reference of the sending that it is about."""

    def read(self) -> Aflevering:
        """What it says."""

    def put_away(self, *, accepted: bool) -> None:
        """It was taken in, or it is about nothing of ours. Harmless when repeated."""


class Transport(Protocol):
    """Carries the messages of one municipality."""

    def deliver(self, name: str, content: bytes, *, identificatie: str, kenmerk: UUID) -> Aflevering:
        """Hand over one message; raises OSError when the transport cannot be reached.

        `identificatie` is that of the message, the same however often it is sent; `kenmerk` is that of this sending, the same when a
        job is repeated after a kill. Handing over the same sending again changes nothing for the receiver.
        """

    def arrivals(self) -> Iterator[Arrival]:
        """What came in and was not put away."""

    def reports(self) -> Iterator[Report]:
        """What it has to say of what it took earlier."""


@dataclass(frozen=True, slots=True)
class FolderArrival:
    """A file in a folder of the municipality, under the name that a person gave it if one did."""

    gemeente: str
    path: Path
    name: str

    def size(self) -> int:
        """How many bytes it has."""
        return self.path.stat().st_size

    def content(self) -> Path:
        """The file itself."""
        return self.path

    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return folders.digest_of(self.path)

    def put_away(self, *, accepted: bool) -> None:
        """Move it to where it belongs."""
        folders.put_away(
            self.path, self.gemeente, folders.Vak.VERWERKT if accepted else folders.Vak.NIET_GEACCEPTEERD
        )


@dataclass(frozen=True, slots=True)
class FolderReport:
    """A small file beside the messages: `<name>.afgeleverd`, or `<name>.fout` with the code on its first line and then the text."""

    gemeente: str
    path: Path
    kenmerk: UUID | None = None

    @property
    def name(self) -> str:
        """The name of the file that it is about."""
        return self.path.stem

    def read(self) -> Aflevering:
        """What it says; bytes that are no text are shown as such."""
        if self.path.suffix == DELIVERED:
            return Aflevering(Afleverstand.AFGELEVERD)
        with self.path.open("rb") as file:
            code, _, tekst = file.read(_LONGEST_REPORT).decode("utf-8", errors="replace").partition("\n")
        return Aflevering(Afleverstand.GEWEIGERD, code.strip()[:20], " ".join(tekst.split())[:500])

    def put_away(self, *, accepted: bool) -> None:
        """Move it to where it belongs."""
        folders.put_away(
            self.path, self.gemeente, folders.Vak.VERWERKT if accepted else folders.Vak.NIET_GEACCEPTEERD
        )


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """A folder for each direction; something outside the house carries the files on."""

    gemeente: str

    def deliver(self, name: str, content: bytes, *, identificatie: str, kenmerk: UUID) -> Aflevering:
        """Write the file, complete from the moment it has its name; written again it is the same file."""
        folders.write_file(self.gemeente, folders.Vak.UIT, name, content)
        return Aflevering(Afleverstand.VERSTUURD)

    def arrivals(self) -> Iterator[Arrival]:
        """The complete files in the inbox, by name."""
        for path in folders.files(self.gemeente, folders.Vak.IN):
            yield FolderArrival(self.gemeente, path, path.name)

    def reports(self) -> Iterator[Report]:
        """The complete reports, by name."""
        for path in folders.files(self.gemeente, folders.Vak.TERUG):
            if path.suffix in (DELIVERED, FAILED):
                yield FolderReport(self.gemeente, path)


def transport_of(gemeente: str) -> Transport:
    """What carries the messages of this municipality."""
    return FolderTransport(gemeente)
