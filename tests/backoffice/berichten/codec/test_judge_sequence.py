"""Messages after each other, as the standard's message flows have them: what was accepted is what the next one is judged against."""

from dataclasses import replace
from datetime import date

import pytest

from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel
from keukentafel.backoffice.berichten.codec.records.start import StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import StopProduct
from keukentafel.backoffice.berichten.codec.rules.antwoord import judge_319
from keukentafel.backoffice.berichten.codec.rules.koppeling import start_key
from keukentafel.backoffice.berichten.codec.rules.start import judge_305
from keukentafel.backoffice.berichten.codec.rules.stop import TEMPORARY, judge_307
from keukentafel.backoffice.berichten.codec.rules.toewijzing import judge_301
from keukentafel.backoffice.berichten.codec.rules.verzoek import judge_315
from tests.backoffice.berichten.codec.known import (
    broken,
    facts_301,
    facts_305,
    facts_307,
    facts_315,
    facts_319,
    known_verzoek,
)
from tests.backoffice.berichten.codec.messages import (
    BSN,
    antwoord,
    changed,
    start,
    stop,
    toewijzing,
    verzoek,
)

pytestmark = pytest.mark.pure

NEW, BACK, PLANNED = "1", "3", "19"
SPRING, MAY, JUNE, JULY, AUGUST = (date(2026, month, 1) for month in (3, 5, 6, 7, 8))


class Care:
    """What provider and municipality know of the care on one allocation."""

    def __init__(self) -> None:
        self.starts: dict[tuple[object, ...], KnownStart] = {}
        self.stops: dict[tuple[object, ...], KnownStop] = {}

    def start(self, begin: date, status: str = NEW) -> list[str]:
        """Send a start; the rules that refuse it."""
        line: StartProduct = replace(
            start().client.startproducten[0], begindatum=begin, statusaanlevering=status
        )
        bericht = changed(start(), client__startproducten=(line,))
        stopped = {start_key(known) for known in self.stops.values()}
        starts = tuple(replace(known, gestopt=key in stopped) for key, known in self.starts.items())
        found = _rules(judge_305(bericht, facts_305(starts=starts)))
        if not found and status == BACK:
            del self.starts[start_key(line)]
        elif not found:
            self.starts[start_key(line)] = KnownStart(BSN, line.toewijzingnummer, line.product, begin)
        return found

    def stop(self, begin: date, reason: str, end: date, status: str = NEW) -> list[str]:
        """Send a stop of the start on `begin`; the rules that refuse it."""
        line: StopProduct = replace(
            stop().client.stopproducten[0],
            begindatum=begin,
            redenbeeindiging=reason,
            einddatum=end,
            statusaanlevering=status,
        )
        bericht = changed(stop(), client__stopproducten=(line,))
        facts = facts_307(starts=tuple(self.starts.values()), stops=tuple(self.stops.values()))
        found = _rules(judge_307(bericht, facts))
        key = (*start_key(line), reason, end)
        if not found and status == BACK:
            del self.stops[key]
        elif not found:
            self.stops[key] = KnownStop(BSN, line.toewijzingnummer, line.product, begin, reason, end)
        return found


def _rules(oordeel: BerichtOordeel) -> list[str]:
    return [rule for rules in broken(oordeel).values() for rule in rules]


def test_care_rests_starts_anew_and_ends() -> None:
    care = Care()
    assert care.stop(SPRING, PLANNED, MAY) == ["TR382"]
    assert care.start(SPRING) == []
    assert care.start(MAY) == ["TR326"]
    assert care.stop(SPRING, TEMPORARY, MAY) == []
    assert care.stop(SPRING, TEMPORARY, JUNE) == ["TR413"]
    assert care.start(JUNE) == []
    assert care.stop(SPRING, PLANNED, JULY) == ["TR382"]
    assert care.stop(JUNE, PLANNED, JULY) == []
    assert care.stop(JUNE, PLANNED, AUGUST) == ["TR415"]
    assert care.start(AUGUST) == []


def test_a_rest_can_become_the_end() -> None:
    care = Care()
    assert care.start(SPRING) == []
    assert care.stop(SPRING, TEMPORARY, JUNE) == []
    assert care.stop(SPRING, PLANNED, MAY) == ["TR414"]
    assert care.stop(SPRING, PLANNED, JUNE) == []


def test_what_was_sent_wrongly_is_taken_back_from_the_last_to_the_first() -> None:
    care = Care()
    assert care.start(SPRING) == []
    assert care.stop(SPRING, PLANNED, MAY) == []
    assert care.start(SPRING, BACK) == ["TR071"]
    assert care.stop(SPRING, PLANNED, JUNE, BACK) == ["TR063"]
    assert care.stop(SPRING, PLANNED, MAY, BACK) == []
    assert care.start(SPRING, BACK) == []
    assert care.start(SPRING, BACK) == ["TR063"]
    assert care.start(MAY) == []


def test_a_request_is_investigated_and_granted() -> None:
    waiting = {"antwoord__verzoekantwoord": "2", "antwoord__redenafwijzingverzoek": None}
    granted = changed(toewijzing(), client__toegewezenproducten__0__referentieaanbieder="VOT-1")
    asked = known_verzoek()
    assert _rules(judge_315(verzoek(), facts_315())) == []
    assert _rules(judge_319(changed(antwoord(), **waiting), facts_319())) == []
    told = replace(asked, antwoorden=("2",))
    assert _rules(judge_319(changed(antwoord(), **waiting), facts_319(antwoorden=("2",)))) == ["TR360"]
    assert _rules(judge_315(verzoek(), facts_315(verzoeken=(told,)))) == ["TR374"]
    assert _rules(judge_301(granted, facts_301(verzoeken={"VOT-1": told}))) == []
    done = replace(told, toegewezen=True)
    assert _rules(judge_301(granted, facts_301(verzoeken={"VOT-1": done}))) == ["TR379"]
    assert _rules(judge_319(antwoord(), facts_319(antwoorden=("2",), toegewezen=True))) == ["TR359"]
    assert _rules(judge_315(verzoek(), facts_315(verzoeken=(done,)))) == []


def test_a_refused_request_stays_refused() -> None:
    refused = known_verzoek(antwoorden=("1",))
    granted = changed(toewijzing(), client__toegewezenproducten__0__referentieaanbieder="VOT-1")
    assert _rules(judge_319(antwoord(), facts_319(antwoorden=("1",)))) == ["TR365"]
    assert _rules(judge_301(granted, facts_301(verzoeken={"VOT-1": refused}))) == ["TR379"]
    assert _rules(judge_315(verzoek(), facts_315(verzoeken=(refused,)))) == []
