"""The fixed people of the tests: Lindewaard with its cast, and Elsbeek, the municipality next door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keukentafel.core.bsn import test_bsns
from keukentafel.core.period import Period
from keukentafel.demo import cast
from keukentafel.demo.records.town import MedewerkerRecord
from keukentafel.people.domain import Adres, Geslacht, NewPersoon, NewWijk, WijkRow
from keukentafel.people.operations import load_persons, load_wijken
from keukentafel.people.queries import wijken
from keukentafel.platform.accounts.domain import Actor, NewGemeentecode, Rol
from keukentafel.platform.accounts.operations import NewAccount, load_gemeente, load_gemeentecodes
from keukentafel.platform.accounts.queries import get_actor_named, teams

LINDEWAARD = "9901"
ELSBEEK = "9902"
WACHTWOORD = "aan-de-keukentafel"
TODAY = date(2026, 11, 20)
COLLEGA = MedewerkerRecord("tom.brouwer", "Tom Brouwer", "consulent", (cast.NOORD,))
JUNE_2013 = Period(date(2013, 6, 1), date(2013, 7, 1))


@dataclass(frozen=True)
class Town:
    """A municipality with one actor per role, and a neighbourhood for each of two teams."""

    code: str
    system: Actor
    contact: Actor
    consulent: Actor
    collega: Actor
    outsider: Actor
    teamleider: Actor
    teamleider_zuid: Actor
    backoffice: Actor
    contractmanager: Actor
    controller: Actor
    beleid: Actor
    raadslid: Actor
    beheerder: Actor
    privacy: Actor
    noord: WijkRow
    zuid: WijkRow

    @property
    def everybody(self) -> tuple[Actor, ...]:
        """All who can log in."""
        return (
            self.contact,
            self.consulent,
            self.collega,
            self.outsider,
            self.teamleider,
            self.teamleider_zuid,
            self.backoffice,
            self.contractmanager,
            self.controller,
            self.beleid,
            self.raadslid,
            self.beheerder,
            self.privacy,
        )


def found(code: str = LINDEWAARD, naam: str = "Lindewaard") -> Town:
    """Set up a municipality with the cast; the second one has the same people under other user names."""
    prefix = "" if code == LINDEWAARD else f"{code}."
    system = load_gemeente(
        code=code,
        naam=naam,
        teams=cast.TEAMS,
        accounts=tuple(_account(prefix, member) for member in (*cast.CAST, COLLEGA)),
    )
    load_gemeentecodes(
        actor=system,
        codes=[
            NewGemeentecode(other, name, date(2015, 1, 1), "verzonnen voor de toetsen")
            for other, name in ((LINDEWAARD, "Lindewaard"), (ELSBEEK, "Elsbeek"))
        ],
    )
    load_wijken(
        actor=system,
        wijken=[
            NewWijk("W01", "De Hoven", cast.NOORD, ("1290 AA", "1290 AB"), {}),
            NewWijk("W02", "Kerkbuurt", cast.ZUID, ("1291 AA",), {}),
        ],
        inwonertallen=[],
    )
    places = {wijk.naam: wijk for wijk in wijken(gemeente=code)}

    def actor(member: MedewerkerRecord) -> Actor:
        return get_actor_named(prefix + member.gebruikersnaam)

    return Town(
        code=code,
        system=system,
        contact=actor(cast.CONTACTMEDEWERKER),
        consulent=actor(cast.CONSULENT_NOORD),
        collega=actor(COLLEGA),
        outsider=actor(cast.CONSULENT_ZUID),
        teamleider=actor(cast.TEAMLEIDER),
        teamleider_zuid=actor(cast.TEAMLEIDER_ZUID),
        backoffice=actor(cast.BACKOFFICE),
        contractmanager=actor(cast.CONTRACTMANAGER),
        controller=actor(cast.CONTROLLER),
        beleid=actor(cast.BELEIDSADVISEUR),
        raadslid=actor(cast.RAADSLID),
        beheerder=actor(cast.BEHEERDER),
        privacy=actor(cast.PRIVACYFUNCTIONARIS),
        noord=places["De Hoven"],
        zuid=places["Kerkbuurt"],
    )


def resident(
    town: Town,
    naam: str = "Karin Dijkstra",
    *,
    number: int = 0,
    zuid: bool = False,
    afgeschermd: bool = False,
) -> NewPersoon:
    """Register somebody of town with a test BSN; `number` picks another one."""
    voornamen, _, geslachtsnaam = naam.partition(" ")
    place = town.zuid if zuid else town.noord
    bsn = next(test_bsns(start=number + (1000 if town.code == ELSBEEK else 0)))
    person = NewPersoon(
        geslachtsnaam=geslachtsnaam,
        voornamen=voornamen,
        bsn=bsn,
        geboortedatum=date(1988, 3, 14),
        geslacht=Geslacht.VROUW,
        adres=Adres("Sparrenlaan", 14, "", "", "1291 AA" if zuid else "1290 AA", town.system.gemeentenaam),
        wijk_id=place.id,
        afgeschermd=afgeschermd,
    )
    load_persons(actor=town.system, persons=[person])
    return person


def team_named(town: Town, naam: str) -> object:
    """The id of a team."""
    return next(team.id for team in teams(town.code) if team.naam == naam)


def _account(prefix: str, member: MedewerkerRecord) -> NewAccount:
    return NewAccount(
        gebruikersnaam=prefix + member.gebruikersnaam,
        naam=member.naam,
        rollen=(Rol(member.rol),),
        teams=member.teams,
        wachtwoord=WACHTWOORD,
    )
