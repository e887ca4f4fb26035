"""People of the invented town who had contact: persons in households, with relations, addresses and test numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from keukentafel.core.bsn import test_bsns
from keukentafel.demo.calibration import distribution
from keukentafel.demo.draw import chance, one, pick, whole
from keukentafel.demo.geography import straten, wijken
from keukentafel.demo.history import History
from keukentafel.demo.names import MAN, VROUW, given_names, surname
from keukentafel.demo.records.people import HuishoudenRecord, PersoonRecord, RelatieRecord
from keukentafel.demo.sociale_kaart import phone
from keukentafel.demo.tables import rows
from keukentafel.demo.world import World

OUDER, PARTNER, KIND, FAMILIE = "10", "12", "16", "17"
_DAYS_PER_YEAR = 365.25
_TALEN = ("Arabisch", "Turks", "Pools", "Tigrinya", "Oekraïens")
_KINDERLEEFTIJD = (((0, 3), 8), ((4, 11), 44), ((12, 17), 40), ((18, 21), 8))


@dataclass(frozen=True, slots=True)
class Bekende:
    """A person in short: enough to draw the next contact of somebody who is known."""

    sleutel: str
    huishouden: str
    wijk: str
    doelgroep: str
    geboortedatum: date
    sinds: date
    vragen_door: str


class Register:
    """Makes persons and households, each with a test number and an address of its own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._bsns: Iterator[str] = test_bsns(world.options.first_bsn)
        self._straten = straten(world.options)
        profile = {row["code"]: row for row in rows("wijken.csv")}
        self._wijken = {
            "oudere": [
                (wijk.code, wijk.inwoners * float(profile[wijk.code]["oud"]))
                for wijk in wijken(world.options)
            ],
            "volwassene": [(wijk.code, float(wijk.inwoners)) for wijk in wijken(world.options)],
            "gezin": [
                (wijk.code, wijk.inwoners * float(profile[wijk.code]["jong"]))
                for wijk in wijken(world.options)
            ],
        }

    def household(
        self, history: History, soort: str, wijk: str, straat: str = "", huisnummer: int = 0
    ) -> HuishoudenRecord:
        """A household at an address in the neighbourhood, drawn by lot unless the street is given."""
        rng = self._world.rng
        streets = self._straten[wijk]
        street = next((row for row in streets if row.naam == straat), None) or one(rng, streets)
        record = HuishoudenRecord(
            sleutel=self._world.keys.next("huishouden"),
            soort=soort,
            straat=street.naam,
            huisnummer=huisnummer or whole(rng, 1, street.hoogste_nummer),
            toevoeging=one(rng, ("A", "B", "C")) if not straat and chance(rng, 0.08) else "",
            postcode=street.postcode,
            plaats=self._world.options.naam,
            wijk=wijk,
        )
        history.huishoudens.append(record)
        return record

    def person(
        self,
        history: History,
        huishouden: str,
        geslacht: int,
        born: date,
        name: tuple[str, str] | None = None,
        first: str = "",
    ) -> PersoonRecord:
        """A person in a household; ``name`` is prefix and surname, ``first`` the name they are called by, both by lot when not given."""
        rng = self._world.rng
        called, names = given_names(rng, geslacht, self._world.today.year - born.year)
        prefix, last = name or surname(rng)
        called, names = (first, first) if first else (called, names)
        record = PersoonRecord(
            sleutel=self._world.keys.next("persoon"),
            bsn=next(self._bsns),
            huishouden=huishouden,
            voornamen=names,
            roepnaam=called,
            voorvoegsel=prefix,
            achternaam=last,
            geslacht=geslacht,
            geboortedatum=born,
            overleden_op=None,
            telefoon=phone(rng) if chance(rng, 0.7) else "",
            email="",
            tolk=one(rng, _TALEN) if chance(rng, 0.02) else "",
            bescherming="afgeschermd" if chance(rng, 0.003) else "",
            medewerker="",
        )
        history.personen.append(record)
        return record

    def resident(self, history: History, doelgroep: str, day: date, wijk: str = "") -> Bekende:
        """Somebody of a target group (oudere, volwassene, gezin) with household and relations; ``day`` is when they are first seen."""
        wijk = wijk or pick(self._world.rng, self._wijken[doelgroep])
        if doelgroep == "gezin":
            return self._family(history, day, wijk)
        age = self._age(doelgroep)
        return self._single_or_couple(history, doelgroep, day, wijk, age)

    def _age(self, doelgroep: str) -> int:
        rng = self._world.rng
        if doelgroep == "volwassene":
            return whole(rng, 19, 63)
        low, _, high = pick(rng, distribution("wmo.leeftijd")).partition("-")
        return whole(rng, int(low), int(high))

    def _single_or_couple(self, history: History, doelgroep: str, day: date, wijk: str, age: int) -> Bekende:
        rng = self._world.rng
        paired = chance(rng, 0.36 if doelgroep == "oudere" else 0.28)
        home = self.household(history, "paar" if paired else "eenpersoons", wijk)
        sex = VROUW if chance(rng, 0.62 if doelgroep == "oudere" else 0.5) else MAN
        who = self.person(history, home.sleutel, sex, born(rng, day, age))
        if paired and chance(rng, 0.7):
            other = self.person(
                history,
                home.sleutel,
                MAN if sex == VROUW else VROUW,
                born(rng, day, max(19, age + whole(rng, -5, 4))),
            )
            history.relaties.append(
                RelatieRecord(
                    other.sleutel, who.sleutel, PARTNER, gezag=False, mantelzorger=chance(rng, 0.5), tekst=""
                )
            )
        elif doelgroep == "oudere" and chance(rng, 0.15):
            self._relative(history, who, day, age)
        return Bekende(who.sleutel, home.sleutel, wijk, doelgroep, who.geboortedatum, day, who.sleutel)

    def _relative(self, history: History, who: PersoonRecord, day: date, age: int) -> None:
        """A grown-up child with an address of their own who helps."""
        rng = self._world.rng
        home = self.household(history, "gezin", pick(rng, self._wijken["volwassene"]))
        years = max(20, age - whole(rng, 24, 34))
        child = self.person(
            history,
            home.sleutel,
            one(rng, (MAN, VROUW)),
            born(rng, day, years),
            (who.voorvoegsel, who.achternaam),
        )
        history.relaties.append(
            RelatieRecord(
                child.sleutel, who.sleutel, KIND, gezag=False, mantelzorger=True, tekst="komt elke week langs"
            )
        )

    def _family(self, history: History, day: date, wijk: str) -> Bekende:
        rng = self._world.rng
        alone = chance(rng, 0.3)
        home = self.household(history, "eenouder" if alone else "gezin", wijk)
        low, high = pick(rng, _KINDERLEEFTIJD)
        age = whole(rng, low, high)
        name = surname(rng)
        mother = self.person(
            history, home.sleutel, VROUW, born(rng, day, age + whole(rng, 21, 36)), surname(rng)
        )
        child = self.person(history, home.sleutel, one(rng, (MAN, VROUW)), born(rng, day, age), name)
        history.relaties.append(
            RelatieRecord(mother.sleutel, child.sleutel, OUDER, gezag=True, mantelzorger=False, tekst="")
        )
        if not alone or chance(rng, 0.4):
            where = (
                home
                if not alone
                else self.household(history, "eenpersoons", pick(rng, self._wijken["volwassene"]))
            )
            father = self.person(history, where.sleutel, MAN, born(rng, day, age + whole(rng, 22, 40)), name)
            history.relaties.append(
                RelatieRecord(
                    father.sleutel,
                    child.sleutel,
                    OUDER,
                    gezag=chance(rng, 0.9),
                    mantelzorger=False,
                    tekst="woont elders" if alone else "",
                )
            )
        if chance(rng, 0.2):
            sibling = self.person(
                history,
                home.sleutel,
                one(rng, (MAN, VROUW)),
                born(rng, day, max(0, age + whole(rng, -5, 4))),
                name,
            )
            history.relaties.append(
                RelatieRecord(
                    mother.sleutel, sibling.sleutel, OUDER, gezag=True, mantelzorger=False, tekst=""
                )
            )
        return Bekende(child.sleutel, home.sleutel, wijk, "gezin", child.geboortedatum, day, mother.sleutel)


def born(rng: Random, day: date, age: int) -> date:
    """A birth date of somebody who is ``age`` years old on a day."""
    return day - timedelta(days=int((age + rng.random()) * _DAYS_PER_YEAR))


def died(history: History, persoon: str, day: date) -> None:
    """Record the death of a person who is in this part of the history."""
    for index, record in enumerate(history.personen):
        if record.sleutel == persoon:
            history.personen[index] = replace(record, overleden_op=day)
