"""What a provider would refuse does not leave: a number it knows for something else (TR332), and a gemeente that is not there (TR378)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.toewijzingen.domain.toewijzing import ToewijzingRow
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.backoffice.toewijzingen.operations import change_end, grant_toewijzing, send_again
from keukentafel.backoffice.toewijzingen.rules.judging import WouldBeRefused
from keukentafel.backoffice.verzoeken import rules
from keukentafel.backoffice.verzoeken.operations import refuse
from keukentafel.core.bsn import test_bsns as bsns
from keukentafel.people.models import Persoon
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, NewGemeentecode
from keukentafel.platform.accounts.models import Gemeentecode
from keukentafel.platform.accounts.operations import load_gemeentecodes
from keukentafel.platform.accounts.queries import gemeentecodes
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.toewijzingen.test_granting import aid, request
from tests.backoffice.verzoeken.asking import LATER, deliver, reply, sent, vot
from tests.backoffice.verzoeken.test_requests import only
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, Town, found, resident

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def _on_the_working_date() -> Iterator[None]:
    with working_date(TODAY):
        yield


def change(town: Town, model: Any, pk: object, **values: object) -> None:
    """Somebody mends a row behind the back of the messages."""
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        model.objects.filter(pk=pk).update(**values)


def shorten(town: Town, row: ToewijzingRow) -> ToewijzingRow:
    return change_end(actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2027, 6, 30), reden="05")


class TestNumber:
    """TR332: against what the provider was told under the number, not against our own row as it is now."""

    def test_another_bsn_than_the_provider_knows(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        shorten(town, row)
        change(town, Persoon, person.id, bsn=next(bsns(start=70)))
        with pytest.raises(WouldBeRefused, match="kent de aanbieder een ander BSN"):
            change_end(actor=town.backoffice, toewijzing_id=row.id, einddatum=date(2027, 3, 31), reden="05")
        assert Toewijzing.objects.get(pk=row.id).tot == date(2027, 7, 1)

    @pytest.mark.parametrize(
        "values", [{"productcode": "07A04"}, {"vanaf": date(2026, 12, 2)}, {"volume": 3}], ids=str
    )
    def test_another_product_first_day_or_extent(self, values: dict[str, object]) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        change(town, Toewijzing, row.id, **values)
        with pytest.raises(WouldBeRefused, match="andere omvang"):
            shorten(town, row)

    def test_also_of_one_that_only_goes_along(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        change(town, Toewijzing, row.id, volume=3)
        with pytest.raises(WouldBeRefused):
            grant_toewijzing(actor=town.backoffice, new=aid(person, market, 1))

    def test_what_was_refused_while_it_was_new_was_never_told(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        row = grant_toewijzing(actor=town.backoffice, new=request(person, market))
        change(town, Toewijzing, row.id, volume=3, status="afgewezen")
        send_again(actor=town.backoffice, toewijzing_id=row.id)
        (line,) = sent(301)[-1].client.toegewezenproducten
        assert line.omvang.volume == 3


class TestGemeente:
    """TR378: the codes are dated data, of the CBS and beside it."""

    def test_a_code_that_is_newer_than_the_help_does_not_go_out(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        narrow(town, vanaf=date(2027, 1, 1))
        with pytest.raises(WouldBeRefused, match="De code van onze gemeente geldt niet op de ingangsdatum"):
            grant_toewijzing(actor=town.backoffice, new=request(person, market))
        later = request(person, market, ingangsdatum=date(2027, 1, 1))
        assert grant_toewijzing(actor=town.backoffice, new=later).toewijzingnummer

    def test_a_code_of_an_older_list_still_goes_out(self) -> None:
        town = found()
        market, person = contracted(town), resident(town)
        narrow(town, tot=date(2020, 1, 1))
        assert grant_toewijzing(actor=town.backoffice, new=request(person, market)).toewijzingnummer

    def test_a_request_for_help_from_before_the_code_is_answered_with_its_fault(self) -> None:
        town = found()
        contracted(town)
        narrow(town, vanaf=date(2027, 1, 1))
        with working_date(LATER):
            arrived = deliver(town, vot(resident(town)))
        assert reply(arrived).header.retourcodes == ("S300",)

    def test_the_neighbour_of_the_example_can_be_responsible_while_it_exists(self) -> None:
        town = found()
        contracted(town)
        with working_date(LATER):
            deliver(town, vot(resident(town)))
        narrow(town, code=ELSBEEK, tot=TODAY)
        with pytest.raises(rules.AnswerNotValid, match="geen gemeente"):
            refuse(actor=town.backoffice, verzoek_id=only(), reden="8", woonplaats=ELSBEEK)
        narrow(town, code=ELSBEEK, tot=None)
        refuse(actor=town.backoffice, verzoek_id=only(), reden="8", woonplaats=ELSBEEK)
        (answer,) = sent(319)
        assert answer.antwoord.woonplaatsbeginsel.gemeente == ELSBEEK

    def test_codes_are_those_of_the_municipality_and_dated(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        new = NewGemeentecode("9950", "Nieuw", date(2026, 1, 1), "besluit", date(2026, 7, 1))
        assert load_gemeentecodes(actor=town.system, codes=[new]) == 1
        with pytest.raises(ActNotPermitted):
            load_gemeentecodes(actor=town.beheerder, codes=[new])

        def known(code: str, first: date, last: date) -> bool:
            return "9950" in gemeentecodes(gemeente=code, day=last, oldest=first)

        assert known(LINDEWAARD, date(2026, 6, 30), date(2026, 6, 30))
        assert not known(LINDEWAARD, date(2026, 7, 1), date(2026, 7, 1))
        assert known(LINDEWAARD, date(2015, 1, 1), date(2026, 7, 1))
        assert not known(LINDEWAARD, date(2015, 1, 1), date(2025, 12, 31))
        assert not known(neighbour.code, date(2015, 1, 1), TODAY)


def narrow(town: Town, *, code: str = LINDEWAARD, **values: object) -> None:
    """A gemeente exists for a shorter time."""
    with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
        Gemeentecode.objects.filter(gemeente_id=town.code, code=code).update(**values)
