"""Which messages and releases there are: the one table from (law, number, release) to a declared record.

Releases are dated data. Earlier releases are known by name and date and are not implemented; `release_in_force` answers None for a
day on which no release was in force (there was no Wmo 2015 or Jeugdwet message before 2015), and the caller refuses with that reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keukentafel.backoffice.berichten.codec.records.antwoord import Bericht319, Bericht320
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323, Bericht325
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, Bericht306
from keukentafel.backoffice.berichten.codec.records.stop import Bericht307, Bericht308
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, Bericht302
from keukentafel.backoffice.berichten.codec.records.verzoek import Bericht315, Bericht316
from keukentafel.backoffice.berichten.codec.records.wijziging import Bericht317, Bericht318
from keukentafel.backoffice.berichten.codec.types import Law

# What is accepted or refused whole, and answered by a retour.
Heenbericht = Bericht301 | Bericht305 | Bericht307 | Bericht315 | Bericht317 | Bericht319
Retourbericht = Bericht302 | Bericht306 | Bericht308 | Bericht316 | Bericht318 | Bericht320
Bericht = Heenbericht | Retourbericht | Bericht323 | Bericht325


class Partij(StrEnum):
    """The two sides of the exchange."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a standard: in force from `start` until the next one; `implemented` when this codec can read and write it."""

    law: Law
    name: str
    start: date
    versie: int
    subversie: int
    implemented: bool
    source: str


@dataclass(frozen=True, slots=True)
class BerichtSoort:
    """One kind of message: law, number and release, with its code, name, root record and sender.

    `antwoord` is the number of the message that answers it, `antwoord_op` that of the message it answers.
    """

    law: Law
    nummer: int
    release: Release
    berichtcode: str
    naam: str
    root: type[Bericht]
    afzender: Partij
    antwoord: int | None = None
    antwoord_op: int | None = None

    @property
    def label(self) -> str:
        """The name people use, such as WMO301."""
        return f"{self.law.value.upper()}{self.nummer}"

    @property
    def namespace(self) -> str:
        """Target namespace of the message schema."""
        return f"{_base(self.law, self.release)}/{self.law.value}{self.nummer}/schema"

    @property
    def base_namespace(self) -> str:
        """Namespace of the base schema."""
        return f"{_base(self.law, self.release)}/basisschema/schema"


def _base(law: Law, release: Release) -> str:
    return f"http://www.istandaarden.nl/i{law.value}/{release.versie}_{release.subversie}"


_IMPLEMENTED = {(Law.WMO, "3.2"), (Law.JW, "3.2")}


def _releases(law: Law) -> tuple[Release, ...]:
    source = "istandaarden.nl, release notes as retold by implementers"
    rows = (
        ("2.1", date(2017, 6, 12), 2, 1),
        ("2.2", date(2018, 4, 1), 2, 2),
        ("2.3", date(2019, 4, 1), 2, 3),
        ("2.4", date(2020, 3, 30), 2, 4),
        ("3.0", date(2021, 1, 1), 3, 0),
        ("3.1", date(2022, 4, 4), 3, 1),
        ("3.2", date(2023, 4, 3), 3, 2),
    )
    return tuple(
        Release(law, name, start, major, minor, (law, name) in _IMPLEMENTED, source)
        for name, start, major, minor in rows
    )


RELEASES: Mapping[Law, tuple[Release, ...]] = {law: _releases(law) for law in Law}


def release_in_force(law: Law, day: date) -> Release | None:
    """The release in force on `day`, or None when there was none yet."""
    return next((release for release in reversed(RELEASES[law]) if release.start <= day), None)


# Number, code in iWmo, code in iJw (COD002), name, record, sender, number of the message that answers it.
_BERICHTEN_3_2: tuple[tuple[int, str, str, str, type[Bericht], Partij, int | None], ...] = (
    (301, "414", "436", "Toewijzing", Bericht301, Partij.GEMEENTE, 302),
    (302, "415", "437", "Toewijzing retour", Bericht302, Partij.AANBIEDER, None),
    (305, "418", "438", "Start", Bericht305, Partij.AANBIEDER, 306),
    (306, "419", "439", "Start retour", Bericht306, Partij.GEMEENTE, None),
    (307, "420", "440", "Stop", Bericht307, Partij.AANBIEDER, 308),
    (308, "421", "441", "Stop retour", Bericht308, Partij.GEMEENTE, None),
    (315, "444", "446", "Verzoek om toewijzing", Bericht315, Partij.AANBIEDER, 316),
    (316, "445", "447", "Verzoek om toewijzing retour", Bericht316, Partij.GEMEENTE, None),
    (317, "480", "486", "Verzoek om wijziging", Bericht317, Partij.AANBIEDER, 318),
    (318, "481", "487", "Verzoek om wijziging retour", Bericht318, Partij.GEMEENTE, None),
    (319, "482", "488", "Antwoord", Bericht319, Partij.GEMEENTE, 320),
    (320, "483", "489", "Antwoord retour", Bericht320, Partij.AANBIEDER, None),
    (323, "484", "490", "Declaratie", Bericht323, Partij.AANBIEDER, 325),
    (325, "485", "491", "Declaratie-antwoord", Bericht325, Partij.GEMEENTE, None),
)


_ANSWERS = {row[6]: row[0] for row in _BERICHTEN_3_2 if row[6] is not None}
_SOORTEN = tuple(
    BerichtSoort(
        law,
        nummer,
        RELEASES[law][-1],
        {Law.WMO: wmo, Law.JW: jw}[law],
        naam,
        root,
        afzender,
        antwoord=antwoord,
        antwoord_op=_ANSWERS.get(nummer),
    )
    for law in Law
    for nummer, wmo, jw, naam, root, afzender, antwoord in _BERICHTEN_3_2
)

REGISTRY: Mapping[tuple[Law, int, str], BerichtSoort] = {
    (s.law, s.nummer, s.release.name): s for s in _SOORTEN
}
_BY_NAMESPACE = {soort.namespace: soort for soort in _SOORTEN}
_BY_CODE = {(soort.berichtcode, soort.release.versie, soort.release.subversie): soort for soort in _SOORTEN}


def find_soort(law: Law, nummer: int, release: str = "3.2") -> BerichtSoort:
    """The kind of message with this law, number and release; KeyError when it is not implemented."""
    return REGISTRY[law, nummer, release]


def soort_of_namespace(namespace: str) -> BerichtSoort | None:
    """The kind of message whose schema has this target namespace."""
    return _BY_NAMESPACE.get(namespace)


def soort_of(bericht: Bericht) -> BerichtSoort:
    """The kind of a message, by the code and version in its header; KeyError when those belong to no kind we know."""
    header = bericht.header
    return _BY_CODE[header.berichtcode, header.berichtversie, header.berichtsubversie]
