"""From a provider's request to the municipality's answer, through the mailbox as in real use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product, Verwijzer
from keukentafel.backoffice.berichten.codec.records.wijziging import (
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
)
from keukentafel.backoffice.berichten.codec.registry import Heenbericht
from keukentafel.backoffice.berichten.codec.retour import build_retour
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, Berichtstatus, Verdict
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.events import ToewijzingVerstuurd
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grondsoort, ToewijzingRow, Toewijzingstatus
from keukentafel.backoffice.toewijzingen.operations import receive_302, send_again
from keukentafel.backoffice.verzoeken import queries, rules
from keukentafel.backoffice.verzoeken.domain import (
    Antwoordstatus,
    Regelsoort,
    VerzoekBeantwoord,
    VerzoekOntvangen,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.backoffice.verzoeken.models import Verzoek
from keukentafel.backoffice.verzoeken.operations import (
    honour,
    investigate,
    receive_315,
    receive_317,
    receive_320,
    refuse,
)
from keukentafel.core import bsn as numbers
from keukentafel.core.errors import NotFound
from keukentafel.people.domain import NewPersoon
from keukentafel.people.models import Persoon
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.contracts.market import OTHER_AGB, Market, contracted
from tests.backoffice.toewijzingen.test_answers import granted
from tests.backoffice.verzoeken.asking import LATER, asked, deliver, reply, sent, vot, vow
from tests.cast import ELSBEEK, LINDEWAARD, Town, found, resident

pytestmark = pytest.mark.db

_FAULT = Bevinding("TR355", 3, "9355", "De referentie is niet bekend.")


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was announced about requests; the rest of the house does not react."""
    kept: list[Any] = []
    reactions = {
        BerichtOntvangen: [receive_302, receive_315, receive_317, receive_320],
        VerzoekOntvangen: [kept.append],
        VerzoekBeantwoord: [kept.append],
        ToewijzingVerstuurd: [],
    }
    for kind, functions in reactions.items():
        monkeypatch.setitem(events._reactions, kind, functions)
    return kept


def only() -> UUID:
    return Verzoek.objects.values_list("id", flat=True).get()


def standing(verzoek_id: UUID) -> tuple[Verzoekstatus, date | None]:
    row = queries.detail_of(gemeente=LINDEWAARD, verzoek_id=verzoek_id).row
    return row.status, row.uiterlijk


def retour(heen: Heenbericht, identificatie: str, *, refused: bool = False) -> Any:
    oordeel = BerichtOordeel(klassen={("antwoord",): (_FAULT,)}) if refused else BerichtOordeel()
    return build_retour(heen, oordeel, identificatie=identificatie, dagtekening=LATER)


class TestVot:
    """The 315 and its 316."""

    def test_is_kept_answered_and_told_once(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        arrived = deliver(
            town, vot(person, asked(), asked("VOT-2", product=Product(categorie="41"), omvang=None))
        )
        assert arrived.status is Berichtstatus.BEANTWOORD
        assert (reply(arrived).header.retourcodes, reply(arrived).client) == ((), None)
        first, second = queries.page(actor=town.backoffice).rows
        assert (first.referentieaanbieder, second.referentieaanbieder) == ("VOT-1", "VOT-2")
        assert (first.hulp, second.hulp) == ("Ambulante begeleiding jeugd", "Dagbehandeling, hele categorie")
        assert (first.wet, first.soort, first.persoon_id) == (
            Wet.JEUGDWET,
            Verzoeksoort.TOEWIJZING,
            person.id,
        )
        assert (first.status, first.uiterlijk, first.aanbiedernaam) == (
            Verzoekstatus.ONTVANGEN,
            date(2026, 12, 11),
            "Stichting De Brug",
        )
        detail = queries.get_verzoek(actor=town.backoffice, verzoek_id=first.id)
        (line,) = detail.regels
        assert (line.hoeveel, line.product_id, line.einddatum) == (
            "10 uur per maand",
            market.ambulant,
            date(2027, 11, 30),
        )
        assert detail.verwijzing is not None
        assert (detail.verwijzing.type, detail.verwijzing.naam) == ("02", "Huisartsenpraktijk De Linde")
        assert (detail.gezagsdrager_bekend, detail.uit_bericht) == (True, False)
        (event,) = heard
        assert [one.verzoek_id for one in event.hulp] == [first.id, second.id]

    def test_an_unknown_client_is_registered_with_where_that_came_from(self) -> None:
        town = found()
        contracted(town)
        new = NewPersoon("Vermeer", "Lotte", "van der", next(numbers.test_bsns(start=70)), date(2012, 5, 6))
        arrived = deliver(town, vot(new))
        assert reply(arrived).client is None
        person = Persoon.objects.get(bsn=new.bsn)
        assert (person.geslachtsnaam, person.voornamen, person.geboortedatum) == (
            "Vermeer",
            "Lotte",
            date(2012, 5, 6),
        )
        act = Handeling.objects.get(object_type="persoon", object_id=person.pk)
        assert act.grond == f"overgenomen uit bericht {arrived.id} van een aanbieder (315)"
        assert queries.detail_of(gemeente=LINDEWAARD, verzoek_id=only()).uit_bericht
        deliver(town, vot(new, asked("VOT-9"), identificatie="VOT2"))
        assert Persoon.objects.filter(bsn=new.bsn).count() == 1

    def test_a_birth_date_of_which_a_part_is_unknown_is_not_taken_over(self) -> None:
        town = found()
        contracted(town)
        new = NewPersoon("Vermeer", "Lotte", "", next(numbers.test_bsns(start=71)), date(2012, 1, 1))
        bericht = vot(new)
        born = replace(bericht.client.geboortedatum, datumgebruik="2")
        deliver(town, replace(bericht, client=replace(bericht.client, geboortedatum=born)))
        assert Persoon.objects.get(bsn=new.bsn).geboortedatum is None

    def test_one_request_at_a_time_and_every_reference_once(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        person, other = resident(town), resident(town, "Jan Vos", number=1)
        deliver(town, vot(person))
        pending = reply(deliver(town, vot(person, asked("VOT-2"), identificatie="VOT2")))
        assert pending.client.retourcodes == ("9374",)
        used = reply(
            deliver(
                town,
                vot(
                    other,
                    asked("VOT-1"),
                    asked("VOT-3", product=Product(categorie="44"), omvang=None),
                    identificatie="VOT3",
                ),
            )
        )
        assert [one.retourcodes for one in used.client.aangevraagdeproducten] == [("9347",), ("0200",)]
        deliver(town, vot(person, asked("VOT-1"), identificatie="VOT4", agb=OTHER_AGB))
        assert (len(heard), Verzoek.objects.count()) == (2, 2)

    def test_the_same_file_twice_is_one_request(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        person = resident(town)
        deliver(town, vot(person))
        assert deliver(town, vot(person)).dubbel
        assert (len(heard), Verzoek.objects.count()) == (1, 1)

    def test_a_provider_we_do_not_know_can_ask_and_be_refused_but_not_get(self) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town), agb="99100999"))
        row = queries.page(actor=town.backoffice).rows[0]
        assert (row.aanbieder_id, row.aanbiedernaam) == (None, "Aanbieder 99100999")
        with pytest.raises(rules.ProviderUnknown, match="geen contract"):
            honour(actor=town.backoffice, verzoek_id=row.id)
        assert standing(row.id)[0] is Verzoekstatus.ONTVANGEN
        refuse(actor=town.backoffice, verzoek_id=row.id, reden="3")
        assert standing(row.id) == (Verzoekstatus.AFGEWEZEN, None)


class TestHonouringVot:
    """The 301 that grants what was asked."""

    def test_on_a_referral_with_the_reference_the_first_time_only(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        person = resident(town)
        deliver(
            town,
            vot(
                person,
                asked(),
                asked("VOT-2", toewijzingingangsdatum=date(2027, 12, 1), toewijzingeinddatum=None),
            ),
        )
        first, second = queries.page(actor=town.backoffice).rows
        (made,) = honour(actor=town.backoffice, verzoek_id=first.id)
        (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
        assert (row.id, row.wet, row.status) == (made, Wet.JEUGDWET, Toewijzingstatus.VERSTUURD)
        assert (row.grond.soort, row.grond.nummer) == (Grondsoort.VERWIJZING, "VOT-1")
        assert row.hoeveel == "10 uur per maand"
        assert standing(first.id) == (Verzoekstatus.TOEGEWEZEN, None)
        assert (heard[-1].status, heard[-1].toewijzing_ids) == (Verzoekstatus.TOEGEWEZEN, (made,))
        honour(actor=town.backoffice, verzoek_id=second.id)
        one, two = sent(301)
        (product,) = one.client.toegewezenproducten
        assert (product.referentieaanbieder, product.product.code) == ("VOT-1", "45A49")
        assert [p.referentieaanbieder for p in two.client.toegewezenproducten] == [None, "VOT-2"]
        assert one.client.relaties == ()

    @pytest.mark.parametrize(
        ("change", "soort", "nummer"),
        [
            ({"verwijzer": Verwijzer(type="08")}, Grondsoort.RECHTER, "VOT-1"),
            (
                {"verwijzer": Verwijzer(type="04", zorgverlenercode="01234567")},
                Grondsoort.VERWIJZING,
                "VOT-1",
            ),
            (
                {
                    "verwijzer": Verwijzer(type="01"),
                    "beschikkingnummer": 44,
                    "beschikkingingangsdatum": date(2026, 11, 2),
                },
                Grondsoort.BESLUIT,
                "44",
            ),
            ({"verwijzer": Verwijzer(type="01")}, Grondsoort.BESLUIT, "VOT-1"),
        ],
    )
    def test_on_the_ground_that_the_request_names(
        self, change: dict[str, Any], soort: Grondsoort, nummer: str
    ) -> None:
        town = found()
        contracted(town)
        person = resident(town)
        deliver(town, vot(person, asked(**change)))
        honour(actor=town.backoffice, verzoek_id=only())
        (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
        assert (row.grond.soort, row.grond.nummer) == (soort, nummer)

    @pytest.mark.parametrize(
        ("change", "hoeveel", "naam"),
        [
            (
                {"product": Product(categorie="45"), "omvang": None},
                "zonder vaste omvang",
                "Ambulant, hele categorie",
            ),
            (
                {"product": Product(categorie="45"), "omvang": None, "budget": 120000},
                "tot € 1.200,00",
                "Ambulant, hele categorie",
            ),
            (
                {"product": None, "omvang": None, "budget": 500000},
                "tot € 5.000,00",
                "Alle hulp binnen een budget",
            ),
        ],
    )
    def test_of_a_category_or_a_budget(self, change: dict[str, Any], hoeveel: str, naam: str) -> None:
        town = found()
        contracted(town)
        person = resident(town)
        deliver(town, vot(person, asked(**change)))
        honour(actor=town.backoffice, verzoek_id=only())
        (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
        assert (row.hoeveel.replace("\xa0", " "), row.productnaam) == (hoeveel, naam)
        (product,) = sent(301)[0].client.toegewezenproducten
        assert (product.omvang, product.budget) == (None, change.get("budget"))
        known = toewijzingen.known(gemeente=LINDEWAARD, wet=Wet.JEUGDWET, nummers=[row.toewijzingnummer])
        assert known[row.toewijzingnummer].product == change["product"]
        assert known[row.toewijzingnummer].budget == change.get("budget")

    def test_a_refusal_of_the_grant_leaves_the_request_as_it_was(self) -> None:
        town = found()
        contracted(town)
        new = NewPersoon("Vermeer", "Lotte", "", next(numbers.test_bsns(start=70)), date(2012, 5, 6))
        deliver(town, vot(new))
        with pytest.raises(Exception, match="adres"):
            honour(actor=town.backoffice, verzoek_id=only())
        assert standing(only()) == (Verzoekstatus.ONTVANGEN, date(2026, 12, 11))

    def test_a_301_that_was_refused_goes_out_again_under_the_same_reference(self) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        (made,) = honour(actor=town.backoffice, verzoek_id=only())
        (heen,) = sent(301)
        fault = BerichtOordeel(klassen={("client", "toegewezenproducten", 0): (_FAULT,)})
        deliver(town, build_retour(heen, fault, identificatie="R1", dagtekening=LATER))
        send_again(actor=town.backoffice, toewijzing_id=made)
        assert [p.referentieaanbieder for p in sent(301)[1].client.toegewezenproducten] == ["VOT-1"]


class TestAnswering:
    """The 319 and its 320."""

    def test_in_onderzoek_once_and_first_then_a_final_answer_within_eight_weeks(
        self, heard: list[Any]
    ) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        investigate(actor=town.backoffice, verzoek_id=only())
        assert standing(only()) == (Verzoekstatus.IN_ONDERZOEK, date(2027, 1, 29))
        (answer,) = sent(319)
        assert (answer.antwoord.referentieaanbieder, answer.antwoord.verzoekantwoord) == ("VOT-1", "2")
        assert (answer.antwoord.redenafwijzingverzoek, answer.antwoord.woonplaatsbeginsel) == (None, None)
        with pytest.raises(rules.WrongStatus, match="in onderzoek"):
            investigate(actor=town.backoffice, verzoek_id=only())
        honour(actor=town.backoffice, verzoek_id=only())
        assert [event.status for event in heard[1:]] == [Verzoekstatus.IN_ONDERZOEK, Verzoekstatus.TOEGEWEZEN]
        for act in (investigate, honour):
            with pytest.raises(rules.WrongStatus, match="toegewezen"):
                act(actor=town.backoffice, verzoek_id=only())

    def test_after_a_refusal_nothing_follows(self) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        refuse(actor=town.backoffice, verzoek_id=only(), reden="7")
        with pytest.raises(rules.AlreadyAnswered, match="al een antwoord"):
            investigate(actor=town.backoffice, verzoek_id=only())
        with pytest.raises(rules.WrongStatus):
            refuse(actor=town.backoffice, verzoek_id=only(), reden="7")
        assert len(sent(319)) == 1

    def test_the_woonplaatsbeginsel_names_the_gemeente_that_is_responsible(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        for woonplaats, text in (
            ("", "geen gemeente"),
            ("9999", "geen gemeente"),
            (LINDEWAARD, "eigen gemeente"),
        ):
            with pytest.raises(rules.AnswerNotValid, match=text) as refused:
                refuse(actor=town.backoffice, verzoek_id=only(), reden="8", woonplaats=woonplaats)
            assert refused.value.field == "woonplaats"
        refuse(actor=town.backoffice, verzoek_id=only(), reden="8", woonplaats="0363")
        (answer,) = sent(319)
        assert (answer.antwoord.redenafwijzingverzoek, answer.antwoord.woonplaatsbeginsel.gemeente) == (
            "8",
            "0363",
        )
        assert heard[-1].reden == "woonplaatsbeginsel"

    @pytest.mark.parametrize(("reden", "woonplaats"), [("8", "0363"), ("", ""), ("10", ""), ("7", "0363")])
    def test_reasons_that_do_not_fit(self, reden: str, woonplaats: str) -> None:
        town = found()
        contracted(town)
        bericht = vot(resident(town), asked(product=Product(categorie="02", code="02A16")), law=Law.WMO)
        deliver(town, bericht)
        with pytest.raises(rules.AnswerNotValid):
            refuse(actor=town.backoffice, verzoek_id=only(), reden=reden, woonplaats=woonplaats)
        assert sent(319) == []

    def test_a_320_confirms(self) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        investigate(actor=town.backoffice, verzoek_id=only())
        arrived = deliver(town, retour(sent(319)[0], "R1"))
        assert (arrived.verdict, arrived.status) == (Verdict.AANGENOMEN, Berichtstatus.VERWERKT)
        (answer,) = queries.detail_of(gemeente=LINDEWAARD, verzoek_id=only()).antwoorden
        assert answer.status is Antwoordstatus.BEVESTIGD

    def test_a_320_that_refuses_puts_the_request_back(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        investigate(actor=town.backoffice, verzoek_id=only())
        refuse(actor=town.backoffice, verzoek_id=only(), reden="7")
        deliver(town, retour(sent(319)[1], "R1", refused=True))
        assert standing(only()) == (Verzoekstatus.IN_ONDERZOEK, date(2027, 1, 29))
        assert (heard[-1].status, heard[-1].teruggedraaid) == (Verzoekstatus.IN_ONDERZOEK, True)
        deliver(town, retour(sent(319)[0], "R2", refused=True))
        assert standing(only()) == (Verzoekstatus.ONTVANGEN, date(2026, 12, 11))
        investigate(actor=town.backoffice, verzoek_id=only())
        assert [
            one.status for one in queries.detail_of(gemeente=LINDEWAARD, verzoek_id=only()).antwoorden
        ] == [
            Antwoordstatus.AFGEWEZEN,
            Antwoordstatus.AFGEWEZEN,
            Antwoordstatus.VERSTUURD,
        ]

    def test_a_320_on_nothing_of_ours_is_not_accepted(self) -> None:
        town = found()
        contracted(town)
        deliver(town, vot(resident(town)))
        investigate(actor=town.backoffice, verzoek_id=only())
        heen = sent(319)[0]
        other = replace(heen.header.berichtidentificatie, identificatie="ANDERS")
        stray = replace(heen, header=replace(heen.header, berichtidentificatie=other))
        assert deliver(town, retour(stray, "R1")).verdict is Verdict.NIET_GEACCEPTEERD

    def test_who_may_answer(self) -> None:
        town, elsewhere = found(), found(ELSBEEK, "Elsbeek")
        contracted(town)
        deliver(town, vot(resident(town)))
        for actor in (town.consulent, town.teamleider, town.controller):
            with pytest.raises(ActNotPermitted):
                honour(actor=actor, verzoek_id=only())
        with pytest.raises(NotFound):
            honour(actor=elsewhere.backoffice, verzoek_id=only())
        with pytest.raises(NotFound):
            queries.get_verzoek(actor=elsewhere.backoffice, verzoek_id=only())
        assert queries.page(actor=elsewhere.backoffice).rows == ()


def running(town: Town, market: Market, person: NewPersoon) -> tuple[ToewijzingRow, ToewijzingRow]:
    """Two allocations that run: ten hours of help a month, and a wheelchair in total."""
    help_ = granted(
        town,
        person,
        market,
        product_id=market.begeleiding,
        eenheid="04",
        frequentie="4",
        volume=10,
        ingangsdatum=date(2026, 11, 1),
    )
    chair = granted(town, person, market, product_id=market.rolstoel, eenheid="82", frequentie="6", volume=1)
    return help_, chair


def changed(row: ToewijzingRow, **change: Any) -> TeWijzigenProduct:
    assert row.omvang is not None
    same = TeWijzigenProduct(
        toewijzingnummer=row.toewijzingnummer,
        gewensteingangsdatum=row.ingangsdatum,
        einddatum=row.einddatum,
        omvang=Omvang(volume=row.omvang.volume, eenheid=row.omvang.eenheid, frequentie=row.omvang.frequentie),
    )
    return replace(same, **change)


class TestVow:
    """The 317, its 318, and the 301 that honours it as a whole."""

    def test_is_judged_kept_and_told(self, heard: list[Any]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        help_, chair = running(town, market, person)
        more = changed(
            help_,
            gewensteingangsdatum=date(2027, 1, 1),
            omvang=Omvang(volume=16, eenheid="04", frequentie="4"),
        )
        missing = reply(deliver(town, vow(person.bsn or "", tewijzigenproducten=(more,))))
        assert missing.client.verzoek.retourcodes == ("9349",)
        stays = (OngewijzigdProduct(toewijzingnummer=chair.toewijzingnummer),)
        arrived = deliver(
            town,
            vow(
                person.bsn or "",
                identificatie="VOW2",
                ongewijzigdeproducten=stays,
                tewijzigenproducten=(more,),
                nieuweproducten=(
                    NieuwProduct(
                        product=Product(categorie="07", code="07A03"),
                        gewensteingangsdatum=date(2027, 1, 1),
                        einddatum=date(2027, 12, 31),
                        omvang=Omvang(volume=2, eenheid="16", frequentie="2"),
                    ),
                ),
            ),
        )
        assert reply(arrived).client is None
        detail = queries.get_verzoek(actor=town.backoffice, verzoek_id=only())
        assert (detail.row.soort, detail.row.hulp, detail.reden_verzoek) == (
            Verzoeksoort.WIJZIGING,
            "Begeleiding individueel anders, Dagbesteding erbij",
            "1",
        )
        assert [(line.soort, line.hoeveel) for line in detail.regels] == [
            (Regelsoort.ONGEWIJZIGD, "1 stuk in totaal"),
            (Regelsoort.TE_WIJZIGEN, "16 uur per maand"),
            (Regelsoort.NIEUW, "2 dagdelen per week"),
        ]
        assert len(heard) == 1
        made = honour(actor=town.backoffice, verzoek_id=only())
        rows = {row.id: row for row in toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])}
        assert len(rows) == 4
        ended, extra, beside = (rows[identity] for identity in made)
        assert (ended.id, ended.einddatum, ended.reden_wijziging) == (help_.id, date(2026, 12, 31), "12")
        assert (extra.hoeveel, extra.ingangsdatum, extra.reden_wijziging) == (
            "16 uur per maand",
            date(2027, 1, 1),
            "",
        )
        assert (beside.productcode, beside.grond) == ("07A03", help_.grond)
        last = sent(301)[-1]
        products = {p.toewijzingnummer: p for p in last.client.toegewezenproducten}
        assert set(products) == {row.toewijzingnummer for row in rows.values()}
        assert {p.referentieaanbieder for p in products.values()} == {"VOW-1"}
        assert products[ended.toewijzingnummer].redenwijziging == "12"
        assert products[chair.toewijzingnummer].redenwijziging is None
        assert standing(only()) == (Verzoekstatus.TOEGEWEZEN, None)

    @pytest.mark.parametrize(
        ("which", "change", "hoeveel"),
        [
            (0, {"einddatum": date(2028, 3, 31)}, "10 uur per maand"),
            (1, {"omvang": Omvang(volume=3, eenheid="82", frequentie="6")}, "3 stuks in totaal"),
        ],
    )
    def test_another_end_date_or_total_keeps_the_number(
        self, which: int, change: dict[str, Any], hoeveel: str
    ) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        rows = running(town, market, person)
        stays = (OngewijzigdProduct(toewijzingnummer=rows[1 - which].toewijzingnummer),)
        bericht = vow(
            person.bsn or "",
            ongewijzigdeproducten=stays,
            tewijzigenproducten=(changed(rows[which], **change),),
        )
        assert reply(deliver(town, bericht)).client is None
        (identity,) = honour(actor=town.backoffice, verzoek_id=only())
        row = {one.id: one for one in toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])}[
            rows[which].id
        ]
        assert (identity, row.hoeveel, row.reden_wijziging) == (rows[which].id, hoeveel, "12")
        assert row.einddatum == change.get("einddatum", rows[which].einddatum)
        assert row.toewijzingnummer == rows[which].toewijzingnummer

    def test_another_extent_from_the_first_day_takes_the_old_one_back(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        help_, chair = running(town, market, person)
        bericht = vow(
            person.bsn or "",
            ongewijzigdeproducten=(OngewijzigdProduct(toewijzingnummer=chair.toewijzingnummer),),
            tewijzigenproducten=(changed(help_, omvang=Omvang(volume=4, eenheid="04", frequentie="4")),),
        )
        assert reply(deliver(town, bericht)).client is None
        old, new = honour(actor=town.backoffice, verzoek_id=only())
        rows = {row.id: row for row in toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])}
        assert (rows[old].verwijderd, rows[old].einddatum) == (True, help_.ingangsdatum)
        assert (rows[new].hoeveel, rows[new].ingangsdatum) == ("4 uur per maand", help_.ingangsdatum)

    def test_is_refused_as_a_whole_and_never_for_the_woonplaatsbeginsel(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        help_, chair = running(town, market, person)
        stays = (OngewijzigdProduct(toewijzingnummer=chair.toewijzingnummer),)
        later = changed(help_, einddatum=date(2028, 3, 31))
        deliver(town, vow(person.bsn or "", ongewijzigdeproducten=stays, tewijzigenproducten=(later,)))
        with pytest.raises(rules.AnswerNotValid):
            refuse(actor=town.backoffice, verzoek_id=only(), reden="8", woonplaats="0363")
        refuse(actor=town.backoffice, verzoek_id=only(), reden="2")
        (answer,) = sent(319)
        assert (answer.antwoord.referentieaanbieder, answer.antwoord.redenafwijzingverzoek) == ("VOW-1", "2")
        assert standing(only()) == (Verzoekstatus.AFGEWEZEN, None)

    def test_of_a_client_we_do_not_know_is_refused(self, heard: list[Any]) -> None:
        town = found()
        contracted(town)
        bericht = vow(
            next(numbers.test_bsns(start=90)),
            tewijzigenproducten=(TeWijzigenProduct(toewijzingnummer=5, gewensteingangsdatum=LATER),),
        )
        assert reply(deliver(town, bericht)).client.retourcodes == ("8187",)
        assert heard == []
