"""Price and amount of a line: TR418 and TR346, with the rounding of IV081.

With an hourly price in the contract and minutes on the line, the tariff on the line is the hourly price divided by 60 and rounded, and
the amount comes from the hourly price itself: hourly price times minutes, divided by 60 and rounded half up. The tariff times the
volume is accepted as well.
"""

from datetime import date

from keukentafel.backoffice.berichten.codec.facts import KnownTarief
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.core.eenheden import MINUUT, UUR

_MINUTES_PER_HOUR = 60


def find_tarief(prestatie: Prestatie, tarieven: tuple[KnownTarief, ...], day: date) -> KnownTarief | None:
    """The contract price for a line on `day`: in its own unit first, else an hourly price for a line in minutes."""
    product = (prestatie.productcategorie, prestatie.productcode)
    valid = [
        tarief
        for tarief in tarieven
        if (tarief.productcategorie, tarief.productcode) == product and tarief.periode.contains(day)
    ]
    units = (prestatie.eenheid, UUR) if prestatie.eenheid == MINUUT else (prestatie.eenheid,)
    return next((tarief for unit in units for tarief in valid if tarief.eenheid == unit), None)


def expected_tarief(prestatie: Prestatie, contract: KnownTarief) -> int:
    """The ProductTarief that belongs on the line, in euro cents per unit of the line."""
    return (
        _rounded(contract.tarief, _MINUTES_PER_HOUR)
        if _hourly_in_minutes(prestatie, contract)
        else contract.tarief
    )


def amount_fits(prestatie: Prestatie, contract: KnownTarief | None) -> bool:
    """TR346: whether the amount is volume times tariff."""
    amount = prestatie.ingediendbedrag.bedrag
    if amount == prestatie.geleverdvolume * (prestatie.producttarief or 0):
        return True
    if contract is None or not _hourly_in_minutes(prestatie, contract):
        return False
    return amount == _rounded(contract.tarief * prestatie.geleverdvolume, _MINUTES_PER_HOUR)


def _hourly_in_minutes(prestatie: Prestatie, contract: KnownTarief) -> bool:
    return contract.eenheid == UUR and prestatie.eenheid == MINUUT


def _rounded(amount: int, divisor: int) -> int:
    return (2 * amount + divisor) // (2 * divisor)
