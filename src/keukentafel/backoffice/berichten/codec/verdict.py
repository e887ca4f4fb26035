"""What reading and checking a message gives: faults, each with level, rule, return code, place and a reason in plain Dutch."""

from dataclasses import dataclass

from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    level: 1 frame and schema, 2 inside the message, 3 and 4 against what is known. rule: id in the standard (CS002, TR358), "XSD",
    or the name of a frame check ("XML", "DOCTYPE", "OP192", "soort"). retourcode: None at level 1, where no message answers.
    path: the element, such as /Bericht/Client/Bsn, with [n] (from 1) for items of a list; line: line in the file when it is known.
    reason: plain Dutch; holds no personal data.
    """

    level: int
    rule: str
    retourcode: str | None
    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The outcome of `read`.

    `soort` is None when not even the kind of message could be told. `bericht` is None after a level-1 fault: keep the raw file and show
    the verdict, no message answers it. With only level-2 faults `bericht` is there, so that its header can be copied into the retour
    with code 0001; its values are then not to be trusted (a date may be a `Letterlijk`).
    """

    soort: BerichtSoort | None
    bericht: Bericht | None
    faults: tuple[Fault, ...]

    @property
    def valid(self) -> bool:
        """No fault at any level that was looked at."""
        return not self.faults

    @property
    def level(self) -> int:
        """The level at which the message fell (1 or 2); 0 when it stands."""
        return self.faults[0].level if self.faults else 0


class Letterlijk(str):
    """A value that XML Schema allows and Python cannot hold (the year 12026, 24:00:00): kept as it came, refused at level 2."""

    __slots__ = ()
