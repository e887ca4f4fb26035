"""Turning the records of one part of the history into what casework and people load."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keukentafel.casework.domain import load
from keukentafel.casework.domain.load import CaseHistory
from keukentafel.core.working_days import add_working_days
from keukentafel.demo.fill.ids import Ids
from keukentafel.demo.history import History
from keukentafel.demo.records import casework as records
from keukentafel.demo.records.backoffice import ToewijzingRecord
from keukentafel.demo.records.people import HuishoudenRecord, PersoonRecord
from keukentafel.people.domain import Adres, Geslacht, NewPersoon

SHIELDED = "afgeschermd"
INWONER = "inwoner"
FOUND_BY_THE_HOUSE = ("wordt 18", "niet gestart")


@dataclass(frozen=True, slots=True)
class Names:
    """Names that records point to by key: products, providers, entries of the sociale kaart, teams, colleagues and residents."""

    products: Mapping[str, str]
    providers: Mapping[str, str]
    kaart: Mapping[str, str]
    teams: Mapping[str, UUID]
    staff: Mapping[str, str]
    people: Mapping[str, PersoonRecord]

    def who(self, key: str) -> str:
        """The name behind the key of a provider or a colleague; other words stay as they are."""
        return self.providers.get(key) or self.staff.get(key) or key


def persons(ids: Ids, history: History) -> list[NewPersoon]:
    """The persons of this part with their addresses."""
    homes = {home.sleutel: home for home in history.huishoudens}
    return [_person(ids, row, homes[row.huishouden]) for row in history.personen]


def _person(ids: Ids, row: PersoonRecord, home: HuishoudenRecord) -> NewPersoon:
    return NewPersoon(
        geslachtsnaam=row.achternaam,
        voornamen=row.voornamen,
        voorvoegsel=row.voorvoegsel,
        bsn=row.bsn,
        geboortedatum=row.geboortedatum,
        geslacht=Geslacht(str(row.geslacht)),
        adres=Adres(home.straat, home.huisnummer, "", home.toevoeging, home.postcode, home.plaats),
        telefoon=row.telefoon,
        wijk_id=ids.of("wijk", home.wijk),
        huishouden_id=ids.of("huishouden", home.sleutel),
        afgeschermd=row.bescherming == SHIELDED,
        id=ids.of("persoon", row.sleutel),
    )


def case_history(ids: Ids, names: Names, part: History) -> CaseHistory:
    """The casework of this part, ready to load."""
    make = _Maker(ids, names, part)
    return CaseHistory(
        contacten=tuple(map(make.contact, part.contacten)),
        meldingen=tuple(map(make.melding, part.meldingen)),
        onderzoeken=tuple(map(make.onderzoek, part.onderzoeken)),
        zittingen=tuple(map(make.zitting, part.zittingen)),
        leefgebieden=tuple(map(make.leefgebied, part.leefgebieden)),
        verslagen=tuple(map(make.verslag, part.verslagen)),
        resultaten=tuple(map(make.resultaat, part.resultaten)),
        oplossingen=tuple(map(make.oplossing, part.oplossingen)),
        trede_redenen=tuple(map(make.reden, part.trederedenen)),
        hulpcontacten=tuple(map(make.hulpcontact, part.hulpcontacten)),
        aanvragen=tuple(map(make.aanvraag, part.aanvragen)),
        besluiten=tuple(map(make.besluit, part.besluiten)),
        verwijzingen=tuple(map(make.verwijzing, part.verwijzingen)),
        evaluaties=tuple(map(make.evaluatie, part.evaluaties)),
        notities=tuple(map(make.notitie, part.notities)),
        signalen=tuple(make.signaal(row) for row in part.signalen if row.soort not in FOUND_BY_THE_HOUSE),
    )


class _Maker:
    """Makes one value per record; keys become ids and names are looked up."""

    def __init__(self, ids: Ids, names: Names, part: History) -> None:
        self.id, self.maybe, self.names = ids.of, ids.maybe, names
        self.by_besluit = {row.grondnummer: row for row in part.toewijzingen if row.grond == "besluit"}
        self.besluit_of = {row.aanvraag: row for row in part.besluiten}
        self.aanvraag_of = {row.oplossing: row for row in part.aanvragen if row.oplossing}
        self.reaction = {row.onderzoek: row for row in part.verslagen}
        self.closed = _closed_plans(part)
        self.person_of = {row.sleutel: row.van for row in part.resultaten}
        self.applied_for = {
            application.sleutel: row.omschrijving
            for row in part.oplossingen
            if (application := self.aanvraag_of.get(row.sleutel)) is not None
        }
        self.words = {row.melding: "" for row in part.onderzoeken}
        questions = {row.sleutel: row.vraag for row in part.contacten}
        self.words |= {row.sleutel: questions.get(row.contact, "") for row in part.meldingen}
        consulent = {row.melding: row.consulent for row in part.onderzoeken}
        self.preparer = {
            row.sleutel: consulent[row.melding] for row in part.aanvragen if row.melding in consulent
        }

    def account(self, user: str) -> UUID:
        return self.id("account", user)

    def product(self, code: str, aanvraag: str) -> str:
        """What is applied for: the product, or in the words of the plan what no provider delivers."""
        return self.names.products.get(code) or self.applied_for.get(aanvraag, "")

    def contact(self, row: records.ContactRecord) -> load.LoadContact:
        return load.LoadContact(
            id=self.id("contact", row.sleutel),
            moment=row.moment,
            kanaal=row.kanaal,
            herkomst=row.herkomst,
            thema=row.thema,
            wijk_id=self.maybe("wijk", row.wijk),
            persoon_id=self.maybe("persoon", row.persoon),
            vraag=row.vraag,
            uitkomst=row.uitkomst,
            antwoord=row.antwoord,
            kaart_id=self.maybe("kaart", row.kaart),
            kaart_naam=self.names.kaart.get(row.kaart or "", ""),
            spoed=row.spoed,
            melder=row.melder,
            toestemming=row.toestemming,
            door_id=self.account(row.door),
        )

    def melding(self, row: records.MeldingRecord) -> load.LoadMelding:
        return load.LoadMelding(
            id=self.id("melding", row.sleutel),
            contact_id=self.id("contact", row.contact),
            persoon_id=self.id("persoon", row.persoon),
            wet=row.wet,
            thema=row.thema,
            wijk_id=self.maybe("wijk", row.wijk),
            team_id=self.names.teams[row.team],
            consulent_id=self.account(row.consulent) if row.consulent else None,
            ontvangen_op=row.ontvangen_op,
            spoed=row.spoed,
            bevestigen_uiterlijk=row.bevestigen_uiterlijk,
            bevestigd_op=row.bevestigd_op,
            clientondersteuning_gewezen_op=row.clientondersteuning_gewezen_op,
            clientondersteuner=row.clientondersteuner,
            persoonlijk_plan_gewezen_op=row.persoonlijk_plan_gewezen_op,
            persoonlijk_plan_ontvangen_op=row.persoonlijk_plan_ontvangen_op,
            onderzoek_uiterlijk=row.onderzoek_uiterlijk,
            status=row.stand,
            ingetrokken_op=row.ingetrokken_op,
            reden_intrekking=row.reden_intrekking,
            spoed_uiterlijk=add_working_days(row.ontvangen_op, 1) if row.spoed else None,
        )

    def onderzoek(self, row: records.OnderzoekRecord) -> load.LoadOnderzoek:
        return load.LoadOnderzoek(
            id=self.id("onderzoek", row.sleutel),
            melding_id=self.id("melding", row.melding),
            consulent_id=self.account(row.consulent),
            begonnen_op=row.begonnen_op,
            verheldering=row.verheldering,
            status=row.stand,
            afgerond_op=row.afgerond_op,
            uitkomst=row.uitkomst,
            motivering=row.motivering,
            terugkijken_op=row.terugkijken_op,
            teruggekeken_op=row.teruggekeken_op,
            eigen_woorden=self.words.get(row.melding, ""),
            plan_afgesloten_op=self.closed.get(row.sleutel),
        )

    def zitting(self, row: records.ZittingRecord) -> load.LoadZitting:
        return load.LoadZitting(
            onderzoek_id=self.id("onderzoek", row.onderzoek),
            nummer=row.nummer,
            moment=row.moment,
            minuten=row.minuten,
            plaats=row.plaats,
            aanwezig=tuple(map(self.names.who, row.aanwezig)),
            status=row.stand,
        )

    def leefgebied(self, row: records.LeefgebiedRecord) -> load.LoadLeefgebied:
        return load.LoadLeefgebied(
            onderzoek_id=self.id("onderzoek", row.onderzoek),
            zitting=row.zitting,
            leefgebied=row.leefgebied,
            status=row.stand,
            gaat_goed=row.gaat_goed,
            situatie=row.situatie,
            wens=row.wens,
            score_inwoner=row.score_inwoner,
            score_professional=row.score_professional,
            verschil=row.verschil,
        )

    def verslag(self, row: records.VerslagRecord) -> load.LoadVerslag:
        return load.LoadVerslag(
            onderzoek_id=self.id("onderzoek", row.onderzoek),
            status=row.stand,
            tekst=row.samenvatting,
            verzonden_op=row.verzonden_op,
            reactie=row.reactie,
            reactie_op=row.reactie_op,
            opmerking=row.opmerking,
            ondertekend_op=row.ondertekend_op,
        )

    def resultaat(self, row: records.ResultaatRecord) -> load.LoadResultaat:
        return load.LoadResultaat(
            id=self.id("resultaat", row.sleutel),
            onderzoek_id=self.id("onderzoek", row.onderzoek),
            volgorde=row.volgorde,
            persoon_id=self.id("persoon", row.van),
            tekst=row.tekst,
            **self._agreement(row),
        )

    def _agreement(self, row: records.ResultaatRecord) -> dict[str, str]:
        """What was said of the verslag holds for its results; who does not agree says so of the first."""
        report = self.reaction.get(row.onderzoek)
        if report is None or not report.reactie:
            return {}
        if report.reactie == "oneens" and row.volgorde == 1:
            return {"akkoord": "niet eens", "opmerking": report.opmerking}
        return {"akkoord": "eens"}

    def oplossing(self, row: records.OplossingRecord) -> load.LoadOplossing:
        care = self._care_of(row)
        return load.LoadOplossing(
            id=self.id("oplossing", row.sleutel),
            resultaat_id=self.id("resultaat", row.resultaat),
            trede=row.trede,
            omschrijving=row.omschrijving,
            verantwoordelijke=self._who(row),
            vorm=row.vorm,
            kaart_id=self.maybe("kaart", row.kaart),
            kaart_naam=self.names.kaart.get(row.kaart or "", ""),
            product_id=self.maybe("product", row.product),
            productnaam=self.names.products.get(row.product or "", ""),
            ingangsdatum=row.ingangsdatum,
            einddatum=row.einddatum,
            evaluatie_op=row.evaluatie_op,
            status=row.stand,
            toewijzing_id=self.id("toewijzing", care.sleutel) if care else None,
            toegewezen_op=care.toewijzingsdatum if care else None,
            gestart_op=care.gestart_op if care else None,
        )

    def _who(self, row: records.OplossingRecord) -> str:
        """Who carries a solution: residents by the name that is used at the table."""
        if row.verantwoordelijke != INWONER:
            return self.names.who(row.verantwoordelijke)
        return self.names.people[self.person_of[row.resultaat]].voornamen.split()[0]

    def reden(self, row: records.TredeRedenRecord) -> load.LoadTredeReden:
        return load.LoadTredeReden(self.id("resultaat", row.resultaat), row.kolom, row.reden, row.toelichting)

    def hulpcontact(self, row: records.HulpcontactRecord) -> load.LoadHulpcontact:
        return load.LoadHulpcontact(
            self.id("oplossing", row.oplossing), row.datum, row.minuten, row.soort, self.account(row.door)
        )

    def aanvraag(self, row: records.AanvraagRecord) -> load.LoadAanvraag:
        return load.LoadAanvraag(
            id=self.id("aanvraag", row.sleutel),
            melding_id=self.id("melding", row.melding),
            onderzoek_id=self.maybe("onderzoek", row.onderzoek),
            oplossing_id=self.maybe("oplossing", row.oplossing),
            wet=row.wet,
            weg=row.weg,
            product_id=self.maybe("product", row.product),
            productnaam=self.product(row.product, row.sleutel),
            ontvangen_op=row.ontvangen_op,
            besluit_uiterlijk=row.besluit_uiterlijk,
            status=row.stand,
        )

    def _care_of(self, row: records.OplossingRecord) -> ToewijzingRecord | None:
        application = self.aanvraag_of.get(row.sleutel)
        decision = self.besluit_of.get(application.sleutel) if application else None
        return self.by_besluit.get(decision.besluitnummer) if decision else None

    def besluit(self, row: records.BesluitRecord) -> load.LoadBesluit:
        return _besluit(self, row, self.by_besluit.get(row.besluitnummer))

    def verwijzing(self, row: records.VerwijzingRecord) -> load.LoadVerwijzing:
        return load.LoadVerwijzing(
            id=self.id("verwijzing", row.sleutel),
            persoon_id=self.id("persoon", row.persoon),
            type=row.type,
            naam=row.naam,
            verwezen_op=row.verwezen_op,
            ontvangen_op=row.ontvangen_op,
            aanbieder_id=self.maybe("aanbieder", row.aanbieder),
            product_id=self.maybe("product", row.product),
            productnaam=self.names.products.get(row.product, ""),
            status=row.stand,
        )

    def evaluatie(self, row: records.EvaluatieRecord) -> load.LoadEvaluatie:
        return load.LoadEvaluatie(
            id=self.id("evaluatie", row.sleutel),
            onderzoek_id=self.id("onderzoek", row.onderzoek),
            gepland_op=row.gepland_op,
            gehouden_op=row.gehouden_op,
            status=row.stand,
            doel=row.doel,
            geholpen=row.geholpen,
            vervolg=row.vervolg,
            scores=row.scores,
            tekst=row.tekst,
        )

    def notitie(self, row: records.NotitieRecord) -> load.LoadNotitie:
        return load.LoadNotitie(self.id("persoon", row.persoon), row.datum, row.tekst, row.zichtbaar)

    def signaal(self, row: records.SignaalRecord) -> load.LoadSignaal:
        return load.LoadSignaal(
            id=self.id("signaal", row.sleutel),
            soort=row.soort,
            persoon_id=self.maybe("persoon", row.persoon),
            wijk_id=self.maybe("wijk", row.wijk),
            team_id=self.names.teams[row.team],
            van=row.van,
            datum=row.datum,
            tekst=row.tekst,
            status=row.stand,
        )


def _closed_plans(part: History) -> dict[str, date]:
    """The onderzoeken of which the goal was reached and nothing runs any more, with the day on which that was seen."""
    onderzoek_of = {row.sleutel: row.onderzoek for row in part.resultaten}
    running = {
        onderzoek_of[row.resultaat] for row in part.oplossingen if row.stand in {"voorgesteld", "loopt"}
    }
    agreed = {row.onderzoek for row in part.verslagen if row.reactie}
    return {
        row.onderzoek: row.gehouden_op
        for row in part.evaluaties
        if row.gehouden_op and row.vervolg == "stoppen" and row.onderzoek in agreed - running
    }


def _besluit(make: _Maker, row: records.BesluitRecord, care: ToewijzingRecord | None) -> load.LoadBesluit:
    identity: Callable[[str, str], UUID] = make.id
    return load.LoadBesluit(
        id=identity("besluit", row.sleutel),
        nummer=row.besluitnummer,
        aanvraag_id=identity("aanvraag", row.aanvraag),
        soort=row.soort,
        status=row.stand,
        opsteller_id=make.account(make.preparer[row.aanvraag]),
        ondertekenaar_id=make.maybe("account", row.ondertekenaar),
        ondertekend_op=row.ondertekend_op,
        verzonden_op=row.verzonden_op,
        product_id=make.maybe("product", row.product),
        productnaam=make.product(row.product, row.aanvraag),
        volume=row.volume or None,
        eenheid=row.eenheid,
        frequentie=row.frequentie,
        ingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        motivering=row.motivering,
        verordening=row.verordening.rsplit(maxsplit=1)[-1],
        bezwaar_uiterlijk=row.bezwaar_uiterlijk,
        aanbieder_id=make.maybe("aanbieder", care.aanbieder if care else row.aanbieder),
        aanbiedernaam=make.names.providers.get(care.aanbieder if care else row.aanbieder, ""),
        toewijzing_id=identity("toewijzing", care.sleutel) if care else None,
    )
