"""Between rows and messages: the 301 that is sent, what a 302 says about it, what a 305 must be judged against.

Everything here is computed from values that are handed in.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS
from keukentafel.backoffice.berichten.codec.facts import KnownToewijzing
from keukentafel.backoffice.berichten.codec.headers import header_gemeente
from keukentafel.backoffice.berichten.codec.records.basis import (
    Achternaam,
    Geboortedatum,
    Huis,
    Product,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
)
from keukentafel.backoffice.berichten.codec.records.basis import Adres as BerichtAdres
from keukentafel.backoffice.berichten.codec.records.basis import Omvang as BerichtOmvang
from keukentafel.backoffice.berichten.codec.records.toewijzing import (
    Bericht301,
    Bericht302,
    Client301,
    Contact,
    Relatie,
    ToegewezenProduct,
)
from keukentafel.backoffice.berichten.codec.registry import REGISTRY, BerichtSoort, release_in_force
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import VERWIJDERD, Omvang, ToewijzingRow
from keukentafel.backoffice.toewijzingen.rules.granting import PersonNotComplete
from keukentafel.core.period import Period
from keukentafel.people.domain import Adres, BerichtPersoon, GezagRow, Gezagsoort

LAW = {Wet.WMO: Law.WMO, Wet.JEUGDWET: Law.JW}
WET = {law.value: wet for wet, law in LAW.items()}
# Code 31 is a move to another municipality under the Wmo and an end as planned under the Jeugdwet.
_REASONS_OF_END = {Wet.WMO: "WMO588", Wet.JEUGDWET: "JZ588"}
_CATEGORIES = {Wet.WMO: "WMO020", Wet.JEUGDWET: "JZ020"}
LONGEST_STREET = 24
FINE, NOT_JUDGED = "0200", "0233"
# COD700, COD757, and COD472 by the ground of the custody: parent, guardian, or otherwise.
_OWN_NAME, _ORGANISATION = "1", "6"
_REGISTERED_ADDRESS, _POSTAL_ADDRESS = "01", "02"
_RELATIONS = {Gezagsoort.OUDER: "10", Gezagsoort.VOOGD: "11", Gezagsoort.ANDER: "09"}
_LONGEST_NUMBER, _NETHERLANDS = 15, "+31"


def soort_301(wet: Wet, day: date) -> BerichtSoort | None:
    """The 301 that can be sent on `day`; None when no release is in force then, or none that this house can write."""
    release = release_in_force(LAW[wet], day)
    return None if release is None else REGISTRY.get((LAW[wet], 301, release.name))


def reason_of_end(wet: Wet, code: str) -> str:
    """Why care ended (RedenBeeindiging of a 307), in words of its own law."""
    return CODELISTS[_REASONS_OF_END[wet]].meaning(code)


def category_name(wet: Wet, categorie: str) -> str:
    """What a product category is called; "alle hulp binnen een budget" for no category."""
    if not categorie:
        return "Alle hulp binnen een budget"
    name = CODELISTS[_CATEGORIES[wet]].meaning(categorie)
    return f"{name[:1].upper()}{name[1:]}, hele categorie"


def is_category(wet: Wet, categorie: str) -> bool:
    """Whether a product category exists under a law."""
    return any(code.code == categorie for code in CODELISTS[_CATEGORIES[wet]].codes)


def compose_301(
    soort: BerichtSoort,
    *,
    gemeente: str,
    agb: str,
    identificatie: str,
    dagtekening: date,
    persoon: BerichtPersoon,
    producten: Sequence[ToegewezenProduct],
    relaties: Sequence[Relatie] = (),
) -> Bericht301:
    """A 301 for one client and one provider (OP086, OP087); raises `PersonNotComplete` without an address (TR006, TR061)."""
    header = header_gemeente(
        soort, afzender=gemeente, ontvanger=agb, identificatie=identificatie, dagtekening=dagtekening
    )
    client = Client301(
        bsn=persoon.bsn,
        geboortedatum=Geboortedatum(datum=persoon.geboortedatum),
        geslacht=persoon.geslacht.value,
        naam=VolledigeNaam(
            geslachtsnaam=Achternaam(
                achternaam=persoon.geslachtsnaam, voorvoegsel=persoon.voorvoegsel or None
            ),
            voornamen=persoon.voornamen or None,
            naamgebruik=_OWN_NAME,
        ),
        relaties=tuple(relaties),
        contactgegevens=(Contact(soort=_REGISTERED_ADDRESS, adres=_address(persoon.adres)),),
        toegewezenproducten=tuple(producten),
    )
    return Bericht301(header=header, client=client)


def relation_of(row: GezagRow) -> Relatie | None:
    """Who has custody as a relation of the client (OP002): name with address, telephone or both (OP130, TR006).

    An organisation has its name as surname and NaamGebruik 6 (IV045). None for the youth alone (OP002x2), when it cannot be told, and
    for somebody of whom nothing may be told: shielded, or without an address or a number that can go into a message (OP003).
    """
    soort, address, telephone = _RELATIONS.get(row.soort), _address_of(row.adres), _telephone(row.telefoon)
    if soort is None or row.afgeschermd or (address is None and telephone is None):
        return None
    return Relatie(
        nummer=str(row.nummer),
        soort=soort,
        naam=VolledigeNaam(
            geslachtsnaam=Achternaam(achternaam=row.geslachtsnaam, voorvoegsel=row.voorvoegsel or None),
            voornamen=row.voornamen or None,
            naamgebruik=_ORGANISATION if row.organisatie else _OWN_NAME,
        ),
        contact=Contact(
            soort=_REGISTERED_ADDRESS if address and row.houder_id else _POSTAL_ADDRESS,
            adres=address,
            telefoon=telephone,
        ),
    )


def _telephone(text: str) -> Telefoonnummers | None:
    """A Dutch number as messages write it, digits alone; None for a foreign one, of which nobody can tell where the country ends."""
    compact = "".join(letter for letter in text if letter.isdigit() or letter == "+")
    for country in (_NETHERLANDS, "0031"):
        compact = f"0{compact.removeprefix(country)}" if compact.startswith(country) else compact
    if not (compact.isascii() and compact.isdigit()) or len(compact) > _LONGEST_NUMBER:
        return None
    return Telefoonnummers(telefoon01=Telefoon(telefoonnummer=compact, landnummer=_NETHERLANDS))


def product_of(
    row: ToewijzingRow, *, datum: date, tijd: time, changed: bool, referentie: str | None = None
) -> ToegewezenProduct:
    """One allocation as the 301 carries it; RedenWijziging only on one that was changed since the last 301 (IV099).

    `referentie` is the ReferentieAanbieder of the request that this 301 answers (TR379).
    """
    return ToegewezenProduct(
        toewijzingnummer=row.toewijzingnummer,
        referentieaanbieder=referentie,
        product=known_product(row.productcategorie, row.productcode),
        toewijzingsdatum=datum,
        toewijzingstijd=tijd,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        redenwijziging=(row.reden_wijziging or None) if changed else None,
        omvang=message_extent(row.omvang),
        budget=row.budget,
    )


def known_product(categorie: str, code: str) -> Product | None:
    """A product as messages write it: with its code, a category alone, or nothing (IV075)."""
    return Product(categorie=categorie, code=code or None) if categorie else None


def known_line(bsn: str, line: ToegewezenProduct) -> KnownToewijzing:
    """An allocation as a 301 told it, for judging the next one."""
    return KnownToewijzing(
        toewijzingnummer=line.toewijzingnummer,
        bsn=bsn,
        product=line.product,
        periode=Period.inclusive(line.ingangsdatum, line.einddatum),
        omvang=line.omvang,
        budget=line.budget,
        verwijderd=line.redenwijziging == VERWIJDERD,
    )


def message_extent(omvang: Omvang | None) -> BerichtOmvang | None:
    """An extent as messages write it."""
    if omvang is None:
        return None
    return BerichtOmvang(volume=omvang.volume, eenheid=omvang.eenheid, frequentie=omvang.frequentie)


def refused_codes(retour: Bericht302) -> tuple[str, ...]:
    """The codes of a 302 that refuse the whole message or the client; empty when it confirms. 0200 says that nothing is wrong."""
    client = () if retour.client is None else retour.client.retourcodes
    return _faults((*retour.header.retourcodes, *client))


def refused_by_number(retour: Bericht302) -> dict[int, tuple[str, ...]]:
    """The codes at each allocation that a 302 names, without those that say nothing is wrong or nothing was looked at."""
    if retour.client is None:
        return {}
    return {line.toewijzingnummer: _faults(line.retourcodes) for line in retour.client.toegewezenproducten}


def is_refused(retour: Bericht302) -> bool:
    """Whether a 302 refuses its 301: a fault anywhere refuses the whole (OP286); only a header without faults confirms."""
    return retour.client is not None or bool(_faults(retour.header.retourcodes))


def _faults(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code not in (FINE, NOT_JUDGED)))


def _address(adres: Adres) -> BerichtAdres:
    found = _address_of(adres)
    if found is None:
        raise PersonNotComplete(
            "In het bericht aan de aanbieder moet een adres staan, en dat is van deze inwoner niet bekend of geheim. "
            "Vul het adres aan, of maak de afspraak met de aanbieder buiten de berichten om."
        )
    return found


def _address_of(adres: Adres) -> BerichtAdres | None:
    """An address as messages write it; None when it is not known or secret."""
    if adres.huisnummer is None or not adres.postcode:
        return None
    return BerichtAdres(
        huis=Huis(
            huisnummer=adres.huisnummer,
            huisletter=adres.huisletter or None,
            huisnummertoevoeging=adres.toevoeging or None,
        ),
        postcode=adres.postcode.replace(" ", ""),
        straatnaam=adres.straat[:LONGEST_STREET].strip() or None,
        plaatsnaam=adres.woonplaats or None,
        landcode="NL",
    )
