"""Samples of the rules on client, birth date, relations and addresses."""

from datetime import date

from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Geboortedatum,
    OpenPeriode,
    Telefoon,
    Telefoonnummers,
)
from tests.backoffice.berichten.codec.level2.case import Case, below
from tests.backoffice.berichten.codec.messages import BSN, DAY, OTHER_BSN

BAD_BSN = BSN[:-1] + str((int(BSN[-1]) + 1) % 10)
CONTACT = "client__contactgegevens__0"
AT_RELATION = "client__relaties__0__contact"
_DAY_AFTER = date(2026, 10, 6)
_PHONE = Telefoonnummers(telefoon01=Telefoon(telefoonnummer="0600000000", landnummer="31"))
_PARTNER = Achternaam(achternaam="Sijtsma")

BSN_CASES = [Case("CS002", {"client__bsn": OTHER_BSN}, {"client__bsn": BAD_BSN})]

# For every message that tells the birth date of the client.
BIRTH_CASES = [
    Case(
        "CS139",
        {"client__geboortedatum__datumgebruik": None},
        {"client__geboortedatum__datumgebruik": "1"},
    ),
    Case(
        "CS139",
        below("client__geboortedatum", datumgebruik="1", datum=date(1950, 5, 1)),
        below("client__geboortedatum", datumgebruik="2", datum=date(1950, 5, 1)),
    ),
    Case(
        "CS139",
        below("client__geboortedatum", datumgebruik="2", datum=date(1950, 1, 1)),
        below("client__geboortedatum", datumgebruik="2", datum=date(1950, 1, 2)),
    ),
    Case(
        "CS139",
        below("client__geboortedatum", datumgebruik="3", datum=date(1900, 1, 1)),
        below("client__geboortedatum", datumgebruik="3", datum=date(1950, 1, 1)),
    ),
    Case(
        "TR002",
        {"client__geboortedatum__datum": date(1906, 10, 5)},
        {"client__geboortedatum__datum": date(1906, 10, 4)},
    ),
    Case(
        "TR002",
        below("client__geboortedatum", datumgebruik="3", datum=date(1900, 1, 1)),
        below("client__geboortedatum", datumgebruik="2", datum=date(1900, 1, 1)),
    ),
    Case(
        "TR134",
        {"client__geboortedatum__datum": DAY},
        {"client__geboortedatum__datum": _DAY_AFTER},
    ),
]

NAME_CASES = [
    Case("CS050", {"client__naam__naamgebruik": "1"}, {"client__naam__naamgebruik": "2"}),
    Case(
        "CS050",
        below("client__naam", partnernaam=_PARTNER, naamgebruik="4"),
        below("client__naam", partnernaam=_PARTNER, naamgebruik="5"),
    ),
    Case(
        "CS050",
        {"client__relaties__0__naam__naamgebruik": "6"},
        {"client__relaties__0__naam__naamgebruik": "3"},
    ),
    Case("CS318", {"client__naam__naamgebruik": "1"}, {"client__naam__naamgebruik": "6"}),
    Case(
        "CS139",
        {"client__relaties__0__geboortedatum": Geboortedatum(datum=date(1950, 5, 6))},
        {"client__relaties__0__geboortedatum": Geboortedatum(datum=date(1950, 5, 6), datumgebruik="3")},
    ),
    Case(
        "CD007", below("client__communicatie", vorm="1", taal="Tigrinya"), {"client__communicatie__vorm": "1"}
    ),
    Case("CD007", {"client__communicatie": None}, {"client__communicatie__taal": "Tigrinya"}),
]

CONTACT_CASES = [
    Case(
        "CD005",
        below(CONTACT, soort="02", adres=None, telefoon=_PHONE),
        {f"{CONTACT}__adres__landcode": None},
    ),
    Case(
        "CD005",
        below(AT_RELATION, telefoon=_PHONE, adres__postcode=None, adres__landcode=None),
        below(AT_RELATION, telefoon=_PHONE, adres__postcode=None, adres__landcode="NL"),
    ),
    Case("CD009", below(CONTACT, periode=None), below(CONTACT, periode=OpenPeriode(begindatum=DAY))),
    Case("CD025", below(CONTACT, telefoon=_PHONE), below(CONTACT, telefoon=_PHONE, adres__huis=None)),
    Case(
        "CD025",
        below(AT_RELATION, telefoon=_PHONE, adres__landcode="BE", adres__huis=None),
        below(AT_RELATION, telefoon=_PHONE, adres__landcode="NL", adres__huis=None),
    ),
    Case("CD034", below(CONTACT, telefoon=_PHONE), below(CONTACT, telefoon=_PHONE, adres=None)),
    Case(
        "CD034",
        below(AT_RELATION, telefoon=_PHONE, soort="02", adres=None),
        below(AT_RELATION, telefoon=_PHONE, soort="03", adres=None),
    ),
    Case(
        "CS003",
        {"client__contactgegevens__1__periode": OpenPeriode(einddatum=DAY)},
        {"client__contactgegevens__1__periode__einddatum": date(2026, 10, 4)},
    ),
    Case("CS089", below(CONTACT, adres__postcode="1234ab"), below(CONTACT, adres__postcode="B-1234")),
    Case(
        "CS089",
        below(CONTACT, adres__landcode="BE", adres__postcode="1234"),
        below(CONTACT, adres__postcode="1234"),
    ),
    Case(
        "TR006",
        below(CONTACT, adres__landcode="BE"),
        below(CONTACT, adres__landcode="BE", adres__huis=None),
    ),
    Case(
        "TR006",
        below(AT_RELATION, adres=None, telefoon=_PHONE),
        below(AT_RELATION, adres=None),
    ),
    Case("TR061", below(CONTACT, soort="03"), below(CONTACT, soort="04"), frozenset({"TR101"})),
]
