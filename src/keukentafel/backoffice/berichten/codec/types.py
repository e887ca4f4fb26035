"""The simple types (LDT) of the base schema of iWmo and iJw 3.2, as data.

One row per type, with the facets and the pattern as the standard has them. `SimpleType.safe_pattern` is the pattern that goes
into our own schema: the same language, written so that no engine can be made to hang on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Law(StrEnum):
    """The two message standards; the value is the prefix of the message names (wmo301, jw301)."""

    WMO = "wmo"
    JW = "jw"


class Base(StrEnum):
    """The XML Schema type under a simple type."""

    STRING = "string"
    INTEGER = "integer"
    DATE = "date"
    TIME = "time"


NOT_BLANK = r".*[^\s].*"
COMMENTAAR = r"([.\s]*\S+[.\s]*)+"
# Same languages, deterministic: the nested repetition of the second can hang a backtracking engine on a long text.
_SAFE = {NOT_BLANK: r"[ \t]*[^\s].*", COMMENTAAR: r"\s*\S[\s\S]*"}


@dataclass(frozen=True, slots=True)
class SimpleType:
    """One LDT: base type, facets, and the code list whose codes are its enumeration.

    `codelists` names the list per law; both laws name the same list unless the standard splits it.
    """

    name: str
    base: Base
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_inclusive: int | None = None
    max_inclusive: int | None = None
    codelists: Mapping[Law, str] | None = None

    @property
    def safe_pattern(self) -> str | None:
        """The pattern for the generated schema."""
        return None if self.pattern is None else _SAFE.get(self.pattern, self.pattern)


def _text(
    name: str, longest: int | None = None, pattern: str | None = NOT_BLANK, shortest: int | None = 1
) -> SimpleType:
    return SimpleType(f"LDT_{name}", Base.STRING, shortest, longest, pattern)


def _number(name: str, highest: int) -> SimpleType:
    return SimpleType(f"LDT_{name}", Base.INTEGER, min_inclusive=0, max_inclusive=highest)


def _code(name: str, longest: int, wmo: str, jw: str | None = None) -> SimpleType:
    return SimpleType(
        f"LDT_{name}", Base.STRING, max_length=longest, codelists={Law.WMO: wmo, Law.JW: jw or wmo}
    )


_TYPES = (
    _code("AanduidingWoonadres", 2, "NUM061"),
    _code("AdresSoort", 2, "COD757"),
    _text("AgbCode", 8, "[0-9]{8}"),
    _number("Bedrag", 99_999_999),
    _text("BerichtCode", 3, None),
    _number("BerichtSubversie", 99),
    _number("BerichtVersie", 99),
    _number("Budget", 99_999_999),
    _text("BurgerServicenummer", 9, "[0-9]{9}"),
    _text("Commentaar", None, COMMENTAAR),
    _code("Communicatievorm", 1, "COD747"),
    SimpleType("LDT_Datum", Base.DATE, pattern="[^:Z]*"),
    _code("DatumGebruik", 1, "COD170"),
    _code("DebetCredit", 1, "COD043"),
    _code("Eenheid", 2, "WJ756"),
    _text("Emailadres", 80),
    _code("Frequentie", 1, "WMO757"),
    _text("Gemeente", None, "[0-9]{4}"),
    _code("Geslacht", 1, "COD046"),
    _text("Huisletter", 1),
    _number("Huisnummer", 99_999),
    _text("HuisnummerToevoeging", 4),
    _text("IdentificatieBericht", 12),
    _text("IdentificatieDeclaratie", 12, None),
    _code("JaNee", 1, "COD260"),
    _code("JuridischeStatus", 2, "WJ232"),
    _code("LandCode", 2, "COD032"),
    _text("Landnummer", 4),
    _text("Naam", 200),
    _code("NaamGebruik", 1, "COD700"),
    _text("NaamVerwijzer", 64),
    _number("Nummer", 999_999_999),
    _text("Organisatienaam", 35),
    _text("Persoonsid", 20),
    _text("Plaatsnaam", 80),
    _text("Postcode", 8),
    _code("ProductCategorie", 2, "WMO020", "JZ020"),
    _text("ProductCode", 5),
    _code("RedenAfwijzingVerzoek", 2, "WJ759"),
    _code("RedenBeeindiging", 2, "WMO588", "JZ588"),
    _code("RedenVerzoek", 1, "WJ758"),
    _code("RedenWijziging", 2, "WMO002", "JZ002"),
    _text("Referentie", 36),
    _text("ReferentieNummer", 20, None),
    _number("RelatieVolgorde", 99),
    _code("RetourCode", 4, "WJ001"),
    _code("SoortRelatie", 2, "COD472"),
    _code("StatusAanlevering", 1, "COD467"),
    _text("Straatnaam", 24),
    _text("Taal", 25),
    _text("Telefoonnummer", 15, "[0-9]*"),
    SimpleType("LDT_Tijd", Base.TIME, pattern="[^Z+-]+"),
    _number("TotaalBedrag", 999_999_999_999),
    _code("TypeVerwijzer", 2, "COD327"),
    _text("Versie", None, r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"),
    _code("VerzoekAntwoord", 1, "WJ760"),
    _number("Volume", 99_999_999),
    _text("Voorletters", 6, "([a-zA-ZÀ-ỳ])+"),
    _text("Voorvoegsel", 10),
    _code("WettelijkeVertegenwoordiging", 2, "WJ003"),
)

SIMPLE_TYPES: Mapping[str, SimpleType] = {simple.name: simple for simple in _TYPES}
