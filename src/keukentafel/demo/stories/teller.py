"""Writing one resident's story by hand: short ways to make the records of one case, on days counted from the working date."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from keukentafel.core.terms import deadline
from keukentafel.core.working_days import add_working_days
from keukentafel.demo.cast import CONSULENT_NOORD, CONTACTMEDEWERKER, NOORD
from keukentafel.demo.history import History
from keukentafel.demo.phrases import themas
from keukentafel.demo.population import Register
from keukentafel.demo.provisions import add_months
from keukentafel.demo.records.casework import (
    ContactRecord,
    EvaluatieRecord,
    LeefgebiedRecord,
    MeldingRecord,
    NotitieRecord,
    OnderzoekRecord,
    OplossingRecord,
    ResultaatRecord,
    SignaalRecord,
    TredeRedenRecord,
    VerslagRecord,
    ZittingRecord,
)
from keukentafel.demo.records.people import HuishoudenRecord, PersoonRecord, RelatieRecord
from keukentafel.demo.world import TIMEZONE, World

FEMKE = CONSULENT_NOORD.gebruikersnaam


@dataclass(slots=True)
class Storyteller:
    """Makes records of hand-written cases; ``ago`` is a number of days before the working date, negative for days to come."""

    world: World
    register: Register
    history: History

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.world.today - timedelta(days=ago)

    def at(self, ago: int, hour: int, minute: int) -> datetime:
        """A moment on the day so many days ago."""
        return datetime.combine(self.day(ago), time(hour, minute), TIMEZONE)

    def born(self, age: int, ago: int = 150) -> date:
        """The birth date of somebody who became ``age`` so many days ago."""
        return add_months(self.day(ago), -12 * age)

    def home(self, soort: str, wijk: str, straat: str, nummer: int) -> HuishoudenRecord:
        """A household at a known address."""
        return self.register.household(self.history, soort, wijk, straat, nummer)

    def person(
        self,
        home: HuishoudenRecord,
        name: str,
        geslacht: int,
        born: date,
        *,
        bescherming: str = "",
        medewerker: str = "",
    ) -> PersoonRecord:
        """A person by name, written as first name, prefix (may be left out) and surname."""
        first, *prefix, last = name.split()
        made = self.register.person(
            self.history, home.sleutel, geslacht, born, (" ".join(prefix), last), first
        )
        record = replace(made, tolk="", bescherming=bescherming, medewerker=medewerker)
        self.history.personen[-1] = record
        return record

    def relate(
        self,
        one: PersoonRecord,
        other: PersoonRecord,
        soort: str,
        *,
        gezag: bool = False,
        mantelzorger: bool = False,
        tekst: str = "",
    ) -> None:
        """How one person stands to another."""
        self.history.relaties.append(
            RelatieRecord(one.sleutel, other.sleutel, soort, gezag, mantelzorger, tekst)
        )

    def contact(
        self,
        who: PersoonRecord | None,
        wijk: str,
        thema: str,
        moment: datetime,
        vraag: str,
        *,
        uitkomst: str = "melding",
        kanaal: str = "telefoon",
        antwoord: str = "",
        kaart: str | None = None,
        spoed: bool = False,
        melder: str = "",
        door: str = CONTACTMEDEWERKER.gebruikersnaam,
    ) -> ContactRecord:
        """A contact; reported by somebody else when ``melder`` is given, with consent."""
        record = ContactRecord(
            sleutel=self.world.keys.next("contact"),
            moment=moment,
            kanaal="iemand anders" if melder else kanaal,
            herkomst="gemeld" if melder else "zelf",
            thema=thema,
            wijk=wijk,
            persoon=who.sleutel if who is not None else None,
            vraag=vraag,
            uitkomst=uitkomst,
            antwoord=antwoord,
            kaart=kaart,
            spoed=spoed,
            melder=melder,
            toestemming="ja" if melder else "",
            door=door,
        )
        self.history.contacten.append(record)
        return record

    def melding(
        self, contact: ContactRecord, who: PersoonRecord, stand: str, *, ondersteuner: str = ""
    ) -> MeldingRecord:
        """The melding that a contact became, with team Noord and Femke."""
        day = contact.moment.date()
        confirmed = None if stand == "ontvangen" else self.world.happened(add_working_days(day, 1))
        record = MeldingRecord(
            sleutel=self.world.keys.next("melding"),
            contact=contact.sleutel,
            persoon=who.sleutel,
            wet=themas()[contact.thema].wet,
            thema=contact.thema,
            wijk=contact.wijk,
            team=NOORD,
            consulent=FEMKE,
            ontvangen_op=day,
            spoed=contact.spoed,
            bevestigen_uiterlijk=add_working_days(day, 5),
            bevestigd_op=confirmed,
            clientondersteuning_gewezen_op=confirmed,
            clientondersteuner=ondersteuner,
            persoonlijk_plan_gewezen_op=confirmed,
            persoonlijk_plan_ontvangen_op=None,
            onderzoek_uiterlijk=deadline(day, weeks=6),
            stand=stand,
            ingetrokken_op=None,
            reden_intrekking="",
        )
        self.history.meldingen.append(record)
        return record

    def onderzoek(
        self,
        melding: MeldingRecord,
        begun: int,
        verheldering: str,
        *,
        done: int | None = None,
        uitkomst: str = "",
        motivering: str = "",
        terugkijken: int | None = None,
    ) -> OnderzoekRecord:
        """An enquiry, finished ``done`` days ago or still running."""
        record = OnderzoekRecord(
            sleutel=self.world.keys.next("onderzoek"),
            melding=melding.sleutel,
            persoon=melding.persoon,
            consulent=FEMKE,
            begonnen_op=self.day(begun),
            verheldering=verheldering,
            stand="lopend" if done is None else "afgerond",
            afgerond_op=self.day(done) if done is not None else None,
            uitkomst=uitkomst,
            motivering=motivering,
            terugkijken_op=self.day(terugkijken) if terugkijken is not None else None,
            teruggekeken_op=None,
        )
        self.history.onderzoeken.append(record)
        if done is not None:
            self.history.verslagen.append(
                VerslagRecord(
                    record.sleutel,
                    "gereageerd",
                    verheldering,
                    self.day(done),
                    "eens",
                    self.day(done - 4),
                    "",
                    self.day(done - 4),
                )
            )
        return record

    def zitting(
        self,
        onderzoek: OnderzoekRecord,
        number: int,
        moment: datetime,
        with_: tuple[str, ...],
        stand: str = "gehouden",
    ) -> None:
        """One sitting at home."""
        self.history.zittingen.append(
            ZittingRecord(onderzoek.sleutel, number, moment, 60, "thuis", with_, stand)
        )

    def leefgebied(
        self,
        onderzoek: OnderzoekRecord,
        zitting: int,
        area: str,
        scores: tuple[int, int] | None,
        goes_well: str = "",
        now: str = "",
        wish: str = "",
        differs: str = "",
    ) -> None:
        """What was said about one leefgebied, or that it was not needed when there are neither scores nor words."""
        own, ours = scores if scores is not None else (None, None)
        stand = "besproken" if goes_well or scores is not None else "niet nodig"
        self.history.leefgebieden.append(
            LeefgebiedRecord(
                onderzoek.sleutel, zitting, area, stand, goes_well, now, wish, own, ours, differs
            )
        )

    def resultaat(
        self, onderzoek: OnderzoekRecord, order: int, who: PersoonRecord, tekst: str
    ) -> ResultaatRecord:
        """A result in the words of a person."""
        record = ResultaatRecord(
            self.world.keys.next("resultaat"), onderzoek.sleutel, order, who.sleutel, tekst
        )
        self.history.resultaten.append(record)
        return record

    def oplossing(
        self,
        resultaat: ResultaatRecord,
        trede: str,
        what: str,
        by: str,
        start: int,
        *,
        last: int | None = None,
        back: int = -53,
        stand: str = "loopt",
        kaart: str | None = None,
        product: str | None = None,
        vorm: str = "individueel",
    ) -> OplossingRecord:
        """A solution that began ``start`` days ago and is looked back on in the days to come."""
        record = OplossingRecord(
            sleutel=self.world.keys.next("oplossing"),
            resultaat=resultaat.sleutel,
            trede=trede,
            omschrijving=what,
            verantwoordelijke=by,
            vorm=vorm,
            kaart=kaart,
            product=product,
            ingangsdatum=self.day(start),
            einddatum=self.day(last) if last is not None else None,
            evaluatie_op=self.day(back),
            stand=stand,
        )
        self.history.oplossingen.append(record)
        return record

    def skipped(self, resultaat: ResultaatRecord, kolom: str, reden: str, tekst: str) -> None:
        """Why a lighter column is empty."""
        self.history.trederedenen.append(TredeRedenRecord(resultaat.sleutel, kolom, reden, tekst))

    def evaluatie(self, onderzoek: OnderzoekRecord, planned: int) -> None:
        """Looking back on a plan, still to be done."""
        key = self.world.keys.next("evaluatie")
        self.history.evaluaties.append(
            EvaluatieRecord(key, onderzoek.sleutel, self.day(planned), None, "gepland", "", None, "", (), "")
        )

    def notitie(self, who: PersoonRecord, ago: int, tekst: str, zichtbaar: str = "gezin") -> None:
        """A note by Femke."""
        self.history.notities.append(NotitieRecord(who.sleutel, self.day(ago), FEMKE, tekst, zichtbaar))

    def signaal(
        self, soort: str, who: PersoonRecord | None, wijk: str, van: str, ago: int, tekst: str
    ) -> None:
        """An open signal for team Noord."""
        persoon = who.sleutel if who is not None else None
        self.history.signalen.append(
            SignaalRecord(
                self.world.keys.next("signaal"),
                soort,
                persoon,
                wijk,
                NOORD,
                van,
                self.day(ago),
                tekst,
                "open",
            )
        )
