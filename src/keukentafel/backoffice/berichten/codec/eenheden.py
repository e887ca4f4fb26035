"""The units of WJ756 as people say them; volumes of unit 83 are euro cents."""

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.core import dutch
from keukentafel.core.eenheden import DAGDEEL, ETMAAL, EURO, INSPANNING, MINUUT, OUTPUT, UUR
from keukentafel.core.money import euros

# Of one and of more.
_UNITS = {
    MINUUT: ("minuut", "minuten"),
    UUR: ("uur", "uur"),
    ETMAAL: ("etmaal", "etmalen"),
    DAGDEEL: ("dagdeel", "dagdelen"),
    OUTPUT: ("stuk", "stuks"),
    INSPANNING: ("stuk", "stuks"),
}


def per_unit(unit: str) -> str:
    """A unit as one writes it after a price: "uur", "etmaal"."""
    return _UNITS[unit][0] if unit in _UNITS else CODELISTS["WJ756"].meaning(unit)


def amount(volume: int, unit: str) -> str:
    """A volume with its unit: "18 uur", or euros for unit 83."""
    if unit == EURO:
        return euros(volume)
    return dutch.plural(volume, *_UNITS.get(unit, ("eenheid", "eenheden")))
