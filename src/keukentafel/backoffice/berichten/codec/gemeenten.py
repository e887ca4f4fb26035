"""The gemeente codes of the CBS with the years in which they were in force (TR378), read from `lists/gemeentecodes.csv`.

The list knows years, not days: a code counts as in force through the whole first and last year. A code of the last year of the list
counts as still in force after it, until a newer list says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from keukentafel.backoffice.berichten.codec.codelists import rows_of

SOURCE = "CBS, Iv3-gegevens van gemeenten over 2010 tot en met 2026 (CC BY 4.0)"
FIRST_YEAR, LAST_YEAR = 2010, 2026
# No allocation under the Wmo 2015 or the Jeugdwet begins before this day.
IN_FORCE = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Years:
    """The first and the last year in which a code occurs in the list."""

    first: int
    last: int


GEMEENTECODES: Mapping[str, Years] = MappingProxyType(
    {
        row["code"]: Years(int(row["eerste_jaar"]), int(row["laatste_jaar"]))
        for row in rows_of("gemeentecodes.csv")
    }
)


def gemeentecodes(day: date, *, oldest: date = IN_FORCE) -> frozenset[str]:
    """The codes that a message may use for what begins on `day`: those in force then, and those of an older list.

    After a redivision an older list is still allowed (TR378); how old is not said, so every list back to `oldest` counts, by default
    back to the first day of both laws. `oldest=day` gives the codes in force on the day alone.
    """
    from_year, year = (min(max(when.year, FIRST_YEAR), LAST_YEAR) for when in (oldest, day))
    return frozenset(
        code for code, years in GEMEENTECODES.items() if years.first <= year and years.last >= from_year
    )
