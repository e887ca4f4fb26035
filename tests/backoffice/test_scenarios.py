"""Whole stories through the mailbox, as a provider and a municipality live them; no room is played by the test."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.backoffice.berichten.codec import provider
from keukentafel.backoffice.berichten.codec.provider import Briefhoofd, Client, Levering
from keukentafel.backoffice.berichten.codec.records.basis import Omvang, Product
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.codec.records.wijziging import TeWijzigenProduct, Verzoek
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain.berichten import BerichtRow, Berichtstatus
from keukentafel.backoffice.berichten.models import Bericht as BerichtModel
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.contracts import queries as contracts
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.models import Declaratie
from keukentafel.backoffice.declaraties.rules import StillDeclared
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import (
    Hulp,
    Hulpstand,
    ToewijzingRow,
    Toewijzingstatus,
)
from keukentafel.backoffice.toewijzingen.rules.granting import CustodyUnknown
from keukentafel.backoffice.toewijzingen.rules.judging import WouldBeRefused
from keukentafel.backoffice.verzoeken import queries as verzoeken
from keukentafel.backoffice.verzoeken.domain import Antwoordstatus, Verzoekstatus
from keukentafel.backoffice.verzoeken.models import Verzoek as VerzoekModel
from keukentafel.backoffice.verzoeken.operations import honour, investigate, refuse
from keukentafel.core.bsn import test_bsns as bsns
from keukentafel.core.period import Period
from keukentafel.people.domain import Adres, Gezagsoort, NewGezag, NewPersoon
from keukentafel.people.operations import load_persons, record_custody
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import AGB, Market, contracted
from tests.backoffice.declaraties.world import FIRST_NUMBER, World, settled
from tests.backoffice.toewijzingen.test_answers import granted as allocated
from tests.backoffice.verzoeken.asking import LATER, reply, sent
from tests.cast import LINDEWAARD, Town, found, resident

pytestmark = pytest.mark.db

DECEMBER = date(2026, 12, 1)
IN_JANUARY = date(2027, 1, 5)
_NUMBERS = count(1)
MONTHLY = Omvang(volume=10, eenheid="04", frequentie="4")


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


@dataclass(frozen=True)
class Provider:
    """What one provider sends about one client, under one law."""

    town: Town
    person: NewPersoon
    law: Law = Law.WMO

    def head(self) -> Briefhoofd:
        return Briefhoofd(
            aanbieder=AGB,
            gemeente=LINDEWAARD,
            identificatie=f"P{next(_NUMBERS)}",
            dagtekening=clock.today(),
            law=self.law,
        )

    @property
    def client(self) -> Client:
        assert self.person.geboortedatum is not None
        return Client(
            bsn=self.person.bsn or "",
            achternaam=self.person.geslachtsnaam,
            geboortedatum=self.person.geboortedatum,
            geslacht="2",
        )

    def deliver(self, content: bytes) -> BerichtRow:
        return take_in(actor=self.town.backoffice, naam="bericht.xml", inhoud=content)

    def start(self, *lines: StartProduct) -> BerichtRow:
        return self.deliver(provider.start_305(self.head(), self.client, lines))

    def stop(self, *lines: StopProduct) -> BerichtRow:
        return self.deliver(provider.stop_307(self.head(), self.client, lines))

    def ask(self, reference: str = "VOT-1", gezagsdragerbekend: str = "1") -> UUID:
        """Ask for youth help on the word of a general practitioner; by default it is known who has custody."""
        product = provider.aangevraagdproduct(
            reference,
            Product(categorie="45", code="45A49"),
            MONTHLY,
            begin=DECEMBER,
            einde=date(2027, 11, 30),
            verwijzer="02",
        )
        content = provider.verzoek_315(
            self.head(), self.client, [product], gezagsdragerbekend=gezagsdragerbekend
        )
        assert accepted(self.deliver(content))
        return VerzoekModel.objects.values_list("pk", flat=True).get(referentieaanbieder=reference)

    def ask_change(self, row: ToewijzingRow, reference: str = "VOW-1", **change: Any) -> UUID:
        """Ask for another end or extent of one allocation."""
        assert row.omvang is not None
        line = TeWijzigenProduct(
            toewijzingnummer=row.toewijzingnummer,
            gewensteingangsdatum=row.ingangsdatum,
            einddatum=row.einddatum,
            omvang=Omvang(
                volume=row.omvang.volume, eenheid=row.omvang.eenheid, frequentie=row.omvang.frequentie
            ),
        )
        asked = Verzoek(
            referentieaanbieder=reference, redenverzoek="1", tewijzigenproducten=(replace(line, **change),)
        )
        content = provider.wijziging_317(self.head(), self.client.bsn, asked)
        assert accepted(self.deliver(content))
        return VerzoekModel.objects.values_list("pk", flat=True).get(referentieaanbieder=reference)

    def confirm(self, nummer: int) -> BerichtRow:
        """Answer the last 301 or 319 that the house sent."""
        content = BerichtModel.objects.filter(nummer=nummer, richting="uit").latest("id").inhoud
        answer = provider.retour_302 if nummer == 301 else provider.retour_320
        return self.deliver(
            answer(bytes(content), identificatie=f"P{next(_NUMBERS)}", dagtekening=clock.today())
        )

    def row(self) -> ToewijzingRow:
        """The newest allocation of the client."""
        return toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[self.person.id])[0]


def accepted(arrived: BerichtRow) -> bool:
    """The retour on it says that nothing is wrong."""
    answer = reply(arrived)
    return answer.client is None and answer.header.retourcodes == ()


def begun(row: ToewijzingRow, day: date = DECEMBER, status: str = "1") -> StartProduct:
    return provider.startproduct(
        row.toewijzingnummer,
        row.productcategorie,
        row.productcode,
        ingangsdatum=row.ingangsdatum,
        begindatum=day,
        status=status,
    )


def help_of(town: Town, market: Market, person: NewPersoon) -> ToewijzingRow:
    """Ten hours of help a month from 1 December."""
    return allocated(
        town, person, market, product_id=market.begeleiding, eenheid="04", frequentie="4", volume=10
    )


def declared(world: World, nummer: str, *lines: Levering, maand: date = date(2026, 10, 1)) -> Any:
    """The 325 on a declaration of these lines."""
    file = world.file(list(lines), nummer=nummer, maand=maand)
    take_in(actor=world.town.backoffice, naam=f"{nummer}.xml", inhoud=file)
    return sent(325)[-1].declaratieantwoord


def granted(answer: Any) -> int:
    amount = answer.totaaltoegekendbedrag
    return int(amount.totaalbedrag) * (1 if amount.debetcredit == "D" else -1)


def refused(answer: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (line.productreferentie.referentienummer, line.retourcodes)
        for client in answer.clienten
        for line in client.prestaties
    ]


class TestHelp:
    """From an allocation to what was delivered on it."""

    def test_from_allocation_to_declaration(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        there = Provider(town, person)
        row = help_of(town, market, person)
        there.confirm(301)
        assert there.row().status is Toewijzingstatus.BEVESTIGD
        start = begun(row)
        assert accepted(there.start(start))
        with working_date(IN_JANUARY):
            assert accepted(there.stop(provider.stopproduct(start, "19", date(2026, 12, 31))))
            line = Levering(
                bsn=person.bsn or "",
                toewijzingnummer=row.toewijzingnummer,
                categorie=row.productcategorie,
                code=row.productcode,
                begindatum=DECEMBER,
                einddatum=date(2026, 12, 31),
                volume=10,
                eenheid="04",
                tarief=6600,
                referentienummer="R1",
            )
            there.deliver(
                provider.declaratie_323(
                    there.head(), declaratienummer="D1", maand=DECEMBER, leveringen=[line]
                )
            )
        assert there.row().hulp == Hulp(DECEMBER, date(2026, 12, 31), "19")
        (answer,) = sent(325)
        assert (granted(answer.declaratieantwoord), refused(answer.declaratieantwoord)) == (66_000, [])

    def test_a_pause_and_a_new_start(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        there = Provider(town, person)
        row = help_of(town, market, person)
        first, second = begun(row), begun(row, date(2026, 12, 3))
        steps = [
            (partial(there.start, first), Hulpstand.GESTART),
            (
                partial(there.stop, provider.stopproduct(first, "20", date(2026, 12, 2))),
                Hulpstand.TIJDELIJK_GESTOPT,
            ),
            (partial(there.start, second), Hulpstand.GESTART),
            (partial(there.stop, provider.stopproduct(second, "19", LATER)), Hulpstand.GESTOPT),
        ]
        for send, stand in steps:
            assert send().status is Berichtstatus.BEANTWOORD
            assert there.row().hulp.stand is stand
        assert there.row().hulp == Hulp(date(2026, 12, 3), LATER, "19")

    def test_a_start_is_corrected_in_one_message(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        there = Provider(town, person)
        row = help_of(town, market, person)
        there.start(begun(row))
        assert accepted(there.start(begun(row, date(2026, 12, 2)), begun(row, status="3")))
        assert there.row().hulp == Hulp(date(2026, 12, 2))


class TestRequests:
    """What a provider asks and the municipality answers."""

    def test_from_a_referral_by_a_gp_to_an_allocation(self) -> None:
        town = found()
        contracted(town)
        there = Provider(town, resident(town), Law.JW)
        verzoek_id = there.ask()
        investigate(actor=town.backoffice, verzoek_id=verzoek_id)
        assert there.confirm(319).status is Berichtstatus.VERWERKT
        honour(actor=town.backoffice, verzoek_id=verzoek_id)
        detail = verzoeken.detail_of(gemeente=LINDEWAARD, verzoek_id=verzoek_id)
        assert detail.row.status is Verzoekstatus.TOEGEWEZEN
        assert [answer.status for answer in detail.antwoorden] == [Antwoordstatus.BEVESTIGD]
        (line,) = sent(301)[0].client.toegewezenproducten
        assert (line.referentieaanbieder, line.ingangsdatum) == ("VOT-1", DECEMBER)
        assert accepted(there.start(begun(there.row())))

    def test_a_provider_that_does_not_know_who_has_custody_is_told(self) -> None:
        town = found()
        contracted(town)
        child = NewPersoon(
            "Bos", "Daan", bsn=next(bsns(start=40)), geboortedatum=date(2012, 5, 1),
            adres=Adres("Sparrenlaan", 14, "", "", "1290 AA", "Lindewaard"),
        )  # fmt: skip
        load_persons(actor=town.system, persons=[child])
        there = Provider(town, child, Law.JW)
        verzoek_id = there.ask(gezagsdragerbekend="2")
        with pytest.raises(CustodyUnknown, match="wie het gezag heeft"):
            honour(actor=town.backoffice, verzoek_id=verzoek_id)
        assert sent(301) == []
        mother = resident(town)
        record_custody(
            actor=town.consulent,
            gezag=NewGezag(
                child.id, Gezagsoort.OUDER, date(2012, 5, 1), "gezagsregister", houder_id=mother.id
            ),
        )
        honour(actor=town.backoffice, verzoek_id=verzoek_id)
        (relation,) = sent(301)[0].client.relaties
        assert (relation.soort, relation.naam.voornamen) == ("10", "Karin")
        assert there.confirm(301).status is Berichtstatus.VERWERKT
        assert accepted(there.start(begun(there.row())))

    def test_a_change_is_honoured_and_the_next_one_refused(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        there = Provider(town, person)
        row = help_of(town, market, person)
        honour(actor=town.backoffice, verzoek_id=there.ask_change(row, einddatum=date(2028, 3, 31)))
        assert there.row().einddatum == date(2028, 3, 31)
        (line,) = sent(301)[-1].client.toegewezenproducten
        assert (line.referentieaanbieder, line.redenwijziging) == ("VOW-1", "12")
        next_ = there.ask_change(there.row(), "VOW-2", einddatum=date(2028, 6, 30))
        refuse(actor=town.backoffice, verzoek_id=next_, reden="2")
        (answer,) = sent(319)
        assert (answer.antwoord.referentieaanbieder, answer.antwoord.verzoekantwoord) == ("VOW-2", "1")
        assert (there.row().einddatum, len(sent(301))) == (date(2028, 3, 31), 2)

    def test_another_gemeente_is_responsible(self) -> None:
        town = found()
        contracted(town)
        there = Provider(town, resident(town), Law.JW)
        refuse(actor=town.backoffice, verzoek_id=there.ask(), reden="8", woonplaats="0363")
        (answer,) = sent(319)
        assert (answer.antwoord.redenafwijzingverzoek, answer.antwoord.woonplaatsbeginsel.gemeente) == (
            "8",
            "0363",
        )
        assert there.confirm(319).status is Berichtstatus.VERWERKT
        line = Levering(
            bsn=there.client.bsn,
            toewijzingnummer=FIRST_NUMBER,
            categorie="45",
            code="45A49",
            begindatum=date(2026, 11, 1),
            einddatum=date(2026, 11, 30),
            volume=10,
            eenheid="04",
            tarief=5860,
            referentienummer="R1",
        )
        declared_elsewhere = provider.declaratie_323(
            there.head(), declaratienummer="D1", maand=date(2026, 11, 1), leveringen=[line]
        )
        there.deliver(declared_elsewhere)
        assert refused(sent(325)[0].declaratieantwoord) == [("R1", ("9338",))]
        assert b"0363" not in bytes(BerichtModel.objects.get(nummer=325).inhoud)

    def test_what_the_provider_would_refuse_does_not_leave(self, monkeypatch: pytest.MonkeyPatch) -> None:
        town = found()
        contracted(town)
        there = Provider(town, resident(town), Law.JW)
        verzoek_id = there.ask()
        monkeypatch.setattr(contracts, "product_codes", lambda **_: frozenset())
        with pytest.raises(WouldBeRefused, match="hoort niet bij de productcategorie"):
            honour(actor=town.backoffice, verzoek_id=verzoek_id)
        row = verzoeken.detail_of(gemeente=LINDEWAARD, verzoek_id=verzoek_id).row
        assert row.status is Verzoekstatus.ONTVANGEN
        assert toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[there.person.id]) == ()
        assert sent(301) == []

    def test_what_was_granted_is_credited_before_the_allocation_is_taken_back(self) -> None:
        world = settled(found(), residents=1)
        line = world.line()
        declared(world, "D1", line)
        there = Provider(world.town, world.persons[0])
        verzoek_id = there.ask_change(there.row(), omvang=Omvang(volume=4, eenheid="04", frequentie="4"))
        with pytest.raises(StillDeclared, match=f"T-{FIRST_NUMBER}"):
            honour(actor=world.town.backoffice, verzoek_id=verzoek_id)
        assert (there.row().verwijderd, sent(301)) == (False, [])
        declared(world, "D2", world.line(referentienummer="C1", vorigreferentienummer=line.referentienummer))
        honour(actor=world.town.backoffice, verzoek_id=verzoek_id)
        lines = {one.redenwijziging for one in sent(301)[0].client.toegewezenproducten}
        assert lines == {"13", None}


class TestDeclarations:
    """What is declared, refused, credited and declared anew."""

    def test_a_refused_line_comes_back_under_a_new_reference_without_credit(self) -> None:
        world = settled(found(), residents=1)
        wrong = world.line(begindatum=date(2026, 10, 5))
        first = declared(world, "D1", wrong)
        assert (granted(first), [codes for _, codes in refused(first)]) == (0, [("9387",)])
        second = declared(world, "D2", world.line(referentienummer="R2"))
        assert (granted(second), refused(second)) == (8 * 6600, [])

    def test_an_approved_line_is_credited_and_declared_anew_in_one_message(self) -> None:
        world = settled(found(), residents=1)
        line = world.line()
        assert granted(declared(world, "D1", line)) == 8 * 6600
        credit = world.line(referentienummer="C1", vorigreferentienummer=line.referentienummer)
        anew = world.line(referentienummer="R2", volume=7)
        answer = declared(world, "D2", credit, anew)
        assert (granted(answer), refused(answer)) == (-1 * 6600, [])
        twice = declared(world, "D3", world.line(referentienummer="R3"))
        assert refused(twice) == [("R3", ("9389",))]

    def test_an_approved_line_is_credited_first_and_declared_anew_later(self) -> None:
        world = settled(found(), residents=1)
        line = world.line()
        declared(world, "D1", line)
        credit = world.line(referentienummer="C1", vorigreferentienummer=line.referentienummer)
        assert granted(declared(world, "D2", credit)) == -8 * 6600
        anew = declared(world, "D3", world.line(referentienummer="R2", volume=7))
        assert (granted(anew), refused(anew)) == (7 * 6600, [])

    @pytest.mark.parametrize(("stopped", "code"), [(False, "8214"), (True, "8001")])
    def test_a_month_is_skipped_while_care_ran_on_or_stood_still(self, stopped: bool, code: str) -> None:
        world = settled(found(), residents=1)
        there = Provider(world.town, world.persons[0])
        start = begun(there.row(), date(2026, 1, 5))
        there.start(start)
        if stopped:
            there.stop(provider.stopproduct(start, "20", date(2026, 8, 31)))
            there.start(begun(there.row(), date(2026, 10, 1)))
        declared(world, "D8", world.line(maand=date(2026, 8, 1)), maand=date(2026, 8, 1))
        answer = declared(world, "D10", world.line())
        assert answer.retourcodes == (code,)
        assert granted(answer) == (8 * 6600 if stopped else 0)
        reason = Declaratie.objects.values_list("reden", flat=True).get(declaratienummer="D10")
        assert ("Dat moet 1 september 2026 zijn, want de hulp liep door." in reason) is not stopped

    @pytest.mark.parametrize("many", [1, 3])
    def test_care_of_any_number_of_clients_is_two_queries(
        self, many: int, django_assert_num_queries: Counted
    ) -> None:
        world = settled(found(), residents=many)
        for index, person in enumerate(world.persons):
            there = Provider(world.town, person)
            there.start(begun(there.row(), date(2026, 1 + index, 5)))
        ran_on = partial(toewijzingen.care_ran_on, gemeente=LINDEWAARD, wet=Wet.WMO, agb=AGB)
        with django_assert_num_queries(2):
            assert ran_on(periode=Period(date(2026, 3, 1), date(2026, 5, 1)))
        assert not ran_on(periode=Period(date(2025, 12, 1), date(2026, 2, 1)))
