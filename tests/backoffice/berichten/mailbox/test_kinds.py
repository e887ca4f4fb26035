"""Every kind of message of both laws through the mailbox: the door, the answer that belongs to it, and what is waited for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keukentafel.backoffice.berichten import queries
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.sample import AANBIEDER
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, Berichtstatus, Verdict
from keukentafel.backoffice.berichten.domain.termijnen import Wat, Wie
from keukentafel.backoffice.berichten.models import Bericht, Verwachting
from keukentafel.backoffice.berichten.operations import mark_waiting, take_in
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.berichten.mailbox.exchange import REFUSED, about, fresh, made, received, retour, sent
from tests.cast import LINDEWAARD, TODAY, Town, found

pytestmark = pytest.mark.db

HEEN_IN = {305: 306, 307: 308, 315: 316, 317: 318, 323: 325}
HEEN_OUT = {301: 302, 319: 320}
OURS = (301, 306, 308, 316, 318, 319, 325)
BOTH = pytest.mark.parametrize("law", list(Law))


@pytest.fixture(autouse=True)
def _quiet(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders of this test, and nobody who reacts."""
    settings.DATA = tmp_path
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [])
    with working_date(TODAY):
        yield


@pytest.fixture
def town() -> Town:
    """Lindewaard."""
    return found()


def waits(town: Town) -> list[tuple[str, Wat, Wie, date]]:
    """What is waited for, first what is due first."""
    rows = queries.waiting(actor=town.backoffice)
    return [(row.label, row.wat, row.wie, row.uiterlijk) for row in rows]


class TestHeen:
    """A message of a provider that needs an answer."""

    @BOTH
    @pytest.mark.parametrize("nummer", HEEN_IN)
    def test_is_accepted_and_waits_for_our_answer(self, town: Town, law: Law, nummer: int) -> None:
        row = received(town, made(nummer, law))
        assert (row.verdict, row.status, row.afzender) == (
            Verdict.AANGENOMEN,
            Berichtstatus.ONTVANGEN,
            AANBIEDER,
        )
        (waiting,) = queries.waiting(actor=town.backoffice)
        assert waiting.antwoord_label == f"{law.value.upper()}{HEEN_IN[nummer]}"
        assert waiting.wie is Wie.GEMEENTE
        assert waiting.uiterlijk == (date(2026, 12, 4) if nummer == 323 else date(2026, 11, 25))

    @BOTH
    @pytest.mark.parametrize("nummer", HEEN_IN)
    def test_is_refused_with_its_own_answer(self, town: Town, law: Law, nummer: int) -> None:
        content = write(made(nummer, law))
        start = content.index(b"<Bsn>") + 5
        row = take_in(
            actor=town.system, naam="f.xml", inhoud=content.replace(content[start : start + 9], b"123456789")
        )
        assert (row.verdict, row.bevonden[0].level) == (Verdict.GEWEIGERD, 2)
        answer = Bericht.objects.get(antwoord_op_id=row.id)
        assert (answer.wet, answer.nummer, answer.ontvanger) == (law.value, HEEN_IN[nummer], AANBIEDER)
        read_back: Any = read(bytes(answer.inhoud)).bericht
        assert read_back.header.retourcodes == ("0001",)
        assert waits(town) == []

    @BOTH
    @pytest.mark.parametrize("nummer", [305, 307, 315, 317])
    def test_is_answered_by_its_retour(self, town: Town, law: Law, nummer: int) -> None:
        heen = made(nummer, law)
        row = received(town, heen)
        answer = sent(town, retour(town, heen), op=row.id)
        assert (answer.nummer, answer.antwoord_op) == (HEEN_IN[nummer], row.id)
        assert queries.get_row(gemeente=LINDEWAARD, bericht_id=row.id).status is Berichtstatus.BEANTWOORD
        met = Verwachting.objects.get(bericht_id=row.id, wat=Wat.RETOUR.value)
        assert (met.vervuld_op, met.vervuld_door_id) == (TODAY, answer.id)

    @BOTH
    @pytest.mark.parametrize("nummer", OURS)
    def test_that_only_a_municipality_sends_is_not_accepted(self, town: Town, law: Law, nummer: int) -> None:
        row = take_in(actor=town.system, naam="o.xml", inhoud=write(made(nummer, law)))
        assert (row.verdict, row.bevonden[0].rule) == (Verdict.NIET_GEACCEPTEERD, "soort")

    def test_that_waits_for_a_person_says_so(self, town: Town) -> None:
        row = received(town, made(323))
        mark_waiting(actor=town.system, bericht_id=row.id)
        assert waits(town) == [("WMO323", Wat.DECLARATIE_ANTWOORD, Wie.MENS, date(2026, 12, 4))]


class TestOurs:
    """A message of ours that a provider must answer."""

    @BOTH
    @pytest.mark.parametrize("nummer", HEEN_OUT)
    def test_is_answered_by_the_providers_retour(self, town: Town, law: Law, nummer: int) -> None:
        heen = made(nummer, law)
        row = sent(town, heen)
        assert waits(town) == [
            (f"{law.value.upper()}{nummer}", Wat.RETOUR, Wie.AANBIEDER, date(2026, 11, 25))
        ]
        answer = received(town, retour(town, heen))
        assert (answer.verdict, answer.antwoord_op) == (Verdict.AANGENOMEN, row.id)
        assert queries.get_row(gemeente=LINDEWAARD, bericht_id=row.id).status is Berichtstatus.BEANTWOORD
        assert waits(town) == []


class TestRequests:
    """Our answer to a request has a term of its own beside that of the retour."""

    @pytest.fixture(params=[(315, Law.WMO), (317, Law.JW)], ids=["315", "317"])
    def asked(self, town: Town, request: pytest.FixtureRequest) -> tuple[int, str, Law]:
        """A request with an accepted retour: the id of its message, its reference and its law."""
        nummer, law = request.param
        heen = fresh(made(nummer, law), day=date(2026, 11, 18))
        row = received(town, heen)
        assert [one[1] for one in waits(town)] == [Wat.RETOUR]
        sent(town, retour(town, heen), op=row.id)
        client = heen.client
        first = client.aangevraagdeproducten[0] if nummer == 315 else client.verzoek
        return row.id, first.referentieaanbieder, law

    def open(self, town: Town) -> list[tuple[Wat, date]]:
        """The terms of the decision."""
        return [(wat, until) for _, wat, wie, until in waits(town) if wie is Wie.MENS]

    def answer(self, referentie: str, law: Law, verzoekantwoord: str) -> Any:
        """A 319 about this request."""
        bericht = about(made(319, law), referentie)
        reason = "7" if verzoekantwoord == "1" else None
        values = {
            "verzoekantwoord": verzoekantwoord,
            "redenafwijzingverzoek": reason,
            "woonplaatsbeginsel": None,
        }
        return replace(bericht, antwoord=replace(bericht.antwoord, **values))

    def test_must_be_decided_within_five_working_days(self, town: Town, asked: tuple[int, str, Law]) -> None:
        assert self.open(town) == [(Wat.BESLUIT, date(2026, 11, 27))]
        (row,) = queries.waiting(actor=town.backoffice, wie=Wie.MENS)
        name = asked[2].value.upper()
        assert row.antwoord_label == f"{name}301 of {name}319"

    def test_is_closed_by_a_refusal(self, town: Town, asked: tuple[int, str, Law]) -> None:
        _, referentie, law = asked
        sent(town, self.answer(referentie, law, "1"))
        assert self.open(town) == []

    def test_is_closed_by_an_allocation(self, town: Town, asked: tuple[int, str, Law]) -> None:
        _, referentie, law = asked
        bericht = made(301, law)
        products = [
            replace(product, referentieaanbieder=referentie) for product in bericht.client.toegewezenproducten
        ]
        sent(town, replace(bericht, client=replace(bericht.client, toegewezenproducten=tuple(products))))
        assert self.open(town) == []

    def test_under_investigation_gets_eight_weeks_from_the_date_of_the_request(
        self, town: Town, asked: tuple[int, str, Law]
    ) -> None:
        _, referentie, law = asked
        sent(town, self.answer(referentie, law, "2"))
        assert self.open(town) == [(Wat.NA_ONDERZOEK, date(2027, 1, 13))]
        sent(town, self.answer(referentie, law, "1"))
        assert self.open(town) == []

    def test_stands_again_when_our_answer_is_refused(self, town: Town, asked: tuple[int, str, Law]) -> None:
        _, referentie, law = asked
        ours = self.answer(referentie, law, "2")
        sent(town, ours)
        received(town, retour(town, ours, REFUSED))
        assert self.open(town) == [(Wat.BESLUIT, date(2026, 11, 27))]

    def test_stays_open_for_the_answer_to_another_request(
        self, town: Town, asked: tuple[int, str, Law]
    ) -> None:
        sent(town, self.answer("iets anders", asked[2], "1"))
        assert self.open(town) == [(Wat.BESLUIT, date(2026, 11, 27))]

    def test_that_is_refused_waits_for_nothing(self, town: Town) -> None:
        heen = made(315)
        row = received(town, heen)
        sent(town, retour(town, heen, REFUSED), op=row.id)
        assert waits(town) == []


class TestAlarm:
    """What waits, counted and by who must act."""

    def test_figures_and_pages(self, town: Town) -> None:
        sent(town, made(301, seed=1))
        with working_date(date(2026, 11, 2)):
            sent(town, made(301, seed=2))
            received(town, made(305))
        waits = queries.waiting_figures(actor=town.backoffice, day=TODAY)
        figures = {figure.wie: (figure.open, figure.te_laat) for figure in waits.per_partij}
        assert figures == {Wie.AANBIEDER: (2, 1), Wie.GEMEENTE: (1, 1), Wie.MENS: (0, 0)}
        assert queries.overdue(actor=town.backoffice, day=TODAY) == waits.te_laat == 2
        assert waits.te_laat_per_aanbieder == {AANBIEDER: 1}
        first = queries.waiting(actor=town.backoffice, limit=2)
        rest = queries.waiting(actor=town.backoffice, after=(first[-1].uiterlijk, first[-1].id))
        assert [row.label for row in (*first, *rest)] == ["WMO301", "WMO305", "WMO301"]

    def test_the_history_keeps_every_step(self, town: Town) -> None:
        heen = made(301)
        sent(town, heen)
        received(town, retour(town, heen))
        events_of = apps.get_model("berichten", "VerwachtingEvent")._default_manager.order_by("pgh_id")
        assert list(events_of.values_list("vervuld_op", flat=True)) == [None, TODAY]


class TestChain:
    """The messages around one allocation, in a fixed number of queries."""

    def test_from_the_request_to_the_correction(self, town: Town) -> None:
        asked = made(315)
        row = received(town, asked)
        sent(town, retour(town, asked), op=row.id)
        given = made(301)
        number = given.client.toegewezenproducten[0].toewijzingnummer
        reference = asked.client.aangevraagdeproducten[0].referentieaanbieder
        product = replace(given.client.toegewezenproducten[0], referentieaanbieder=reference)
        sent(town, replace(given, client=replace(given.client, toegewezenproducten=(product,))))
        original = made(305)
        line = replace(original.client.startproducten[0], toewijzingnummer=number, statusaanlevering="1")
        starts = [line, replace(line, statusaanlevering="3"), replace(line, begindatum=date(2026, 10, 3))]
        ids = [
            received(
                town, fresh(replace(original, client=replace(original.client, startproducten=(one,))))
            ).id
            for one in starts
        ]
        with CaptureQueriesContext(connection) as captured:
            chain = queries.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=number)
        assert [link.label for link in chain] == ["WMO315", "WMO316", "WMO301", "WMO305", "WMO305", "WMO305"]
        assert len(captured) == 3
        first, back, new = chain[3:]
        assert (first.teruggenomen, back.neemt_terug, new.vervangt) == (True, ids[0], ids[0])
        assert (chain[2].wacht, chain[2].antwoord_uiterlijk) == (
            (Wat.RETOUR, Wie.AANBIEDER),
            date(2026, 11, 25),
        )

    def test_the_same_reference_of_another_provider_is_left_out(self, town: Town) -> None:
        asked = made(315)
        other = replace(asked, header=replace(asked.header, afzender="99100018"))
        received(town, fresh(other))
        given = made(301)
        reference = asked.client.aangevraagdeproducten[0].referentieaanbieder
        product = replace(given.client.toegewezenproducten[0], referentieaanbieder=reference)
        sent(town, replace(given, client=replace(given.client, toegewezenproducten=(product,))))
        chain = queries.chain(gemeente=LINDEWAARD, wet="wmo", toewijzingnummer=product.toewijzingnummer)
        assert [link.label for link in chain] == ["WMO301"]

    def test_says_which_messages_hold_the_same(self, town: Town) -> None:
        bericht = made(305)
        first, second = received(town, bericht), received(town, fresh(bericht))
        assert (first.verdict, second.verdict, second.dubbel) == (
            Verdict.AANGENOMEN,
            Verdict.AANGENOMEN,
            False,
        )
        detail = queries.get_bericht(actor=town.backoffice, bericht_id=second.id)
        assert detail.zelfde_inhoud == ((first.id, first.identificatie),)
