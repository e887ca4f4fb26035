"""Products for sample messages, per law, and rows of them that may stand beside each other in one message.

What is allocated (301), asked for (315) or wished as new (317) comes in the variants of the standard: a code with an extent, a category
alone, a category with a budget, or a budget alone. No two of a row clash (TR302, TR386, TR410).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core.eenheden import EURO, NOT_PER_DAY

# Category, first letter of its codes, and the unit it is delivered in.
_SPECIFIC: Mapping[Law, tuple[tuple[str, str, str], ...]] = {
    Law.WMO: (
        ("01", "A", "04"),
        ("02", "A", "01"),
        ("07", "A", "16"),
        ("15", "A", "14"),
        ("10", "A", "82"),
        ("12", "X", "83"),
        ("08", "A", "84"),
    ),
    Law.JW: (
        ("45", "A", "01"),
        ("54", "B", "04"),
        ("41", "A", "16"),
        ("43", "A", "14"),
        ("50", "A", "82"),
        ("42", "V", "83"),
        ("47", "A", "84"),
    ),
}
# Categories that are only allocated without a code, each once in a message.
_CODELESS: Mapping[Law, tuple[str, ...]] = {
    Law.WMO: ("03", "04", "05", "06", "09", "16", "17", "18"),
    Law.JW: ("40", "44", "46", "48", "49", "51", "52", "53", "55"),
}
FIRST_NUMBER = 1_000_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEEKLY = "2"
_WEEK = timedelta(days=7)
# So many lines in front can lie before all others, a week each.
_WEEKS = 8
_LONGEST = 365


@dataclass(frozen=True, slots=True)
class Line:
    """What is allocated or asked for: a product in a period, both days in it, with an extent, a budget or neither."""

    product: Product | None
    begin: date
    end: date | None
    omvang: Omvang | None
    budget: int | None


def stop_reasons(law: Law) -> tuple[str, ...]:
    """The codes of RedenBeeindiging: the two laws share few of them, and 31 means something else in each."""
    name = {Law.WMO: "WMO588", Law.JW: "JZ588"}[law]
    return tuple(item.code for item in CODELISTS[name].codes)


def numbers(lines: int, chance: Chance) -> Iterable[tuple[int, int]]:
    """The toewijzingnummer and the number of the product of each of `lines` lines: any product of the law may be the first."""
    first = chance.below(len(_SPECIFIC[Law.WMO]))
    return ((FIRST_NUMBER + index, first + index) for index in range(lines))


def specific_product(law: Law, number: int) -> tuple[Product, str]:
    """Product `number` with a code of its own, and the unit it is delivered in."""
    rows = _SPECIFIC[law]
    category, letter, unit = rows[number % len(rows)]
    turn, low = divmod(number // len(rows), len(_DIGITS))
    turn, middle = divmod(turn, len(_DIGITS))
    high = _DIGITS[(_DIGITS.index(letter) + turn) % len(_DIGITS)]
    return Product(categorie=category, code=f"{category}{high}{_DIGITS[middle]}{_DIGITS[low]}"), unit


def mirrored_product(law: Law, number: int, chance: Chance) -> Product | None:
    """The product as a start or a stop repeats it: with its code, with its category only, or not at all (IV075)."""
    product, _ = specific_product(law, number)
    return chance.pick((product, product, product, Product(categorie=product.categorie), None))


def extent(unit: str, chance: Chance, *, frequencies: str = "1246") -> Omvang:
    """An extent in a unit; a frequency per day does not go with every unit (CS338)."""
    fitting = [item for item in frequencies if not (item == "1" and unit in NOT_PER_DAY)]
    volume = chance.between(1_000, 200_000) if unit == EURO else chance.between(1, 40)
    return Omvang(volume=volume, eenheid=unit, frequentie=chance.pick(fitting))


def line(law: Law, number: int, chance: Chance, *, first: date, past: bool = True) -> Line:
    """Line `number` of a row that begins on `first`; lines without a product lie in the weeks before it.

    With `past` a line may also have ended before 2021, when an extent needed no code.
    """
    codeless = _CODELESS[law]
    variants = ["specific"] * 4
    if number < len(codeless):
        variants += ["category", "budget"] + (["old"] if past else [])
    if number < _WEEKS:
        variants.append("generic")
    variant = chance.pick(variants)
    begin = first + timedelta(days=number % _LONGEST)
    end = begin + timedelta(days=chance.between(0, _LONGEST))
    budget = chance.between(0, 2_000_000)
    if variant == "specific":
        return _specific(law, number, chance, begin, end)
    if variant == "generic":
        week = first - (number + 1) * _WEEK
        return Line(None, week, week + timedelta(days=6), None, budget)
    category = Product(categorie=codeless[number])
    if variant == "old":
        days = (date(2020, number + 1, 1), date(2020, number + 1, 28))
        return Line(category, *days, Omvang(volume=2, eenheid="14", frequentie="1"), None)
    if variant == "budget":
        return Line(category, begin, end, None, budget)
    return Line(category, begin, chance.pick((None, end)), None, None)


def _specific(law: Law, number: int, chance: Chance, begin: date, end: date) -> Line:
    product, unit = specific_product(law, number)
    omvang = extent(unit, chance)
    is_open = omvang.frequentie != _WEEKLY and chance.happens(30)
    return Line(product, begin, None if is_open else end, omvang, None)
