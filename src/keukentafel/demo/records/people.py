"""Records of people who had contact: households, persons and how they stand to each other."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HuishoudenRecord:
    """An address with the people who live there; ``soort`` is eenpersoons, paar, gezin or eenouder."""

    sleutel: str
    soort: str
    straat: str
    huisnummer: int
    toevoeging: str
    postcode: str
    plaats: str
    wijk: str


@dataclass(frozen=True, slots=True)
class PersoonRecord:
    """A person who had contact, or who lives with one who had.

    ``geslacht`` is 0 unknown, 1 man, 2 woman. ``bescherming`` is empty, or why the file is closed (``afgeschermd`` or ``medewerker``).
    ``medewerker`` is the user name of the employee whose own file this is. ``tolk`` is a language, empty when none is needed.
    """

    sleutel: str
    bsn: str
    huishouden: str
    voornamen: str
    roepnaam: str
    voorvoegsel: str
    achternaam: str
    geslacht: int
    geboortedatum: date
    overleden_op: date | None
    telefoon: str
    email: str
    tolk: str
    bescherming: str
    medewerker: str


@dataclass(frozen=True, slots=True)
class RelatieRecord:
    """How ``persoon`` stands to ``ander``:

    ``soort`` is a code of COD472 (10 parent, 12 partner, 16 child, 17 family, 19 neighbour, 20 friend, 21
    client support).
    """

    persoon: str
    ander: str
    soort: str
    gezag: bool
    mantelzorger: bool
    tekst: str
