"""How long there is still time for something, in words and with a colour when it presses."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from keukentafel.core import dutch
from keukentafel.web.design.elements import Tone, badge

_SOON: Final = 3
_PRESSES: Final[dict[str, Tone]] = {"laat": "fout", "bijna": "let-op"}


@dataclass(frozen=True, slots=True)
class Wachttijd:
    """A last day in words; `toon` is "", bijna or laat."""

    tekst: str
    toon: str = ""

    @property
    def getoond(self) -> str:
        """As it stands on a page: a badge when it presses, else the words."""
        return badge(_PRESSES[self.toon], self.tekst) if self.toon else self.tekst


def due(uiterlijk: date | None, today: date) -> Wachttijd:
    """How long there is still time, such as "nog 2 dagen", "4 dec" or "2 dagen te laat"; empty without a last day."""
    if uiterlijk is None:
        return Wachttijd("")
    days = (uiterlijk - today).days
    if days < 0:
        return Wachttijd(f"{dutch.plural(-days, 'dag', 'dagen')} te laat", "laat")
    if days == 0:
        return Wachttijd("vandaag", "bijna")
    if days <= _SOON:
        return Wachttijd(f"nog {dutch.plural(days, 'dag', 'dagen')}", "bijna")
    return Wachttijd(f"voor {dutch.day_short(uiterlijk)}")
