"""Level 2 for the addresses and contacts of client and relations in a 301."""

import re
from collections.abc import Iterator

from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, Contact
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, find_at

_POSTCODE = re.compile(r"[0-9]{4} ?[A-Za-z]{2}")
_HOME = ("01", "03")
_TEMPORARY = "04"


def _contacts(bericht: Bericht301) -> Iterator[tuple[str, Contact]]:
    yield from find_at(bericht, "Client/Relaties/Relatie/Contact")
    yield from find_at(bericht, "Client/Contactgegevens/Contact")


def _country(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        adres = contact.adres
        if adres is not None and (adres.postcode is None) != (adres.landcode is None):
            yield f"{path}/Adres/LandCode"


def _house(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        if contact.adres is not None and contact.adres.landcode == "NL" and contact.adres.huis is None:
            yield f"{path}/Adres/Huis"


def _postcode_missing(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        if contact.soort in _HOME and (contact.adres is None or contact.adres.postcode is None):
            yield f"{path}/Adres/Postcode"


def _postcode_form(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        adres = contact.adres
        if (
            adres is not None
            and adres.landcode == "NL"
            and adres.postcode
            and not _POSTCODE.fullmatch(adres.postcode)
        ):
            yield f"{path}/Adres/Postcode"


def _period_kind(bericht: Bericht301) -> Paths:
    return [
        f"{path}/Periode"
        for path, contact in _contacts(bericht)
        if contact.periode and contact.soort != _TEMPORARY
    ]


def _period_order(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        periode = contact.periode
        if periode and periode.begindatum and periode.einddatum and periode.einddatum < periode.begindatum:
            yield f"{path}/Periode/Einddatum"


def _reachable(bericht: Bericht301) -> Paths:
    for path, contact in _contacts(bericht):
        adres = contact.adres
        if contact.telefoon is None and (adres is None or adres.huis is None or adres.postcode is None):
            yield path


def _client_address(bericht: Bericht301) -> Paths:
    if not any(contact.soort in ("01", "02", "03") for contact in bericht.client.contactgegevens):
        yield "/Bericht/Client/Contactgegevens"


_TOEWIJZING = frozenset({301})

RULES = (
    Rule(
        "CD005",
        _TOEWIJZING,
        "Bij een postcode hoort een landcode, en zonder postcode geen landcode.",
        _country,
    ),
    Rule("CD009", _TOEWIJZING, "Een periode mag alleen bij een tijdelijk verblijfadres staan.", _period_kind),
    Rule("CD025", _TOEWIJZING, "Bij een Nederlands adres hoort een huisnummer.", _house),
    Rule("CD034", _TOEWIJZING, "Bij een BRP-adres of verblijfadres hoort een postcode.", _postcode_missing),
    Rule("CS003", _TOEWIJZING, "De einddatum ligt voor de begindatum.", _period_order),
    Rule(
        "CS089", _TOEWIJZING, "Een Nederlandse postcode heeft vier cijfers en twee letters.", _postcode_form
    ),
    Rule(
        "TR006",
        _TOEWIJZING,
        "Een contact heeft een telefoonnummer, of een huisnummer met postcode.",
        _reachable,
    ),
    Rule(
        "TR061",
        _TOEWIJZING,
        "De cliënt heeft geen BRP-adres, correspondentieadres of verblijfadres.",
        _client_address,
    ),
)
