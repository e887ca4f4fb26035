"""Level 2 for what 301 and 305 say about the client: number, birth date, name and communication."""

from collections.abc import Iterator
from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import Geboortedatum, VolledigeNaam
from keukentafel.backoffice.berichten.codec.records.start import Bericht305
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301
from keukentafel.backoffice.berichten.codec.rules.base import Paths, Rule, dagtekening, years_before
from keukentafel.core.bsn import is_valid_bsn

_CLIENT = "/Bericht/Client"
_UNKNOWN = date(1900, 1, 1)
_OLDEST = 120


def _bsn(bericht: Bericht301 | Bericht305) -> Paths:
    return [] if is_valid_bsn(bericht.client.bsn) else [f"{_CLIENT}/Bsn"]


def _births(bericht: Bericht301 | Bericht305) -> Iterator[tuple[str, Geboortedatum]]:
    yield f"{_CLIENT}/Geboortedatum", bericht.client.geboortedatum
    if isinstance(bericht, Bericht301):
        for number, relatie in enumerate(bericht.client.relaties, 1):
            if relatie.geboortedatum is not None:
                yield f"{_CLIENT}/Relaties/Relatie[{number}]/Geboortedatum", relatie.geboortedatum


def _unknown_parts(bericht: Bericht301 | Bericht305) -> Paths:
    for path, birth in _births(bericht):
        day_known = birth.datum.day == 1
        month_known = day_known and birth.datum.month == 1
        agrees = {"1": day_known, "2": month_known, "3": birth.datum == _UNKNOWN}
        if not agrees.get(birth.datumgebruik or "", True):
            yield f"{path}/Datum"


def _too_old(bericht: Bericht301 | Bericht305) -> Paths:
    birth = bericht.client.geboortedatum
    unknown = birth.datumgebruik == "3" and birth.datum == _UNKNOWN
    if not unknown and birth.datum < years_before(dagtekening(bericht), _OLDEST):
        yield f"{_CLIENT}/Geboortedatum/Datum"


def _names(bericht: Bericht301) -> Iterator[tuple[str, VolledigeNaam]]:
    yield f"{_CLIENT}/Naam", bericht.client.naam
    for number, relatie in enumerate(bericht.client.relaties, 1):
        yield f"{_CLIENT}/Relaties/Relatie[{number}]/Naam", relatie.naam


def _name_use(bericht: Bericht301) -> Paths:
    for path, naam in _names(bericht):
        if naam.naamgebruik not in ("1234" if naam.partnernaam is not None else "16"):
            yield f"{path}/NaamGebruik"


def _natural_person(bericht: Bericht301) -> Paths:
    return [f"{_CLIENT}/Naam/NaamGebruik"] if bericht.client.naam.naamgebruik == "6" else []


def _language(bericht: Bericht301) -> Paths:
    communicatie = bericht.client.communicatie
    if communicatie is not None and (communicatie.vorm == "1") != (communicatie.taal is not None):
        yield f"{_CLIENT}/Communicatie/Taal"


_BOTH = frozenset({301, 305})
_TOEWIJZING = frozenset({301})

RULES = (
    Rule("CS002", _BOTH, "Het BSN klopt niet: het voldoet niet aan de elfproef.", _bsn),
    Rule("CS139", _BOTH, "De geboortedatum past niet bij wat er als onbekend is opgegeven.", _unknown_parts),
    Rule("TR002", _BOTH, "De cliënt zou ouder zijn dan 120 jaar.", _too_old),
    Rule("CS050", _TOEWIJZING, "Het naamgebruik past niet bij de namen die er staan.", _name_use),
    Rule("CS318", _TOEWIJZING, "Een cliënt is altijd een natuurlijk persoon.", _natural_person),
    Rule(
        "CD007",
        _TOEWIJZING,
        "De taal hoort er te staan bij een tolk voor een taal, en anders niet.",
        _language,
    ),
)
