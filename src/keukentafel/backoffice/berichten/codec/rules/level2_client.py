"""Level 2 for what a message says about the client and relations: number, birth date, name and communication."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Communicatie, Geboortedatum, VolledigeNaam
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.rules.base import (
    CLIENT,
    CLIENT_WITH_BIRTH,
    Paths,
    Rule,
    at,
    dagtekening,
    find_at,
    years_before,
)
from keukentafel.core.bsn import is_valid_bsn

_UNKNOWN = date(1900, 1, 1)
_OLDEST = 120


def wrong_bsn(bsn: str) -> bool:
    """CS002: the number does not pass the test of eleven."""
    return not is_valid_bsn(bsn)


def _unknown_parts(birth: Geboortedatum) -> bool:
    """CS139: an unknown day or month is written as 01, a birth date that is unknown whole as 1900-01-01 (IV009)."""
    day_known = birth.datum.day == 1
    month_known = day_known and birth.datum.month == 1
    agrees = {"1": day_known, "2": month_known, "3": birth.datum == _UNKNOWN}
    return not agrees.get(birth.datumgebruik or "", True)


def _too_old(bericht: Bericht) -> Paths:
    oldest = years_before(dagtekening(bericht), _OLDEST)
    for path, birth in find_at(bericht, "Client/Geboortedatum"):
        unknown = birth.datumgebruik == "3" and birth.datum == _UNKNOWN
        if not unknown and birth.datum < oldest:
            yield f"{path}/Datum"


def _name_use(naam: VolledigeNaam) -> bool:
    return naam.naamgebruik not in ("1234" if naam.partnernaam is not None else "16")


def _language(communicatie: Communicatie) -> bool:
    return (communicatie.vorm == "1") != (communicatie.taal is not None)


CS002_REASON = "Het BSN klopt niet: het voldoet niet aan de elfproef."
_CS050 = "Het naamgebruik past niet bij de namen die er staan."
_CS139 = "De geboortedatum past niet bij wat er als onbekend is opgegeven."
_TOEWIJZING = frozenset({301})

RULES = (
    Rule("CS002", CLIENT, CS002_REASON, at("Client/Bsn", wrong_bsn)),
    Rule("CS139", CLIENT_WITH_BIRTH, _CS139, at("Client/Geboortedatum", _unknown_parts, "Datum")),
    Rule("CS139", _TOEWIJZING, _CS139, at("Client/Relaties/Relatie/Geboortedatum", _unknown_parts, "Datum")),
    Rule("TR002", CLIENT_WITH_BIRTH, "De cliënt zou ouder zijn dan 120 jaar.", _too_old),
    Rule("CS050", _TOEWIJZING, _CS050, at("Client/Naam", _name_use, "NaamGebruik")),
    Rule("CS050", _TOEWIJZING, _CS050, at("Client/Relaties/Relatie/Naam", _name_use, "NaamGebruik")),
    Rule(
        "CS318",
        _TOEWIJZING,
        "Een cliënt is altijd een natuurlijk persoon.",
        at("Client/Naam/NaamGebruik", lambda use: use == "6"),
    ),
    Rule(
        "CD007",
        _TOEWIJZING,
        "De taal hoort er te staan bij een tolk voor een taal, en anders niet.",
        at("Client/Communicatie", _language, "Taal"),
    ),
)
