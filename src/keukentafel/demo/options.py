"""What the maker of a synthetic municipality may choose."""

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST = date(2026, 1, 1)
_LAST = date(2027, 12, 31)
_SMALLEST = 1_000


@dataclass(frozen=True, slots=True)
class Options:
    """Seed, place, size and day; raises ValueError for a size or a day that cannot be made.

    The history runs over ``days`` days up to and including ``working_date``.
    ``first_bsn`` is where in the series of test numbers this municipality starts, so that two municipalities never share one.
    ``declared_months`` is how many whole months before the working date have declaration lines; what was
    paid before that is only a sum per budget line.
    ``stories`` adds the hand-written residents; they belong to Lindewaard.
    """

    gemeente: str = "9901"
    naam: str = "Lindewaard"
    inwoners: int = 40_000
    seed: int = 2026
    working_date: date = date(2026, 11, 20)
    days: int = 730
    declared_months: int = 15
    first_bsn: int = 0
    stories: bool = True

    def __post_init__(self) -> None:
        if not _FIRST <= self.working_date <= _LAST:
            raise ValueError(
                "The working date lies in 2026 or 2027: contracts and tariffs run from 2024 to 2027."
            )
        if self.inwoners < _SMALLEST:
            raise ValueError("A municipality has at least 1,000 inhabitants.")

    @property
    def first_day(self) -> date:
        """The first day of the history."""
        return self.working_date - timedelta(days=self.days)

    @property
    def scale(self) -> float:
        """The size against the default of 40,000 inhabitants."""
        return self.inwoners / 40_000


LINDEWAARD = Options()
ELSBEEK = Options(gemeente="9902", naam="Elsbeek", inwoners=4_000, seed=9902, first_bsn=60_000, stories=False)
