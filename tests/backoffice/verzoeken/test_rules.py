"""When a request must be answered, and where it stands by its answers."""

from datetime import date

import pytest

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.verzoeken import queries, rules
from keukentafel.backoffice.verzoeken.domain import Antwoordstatus, Verzoeksoort, Verzoekstatus

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ((), Verzoekstatus.ONTVANGEN),
        (("2",), Verzoekstatus.IN_ONDERZOEK),
        (("2", "1"), Verzoekstatus.AFGEWEZEN),
    ],
)
def test_the_answers_that_count_tell_where_it_stands(answers: tuple[str, ...], status: Verzoekstatus) -> None:
    assert rules.status_after(answers) is status


def test_terms() -> None:
    friday = date(2026, 12, 4)
    due = {status: queries.due(status, ontvangen_op=friday, dagtekening=friday) for status in Verzoekstatus}
    assert due == {
        Verzoekstatus.ONTVANGEN: date(2026, 12, 11),
        Verzoekstatus.IN_ONDERZOEK: date(2027, 1, 29),
        Verzoekstatus.TOEGEWEZEN: None,
        Verzoekstatus.AFGEWEZEN: None,
    }
    old = date(2020, 1, 1)
    assert queries.due(Verzoekstatus.ONTVANGEN, ontvangen_op=old, dagtekening=old) == old


def test_a_second_320_says_nothing_new() -> None:
    assert rules.after_320(Antwoordstatus.VERSTUURD, refused=True) is Antwoordstatus.AFGEWEZEN
    assert rules.after_320(Antwoordstatus.BEVESTIGD, refused=True) is None


def test_the_woonplaatsbeginsel_is_for_youth_care_that_is_asked_for() -> None:
    assert "8" in rules.reasons(Wet.JEUGDWET, Verzoeksoort.TOEWIJZING)
    assert "8" not in rules.reasons(Wet.JEUGDWET, Verzoeksoort.WIJZIGING)
    assert "8" not in rules.reasons(Wet.WMO, Verzoeksoort.TOEWIJZING)
