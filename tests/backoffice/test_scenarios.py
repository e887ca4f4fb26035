"""Whole stories through the mailbox, as a provider and a municipality live them; no room is played by the test."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.codec.provider import Levering
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.domain import Berichtstatus
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Hulp, Hulpstand
from keukentafel.backoffice.verzoeken.models import Verzoek
from keukentafel.backoffice.verzoeken.operations import honour, investigate
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.declaraties.world import World, settled
from tests.backoffice.toewijzingen.test_answers import line as begun
from tests.backoffice.toewijzingen.test_answers import start
from tests.backoffice.toewijzingen.test_stops import ending, stop
from tests.backoffice.verzoeken.asking import LATER, deliver, reply, sent, vot
from tests.cast import LINDEWAARD, found, resident

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(LATER):
        yield


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


def test_from_a_referral_to_help_that_paused_and_went_on() -> None:
    town = found()
    contracted(town)
    person = resident(town)
    assert reply(deliver(town, vot(person))).client is None
    verzoek_id = Verzoek.objects.get().pk
    investigate(actor=town.backoffice, verzoek_id=verzoek_id)
    honour(actor=town.backoffice, verzoek_id=verzoek_id)
    (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
    steps: list[tuple[Bericht, Hulpstand]] = [
        (start(person, begun(row), law=Law.JW), Hulpstand.GESTART),
        (stop(person, ending(row, "20", date(2026, 12, 2)), law=Law.JW), Hulpstand.TIJDELIJK_GESTOPT),
        (start(person, begun(row, date(2026, 12, 3)), identificatie="S2", law=Law.JW), Hulpstand.GESTART),
        (
            stop(person, ending(row, "31", LATER, begun=date(2026, 12, 3)), identificatie="E2", law=Law.JW),
            Hulpstand.GESTOPT,
        ),
    ]
    for bericht, stand in steps:
        assert deliver(town, bericht).status is Berichtstatus.BEANTWOORD
        (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
        assert row.hulp.stand is stand
    assert row.hulp == Hulp(date(2026, 12, 3), LATER, "31")


def test_a_start_is_corrected_in_one_message() -> None:
    town = found()
    contracted(town)
    person = resident(town)
    deliver(town, vot(person))
    honour(actor=town.backoffice, verzoek_id=Verzoek.objects.get().pk)
    (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
    deliver(town, start(person, begun(row), law=Law.JW))
    both = start(
        person, begun(row, date(2026, 12, 2)), begun(row, status="3"), identificatie="S2", law=Law.JW
    )
    assert deliver(town, both).status is Berichtstatus.BEANTWOORD
    (row,) = toewijzingen.of_persons(gemeente=LINDEWAARD, persoon_ids=[person.id])
    assert row.hulp == Hulp(date(2026, 12, 2))


def test_a_refused_line_comes_back_under_a_new_reference_without_credit() -> None:
    world = settled(found(), residents=1)
    wrong = world.line(begindatum=date(2026, 10, 5))
    first = declared(world, "D1", wrong)
    assert (granted(first), [codes for _, codes in refused(first)]) == (0, [("9387",)])
    second = declared(world, "D2", world.line(referentienummer="R2"))
    assert (granted(second), refused(second)) == (8 * 6600, [])


def test_an_approved_line_is_credited_and_declared_anew_in_one_message() -> None:
    world = settled(found(), residents=1)
    line = world.line()
    assert granted(declared(world, "D1", line)) == 8 * 6600
    credit = world.line(referentienummer="C1", vorigreferentienummer=line.referentienummer)
    anew = world.line(referentienummer="R2", volume=7)
    answer = declared(world, "D2", credit, anew)
    assert (granted(answer), refused(answer)) == (-1 * 6600, [])
    twice = declared(world, "D3", world.line(referentienummer="R3"))
    assert refused(twice) == [("R3", ("9389",))]
