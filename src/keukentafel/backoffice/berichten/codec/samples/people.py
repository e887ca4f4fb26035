"""Invented people for sample messages: clients, their names, and who stands around them."""

from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Adres,
    Communicatie,
    Geboortedatum,
    Huis,
    OpenPeriode,
    Telefoon,
    Telefoonnummers,
    VerkorteNaam,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.toewijzing import Contact, Relatie
from keukentafel.core.bsn import test_bsns

_SURNAMES = (
    "Aalbers", "de Boer", "Çelik", "van den Heuvel", "El Amrani", "Østergaard", "Sijtsma", "Zandstra", "d'Ancona",
    "Wiśniewska", "in 't Veld",
)  # fmt: skip
_FIRST_NAMES = ("Anna Maria", "Jörgen", "Noël", "Sjaak", "Zoë")
_ABROAD = (("BE", "2000", "Antwerpen"), ("DE", "48599", "Gronau"), ("GB", "SW1A 2AA", "Londen"))
COMMENTS = (
    "Eerste regel & meer\n<tweede> regel",
    "Graag bellen na 10.00 uur.",
    "  'Let op': \"zie brief\"  ",
)


def codes(name: str) -> tuple[str, ...]:
    """The codes of a list that may be sent, in the order of the standard."""
    return tuple(item.code for item in CODELISTS[name].codes if not item.expired)


def bsn(chance: Chance) -> str:
    """A BSN that passes the 11-test, from the series for testing."""
    return next(test_bsns(chance.below(500)))


def birth(chance: Chance) -> Geboortedatum:
    """A birth date, of which the day, the month or everything may be unknown (IV009)."""
    use = chance.pick((None, None, *codes("COD170")))
    day = date(chance.between(1925, 2015), chance.between(1, 12), chance.between(1, 28))
    dates = {"1": day.replace(day=1), "2": day.replace(day=1, month=1), "3": date(1900, 1, 1)}
    return Geboortedatum(datum=dates.get(use or "", day), datumgebruik=use)


def gender(chance: Chance) -> str:
    """A code of COD046."""
    return chance.pick(codes("COD046"))


def surname(chance: Chance) -> Achternaam:
    """A family name, with its prefix apart."""
    *prefix, name = chance.pick(_SURNAMES).rsplit(" ", 1)
    return Achternaam(achternaam=name, voorvoegsel=prefix[0] if prefix else None)


def full_name(chance: Chance) -> VolledigeNaam:
    """A name as a municipality sends it: the use of the name fits the names that are there (CS050)."""
    partner = surname(chance) if chance.happens(40) else None
    return VolledigeNaam(
        geslachtsnaam=surname(chance),
        partnernaam=partner,
        voornamen=chance.pick((None, *_FIRST_NAMES)),
        voorletters=chance.pick((None, "A", "JM", "É")),
        naamgebruik=chance.pick(("1", "2", "3", "4")) if partner else "1",
    )


def short_name(chance: Chance) -> VerkorteNaam:
    """A name as a provider sends it."""
    return VerkorteNaam(
        geslachtsnaam=surname(chance),
        voornamen=chance.pick((None, *_FIRST_NAMES)),
        voorletters=chance.pick((None, "A", "JM")),
    )


def communication(chance: Chance) -> Communicatie | None:
    """Help with communication; an interpreter of a language names the language (CD007)."""
    form = chance.pick((None, *codes("COD747")))
    return None if form is None else Communicatie(vorm=form, taal="Tigrinya" if form == "1" else None)


def contact(chance: Chance, soort: str) -> Contact:
    """A contact of a kind (COD757) by which somebody can be reached: a Dutch address, one abroad, or a telephone (TR006, CD034)."""
    shape = chance.pick(_SHAPES[soort in _WITHOUT_HOME])
    return Contact(
        soort=soort,
        adres=_ADDRESSES[shape](chance) if shape in _ADDRESSES else None,
        organisatie=chance.pick((None, None, "Zorgboerderij De Linde")),
        telefoon=_telephones(chance) if shape != "home" or chance.happens(40) else None,
        emailadres=chance.pick((None, None, "voorbeeld@example.org")),
        periode=_period(chance) if soort == "04" and chance.happens(70) else None,
    )


def _address(chance: Chance) -> Adres:
    huis = Huis(
        huisnummer=chance.between(1, 300),
        huisletter=chance.pick((None, "a")),
        huisnummertoevoeging=chance.pick((None, "2hg")),
        aanduidingwoonadres=chance.pick((None, None, *codes("NUM061"))),
    )
    return Adres(
        huis=huis,
        postcode=f"{chance.between(1000, 9999)}{chance.pick(('', ' '))}AB",
        straatnaam=chance.pick((None, "Lindelaan", "Burg. van der Lindestr.")),
        plaatsnaam=chance.pick((None, "Lindewaard")),
        landcode="NL",
    )


def _address_abroad(chance: Chance) -> Adres:
    land, postcode, town = chance.pick(_ABROAD)
    return Adres(
        huis=Huis(huisnummer=chance.between(1, 300)) if chance.happens(50) else None,
        postcode=postcode,
        plaatsnaam=town,
        landcode=land,
    )


def _town(chance: Chance) -> Adres:
    return Adres(straatnaam=chance.pick((None, "Lindeplein")), plaatsnaam="Lindewaard")


_ADDRESSES = {"home": _address, "abroad": _address_abroad, "town": _town}
_SHAPES = {False: ("home", "home", "home", "abroad"), True: ("home", "home", "abroad", "town", "none")}
# Kinds of contact that need no postcode (CD034).
_WITHOUT_HOME = frozenset({"02", "04"})


def _telephones(chance: Chance) -> Telefoonnummers:
    second = Telefoon(telefoonnummer="0201234567", landnummer="+31") if chance.happens(30) else None
    return Telefoonnummers(
        telefoon01=Telefoon(telefoonnummer="0600000000", landnummer="31"), telefoon02=second
    )


def _period(chance: Chance) -> OpenPeriode:
    start = date(2026, 1, chance.between(1, 28))
    begin, end = chance.pick(((start, start + timedelta(days=90)), (start, None), (None, start)))
    return OpenPeriode(begindatum=begin, einddatum=end)


def relation(chance: Chance, number: int) -> Relatie:
    """Somebody around the client, or an organisation with custody (NaamGebruik 6, IV045)."""
    organisation = VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Voogdij Lindewaard"), naamgebruik="6")
    return Relatie(
        nummer=str(number),
        volgorde=number if chance.happens(50) else None,
        soort=chance.pick(codes("COD472")),
        geboortedatum=birth(chance) if chance.happens(30) else None,
        geslacht=chance.pick((None, *codes("COD046"))),
        naam=organisation if chance.happens(20) else full_name(chance),
        contact=contact(chance, chance.pick(codes("COD757"))),
    )
