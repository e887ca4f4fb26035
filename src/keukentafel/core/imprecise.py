"""A date that is only roughly known: "voor de zomer van 2014" is a range, not a made-up day."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from keukentafel.core.dutch import day_year


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """Somewhere from `earliest` to `latest`, both counting; `text` is how it was said or written.

    A range that runs backwards, or a text that is empty, raises `ValueError`.
    """

    earliest: date
    latest: date
    text: str

    def __post_init__(self) -> None:
        """Refuse a range without days and a date that nobody can read back."""
        if self.latest < self.earliest:
            raise ValueError("De vroegste datum ligt na de laatste datum. Controleer de twee datums.")
        if not self.text.strip():
            raise ValueError("Schrijf op hoe de datum is genoemd, bijvoorbeeld: voor de zomer van 2014.")

    @classmethod
    def exact(cls, day: date) -> Self:
        """Make a date that is known to the day."""
        return cls(day, day, day_year(day))

    @property
    def is_exact(self) -> bool:
        """Tell whether only one day is possible."""
        return self.earliest == self.latest

    def surely_before(self, day: date) -> bool:
        """Tell whether every possible day lies before `day`."""
        return self.latest < day

    def possibly_on(self, day: date) -> bool:
        """Tell whether `day` is one of the possible days."""
        return self.earliest <= day <= self.latest
