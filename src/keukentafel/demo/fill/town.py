"""Loading the town: municipality, staff, neighbourhoods, sociale kaart, contracts and local rules."""

from collections.abc import Iterable
from datetime import date

from keukentafel.backoffice.contracts.domain import NewAanbieder, NewContract, NewProduct, NewTarief, Wet
from keukentafel.backoffice.contracts.operations import load_contracts
from keukentafel.casework.domain.contact import Wet as CaseWet
from keukentafel.casework.domain.reference import NewVerordening
from keukentafel.casework.operations.reference import load_reference
from keukentafel.core.period import Period
from keukentafel.demo.cast import CAST, TEAMS
from keukentafel.demo.decisions import NEW_ORDINANCE
from keukentafel.demo.domain import WACHTWOORD
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.generate import Town
from keukentafel.demo.options import ELSBEEK, LINDEWAARD
from keukentafel.demo.records.backoffice import TariefRecord
from keukentafel.demo.records.town import MedewerkerRecord, Punt
from keukentafel.people.domain import NewInwonertal, NewWijk
from keukentafel.people.operations import load_wijken
from keukentafel.platform.accounts.domain import Actor, NewGemeentecode, Rol
from keukentafel.platform.accounts.operations import (
    NewAccount,
    load_gemeente,
    load_gemeentecodes,
    set_working_date,
)
from keukentafel.platform.accounts.queries import system_actor
from keukentafel.socialmap.domain import NewVermelding
from keukentafel.socialmap.operations import load_vermeldingen

CONTRACTS_FROM = date(2024, 1, 1)
_OLD_ORDINANCE = date(2024, 1, 1)
# Gemeenten that the CBS has never heard of, since the laws came into force.
INVENTED = ((LINDEWAARD.gemeente, LINDEWAARD.naam), (ELSBEEK.gemeente, ELSBEEK.naam))
_LAWS_FROM, _INVENTED = date(2015, 1, 1), "verzonnen voor het voorbeeld"
_BEZWAAR = (
    "Stuur dan binnen zes weken na de verzenddatum een bezwaarschrift aan burgemeester en wethouders. "
    "Schrijf erin waarom u het niet eens bent met dit besluit, zet uw naam, adres, de datum en uw handtekening eronder."
)
_ARTIKELEN = {
    CaseWet.WMO: ("Artikel 2.3.5 Wmo 2015", "Artikel 8", "Artikel 9"),
    CaseWet.JEUGDWET: ("Artikel 2.3 Jeugdwet", "Artikel 12"),
    CaseWet.PARTICIPATIEWET: ("Artikel 35 Participatiewet",),
    CaseWet.SCHULDHULP: ("Artikel 4a Wet gemeentelijke schuldhulpverlening",),
}


def load_town(*, ids: Ids, town: Town, working_date: date) -> Actor:
    """Set up the municipality and everything that does not change over its history; answers its system actor."""
    code, name = town.gemeente.code, town.gemeente.naam
    can_log_in = {member.gebruikersnaam for member in CAST}
    load_gemeente(
        code=code,
        naam=name,
        teams=TEAMS,
        accounts=tuple(_account(ids, member, can_log_in) for member in town.medewerkers),
    )
    set_working_date(actor=system_actor(code), werkdatum=working_date)
    actor = system_actor(code)
    load_gemeentecodes(actor=actor, codes=[NewGemeentecode(*row, _LAWS_FROM, _INVENTED) for row in INVENTED])
    _load_places(ids, town, actor)
    load_reference(actor=actor, verordeningen=tuple(_verordeningen(name)))
    load_vermeldingen(actor=actor, vermeldingen=_entries(ids, town))
    _load_market(ids, town, actor)
    return actor


def _account(ids: Ids, member: MedewerkerRecord, can_log_in: set[str]) -> NewAccount:
    own = member.gebruikersnaam if member.gebruikersnaam in can_log_in else ""
    return NewAccount(
        gebruikersnaam=member.gebruikersnaam,
        naam=member.naam,
        rollen=(Rol(member.rol),),
        teams=member.teams,
        wachtwoord=WACHTWOORD if own else None,
        id=ids.of("account", member.gebruikersnaam),
    )


def _load_places(ids: Ids, town: Town, actor: Actor) -> None:
    postcodes: dict[str, set[str]] = {}
    for street in town.straten:
        postcodes.setdefault(street.wijk, set()).add(street.postcode)
    load_wijken(
        actor=actor,
        wijken=[
            NewWijk(
                code=wijk.code,
                naam=wijk.naam,
                team=wijk.team,
                postcodes=tuple(sorted(postcodes.get(wijk.code, ()))),
                geometrie=_polygon(wijk.grens),
                id=ids.of("wijk", wijk.code),
            )
            for wijk in town.wijken
        ],
        inwonertallen=[
            NewInwonertal(
                wijk_id=ids.of("wijk", row.wijk),
                peildatum=date(row.jaar, 1, 1),
                leeftijdsgroep=row.leeftijd,
                huishoudtype=row.huishouden,
                aantal=row.aantal,
            )
            for row in town.bevolking
        ],
    )


def _polygon(ring: Iterable[Punt]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


def _verordeningen(name: str) -> Iterable[NewVerordening]:
    for wet, articles in _ARTIKELEN.items():
        for first, until in ((_OLD_ORDINANCE, NEW_ORDINANCE), (NEW_ORDINANCE, None)):
            yield NewVerordening(
                wet=wet.value,
                versie=str(first.year),
                naam=f"Verordening sociaal domein {name}",
                geldig_vanaf=first,
                geldig_tot=until,
                artikelen=articles,
                verslag_is_aanvraag=True,
                evaluatie_maanden=12,
                bezwaarclausule=_BEZWAAR,
            )


def _entries(ids: Ids, town: Town) -> Iterable[NewVermelding]:
    for entry in town.sociale_kaart:
        yield NewVermelding(
            naam=entry.naam,
            omschrijving=entry.wat,
            thema=entry.thema,
            trede=entry.trede,
            nagekeken_op=entry.nagekeken_op,
            organisatie=entry.organisatie,
            wijk_id=ids.maybe("wijk", entry.wijk),
            plekken_vrij=entry.vrije_plekken,
            wachttijd_weken=entry.wachttijd_weken,
            prijs=entry.prijs,
            wanneer=entry.wanneer,
            rolstoel=entry.rolstoel,
            avond=entry.avond,
            telefoon=entry.telefoon,
            id=ids.of("kaart", entry.sleutel),
        )


def _load_market(ids: Ids, town: Town, actor: Actor) -> None:
    load_contracts(
        actor=actor,
        aanbieders=[
            NewAanbieder(row.agb, row.naam, row.contactpersoon, ids.of("aanbieder", row.sleutel))
            for row in town.aanbieders
        ],
        producten=[
            NewProduct(
                wet=Wet(row.wet),
                categorie=row.categorie,
                code=row.code,
                naam=row.naam,
                eenheid=row.eenheid,
                frequentie=row.frequentie,
                trede=row.trede,
                periode=Period(CONTRACTS_FROM, None),
                groep=row.groep,
                id=ids.of("product", row.code),
            )
            for row in town.producten
        ],
        contracten=[
            NewContract(
                nummer=row.nummer,
                aanbieder_id=ids.of("aanbieder", row.aanbieder),
                wet=Wet(row.wet),
                periode=Period.inclusive(row.ingangsdatum, row.einddatum),
                plafonds=row.plafonds,
                taakgericht=row.taakgericht,
                id=ids.of("contract", row.sleutel),
            )
            for row in town.contracten
        ],
        tarieven=[_tarief(ids, row) for row in town.tarieven],
    )


def _tarief(ids: Ids, row: TariefRecord) -> NewTarief:
    return NewTarief(
        contract_id=ids.of("contract", row.contract),
        product_id=ids.of("product", row.product),
        eenheid=row.eenheid,
        bedrag=row.bedrag,
        periode=Period.inclusive(row.ingangsdatum, row.einddatum),
        id=ids.of("tarief", f"{row.contract}/{row.product}/{row.ingangsdatum}"),
    )
